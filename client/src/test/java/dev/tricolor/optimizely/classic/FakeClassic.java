package dev.tricolor.optimizely.classic;

import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A classic Optimizely on loopback. */
final class FakeClassic extends FakeServer {
    FakeClassic() {
        super("/experiment/v1/");
    }

    @Override
    public FakeClassic answers(String body) {
        super.answers(body);
        return this;
    }

    /** Answers the next request as one that created or changed something is answered. */
    FakeClassic did(int status, String body) {
        answers(status, body, Map.of());
        return this;
    }

    /** Answers the next {@code times} requests with a list of {@code item}. */
    FakeClassic reads(int times, String item) {
        for (int time = 0; time < times; time++) answers("[" + item + "]");
        return this;
    }

    /** A client of this server that tries everything once. */
    OptimizelyClassicAsyncClient client() {
        return OptimizelyClassicAsyncClient.create(c -> c.token(Secret.of("canary:123"))
            .baseUrl(url()).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)));
    }
}
