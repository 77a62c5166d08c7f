package dev.tricolor.harness;

import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.concurrent.TimeUnit;

/** A Harness on loopback. */
final class FakeHarness extends FakeServer {
    FakeHarness() {
        super("/");
    }

    /** A client of this server that tries everything once, for the project {@code p} of {@code o} of the account {@code a}. */
    HarnessAsyncClient client() {
        return HarnessAsyncClient.create(c -> c.token(Secret.of("pat.token"))
            .accountIdentifier("a").orgIdentifier("o").projectIdentifier("p")
            .baseUrl(url()).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)));
    }
}
