package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.ApiException;
import dev.tricolor.Block;
import dev.tricolor.InvalidPayloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExperimentsAsyncApiTest {
    private static final String PLACE = "projects/web/environments/production/experiments";
    private static final String ITERATION = "{'hypothesis':'h','primarySingleMetricKey':'m','metrics':[{'key':'m'}],"
        + "'treatments':[{'name':'A','baseline':false,'allocationPercent':'33.3','parameters':[{'flagKey':'f','variationId':'v1'}]},"
        + "{'name':'B','baseline':true,'allocationPercent':'50','parameters':[{'flagKey':'f','variationId':'v0'}]}],"
        + "'flags':{'f':{'ruleId':'r','flagConfigVersion':3,'notInExperimentVariationId':'v2'}}}";

    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'items':[{'key':'a'}],'total_count':1}";
        for (int times = 0; times < 8; times++) server.answers(page);
        List<String> keys = new ArrayList<>();

        assertEquals(1, launchDarkly.experiments().list("web", "production").join().totalCount().getAsLong());
        launchDarkly.experiments().list("web", "production", q -> q.flag("f").status(IterationStatus.RUNNING).limit(5)).join();
        launchDarkly.experiments().listAll("web", "production", one -> keys.add(one.getKey())).join();
        launchDarkly.experiments().listAll("web", "production", q -> q.metric("m"), one -> keys.add(one.getKey())).join();
        launchDarkly.experiments().listAnyEnvironment("web").join();
        launchDarkly.experiments().listAnyEnvironment("web", q -> q.lifecycleState(LifecycleState.ARCHIVED)).join();
        launchDarkly.experiments().listAllAnyEnvironment("web", one -> keys.add(one.getKey())).join();
        launchDarkly.experiments().listAllAnyEnvironment(
            "web", q -> q.expand(ExperimentField.TREATMENTS), one -> keys.add(one.getKey())).join();

        assertEquals(List.of("a", "a", "a", "a"), keys);
        server.wasAsked(
            "GET " + PLACE + "?limit=20&offset=0",
            "GET " + PLACE + "?filter=flagKey%3Af%2Cstatus%3Arunning&limit=5&offset=0",
            "GET " + PLACE + "?limit=20&offset=0",
            "GET " + PLACE + "?filter=metricKey%3Am&limit=20&offset=0",
            "GET projects/web/experiments?limit=20&offset=0",
            "GET projects/web/experiments?lifecycleState=archived&limit=20&offset=0",
            "GET projects/web/experiments?limit=20&offset=0",
            "GET projects/web/experiments?expand=treatments&limit=20&offset=0");
    }

    @Test
    void createsReadsAndUpdates() {
        for (int times = 0; times < 5; times++) server.answers("{'key':'e','currentIteration':{'status':'running','version':3000000000}}");
        Block<ExperimentBuilder> block = e -> e.hypothesis("h").metric("m", true)
            .onRule("f", "r", 3, f -> f.notInExperimentVariationId("v2"))
            .treatment("A", 33.3, t -> t.serves("f", "v1"))
            .treatment("B", 50, true, t -> t.serves("f", "v0"));

        assertEquals("e", launchDarkly.experiments().create("web", "production", "e", "E", block).join().getKey());
        server.wasTold("{'key':'e','name':'E','iteration':" + ITERATION + "}");
        launchDarkly.experiments().create("web", "production", LaunchDarklyPayloads.experiment("e", "E", block)).join();
        server.wasTold("{'key':'e','name':'E','iteration':" + ITERATION + "}");
        assertEquals(3_000_000_000L, launchDarkly.experiments().get("web", "production", "e").join().getCurrentIteration().getVersion());
        launchDarkly.experiments().get("web", "production", "e", q -> q.expand(ExperimentField.ANALYSIS_CONFIG)).join();
        launchDarkly.experiments().update("web", "production", "e",
            p -> p.comment("why").updateFields(f -> f.add("tags", List.of("a")).update("hypothesis", "h")).startIteration("again")).join();
        assertEquals(
            FakeLaunchDarkly.json("{'comment':'why','instructions':[{'kind':'updateExperimentFields','value':{"
                + "'tags':{'operation':'add','value':['a']},'hypothesis':{'operation':'update','value':'h'}}},"
                + "{'kind':'startIteration','changeJustification':'again'}]}").toString(),
            server.last().body);
        assertEquals("application/json; domain-model=launchdarkly.semanticpatch", server.last().headers.getFirst("Content-Type"));

        server.answers(404, "", Map.of());
        assertNull(launchDarkly.experiments().find("web", "production", "e").join());

        server.wasAsked("POST " + PLACE, "POST " + PLACE, "GET " + PLACE + "/e", "GET " + PLACE + "/e?expand=analysisConfig",
            "PATCH " + PLACE + "/e", "GET " + PLACE + "/e");
    }

    @Test
    void refusesBeforeSending() {
        CompletionException refused = assertThrows(
            CompletionException.class, () -> launchDarkly.experiments().create("web", "production", "e", "E", e -> {}).join());
        assertEquals(5, assertInstanceOf(InvalidPayloadException.class, refused.getCause()).getProblems().size());
        server.wasAsked();
    }

    @Test
    @SuppressWarnings("deprecation")
    void reachesWhatIsGivenUp() {
        server.answers("{'status':'not_started'}");
        for (int times = 0; times < 6; times++) server.answers("{}");
        server.answers(410, "", Map.of());
        ExperimentsAsyncApi experiments = launchDarkly.experiments();

        assertEquals(IterationStatus.NOT_STARTED, experiments.createIteration("web", "production", "e", i -> i.hypothesis("h")
            .metric("m", true).onRule("f", "r", 3, f -> f.notInExperimentVariationId("v2"))
            .treatment("A", 33.3, t -> t.serves("f", "v1")).treatment("B", 50, true, t -> t.serves("f", "v0"))).join().getStatus());
        server.wasTold(ITERATION);
        experiments.results("web", "production", "e", "m").join();
        experiments.results("web", "production", "e", "m", q -> q.iterationId("i").traffic(true)).join();
        experiments.metricGroupResults("web", "production", "e", "g").join();
        experiments.metricGroupResults("web", "production", "e", "g", q -> q.iterationId("i")).join();
        experiments.legacyResults("web", "f", "production", "m").join();
        experiments.legacyResults("web", "f", "production", "m", q -> q.from(1L).to(2L)).join();
        CompletionException gone =
            assertThrows(CompletionException.class, () -> experiments.legacyResults("web", "f", "production", "m").join());
        assertTrue(assertInstanceOf(ApiException.class, gone.getCause()).getMessage().contains("LaunchDarkly has removed this operation"));

        server.wasAsked(
            "POST " + PLACE + "/e/iterations",
            "GET " + PLACE + "/e/metrics/m/results",
            "GET " + PLACE + "/e/metrics/m/results?iterationId=i&expand=traffic",
            "GET " + PLACE + "/e/metric-groups/g/results",
            "GET " + PLACE + "/e/metric-groups/g/results?iterationId=i",
            "GET flags/web/f/experiments/production/m",
            "GET flags/web/f/experiments/production/m?from=1&to=2",
            "GET flags/web/f/experiments/production/m");
    }

    @Test
    void replacesSettings() {
        String settings = "{'randomizationUnits':[{'randomizationUnit':'user','default':true}]}";
        server.answers(settings).answers(settings);

        assertTrue(launchDarkly.experimentationSettings().get("web").join().getRandomizationUnits().get(0).isDefault());
        launchDarkly.experimentationSettings().replace("web", s -> s.randomizationUnit("user", true)).join();
        server.wasTold(settings);

        server.wasAsked("GET projects/web/experimentation-settings", "PUT projects/web/experimentation-settings");
    }
}
