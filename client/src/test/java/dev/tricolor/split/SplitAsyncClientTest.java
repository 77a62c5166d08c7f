package dev.tricolor.split;

import static dev.tricolor.split.FakeSplit.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.ApiException;
import dev.tricolor.ApprovalRequiredException;
import dev.tricolor.BadRequestException;
import dev.tricolor.ConflictException;
import dev.tricolor.ForbiddenException;
import dev.tricolor.NotFoundException;
import dev.tricolor.RateLimitedException;
import dev.tricolor.Secret;
import dev.tricolor.TransportException;
import dev.tricolor.TricolorException;
import dev.tricolor.UnauthorizedException;
import dev.tricolor.UnexpectedReplyException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.helpers.NOPLogger;

/** What is the same for every call: futures, errors, options, and the end of it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SplitAsyncClientTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        return future.handle((value, thrown) -> thrown).join();
    }

    private <E extends TricolorException> E refusedWith(Class<E> type, int status, String body, Map<String, String> headers) {
        server.answers(status, body, headers);
        Throwable failure = failureOf(split.flags().create("ws", "user", "f"));
        assertEquals(type, failure.getClass());
        return type.cast(failure);
    }

    @Test
    void aFailureIsBareOnTheFutureAndWrappedBehindIt() {
        CompletableFuture<Void> moment = new CompletableFuture<>();
        server.answersWhen(moment, 404, "{'code':404,'message':'no such flag'}", Map.of());
        CompletableFuture<Throwable> heard = new CompletableFuture<>();
        CompletableFuture<Throwable> heardBehind = new CompletableFuture<>();

        CompletableFuture<Flag> future = split.flags().get("ws", "f");
        future.whenComplete((flag, failure) -> heard.complete(failure));
        future.thenApply(Flag::getName).whenComplete((name, failure) -> heardBehind.complete(failure));
        CompletableFuture<String> rescued = future.exceptionally(failure -> null).thenApply(flag -> flag == null ? "rescued" : "found");
        moment.complete(null);

        NotFoundException failure = assertInstanceOf(NotFoundException.class, heard.join());
        assertSame(failure, assertInstanceOf(CompletionException.class, heardBehind.join()).getCause());
        assertSame(failure, assertThrows(CompletionException.class, future::join).getCause());
        assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
        assertEquals("rescued", rescued.join());
        server.wasAsked("GET splits/ws/ws/f");
    }

    @Test
    void anErrorTellsAllThatTheServerSaid() {
        String body = "{'code':404,'message':'no such flag','details':'f','transactionId':'t-1'}";

        NotFoundException failure = refusedWith(NotFoundException.class, 404, body, Map.of());

        assertEquals(404, failure.getStatus());
        assertNull(failure.getCode());
        assertEquals("no such flag: f", failure.getServerMessage());
        assertEquals("t-1", failure.getRequestId());
        assertNull(failure.getRetryAfterMillis());
        assertEquals(body.replace('\'', '"'), failure.getRawBody());
        assertEquals("POST splits/ws/{workspaceId}/trafficTypes/{trafficType}", failure.getEndpoint());
        assertEquals(failure.getEndpoint() + " answered 404: no such flag: f (request t-1)", failure.getMessage());
    }

    @Test
    void everyStatusHasItsException() {
        refusedWith(BadRequestException.class, 400, "", Map.of());
        refusedWith(UnauthorizedException.class, 401, "<html>", Map.of());
        refusedWith(ForbiddenException.class, 403, "{'message':'not you'}", Map.of());
        refusedWith(ApprovalRequiredException.class, 403, "{'message':'Approvals are required for this environment'}", Map.of());
        refusedWith(ConflictException.class, 409, "{'message':'there is one'}", Map.of());
        refusedWith(ApiException.class, 500, "", Map.of());
        assertEquals("not json", refusedWith(UnexpectedReplyException.class, 200, "not json", Map.of()).getRawBody());
        assertEquals(7, server.requests().size());
    }

    @Test
    void theRateLimitIsToldWhenPatienceEnds() {
        Map<String, String> reset = Map.of("X-RateLimit-Reset-Seconds-Org", "7", "X-RateLimit-Reset-Seconds-IP", "3");

        RateLimitedException failure = refusedWith(RateLimitedException.class, 429, "", reset);

        assertEquals(429, failure.getStatus());
        assertEquals(7_000L, failure.getRetryAfterMillis());
        assertEquals(1, failure.getAttempts());
        assertEquals(0, failure.getWaitedMillis());
    }

    @Test
    void whatTheServerDidNotProcessIsTriedAgain() {
        server.answers(503, "", Map.of("Retry-After", "0")).answers("{'name':'f'}");

        try (SplitAsyncClient patient = SplitAsyncClient.create(c -> c
            .apiKey(Secret.of("admin-api-key")).baseUrl(server.url()).retry(r -> r.maxAttempts(2).maxWait(10, TimeUnit.SECONDS)))) {
            assertEquals("f", patient.flags().create("ws", "user", "f").join().getName());
        }

        server.wasAsked("POST splits/ws/ws/trafficTypes/user", "POST splits/ws/ws/trafficTypes/user");
        server.wasTold("{'name':'f'}");
    }

    @Test
    void aCallThatFailsDoesNotBreakLaterCalls() {
        refusedWith(ConflictException.class, 409, "{'message':'there is one'}", Map.of());
        server.answers("{'name':'f'}");

        assertEquals("f", split.flags().get("ws", "f").join().getName());
    }

    @Test
    void cancellingAFutureCancelsItsRequest() throws IOException {
        try (SilentServer silent = new SilentServer(); SplitAsyncClient client = silent.client()) {
            CompletableFuture<Flag> future = client.flags().get("ws", "f");
            silent.asked.join();

            assertTrue(future.cancel(true));

            silent.hungUp.join();
            assertTrue(future.isCancelled());
        }
    }

    @Test
    void closingCancelsWhatIsUnderWay() throws IOException {
        try (SilentServer silent = new SilentServer()) {
            SplitAsyncClient client = silent.client();
            CompletableFuture<Flag> future = client.flags().get("ws", "f");
            silent.asked.join();

            client.close();

            silent.hungUp.join();
            assertInstanceOf(CancellationException.class, failureOf(future));
            assertInstanceOf(CancellationException.class, failureOf(client.flags().get("ws", "f")));
        }
    }

    @Test
    void aViewHasOtherOptionsAndClosesNothing() {
        server.answers("{'name':'f'}").answers("{'name':'f'}");

        try (SplitAsyncClient view = split.with(v -> v.header("X-Trace", "7").timeout(5, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)))) {
            view.flags().get("ws", "f").join();
        }
        assertEquals("7", server.last().headers.getFirst("X-Trace"));
        split.flags().get("ws", "f").join();

        assertFalse(server.last().headers.containsKey("X-Trace"));
        server.wasAsked("GET splits/ws/ws/f", "GET splits/ws/ws/f");
    }

    @Test
    void aViewCanBeLessPatient() throws IOException {
        try (SilentServer silent = new SilentServer(); SplitAsyncClient client = silent.client()) {
            Throwable failure = failureOf(client.with(v -> v.timeout(50, TimeUnit.MILLISECONDS)).flags().get("ws", "f"));

            TransportException lost = assertInstanceOf(TransportException.class, failure);
            assertTrue(lost.mayHaveBeenProcessed());
            assertEquals("GET splits/ws/{workspaceId}/{flagName}", lost.getEndpoint());
        }
    }

    @Test
    void whatHasNoMethodIsReachedRaw() {
        server.answers("{'id':'u'}").answers("").answers(409, "{'message':'there is one'}", Map.of());

        assertEquals(json("{'id':'u'}"), json(split.raw("post", "users", "{\"email\": \"a@example.com\"}").join()));
        server.wasTold("{'email':'a@example.com'}");
        assertNull(split.raw("GET", "users?status=ACTIVE&limit=50").join());
        assertEquals("", server.last().body);
        ConflictException failure = assertInstanceOf(ConflictException.class, failureOf(split.raw("PUT", "users/a%20b", "{}")));
        assertEquals("PUT (raw)", failure.getEndpoint());

        server.wasAsked("POST users", "GET users?status=ACTIVE&limit=50", "PUT users/a%20b");
    }

    @Test
    void whatIsWrongWithARawCallFailsItsFuture() {
        assertInstanceOf(IllegalArgumentException.class, failureOf(split.raw("GET", "../v3/flagSets")));
        assertInstanceOf(IllegalArgumentException.class, failureOf(split.raw("FETCH", "users")));
        assertInstanceOf(IllegalArgumentException.class, failureOf(split.raw("POST", "users", "{broken")));
        server.wasAsked();
    }

    @Test
    void futuresAreCompletedOnTheExecutorOfTheCaller() {
        CompletableFuture<Void> moment = new CompletableFuture<>();
        server.answersWhen(moment, 200, "{'name':'f'}", Map.of());
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> new Thread(work, "of-the-caller"));

        try (SplitAsyncClient client = SplitAsyncClient.create(executor, server.settings())) {
            CompletableFuture<String> thread = client.flags().get("ws", "f").thenApply(flag -> Thread.currentThread().getName());
            moment.complete(null);

            assertTrue(thread.join().startsWith("of-the-caller"));
        } finally {
            executor.shutdown();
        }
        server.wasAsked("GET splits/ws/ws/f");
    }

    @Test
    void aCallbackMayWaitForAnotherCall() {
        CompletableFuture<Void> moment = new CompletableFuture<>();
        server.answersWhen(moment, 200, "{'name':'f'}", Map.of()).answers("{'name':'g'}");

        CompletableFuture<String> both = split.flags().get("ws", "f")
            .thenApply(flag -> flag.getName() + split.flags().get("ws", "g").join().getName());
        moment.complete(null);

        assertEquals("fg", both.join());
    }

    @Test
    void aClientWithoutAKeyOrWithAnUnsafeUrlIsNotMade() {
        Exception keyless = assertThrows(IllegalArgumentException.class, () -> SplitAsyncClient.create(c -> {}));
        assertEquals("neither apiKey nor harnessToken is set", keyless.getMessage());
        Secret key = Secret.of("admin-api-key");
        assertThrows(
            IllegalArgumentException.class, () -> SplitAsyncClient.create(c -> c.apiKey(key).baseUrl("http://example.com")));
    }

    @Test
    void aClientCanBeTold() {
        server.answers("{'name':'f'}");

        try (SplitAsyncClient client = SplitAsyncClient.create(c -> c
            .apiKey(Secret.of("admin-api-key"))
            .v2Url(server.url() + "/internal/api/v2").v3Url(server.url() + "/internal/api/v3")
            .timeout(10, TimeUnit.SECONDS).connectTimeout(5, TimeUnit.SECONDS)
            .maxReplyBytes(1_000)
            .header("X-Trace", "7")
            .logger(NOPLogger.NOP_LOGGER)
            .retry(r -> r.maxAttempts(1).maxWait(0, TimeUnit.SECONDS)))) {
            client.flags().get("ws", "f").join();
        }

        assertEquals("7", server.last().headers.getFirst("X-Trace"));
        server.wasAsked("GET splits/ws/ws/f");
    }
}
