package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HoldoutsAsyncApiTest {
    private static final String HOLDOUTS = "projects/web/environments/test/holdouts";

    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 4; times++) server.answers("{'items':[{'key':'q3','status':'created'}],'total_count':1}");
        List<String> keys = new ArrayList<>();

        assertEquals(HoldoutStatus.CREATED, launchDarkly.holdouts().list("web", "test").join().items().get(0).getStatus());
        assertEquals(1, launchDarkly.holdouts().list("web", "test", q -> q.limit(5)).join().totalCount().getAsLong());
        launchDarkly.holdouts().listAll("web", "test", holdout -> keys.add(holdout.getKey())).join();
        launchDarkly.holdouts().listAll("web", "test", q -> q.limit(6), holdout -> keys.add(holdout.getKey())).join();

        assertEquals(List.of("q3", "q3"), keys);
        server.wasAsked("GET " + HOLDOUTS + "?limit=20&offset=0", "GET " + HOLDOUTS + "?limit=5&offset=0",
            "GET " + HOLDOUTS + "?limit=20&offset=0", "GET " + HOLDOUTS + "?limit=6&offset=0");
    }

    @Test
    void readsOne() {
        for (int times = 0; times < 4; times++) server.answers("{'_id':'64','baseExperiment':{'key':'q3'}}");
        server.answers(404, "{'code':'not_found'}", Map.of());

        assertEquals("q3", launchDarkly.holdouts().get("web", "test", "q3").join().getKey());
        launchDarkly.holdouts().get("web", "test", "q3", q -> q.expand(HoldoutField.TREATMENTS)).join();
        assertEquals("64", launchDarkly.holdouts().getById("web", "test", "64").join().getId());
        assertEquals("64", launchDarkly.holdouts().find("web", "test", "q3").join().getId());
        assertNull(launchDarkly.holdouts().find("web", "test", "q4").join());

        server.wasAsked("GET " + HOLDOUTS + "/q3", "GET " + HOLDOUTS + "/q3?expand=treatments", "GET " + HOLDOUTS + "/id/64",
            "GET " + HOLDOUTS + "/q3", "GET " + HOLDOUTS + "/q4");
    }

    @Test
    void createsAndChanges() {
        for (int times = 0; times < 3; times++) server.answers("{'_id':'64'}");

        launchDarkly.holdouts().create("web", "test", "q3", "Q3").join();
        server.wasTold("{'name':'Q3','key':'q3'}");
        launchDarkly.holdouts().create("web", "test", "q3", "Q3", h -> h.amount(10).metric("m", true).metricGroup("g")).join();
        server.wasTold("{'name':'Q3','key':'q3','holdoutamount':'10','primarymetrickey':'m',"
            + "'metrics':[{'key':'m'},{'key':'g','isGroup':true}]}");
        launchDarkly.holdouts().update("web", "test", "q3", h -> h.removeExperiment("e").end().comment("c")).join();
        assertEquals(FakeLaunchDarkly.json("{'comment':'c','instructions':[{'kind':'removeExperiment','value':'e'},{'kind':'endHoldout'}]}"),
            FakeLaunchDarkly.json(server.last().body));
        assertEquals("application/json; domain-model=launchdarkly.semanticpatch", server.last().headers.getFirst("Content-Type"));

        server.wasAsked("POST " + HOLDOUTS, "POST " + HOLDOUTS, "PATCH " + HOLDOUTS + "/q3");
    }
}
