package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlagSetsAsyncApiTest {
    private final FakeServer server = new FakeServer("/internal/api/v3/") {};
    private final SplitAsyncClient split =
        SplitAsyncClient.create(c -> c.apiKey(Secret.of("admin-api-key")).baseUrl(server.url()).retry(r -> r.maxAttempts(1)));

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'items':[{'id':'1','name':'mobile'}],'nextMarker':'','previousMarker':''}";
        server.answers(page).answers(page).answers(page).answers(page);
        List<String> names = new ArrayList<>();

        assertEquals("1", split.flagSets().list("w").join().items().get(0).getId());
        split.flagSets().list("w", q -> q.limit(5).after("m")).join();
        split.flagSets().listAll("w", set -> names.add(set.getName())).join();
        split.flagSets().listAll("w", q -> q.before("m"), set -> names.add(set.getName())).join();

        assertEquals(List.of("mobile", "mobile"), names);
        server.wasAsked(
            "GET flag-sets?workspace_id=w&limit=200",
            "GET flag-sets?workspace_id=w&limit=5&after=m",
            "GET flag-sets?workspace_id=w&limit=200",
            "GET flag-sets?workspace_id=w&limit=200&before=m");
    }

    @Test
    void readsOne() {
        server.answers("{'id':'1','name':'mobile','description':'d'}")
            .answers("{'data':[{'id':'1','name':'mobile'}]}")
            .answers("{'objects':[]}");

        assertEquals("d", split.flagSets().get("1").join().getDescription());
        assertEquals("1", split.flagSets().find("w", "mobile").join().getId());
        assertNull(split.flagSets().find("w", "web").join());

        server.wasAsked("GET flag-sets/1", "GET flag-sets?workspace_id=w&limit=200", "GET flag-sets?workspace_id=w&limit=200");
    }

    @Test
    void createsAndDeletes() {
        server.answers("{'id':'1','name':'mobile'}").answers("{'id':'1','name':'mobile'}").answers(204, "", Map.of());

        split.flagSets().create("w", "mobile", s -> s.description("what phones load")).join();
        server.wasTold("{'name':'mobile','workspace':{'id':'w','type':'WORKSPACE'},'description':'what phones load'}");
        split.flagSets().create("w", "mobile").join();
        server.wasTold("{'name':'mobile','workspace':{'id':'w','type':'WORKSPACE'}}");
        assertNull(split.flagSets().delete("1").join());

        server.wasAsked("POST flag-sets", "POST flag-sets", "DELETE flag-sets/1");
    }
}
