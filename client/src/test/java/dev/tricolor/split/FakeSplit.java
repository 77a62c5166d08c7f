package dev.tricolor.split;

import dev.tricolor.Block;
import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.concurrent.TimeUnit;

/** A Split on loopback. */
final class FakeSplit extends FakeServer {
    FakeSplit() {
        super("/internal/api/v2/");
    }

    /** A client of this server that tries everything once. */
    SplitAsyncClient client() {
        return SplitAsyncClient.create(settings());
    }

    Block<SplitClientBuilder> settings() {
        return c -> c.apiKey(Secret.of("admin-api-key")).baseUrl(url()).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1));
    }
}
