package dev.tricolor.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.emulator.optimizely.classic.GoalOutcomes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @Test
    void whatVisitorsDidIsSaid() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            long project = made(emulator, "projects", "{\"project_name\":\"P\"}");
            long experiment =
                made(emulator, "projects/" + project + "/experiments", "{\"description\":\"E\",\"edit_url\":\"https://e\"}");
            long goal = made(emulator, "projects/" + project + "/goals",
                "{\"title\":\"T\",\"goal_type\":1,\"event\":\"e\",\"experiment_ids\":[" + experiment + "]}");

            GoalOutcomes outcomes = emulator.getOptimizelyClassicResults().of(experiment, goal);
            outcomes.conversions("Default Variation #1", 10, 1).audience(1).conversions("Default Variation #2", 5, 5);
            outcomes.dimension(1, "gold").conversions("Default Variation #1", 3, 2);
            assertThrows(IllegalArgumentException.class, () -> outcomes.conversions("Default Variation #1", 1, 2));
            assertThrows(IllegalArgumentException.class, () -> outcomes.revenue("Default Variation #1", 1, 1, 1, 1));
        }
    }

    private long made(Emulator emulator, String path, String body) throws IOException, InterruptedException {
        URI uri = URI.create(emulator.getOptimizelyClassicUrl() + "/experiment/v1/" + path);
        HttpRequest request =
            HttpRequest.newBuilder(uri).header("Token", "a:1").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertTrue(id.find());
        return Long.parseLong(id.group(1));
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
