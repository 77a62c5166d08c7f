package dev.tricolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;

/** A vendor on loopback that gives the answers it was told, in order, and remembers what it was asked. */
public abstract class FakeServer implements AutoCloseable {
    private final String base;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** @param base what every path must begin with */
    protected FakeServer(String base) {
        this.base = base;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What the next unanswered request is answered; {@code '} stands for {@code "}. */
    public FakeServer answers(String body) {
        return answers(200, body, Map.of());
    }

    public FakeServer answers(int status, String body, Map<String, String> headers) {
        return answersWhen(CompletableFuture.completedFuture(null), status, body, headers);
    }

    /** The answer is held back until {@code moment} comes. */
    public FakeServer answersWhen(CompletableFuture<?> moment, int status, String body, Map<String, String> headers) {
        answers.add(new Answer(moment, status, body.replace('\'', '"'), headers));
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    /** Asserts that exactly this was asked: method, and raw path and query below the base URL. */
    public void wasAsked(String... lines) {
        assertEquals(List.of(lines), requests.stream().map(request -> request.line).collect(Collectors.toList()));
    }

    /** Asserts that the last request said this; {@code '} stands for {@code "}. */
    public void wasTold(String body) {
        assertEquals(json(body), Json.Default.parseToJsonElement(last().body));
        assertEquals("application/json", last().headers.getFirst("Content-Type"));
    }

    public Request last() {
        return requests.get(requests.size() - 1);
    }

    public static JsonElement json(String text) {
        return Json.Default.parseToJsonElement(text.replace('\'', '"'));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            requests.add(new Request(exchange, base));
            Answer answer = answers.poll();
            if (answer == null) answer = new Answer(CompletableFuture.completedFuture(null), 418, "no answer was scripted", Map.of());
            answer.moment.join();
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    public static final class Request {
        public final String line;
        public final Headers headers;
        public final String body;

        private Request(HttpExchange exchange, String base) throws IOException {
            String target = exchange.getRequestURI().toString();
            assertTrue(target.startsWith(base), target);
            line = exchange.getRequestMethod() + " " + target.substring(base.length());
            headers = exchange.getRequestHeaders();
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Answer {
        final CompletableFuture<?> moment;
        final int status;
        final String body;
        final Map<String, String> headers;

        Answer(CompletableFuture<?> moment, int status, String body, Map<String, String> headers) {
            this.moment = moment;
            this.status = status;
            this.body = body;
            this.headers = headers;
        }
    }
}
