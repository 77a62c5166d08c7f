package dev.tricolor.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole public surface as a Java caller meets it. */
class EmulatorFromJavaTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everythingIsWithinReach() throws Exception {
        try (Emulator emulator = Emulator.start(0, List.of("token"), Clock.systemUTC())) {
            assertEquals(200, status(emulator));

            emulator.getFaults().next(503).next(502, 1, Map.of("Content-Type", "text/html"), "<html>");
            assertEquals(503, status(emulator));
            assertEquals(502, status(emulator));

            emulator.getFaults().matching("PUT", "/workspaces").resetAfterCommit().delay(1);
            // Not with GET: this client would quietly try again.
            assertThrows(IOException.class, () -> status(emulator, "PUT"));
            emulator.getFaults().truncatedBody(2).resetBeforeCommit();
            emulator.getFaults().clear();

            emulator.getFaults().rateLimit(0, 1_000);
            assertEquals(429, status(emulator));
            emulator.getFaults().clear();

            RecordedRequest last = emulator.getRequests().getLast();
            assertEquals("/internal/api/v2/workspaces", last.getRawPath());
            assertEquals(List.of("internal", "api", "v2", "workspaces"), last.getPathSegments());
            assertEquals("a b", last.query("name"));
            assertEquals("***", last.header("X-API-KEY"));
            emulator.getRequests().clear();
            assertEquals(0, emulator.getRequests().getCount());
        }
    }

    private int status(Emulator emulator) throws IOException, InterruptedException {
        return status(emulator, "GET");
    }

    private int status(Emulator emulator, String method) throws IOException, InterruptedException {
        URI uri = URI.create(emulator.getSplitUrl() + "/internal/api/v2/workspaces?name=a%20b");
        HttpRequest request = HttpRequest.newBuilder(uri).header("x-api-key", "token")
            .method(method, HttpRequest.BodyPublishers.noBody()).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
