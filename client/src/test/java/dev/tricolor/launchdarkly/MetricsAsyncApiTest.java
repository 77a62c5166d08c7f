package dev.tricolor.launchdarkly;

import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.attribute;
import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.eventProperty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsAsyncApiTest {
    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 4; times++) server.answers("{'items':[{'key':'m','eventKey':'e'}],'totalCount':1}");
        List<String> keys = new ArrayList<>();

        assertEquals("e", launchDarkly.metrics().list("web").join().items().get(0).getEventKey());
        launchDarkly.metrics().list("web", q -> q.isNumeric(false).sort(MetricSort.NAME).limit(5)).join();
        launchDarkly.metrics().listAll("web", metric -> keys.add(metric.getKey())).join();
        launchDarkly.metrics().listAll("web", q -> q.expand(MetricField.EXPERIMENT_COUNT), metric -> keys.add(metric.getKey())).join();

        assertEquals(List.of("m", "m"), keys);
        server.wasAsked("GET metrics/web?limit=50&offset=0", "GET metrics/web?filter=isNumeric%20equals%20false&sort=name&limit=5&offset=0",
            "GET metrics/web?limit=50&offset=0", "GET metrics/web?expand=experimentCount&limit=50&offset=0");
    }

    @Test
    void readsOne() {
        server.answers("{'key':'m','isNumeric':true}").answers("{'key':'m'}").answers("{'key':'m'}")
            .answers(404, "{'code':'not_found'}", Map.of());

        assertEquals(true, launchDarkly.metrics().get("web", "m").join().isNumeric());
        launchDarkly.metrics().get("web", "m", q -> q.expand(MetricField.EXPERIMENTS).versionId("v")).join();
        assertEquals("m", launchDarkly.metrics().find("web", "m").join().getKey());
        assertNull(launchDarkly.metrics().find("web", "m").join());

        server.wasAsked("GET metrics/web/m", "GET metrics/web/m?expand=experiments&versionId=v", "GET metrics/web/m", "GET metrics/web/m");
    }

    @Test
    void createsChangesAndDeletes() {
        for (int times = 0; times < 3; times++) server.answers("{'key':'m'}");
        server.answers(204, "", Map.of());

        launchDarkly.metrics().create("web", "m", m -> m.custom("done").numeric("ms").lowerIsBetter().eventDefault(0)
            .filters(eventProperty(attribute("price").atLeast(10))).window(0L, 5L)).join();
        server.wasTold("{'key':'m','kind':'custom','eventKey':'done','isNumeric':true,'unit':'ms','successCriteria':'LowerThanBaseline',"
            + "'eventDefault':{'disabled':false,'value':0},'filters':{'type':'eventProperty','attribute':'price',"
            + "'op':'greaterThanOrEqual','values':[10],'negate':false},'windowStartOffset':0,'windowEndOffset':5}");
        launchDarkly.metrics().create("web", "m", m -> m.click("#a", u -> u.exact("https://a").regex("b"))).join();
        server.wasTold("{'key':'m','kind':'click','selector':'#a','urls':[{'kind':'exact','url':'https://a'},"
            + "{'kind':'regex','pattern':'b'}]}");
        launchDarkly.metrics().update("web", "m", m -> m.description(null).higherIsBetter().eventKey("e")).join();
        server.wasTold("[{'op':'replace','path':'/description','value':null},"
            + "{'op':'replace','path':'/successCriteria','value':'HigherThanBaseline'},{'op':'replace','path':'/eventKey','value':'e'}]");
        assertNull(launchDarkly.metrics().delete("web", "m").join());

        server.wasAsked("POST metrics/web", "POST metrics/web", "PATCH metrics/web/m", "DELETE metrics/web/m");
    }
}
