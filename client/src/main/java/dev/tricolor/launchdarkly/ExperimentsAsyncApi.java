package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Experiments: they are created with a draft of their first iteration, which an update starts and another one stops.
 *
 * <p>LaunchDarkly has taken the results of experiments out of its documented API. The three operations that gave them are here for as long
 * as it answers them; an error that may come of their removal says so.
 *
 * @see <a href="https://launchdarkly.com/docs/api/experiments">Experiments</a>
 */
public final class ExperimentsAsyncApi {
    private final ExperimentsApi experiments;
    private final Futures futures;

    ExperimentsAsyncApi(ExperimentsApi experiments, Futures futures) {
        this.experiments = experiments;
        this.futures = futures;
    }

    /** Lists the experiments of an environment that are not archived: {@link #list(String, String, Block)}. */
    public CompletableFuture<AsyncPage<Experiment>> list(String projectKey, String environmentKey) {
        return list(projectKey, environmentKey, query -> {});
    }

    /**
     * Lists the experiments of an environment, without archived ones unless they are asked for.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or environment (404)
     */
    public CompletableFuture<AsyncPage<Experiment>> list(String projectKey, String environmentKey, Block<ExperimentQuery> query) {
        return futures.page(c -> experiments.list(projectKey, environmentKey, query, c));
    }

    /** Hands all experiments of an environment that are not archived to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, String environmentKey, Consumer<? super Experiment> each) {
        return listAll(projectKey, environmentKey, query -> {}, each);
    }

    /** Hands all experiments of an environment that {@code query} asks for to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String projectKey, String environmentKey, Block<ExperimentQuery> query, Consumer<? super Experiment> each) {
        return futures.each(experiments.listAll(projectKey, environmentKey, query), each);
    }

    /** Lists the experiments of all environments of a project that are not archived: {@link #listAnyEnvironment(String, Block)}. */
    public CompletableFuture<AsyncPage<Experiment>> listAnyEnvironment(String projectKey) {
        return listAnyEnvironment(projectKey, query -> {});
    }

    /**
     * Lists the experiments of all environments of a project, without archived ones unless they are asked for.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Experiment>> listAnyEnvironment(String projectKey, Block<ExperimentQuery> query) {
        return futures.page(c -> experiments.listAnyEnvironment(projectKey, query, c));
    }

    /** Hands all experiments of all environments of a project that are not archived to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAllAnyEnvironment(String projectKey, Consumer<? super Experiment> each) {
        return listAllAnyEnvironment(projectKey, query -> {}, each);
    }

    /** Hands all experiments of a project that {@code query} asks for to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAllAnyEnvironment(
        String projectKey, Block<ExperimentQuery> query, Consumer<? super Experiment> each) {
        return futures.each(experiments.listAllAnyEnvironment(projectKey, query), each);
    }

    /** Gets an experiment, as {@link #get(String, String, String)} does; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Experiment> find(String projectKey, String environmentKey, String experimentKey) {
        return futures.of(c -> experiments.find(projectKey, environmentKey, experimentKey, c));
    }

    /** Gets an experiment with its current iteration, without treatments: {@link #get(String, String, String, Block)}. */
    public CompletableFuture<Experiment> get(String projectKey, String environmentKey, String experimentKey) {
        return get(projectKey, environmentKey, experimentKey, query -> {});
    }

    /**
     * Gets an experiment. Of its iterations only the current one is shown, without treatments, unless {@code query} asks for more.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or experiment (404)
     */
    public CompletableFuture<Experiment> get(
        String projectKey, String environmentKey, String experimentKey, Block<ExperimentFieldsQuery> query) {
        return futures.of(c -> experiments.get(projectKey, environmentKey, experimentKey, query, c));
    }

    /**
     * Creates an experiment, with a draft of its first iteration: nothing runs before {@link #update} starts it.
     *
     * @param key what it will be addressed by: a letter or digit, then letters, digits, {@code .}, {@code _} and {@code -}
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if LaunchDarkly does not take it: an unknown metric, flag, variation or
     *     context kind (400), with {@link dev.tricolor.NotFoundException} if there is no such project or environment (404), with
     *     {@link dev.tricolor.ConflictException} if there is one of that key, or the flag is no longer at the version that was said (409)
     */
    public CompletableFuture<Experiment> create(
        String projectKey, String environmentKey, String key, String name, Block<ExperimentBuilder> block) {
        return futures.of(c -> experiments.create(projectKey, environmentKey, key, name, block, c));
    }

    /** Creates an experiment that was built or read elsewhere: {@link LaunchDarklyPayloads#experiment}. */
    public CompletableFuture<Experiment> create(String projectKey, String environmentKey, NewExperiment experiment) {
        return futures.of(c -> experiments.create(projectKey, environmentKey, experiment, c));
    }

    /**
     * Changes an experiment, and starts and stops its iterations, by the instructions that {@code block} says: all of them in order, or
     * none.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if LaunchDarkly does not take it: a flag that is off, a field that cannot
     *     be changed in this status (400), with {@link dev.tricolor.NotFoundException} if there is no such project, environment or
     *     experiment (404), with {@link dev.tricolor.ConflictException} if it was changed by someone else meanwhile, and trying again did
     *     not help (409)
     */
    public CompletableFuture<Experiment> update(
        String projectKey, String environmentKey, String experimentKey, Block<ExperimentPatchBuilder> block) {
        return futures.of(c -> experiments.update(projectKey, environmentKey, experimentKey, block, c));
    }

    /**
     * Drafts an iteration; takes the place of the draft that is there.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if LaunchDarkly does not take it: an unknown metric, flag, variation or
     *     context kind (400), with {@link dev.tricolor.NotFoundException} if there is no such project, environment or experiment (404), or
     *     the operation is gone
     * @deprecated LaunchDarkly means to remove this operation. {@link #update} takes its place: {@code updateFields} changes the draft, and
     *     {@code saveAndStartNewIteration} makes a new iteration of the one that runs.
     */
    @Deprecated
    public CompletableFuture<Iteration> createIteration(
        String projectKey, String environmentKey, String experimentKey, Block<IterationBuilder> block) {
        return futures.of(c -> experiments.createIteration(projectKey, environmentKey, experimentKey, block, c));
    }

    /**
     * Gets what the current iteration has shown of one metric: {@link #results(String, String, String, String, Block)}.
     *
     * @deprecated LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had
     *     in its user interface, by Data Export, and in the warehouse.
     */
    @Deprecated
    public CompletableFuture<ExperimentResults> results(String projectKey, String environmentKey, String experimentKey, String metricKey) {
        return results(projectKey, environmentKey, experimentKey, metricKey, query -> {});
    }

    /**
     * Gets what an iteration has shown of one metric: the current iteration, unless {@code query} names another one.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment, experiment or metric (404), or
     *     the operation is gone, with {@link dev.tricolor.ApiException} if the operation is gone (405, 410)
     * @deprecated LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had
     *     in its user interface, by Data Export, and in the warehouse.
     */
    @Deprecated
    public CompletableFuture<ExperimentResults> results(
        String projectKey, String environmentKey, String experimentKey, String metricKey, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.results(projectKey, environmentKey, experimentKey, metricKey, query, c));
    }

    /**
     * Gets what the current iteration has shown of the metrics of a group:
     * {@link #metricGroupResults(String, String, String, String, Block)}.
     *
     * @deprecated LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had
     *     in its user interface, by Data Export, and in the warehouse.
     */
    @Deprecated
    public CompletableFuture<MetricGroupResults> metricGroupResults(
        String projectKey, String environmentKey, String experimentKey, String metricGroupKey) {
        return metricGroupResults(projectKey, environmentKey, experimentKey, metricGroupKey, query -> {});
    }

    /**
     * Gets what an iteration has shown of the metrics of a group: the current iteration, unless {@code query} names another one.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment, experiment or group (404), or
     *     the operation is gone, with {@link dev.tricolor.ApiException} if the operation is gone (405, 410)
     * @deprecated LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had
     *     in its user interface, by Data Export, and in the warehouse.
     */
    @Deprecated
    public CompletableFuture<MetricGroupResults> metricGroupResults(
        String projectKey, String environmentKey, String experimentKey, String metricGroupKey, Block<MetricGroupResultsQuery> query) {
        return futures.of(c -> experiments.metricGroupResults(projectKey, environmentKey, experimentKey, metricGroupKey, query, c));
    }

    /**
     * Gets the results of an experiment from the time when an experiment was a flag and a metric, of the whole time:
     * {@link #legacyResults(String, String, String, String, Block)}.
     *
     * @deprecated LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had
     *     in its user interface, by Data Export, and in the warehouse.
     */
    @Deprecated
    public CompletableFuture<LegacyExperimentResults> legacyResults(
        String projectKey, String featureFlagKey, String environmentKey, String metricKey) {
        return legacyResults(projectKey, featureFlagKey, environmentKey, metricKey, query -> {});
    }

    /**
     * Gets the results of an experiment from the time when an experiment was a flag and a metric, of the whole time unless {@code query}
     * says less.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, flag, environment or metric (404), or the
     *     operation is gone, with {@link dev.tricolor.ApiException} if the operation is gone (405, 410)
     * @deprecated LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had
     *     in its user interface, by Data Export, and in the warehouse.
     */
    @Deprecated
    public CompletableFuture<LegacyExperimentResults> legacyResults(
        String projectKey, String featureFlagKey, String environmentKey, String metricKey, Block<LegacyResultsQuery> query) {
        return futures.of(c -> experiments.legacyResults(projectKey, featureFlagKey, environmentKey, metricKey, query, c));
    }
}
