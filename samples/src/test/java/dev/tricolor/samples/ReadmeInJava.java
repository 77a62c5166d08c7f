package dev.tricolor.samples;

import dev.tricolor.Secret;
import dev.tricolor.split.SplitAsyncClient;
import java.util.concurrent.TimeUnit;

/** What the README shows of Java. */
final class ReadmeInJava {
    private ReadmeInJava() {}

    static void ramp(String url, String key, String workspaceId) {
        try (SplitAsyncClient split = SplitAsyncClient.create(c -> c
                .apiKey(Secret.of(key)).baseUrl(url).timeout(10, TimeUnit.SECONDS))) {
            split.definitions()
                .edit(workspaceId, "Production", "new-checkout", d -> d.trafficAllocation(100).comment("everyone"))
                .thenCompose(now -> split.definitions().kill(workspaceId, "Production", now.getName(), k -> k.comment("oops")))
                .join();
        }
    }
}
