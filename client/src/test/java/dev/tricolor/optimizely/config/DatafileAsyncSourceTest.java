package dev.tricolor.optimizely.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.FakeServer;
import dev.tricolor.NotFoundException;
import dev.tricolor.Secret;
import dev.tricolor.UnexpectedReplyException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DatafileAsyncSourceTest {
    private final FakeServer server = new FakeServer("/") { };
    private final DatafileAsyncSource source = DatafileAsyncSource.create("key", s -> s.url(server.url() + "/d.json")
        .datafileAccessToken(Secret.of("token")).interval(1, TimeUnit.HOURS).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)));

    @AfterEach
    void close() {
        source.close();
        server.close();
    }

    private void hasRevision(int revision) {
        server.answers(200, "{'version':'4','revision':'" + revision + "','experiments':[],'groups':[],'attributes':[],'events':[]}",
            Map.of("Last-Modified", "at " + revision));
    }

    @Test
    void theFirstConfigIsAFuture() {
        hasRevision(1);
        assertEquals("1", source.first().join().getRevision());
        assertSame(source.first().join(), source.current());
        assertNull(source.lastError());
        server.wasAsked("GET d.json");
        assertEquals("Bearer token", server.last().headers.getFirst("Authorization"));
    }

    @Test
    void aConsumerHearsOfEveryRevisionThoughItThrows() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        hasRevision(1);
        CompletableFuture<Void> listening = source.config(config -> {
            heard.add(config.getRevision());
            throw new IllegalStateException("a listener of little worth");
        });
        assertEquals("1", heard.take());
        hasRevision(2);
        assertEquals("2", source.refresh().join().getRevision());
        assertEquals("2", heard.take());
        server.answers(304, "", Map.of());
        assertEquals("2", source.refresh().join().getRevision());
        assertEquals("at 2", server.last().headers.getFirst("If-Modified-Since"));
        assertTrue(!listening.isDone() && heard.isEmpty());
    }

    @Test
    void whatGoesWrongFailsTheFutureAndIsToldAfterwards() {
        server.answers(200, "{'version':'4'}", Map.of());
        Throwable unreadable = assertThrows(CompletionException.class, () -> source.refresh().join()).getCause();
        assertInstanceOf(UnexpectedReplyException.class, unreadable);
        assertEquals(4, assertInstanceOf(InvalidDatafileException.class, unreadable.getCause()).getProblems().size());
        assertSame(unreadable, source.lastError());
        server.answers(404, "", Map.of());
        CompletionException missing = assertThrows(CompletionException.class, () -> source.refresh().join());
        assertInstanceOf(NotFoundException.class, missing.getCause());
        assertNull(source.current());
    }

    @Test
    void aRevisionIsWaitedFor() {
        hasRevision(4);
        assertEquals("4", source.awaitRevision(3, 30, TimeUnit.SECONDS).join().getRevision());
        server.answersWhen(new CompletableFuture<>(), 200, "", Map.of());
        CompletionException late = assertThrows(CompletionException.class,
            () -> source.awaitRevision(5, 50, TimeUnit.MILLISECONDS).join());
        RevisionNotReachedException notReached = assertInstanceOf(RevisionNotReachedException.class, late.getCause());
        assertEquals(5, notReached.getRevision());
        assertSame(source.current(), notReached.getLastSeen());
    }

    @Test
    void closingEndsWhatWasBegun() {
        hasRevision(1);
        CompletableFuture<Void> listening = source.config(config -> { });
        source.first().join();
        source.close();
        assertThrows(RuntimeException.class, () -> source.refresh().join());
        listening.exceptionally(cancelled -> null).join();
        assertTrue(listening.isDone());
        assertEquals("1", source.current().getRevision());
    }
}
