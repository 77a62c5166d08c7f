package dev.tricolor.optimizely;

import static dev.tricolor.optimizely.OptimizelyConditions.attribute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.Secret;
import dev.tricolor.emulator.Emulator;
import dev.tricolor.optimizely.classic.OptimizelyClassicAsyncClient;
import dev.tricolor.optimizely.config.DatafileAsyncSource;
import dev.tricolor.optimizely.config.OptimizelyConfig;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the tour shows of Optimizely, as a Java service says it. */
@Timeout(60)
final class TourTest {
    private final Emulator vendors = Emulator.start();

    @AfterEach
    void close() {
        vendors.close();
    }

    @Test
    void theClassicApi() {
        try (OptimizelyClassicAsyncClient optimizely = OptimizelyClassicAsyncClient.create(c -> c
                .token(Secret.of("abc:123")).baseUrl(vendors.getOptimizelyUrl()).timeout(10, TimeUnit.SECONDS))) {
            long projectId = optimizely.projects().create("Shop").join().getId();
            long experimentId = optimizely.experiments()
                .create(projectId, "Home page", "https://example.com/", e -> e.percentageIncluded(5_000)).join().getId();
            optimizely.variations().split(experimentId, w -> w.weight("Original", 5_000).weight("Big button", 5_000))
                .thenCompose(split -> optimizely.goals().create(projectId, g -> g.click("Add to cart", "div.cart > button")))
                .thenCompose(goal -> optimizely.experiments().addGoal(experimentId, goal.getId()))
                .thenCompose(goal -> optimizely.experiments().start(experimentId))
                .join();
            assertEquals(2, optimizely.experiments().stats(experimentId).join().size());
        }
    }

    @Test
    void anExperimentAndItsDatafile() throws InterruptedException {
        try (OptimizelyAsyncClient optimizely = OptimizelyAsyncClient.create(c -> c
                .token(Secret.of("2:token")).baseUrl(vendors.getOptimizelyUrl()).timeout(10, TimeUnit.SECONDS))) {
            long projectId = optimizely.projects().create("Shop", p -> p.platform(ProjectPlatform.CUSTOM)).join().getId();
            long eventId = optimizely.events().create(projectId, "bought").join().getId();
            Audience audience = optimizely.attributes().create(projectId, "country")
                .thenCompose(made -> optimizely.audiences().create(projectId, "Canadians", a -> a
                    .conditions(attribute("country").eq("CA").or(attribute("region").eq("north")))))
                .join();
            String url = optimizely.environments().find(projectId, "Production").join().getDatafile().getUrl();

            try (DatafileAsyncSource source = DatafileAsyncSource.create("key", s -> s.url(url).interval(1, TimeUnit.HOURS))) {
                BlockingQueue<OptimizelyConfig> heard = new LinkedBlockingQueue<>();
                source.config(heard::add);
                long before = Long.parseLong(heard.take().getRevision());

                Experiment made = optimizely.experiments().create(projectId, "checkout", e -> e
                        .audienceConditions(OptimizelyAudiences.audience(audience.getId()))
                        .variation("control", 5_000).variation("one_page", 5_000)
                        .metric(MetricAggregator.UNIQUE, eventId))
                    .thenCompose(draft -> optimizely.experiments().start(draft.getId()))
                    .join();
                assertEquals(ExperimentStatus.RUNNING, made.getStatus());

                OptimizelyConfig config = source.awaitRevision(before + 1, 1, TimeUnit.MINUTES).join();
                assertEquals("\"Canadians\"", config.getExperimentsMap().get("checkout").getAudiences());
                assertEquals(config.getRevision(), heard.take().getRevision());
                assertTrue(optimizely.experiments().results(made.getId()).join() instanceof ResultsAnswer.Results);
            }
        }
    }
}
