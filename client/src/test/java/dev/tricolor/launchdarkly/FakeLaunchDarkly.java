package dev.tricolor.launchdarkly;

import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.concurrent.TimeUnit;

/** A LaunchDarkly on loopback. */
final class FakeLaunchDarkly extends FakeServer {
    FakeLaunchDarkly() {
        super("/api/v2/");
    }

    /** A client of this server that tries everything once. */
    LaunchDarklyAsyncClient client() {
        return LaunchDarklyAsyncClient.create(c -> c.token(Secret.of("api-token"))
            .baseUrl(url()).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)));
    }
}
