package dev.tricolor.optimizely;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FeaturesAsyncApiTest {
    private final FakeOptimizely server = new FakeOptimizely();
    private final OptimizelyAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 6; times++) server.answers("[{'id':5,'key':'checkout'}]");
        List<Long> ids = new ArrayList<>();

        assertEquals("checkout", optimizely.features().list(7).join().items().get(0).getKey());
        optimizely.features().list(7, q -> q.perPage(5).page(2)).join();
        optimizely.features().listAll(7, feature -> ids.add(feature.getId())).join();
        optimizely.features().listAll(7, q -> q.perPage(5), feature -> ids.add(feature.getId())).join();
        assertEquals(5, optimizely.features().find(7, "checkout").join().getId());
        assertNull(optimizely.features().find(7, "none").join());

        assertEquals(List.of(5L, 5L), ids);
        server.wasAsked(
            "GET features?project_id=7&per_page=100&page=1",
            "GET features?project_id=7&per_page=5&page=2",
            "GET features?project_id=7&per_page=100&page=1",
            "GET features?project_id=7&per_page=5&page=1",
            "GET features?project_id=7&per_page=100&page=1",
            "GET features?project_id=7&per_page=100&page=1");
    }

    @Test
    void createsAndChanges() {
        for (int times = 0; times < 4; times++) server.answers("{'id':5}");
        server.answers("");

        optimizely.features().create(7, "plain").join();
        server.wasTold("{'project_id':7,'key':'plain'}");
        optimizely.features().create(7, "checkout", f -> f
            .variable("steps", FeatureVariableType.INTEGER, "3", v -> v.description("how many"))
            .environment("production", e -> e.rolloutRule(r -> r.enabled().percentageIncluded(1_000).audienceIds(8)))).join();
        server.wasTold("{'project_id':7,'key':'checkout','variables':[{'key':'steps','type':'integer','default_value':'3',"
            + "'description':'how many'}],'environments':{'production':{'rollout_rules':[{'enabled':true,'percentage_included':1000,"
            + "'audience_ids':[8]}]}}}");
        optimizely.features().update(5, f -> f.variable(6, v -> v.defaultValue("4").archived(true))).join();
        server.wasTold("{'variables':[{'id':6,'default_value':'4','archived':true}]}");
        optimizely.features().get(5).join();
        optimizely.features().archive(5).join();

        server.wasAsked("POST features", "POST features", "PATCH features/5", "GET features/5", "DELETE features/5");
    }
}
