package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.NotFoundException;
import dev.tricolor.RateLimitedException;
import dev.tricolor.Secret;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OptimizelyClassicAsyncClientTest {
    private final FakeClassic server = new FakeClassic();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsEitherToken() {
        server.answers("[]").answers("[]");
        try (OptimizelyClassicAsyncClient own = server.client();
                OptimizelyClassicAsyncClient oauth = OptimizelyClassicAsyncClient.create(Runnable::run,
                    c -> c.oauthToken(Secret.of("access")).baseUrl(server.url()).connectTimeout(1, TimeUnit.SECONDS))) {
            assertTrue(own.projects().list().join().items().isEmpty());
            assertTrue(oauth.projects().list().join().items().isEmpty());
        }
        assertEquals("canary:123", server.requests().get(0).headers.getFirst("Token"));
        assertNull(server.requests().get(0).headers.getFirst("Authorization"));
        assertEquals("Bearer access", server.last().headers.getFirst("Authorization"));
        assertNull(server.last().headers.getFirst("Token"));
        assertThrows(IllegalArgumentException.class,
            () -> OptimizelyClassicAsyncClient.create(c -> c.token(Secret.of("a")).oauthToken(Secret.of("b"))));
        assertThrows(IllegalArgumentException.class, () -> OptimizelyClassicAsyncClient.fromEnvironment(c -> {}));
    }

    @Test
    void failsWithWhatTheServerSays() {
        server.did(404, "no such thing").did(503, "overloaded");
        try (OptimizelyClassicAsyncClient optimizely = server.client()) {
            Throwable missing = assertThrows(CompletionException.class, () -> optimizely.goals().get(1).join()).getCause();
            assertEquals("no such thing", assertInstanceOf(NotFoundException.class, missing).getServerMessage());
            Throwable busy = assertThrows(CompletionException.class, () -> optimizely.experiments().stats(1).join()).getCause();
            assertEquals(503, assertInstanceOf(RateLimitedException.class, busy).getStatus());
            Throwable no = assertThrows(CompletionException.class, () -> optimizely.goals().get(0).join()).getCause();
            assertInstanceOf(IllegalArgumentException.class, no);
        }
    }

    @Test
    void tellsWhichIdsAreMissing() {
        server.did(404, "no");
        try (OptimizelyClassicAsyncClient optimizely = server.client()) {
            Throwable failure =
                assertThrows(CompletionException.class, () -> optimizely.projects().getAll(List.of(3L)).join()).getCause();
            assertEquals(List.of(3L), assertInstanceOf(MissingIdsException.class, failure).getMissing());
        }
    }

    @Test
    void reachesEverythingElse() {
        server.answers("{'a':1}").did(204, "").answers("[]");
        try (OptimizelyClassicAsyncClient optimizely = server.client()) {
            assertEquals("{\"a\":1}", optimizely.raw("POST", "dcp_services", "{}").join());
            assertNull(optimizely.raw("DELETE", "dcp_services/5").join());
            optimizely.with(v -> v.header("X-Trace", "1")).projects().list().join();
        }
        assertEquals("1", server.last().headers.getFirst("X-Trace"));
        server.wasAsked("POST dcp_services", "DELETE dcp_services/5", "GET projects");
    }
}
