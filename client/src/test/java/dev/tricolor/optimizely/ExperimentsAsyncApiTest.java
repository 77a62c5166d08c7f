package dev.tricolor.optimizely;

import static dev.tricolor.optimizely.OptimizelyAudiences.audience;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.GoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExperimentsAsyncApiTest {
    private final FakeOptimizely server = new FakeOptimizely();
    private final OptimizelyAsyncClient optimizely = server.client();
    private final ExperimentsAsyncApi experiments = optimizely.experiments();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 14; times++) server.answers("[{'id':3,'key':'checkout'}]");
        List<Long> ids = new ArrayList<>();

        assertEquals("checkout", experiments.list(7).join().items().get(0).getKey());
        experiments.list(7, q -> q.page(2)).join();
        experiments.listAll(7, e -> ids.add(e.getId())).join();
        experiments.listAll(7, q -> q.perPage(5), e -> ids.add(e.getId())).join();
        experiments.listOfCampaign(4).join();
        experiments.listOfCampaign(4, q -> q.perPage(5)).join();
        experiments.listAllOfCampaign(4, e -> ids.add(e.getId())).join();
        experiments.listAllOfCampaign(4, q -> q.perPage(5), e -> ids.add(e.getId())).join();
        experiments.listSummaries(7).join();
        experiments.listSummaries(7, q -> q.sortByName().archived(true)).join();
        experiments.listAllSummaries(7, e -> ids.add(e.getId())).join();
        experiments.listAllSummaries(7, q -> q.perPage(5), e -> ids.add(e.getId())).join();
        assertEquals(3, experiments.find(7, "checkout").join().getId());
        assertNull(experiments.find(7, "none").join());

        assertEquals(6, ids.size());
        server.wasAsked(
            "GET experiments?project_id=7&per_page=100&page=1",
            "GET experiments?project_id=7&per_page=100&page=2",
            "GET experiments?project_id=7&per_page=100&page=1",
            "GET experiments?project_id=7&per_page=5&page=1",
            "GET experiments?campaign_id=4&per_page=100&page=1",
            "GET experiments?campaign_id=4&per_page=5&page=1",
            "GET experiments?campaign_id=4&per_page=100&page=1",
            "GET experiments?campaign_id=4&per_page=5&page=1",
            "GET experiment_summaries?project_id=7&per_page=100&page=1",
            "GET experiment_summaries?project_id=7&sort=name&order=asc&archived=true&per_page=100&page=1",
            "GET experiment_summaries?project_id=7&per_page=100&page=1",
            "GET experiment_summaries?project_id=7&per_page=5&page=1",
            "GET experiments?project_id=7&per_page=100&page=1",
            "GET experiments?project_id=7&per_page=100&page=1");
    }

    @Test
    void createsAndChanges() {
        String variations = "[{'variation_id':11,'key':'control','weight':5000,'new':1},{'variation_id':12,'key':'one_page','weight':5000}]";
        for (int times = 0; times < 5; times++) server.answers("{'id':3,'variations':" + variations + "}");

        experiments.create(7, "checkout", e -> e
            .variation("control", 5_000)
            .variation("one_page", 5_000, v -> v.description("all at once"))
            .metric(MetricAggregator.UNIQUE, 9L)
            .metric(MetricAggregator.SUM, null, m -> m.field(MetricField.REVENUE))
            .audienceConditions(audience(8))
            .action(ExperimentAction.START)).join();
        server.wasTold("{'project_id':7,'key':'checkout','variations':[{'key':'control','weight':5000},"
            + "{'key':'one_page','weight':5000,'description':'all at once'}],'metrics':[{'aggregator':'unique','event_id':9,"
            + "'scope':'visitor','winning_direction':'increasing'},{'aggregator':'sum','scope':'visitor',"
            + "'winning_direction':'increasing','field':'revenue'}],'audience_conditions':'{\\'audience_id\\':8}'}");
        experiments.createWeb(7, "Button", e -> e.namedVariation("Original", 10_000).urlTargeting("https://e.com")).join();
        server.wasTold("{'project_id':7,'name':'Button','variations':[{'name':'Original','weight':10000}],"
            + "'url_targeting':{'edit_url':'https://e.com'}}");
        experiments.update(3, e -> e.variation(11, 10_000).overrideChanges()).join();
        server.wasTold("{'variations':[{'variation_id':11,'weight':10000}]}");
        experiments.edit(3, e -> e.weight("control", 1_000).weight("one_page", 9_000)).join();
        server.wasTold("{'variations':[{'variation_id':11,'key':'control','weight':1000,'new':1},"
            + "{'variation_id':12,'key':'one_page','weight':9000}]}");

        server.wasAsked(
            "POST experiments?action=start", "POST experiments", "PATCH experiments/3?override_changes=true", "GET experiments/3",
            "PATCH experiments/3");
    }

    @Test
    void acts() {
        for (int times = 0; times < 6; times++) server.answers("{'id':3,'status':'running'}");
        server.answers(204, "", Map.of());
        server.answers(410, "{'code':'gone'}", Map.of());
        server.answers("{'url':'https://e.com'}");

        assertEquals(ExperimentStatus.RUNNING, experiments.get(3).join().getStatus());
        experiments.start(3).join();
        server.wasTold("{}");
        experiments.pause(3).join();
        experiments.resume(3).join();
        experiments.publish(3).join();
        experiments.unarchive(3).join();
        experiments.archive(3).join();
        CompletionException failure = assertThrows(CompletionException.class, () -> experiments.archive(3).join());
        assertInstanceOf(GoneException.class, failure.getCause());
        assertEquals("https://e.com", experiments.resultsShareLink(3).join().getUrl());

        server.wasAsked(
            "GET experiments/3", "PATCH experiments/3?action=start", "PATCH experiments/3?action=pause",
            "PATCH experiments/3?action=resume", "PATCH experiments/3?action=publish", "PATCH experiments/3?action=unarchive",
            "DELETE experiments/3", "DELETE experiments/3", "GET experiments/3/results/share");
    }

    @Test
    void asksForResults() {
        server.answers("{'experiment_id':3}").answers(202, "", Map.of()).answers(204, "", Map.of()).answers("{'experiment_id':3}")
            .answers("{}").answers("{}").answers("{}").answers("{}").answers(202, "", Map.of());

        ResultsAnswer<ExperimentResults> answer = experiments.results(3).join();
        assertInstanceOf(ResultsAnswer.Results.class, answer);
        assertEquals(3, answer.getValueOrNull().getExperimentId());
        assertTrue(experiments.results(3, q -> q.browser(ResultsBrowser.SAFARI)).join().isNotReady());
        assertNull(experiments.awaitResults(3, 1, TimeUnit.SECONDS).join());
        assertEquals(3, experiments.awaitResults(3, 1, TimeUnit.SECONDS, q -> q.baselineVariationId(11)).join().getExperimentId());
        experiments.timeseries(3).join();
        experiments.timeseries(3, q -> q.startTime("2026-01-01")).join();
        experiments.report(3).join();
        experiments.report(3, q -> q.endTime("2026-01-01")).join();
        CompletionException late = assertThrows(CompletionException.class, () -> experiments.awaitResults(3, 0, TimeUnit.SECONDS).join());
        assertInstanceOf(ResultsNotReadyException.class, late.getCause());

        server.wasAsked(
            "GET experiments/3/results", "GET experiments/3/results?browser=safari", "GET experiments/3/results",
            "GET experiments/3/results?baseline_variation_id=11", "GET experiments/3/timeseries",
            "GET experiments/3/timeseries?start_time=2026-01-01", "GET experiments/3/report",
            "GET experiments/3/report?end_time=2026-01-01", "GET experiments/3/results");
    }

    @Test
    void readsResultsRowByRow() {
        for (int times = 0; times < 4; times++) server.answers("Variation ID,Metric Value\r\n11,0.5\r\n12,0.25\r\n");
        List<String> ids = new ArrayList<>();

        experiments.resultsCsv(3, row -> ids.add(row.getVariationId())).join();
        experiments.resultsCsv(3, q -> q.source(TrafficSource.DIRECT), row -> ids.add(row.getVariationId())).join();
        assertEquals(List.of("11", "12", "11", "12"), ids);
        assertTrue(experiments.resultsCsvText(3).join().getValueOrNull().startsWith("Variation ID"));
        experiments.resultsCsvText(3, q -> q.device(VisitorDevice.IPAD)).join();

        server.wasAsked(
            "GET export/experiments/3/results/csv", "GET export/experiments/3/results/csv?source=direct",
            "GET export/experiments/3/results/csv", "GET export/experiments/3/results/csv?device=ipad");
        assertEquals("text/csv", server.last().headers.getFirst("Accept"));
    }
}
