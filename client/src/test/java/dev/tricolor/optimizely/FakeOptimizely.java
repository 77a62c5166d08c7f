package dev.tricolor.optimizely;

import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.concurrent.TimeUnit;

/** An Optimizely on loopback. */
final class FakeOptimizely extends FakeServer {
    FakeOptimizely() {
        super("/v2/");
    }

    /** A client of this server that tries everything once. */
    OptimizelyAsyncClient client() {
        return OptimizelyAsyncClient.create(c -> c.token(Secret.of("2:token"))
            .baseUrl(url()).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)));
    }
}
