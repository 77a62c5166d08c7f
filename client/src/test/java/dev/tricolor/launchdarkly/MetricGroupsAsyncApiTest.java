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
class MetricGroupsAsyncApiTest {
    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 4; times++) server.answers("{'items':[{'key':'g','kind':'funnel'}],'totalCount':1}");
        List<String> keys = new ArrayList<>();

        assertEquals(MetricGroupKind.FUNNEL, launchDarkly.metricGroups().list("web").join().items().get(0).getKind());
        launchDarkly.metricGroups().list("web", q -> q.hasConnections(true).experimentStatus("running").limit(5)).join();
        launchDarkly.metricGroups().listAll("web", group -> keys.add(group.getKey())).join();
        launchDarkly.metricGroups().listAll("web", q -> q.sort(MetricGroupSort.CONNECTION_COUNT), group -> keys.add(group.getKey())).join();

        assertEquals(List.of("g", "g"), keys);
        server.wasAsked(
            "GET projects/web/metric-groups?limit=50&offset=0",
            "GET projects/web/metric-groups?filter=hasConnections%20equals%20true%20and%20experimentStatus%20equals%20%22running%22"
                + "&limit=5&offset=0",
            "GET projects/web/metric-groups?limit=50&offset=0",
            "GET projects/web/metric-groups?sort=connectionCount&limit=50&offset=0");
        assertEquals("beta", server.last().headers.getFirst("LD-API-Version"));
    }

    @Test
    void readsOne() {
        server.answers("{'key':'g','metrics':[{'key':'m','nameInGroup':'Step'}]}").answers("{'key':'g'}").answers("{'key':'g'}")
            .answers(404, "{'code':'not_found'}", Map.of());

        assertEquals("Step", launchDarkly.metricGroups().get("web", "g").join().getMetrics().get(0).getNameInGroup());
        launchDarkly.metricGroups().get("web", "g", q -> q.expand(MetricGroupField.EXPERIMENT_COUNT)).join();
        assertEquals("g", launchDarkly.metricGroups().find("web", "g").join().getKey());
        assertNull(launchDarkly.metricGroups().find("web", "g").join());

        server.wasAsked("GET projects/web/metric-groups/g", "GET projects/web/metric-groups/g?expand=experimentCount",
            "GET projects/web/metric-groups/g", "GET projects/web/metric-groups/g");
    }

    @Test
    void createsChangesAndDeletes() {
        for (int times = 0; times < 2; times++) server.answers("{'key':'g'}");
        server.answers(204, "", Map.of());

        launchDarkly.metricGroups().create("web", "G", MetricGroupKind.STANDARD, "569f", g -> g.metric("a").metric("b", "B")).join();
        server.wasTold("{'name':'G','kind':'standard','maintainerId':'569f','tags':[],'metrics':[{'key':'a','nameInGroup':'a'},"
            + "{'key':'b','nameInGroup':'B'}]}");
        launchDarkly.metricGroups().update("web", "g", g -> g.name("H").maintainerId("57").metrics(m -> m.metric("c"))).join();
        server.wasTold("[{'op':'replace','path':'/name','value':'H'},{'op':'replace','path':'/maintainerId','value':'57'},"
            + "{'op':'replace','path':'/metrics','value':[{'key':'c','nameInGroup':'c'}]}]");
        assertNull(launchDarkly.metricGroups().delete("web", "g").join());

        server.wasAsked("POST projects/web/metric-groups", "PATCH projects/web/metric-groups/g", "DELETE projects/web/metric-groups/g");
    }
}
