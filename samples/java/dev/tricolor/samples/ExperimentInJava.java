package dev.tricolor.samples;

import dev.tricolor.Secret;
import dev.tricolor.TricolorException;
import dev.tricolor.emulator.Emulator;
import dev.tricolor.launchdarkly.FeatureFlag;
import dev.tricolor.launchdarkly.LaunchDarklyAsyncClient;
import dev.tricolor.launchdarkly.TreatmentResult;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A whole experiment once more, as a Java service would write it: futures from end to end, one {@code join} at the very end. */
public final class ExperimentInJava {
    private static final String PROJECT = "default";
    private static final String ENVIRONMENT = "production";
    private static final String FLAG = "checkout-layout";
    private static final String METRIC = "checkout-done";
    private static final String EXPERIMENT = "one-page-checkout";

    private static final String ONE_PAGE = "One page";
    private static final String CLASSIC = "Classic";

    private final LaunchDarklyAsyncClient launchDarkly;
    private final Emulator vendors;

    private ExperimentInJava(LaunchDarklyAsyncClient launchDarkly, Emulator vendors) {
        this.launchDarkly = launchDarkly;
        this.vendors = vendors;
    }

    public static void main(String[] words) {
        try (Emulator vendors = Emulator.start();
            LaunchDarklyAsyncClient launchDarkly = LaunchDarklyAsyncClient.create(c -> c
                .token(Secret.of("any-token-will-do"))
                .baseUrl(vendors.getLaunchDarklyUrl())
                .timeout(10, TimeUnit.SECONDS))) {
            say("trying", FLAG + " from Java, on an emulator at " + vendors.getLaunchDarklyUrl());
            new ExperimentInJava(launchDarkly, vendors).run().join();
            say("done", vendors.getRequests().getCount() + " requests");
        } catch (CompletionException failure) {
            // Behind further stages a failure comes wrapped; what it says is in the cause.
            if (!(failure.getCause() instanceof TricolorException)) throw failure;
            System.err.println("experiment: " + failure.getCause().getMessage());
            System.exit(1);
        }
    }

    private CompletableFuture<Void> run() {
        return find()
            .thenCompose(ignored -> createMetric())
            .thenCompose(ignored -> createFlag())
            .thenCompose(flag -> design(flag)
                .thenCompose(ignored -> start())
                .thenRun(this::letVisitorsCome)
                .thenCompose(ignored -> readResults())
                .thenCompose(winner -> stop(winner).thenCompose(ignored -> ship(flag, winner))))
            .thenCompose(ignored -> putAway());
    }

    private CompletableFuture<Void> find() {
        return launchDarkly.projects().get(PROJECT)
            .thenCombine(launchDarkly.environments().get(PROJECT, ENVIRONMENT), (project, environment) -> {
                say("found", project.getName() + " and its " + environment.getName());
                return null;
            });
    }

    private CompletableFuture<Void> createMetric() {
        return launchDarkly.metrics().create(PROJECT, METRIC, metric -> metric.custom("done").higherIsBetter())
            .thenAccept(metric -> say("created", "metric " + metric.getKey()));
    }

    private CompletableFuture<FeatureFlag> createFlag() {
        return launchDarkly.flags()
            .create(PROJECT, FLAG, "Layout of the checkout", flag -> flag
                .variation("one-page", one -> one.name(ONE_PAGE))
                .variation("classic", one -> one.name(CLASSIC))
                .defaults(CLASSIC, CLASSIC))
            .thenApply(flag -> {
                say("created", "flag " + flag.getKey());
                return flag;
            });
    }

    private CompletableFuture<Void> design(FeatureFlag flag) {
        return launchDarkly.experiments()
            .create(PROJECT, ENVIRONMENT, EXPERIMENT, "One page?", e -> e
                .hypothesis("One page converts better")
                .metric(METRIC, true)
                .onFallthrough(FLAG, flag.version(ENVIRONMENT))
                .treatment(ONE_PAGE, 50, t -> t.serves(FLAG, flag.variation(ONE_PAGE)))
                .treatment(CLASSIC, 50, true, t -> t.serves(FLAG, flag.variation(CLASSIC))))
            .thenAccept(experiment -> say("drafted", experiment.getKey()));
    }

    private CompletableFuture<Void> start() {
        return launchDarkly.flags().update(PROJECT, FLAG, p -> p.inEnvironment(ENVIRONMENT, e -> e.turnOn()))
            .thenCompose(ignored -> launchDarkly.experiments().update(PROJECT, ENVIRONMENT, EXPERIMENT, p -> p.startIteration()))
            .thenAccept(experiment -> say("iteration", experiment.getCurrentIteration().getStatus().toString()));
    }

    /** Nobody comes to an emulator: what visitors have done is made up. */
    private void letVisitorsCome() {
        vendors.getLaunchDarklyResults().of(PROJECT, ENVIRONMENT, EXPERIMENT, METRIC)
            .conversions(ONE_PAGE, 2_000, 262)
            .conversions(CLASSIC, 2_000, 204);
    }

    /** What the treatment has shown that is most likely the best. */
    @SuppressWarnings("deprecation") // LaunchDarkly has taken results out of its documented API, and put nothing there instead.
    private CompletableFuture<TreatmentResult> readResults() {
        return launchDarkly.experiments().results(PROJECT, ENVIRONMENT, EXPERIMENT, METRIC).thenApply(results -> {
            say("treatment", String.format("%6s %11s %18s %8s", "units", "conversion", "90 % credible", "is best"));
            results.getTreatmentResults().forEach(t -> say(t.getTreatmentName(), String.format(
                "%,6d %9.1f %% %6.1f %% to %4.1f %% %6.1f %%", t.getUnits(), 100 * t.getMean(),
                100 * t.getCredibleInterval().getLower(), 100 * t.getCredibleInterval().getUpper(), 100 * t.getPBest())));
            return results.getTreatmentResults().stream().max(Comparator.comparing(TreatmentResult::getPBest)).orElseThrow();
        });
    }

    private CompletableFuture<Void> stop(TreatmentResult winner) {
        return launchDarkly.experiments()
            .update(PROJECT, ENVIRONMENT, EXPERIMENT, p -> p
                .stopIteration(winner.getTreatmentId(), String.format("best with a probability of %.1f %%", 100 * winner.getPBest())))
            .thenAccept(experiment -> say("iteration", experiment.getCurrentIteration().getStatus() + ": "
                + experiment.getCurrentIteration().getWinningReason()));
    }

    private CompletableFuture<Void> ship(FeatureFlag flag, TreatmentResult winner) {
        return launchDarkly.flags()
            .update(PROJECT, FLAG, p -> p
                .inEnvironment(ENVIRONMENT, e -> e.updateFallthroughVariationOrRollout(flag.variationId(winner.getTreatmentName())))
                .comment("decided by " + EXPERIMENT))
            .thenAccept(shipped -> {
                int served = shipped.environment(ENVIRONMENT).getFallthrough().getVariation();
                say("shipped", shipped.getVariations().get(served).getName() + ", to everyone");
            });
    }

    private CompletableFuture<Void> putAway() {
        return launchDarkly.experiments().update(PROJECT, ENVIRONMENT, EXPERIMENT, p -> p.archive())
            .thenCompose(ignored -> launchDarkly.flags().archive(PROJECT, FLAG))
            .thenAccept(flag -> say("archived", EXPERIMENT + " and " + flag.getKey()));
    }

    private static void say(String label, String text) {
        System.out.printf("%-12s %s%n", label, text);
    }
}
