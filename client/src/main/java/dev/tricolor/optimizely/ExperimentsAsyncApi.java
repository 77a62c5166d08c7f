package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Experiments: variations of something against each other, and what is measured of them.
 *
 * <pre>{@code
 * optimizely.experiments()
 *     .create(projectId, "checkout", e -> e
 *         .variation("control", 5_000)
 *         .variation("one_page", 5_000)
 *         .metric(MetricAggregator.UNIQUE, eventId))
 *     .thenCompose(experiment -> optimizely.experiments().start(experiment.getId()))
 * }</pre>
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/experiments">Experiments</a>
 */
public final class ExperimentsAsyncApi {
    private final ExperimentsApi experiments;
    private final Futures futures;

    ExperimentsAsyncApi(ExperimentsApi experiments, Futures futures) {
        this.experiments = experiments;
        this.futures = futures;
    }

    /** Lists the experiments of a project, archived ones too, in pages of at most 100: {@link #list(long, Block)}. */
    public CompletableFuture<AsyncPage<Experiment>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists the experiments of a project, archived ones too, in pages as {@code query} says.
     *
     * @return fails with {@link dev.tricolor.ForbiddenException} if the token may not see the project (403), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Experiment>> list(long projectId, Block<PageQuery> query) {
        return futures.page(c -> experiments.list(projectId, query, c));
    }

    /** Hands all experiments of a project, archived ones too, to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Experiment> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the experiments of a project that {@code query} says to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<PageQuery> query, Consumer<? super Experiment> each) {
        return futures.each(experiments.listAll(projectId, query), each);
    }

    /** Lists the experiments of a campaign, archived ones too, in pages of at most 100; web: {@link #listOfCampaign(long, Block)}. */
    public CompletableFuture<AsyncPage<Experiment>> listOfCampaign(long campaignId) {
        return listOfCampaign(campaignId, query -> {});
    }

    /**
     * Lists the experiments of a campaign, archived ones too, in pages as {@code query} says; web.
     *
     * @return fails with {@link dev.tricolor.ForbiddenException} if the token may not see the campaign (403)
     */
    public CompletableFuture<AsyncPage<Experiment>> listOfCampaign(long campaignId, Block<PageQuery> query) {
        return futures.page(c -> experiments.listOfCampaign(campaignId, query, c));
    }

    /** Hands all experiments of a campaign, archived ones too, to {@code each}; web. Only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAllOfCampaign(long campaignId, Consumer<? super Experiment> each) {
        return listAllOfCampaign(campaignId, query -> {}, each);
    }

    /** Hands the experiments of a campaign that {@code query} says to {@code each}; web. Only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAllOfCampaign(
            long campaignId, Block<PageQuery> query, Consumer<? super Experiment> each) {
        return futures.each(experiments.listAllOfCampaign(campaignId, query), each);
    }

    /** Lists the experiments and campaigns of a project that are in use, in a few words: {@link #listSummaries(long, Block)}. */
    public CompletableFuture<AsyncPage<ExperimentSummary>> listSummaries(long projectId) {
        return listSummaries(projectId, query -> {});
    }

    /**
     * Lists the experiments and campaigns of a project in a few words, in pages of at most 100; those in use, unless {@code query} says
     * otherwise.
     *
     * @return fails with {@link dev.tricolor.ForbiddenException} if the token may not see the project (403)
     */
    public CompletableFuture<AsyncPage<ExperimentSummary>> listSummaries(long projectId, Block<ExperimentSummaryQuery> query) {
        return futures.page(c -> experiments.listSummaries(projectId, query, c));
    }

    /** Hands all experiments and campaigns of a project that are in use to {@code each}, in a few words. */
    public CompletableFuture<@Nullable Void> listAllSummaries(long projectId, Consumer<? super ExperimentSummary> each) {
        return listAllSummaries(projectId, query -> {}, each);
    }

    /** Hands the experiments and campaigns of a project that {@code query} says to {@code each}, in a few words. */
    public CompletableFuture<@Nullable Void> listAllSummaries(
            long projectId, Block<ExperimentSummaryQuery> query, Consumer<? super ExperimentSummary> each) {
        return futures.each(experiments.listAllSummaries(projectId, query), each);
    }

    /** Finds the experiment with the key {@code key}, archived or not; null when the project has none. Reads the list up to it. */
    public CompletableFuture<@Nullable Experiment> find(long projectId, String key) {
        return futures.of(c -> experiments.find(projectId, key, c));
    }

    /**
     * Gets an experiment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Experiment> get(long experimentId) {
        return futures.of(c -> experiments.get(experimentId, c));
    }

    /**
     * Creates an experiment of a Full Stack or mobile project; a draft, unless {@code block} says an action.
     *
     * @param key what code will name it by: 1 to 64 letters, digits, {@code _} and {@code -}; unique in its project
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if the key is taken, or Optimizely finds something else wrong with it (400)
     */
    public CompletableFuture<Experiment> create(long projectId, String key, Block<ExperimentBuilder> block) {
        return futures.of(c -> experiments.create(projectId, key, block, c));
    }

    /**
     * Creates an experiment of a web project, which has a name and no key; a draft, unless {@code block} says an action.
     *
     * @param name what people will call it
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400)
     */
    public CompletableFuture<Experiment> createWeb(long projectId, String name, Block<ExperimentBuilder> block) {
        return futures.of(c -> experiments.createWeb(projectId, name, block, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is. A list that is said takes the place of the one that is there: a variation
     * without an id is a new one, and one that is left out may be gone. {@link #edit} keeps what it does not mention.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if a change cannot work, or there is none, and nothing is sent, with
     *     {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with {@link dev.tricolor.BadRequestException} if a
     *     change or the action does not fit (400), with {@link dev.tricolor.ConflictException} if somebody has begun to change it in the
     *     app, and has not published that (409): {@code overrideChanges} does away with it
     */
    public CompletableFuture<Experiment> update(long experimentId, Block<ExperimentUpdateBuilder> block) {
        return futures.of(c -> experiments.update(experimentId, block, c));
    }

    /**
     * Reads an experiment, changes what {@code block} says, and writes the changes back. Variations, metrics and the whitelist keep what is
     * not mentioned, with all that this version does not know. What somebody else changes of those lists in between is lost.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if a change cannot work, or there is none, and nothing is written,
     *     with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.BadRequestException} if a change or the action does not fit (400), with
     *     {@link dev.tricolor.ConflictException} if somebody has begun to change it in the app, and has not published that (409):
     *     {@code overrideChanges} does away with it
     */
    public CompletableFuture<Experiment> edit(long experimentId, Block<ExperimentEditBuilder> block) {
        return futures.of(c -> experiments.edit(experimentId, block, c));
    }

    /**
     * Starts an experiment that is a draft or paused, with all its changes published.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.BadRequestException} if it runs already or is archived (400), with {@link dev.tricolor.ConflictException} if
     *     somebody has begun to change it in the app, and has not published that (409)
     */
    public CompletableFuture<Experiment> start(long experimentId) {
        return futures.of(c -> experiments.start(experimentId, c));
    }

    /**
     * Stops a running experiment; {@link #resume} lets it go on, and so does {@link #start}.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.BadRequestException} if it does not run (400)
     */
    public CompletableFuture<Experiment> pause(long experimentId) {
        return futures.of(c -> experiments.pause(experimentId, c));
    }

    /**
     * Lets a paused experiment go on as it was: changes that are not published stay so.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.BadRequestException} if it is not paused (400)
     */
    public CompletableFuture<Experiment> resume(long experimentId) {
        return futures.of(c -> experiments.resume(experimentId, c));
    }

    /**
     * Publishes the changes of an experiment, whatever its status; visitors see them while it runs.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.BadRequestException} if it is archived (400), with {@link dev.tricolor.ConflictException} if somebody has
     *     begun to change it in the app, and has not published that (409)
     */
    public CompletableFuture<Experiment> publish(long experimentId) {
        return futures.of(c -> experiments.publish(experimentId, c));
    }

    /**
     * Takes an archived experiment back; it is paused then.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.BadRequestException} if it is not archived (400)
     */
    public CompletableFuture<Experiment> unarchive(long experimentId) {
        return futures.of(c -> experiments.unarchive(experimentId, c));
    }

    /**
     * Puts an experiment away, running or not; {@link #unarchive} takes it back.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link dev.tricolor.GoneException} if it is archived already (410)
     */
    public CompletableFuture<@Nullable Void> archive(long experimentId) {
        return futures.done(c -> experiments.archive(experimentId, c));
    }

    /** Asks for all that an experiment has measured: {@link #results(long, Block)}. */
    public CompletableFuture<ResultsAnswer<ExperimentResults>> results(long experimentId) {
        return results(experimentId, query -> {});
    }

    /**
     * Asks for what an experiment has measured.
     *
     * @return the results; or that they are not ready (202), or that the experiment has never been started (204); fails with
     *     {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with {@link dev.tricolor.BadRequestException} if the
     *     query does not fit (400)
     * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_results">Experiment results</a>
     */
    public CompletableFuture<ResultsAnswer<ExperimentResults>> results(long experimentId, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.results(experimentId, query, c));
    }

    /** Waits until all that an experiment has measured is ready: {@link #awaitResults(long, long, TimeUnit, Block)}. */
    public CompletableFuture<@Nullable ExperimentResults> awaitResults(long experimentId, long amount, TimeUnit unit) {
        return awaitResults(experimentId, amount, unit, query -> {});
    }

    /**
     * Asks for what an experiment has measured, again and again until it is ready: after 2 seconds first and after a minute at last. A
     * service that fails or is out of reach for a while does not end the wait; its first answer must come, though. Cancelling the future
     * ends the wait. No thread waits.
     *
     * @param amount how long to wait; zero asks once. The wait is longer by what its last request takes
     * @return the results; null when the experiment has never been started; fails with {@link ResultsNotReadyException} if they are not
     *     ready by then, with {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with
     *     {@link IllegalArgumentException} if {@code amount} is negative
     */
    public CompletableFuture<@Nullable ExperimentResults> awaitResults(
            long experimentId, long amount, TimeUnit unit, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.awaitResultsMillis(experimentId, unit.toMillis(amount), query, c));
    }

    /** Asks how all that an experiment has measured came about: {@link #timeseries(long, Block)}. */
    public CompletableFuture<ResultsAnswer<ExperimentTimeseries>> timeseries(long experimentId) {
        return timeseries(experimentId, query -> {});
    }

    /**
     * Asks how what an experiment has measured came about, point by point.
     *
     * @return the points; or that they are not ready (202), or that the experiment has never been started (204); fails with
     *     {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with {@link dev.tricolor.BadRequestException} if the
     *     query does not fit (400)
     * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_timeseries">Experiment results
     *     time series</a>
     */
    public CompletableFuture<ResultsAnswer<ExperimentTimeseries>> timeseries(long experimentId, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.timeseries(experimentId, query, c));
    }

    /** Asks what Optimizely concludes from all that an experiment has measured: {@link #report(long, Block)}. */
    public CompletableFuture<ResultsAnswer<ExperimentReport>> report(long experimentId) {
        return report(experimentId, query -> {});
    }

    /**
     * Asks what Optimizely concludes from what an experiment has measured.
     *
     * @return the conclusion; or that it is not ready (202), or that the experiment has never been started (204); fails with
     *     {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with {@link dev.tricolor.BadRequestException} if the
     *     query does not fit (400)
     */
    public CompletableFuture<ResultsAnswer<ExperimentReport>> report(long experimentId, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.report(experimentId, query, c));
    }

    /** Hands all that an experiment has measured to {@code each}, row by row: {@link #resultsCsv(long, Block, Consumer)}. */
    public CompletableFuture<@Nullable Void> resultsCsv(long experimentId, Consumer<? super ResultsRow> each) {
        return resultsCsv(experimentId, query -> {}, each);
    }

    /**
     * Asks for what an experiment has measured as CSV, and hands it to {@code each} row by row as it comes in: a row for each variation and
     * metric. Without any rows the experiment has never been started (204). A request that breaks off after the first row is not repeated.
     *
     * @return done after the last row; fails with {@link ResultsNotReadyException} if the results are not ready (202), with
     *     {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with {@link dev.tricolor.BadRequestException} if the
     *     query does not fit (400), with {@link dev.tricolor.UnexpectedReplyException} if what comes is no CSV, with what {@code each}
     *     throws
     * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_results_csv">Experiment results as
     *     CSV</a>
     */
    public CompletableFuture<@Nullable Void> resultsCsv(long experimentId, Block<ResultsQuery> query, Consumer<? super ResultsRow> each) {
        return futures.each(experiments.resultsCsv(experimentId, query), each);
    }

    /** Asks for all that an experiment has measured as CSV, as text: {@link #resultsCsvText(long, Block)}. */
    public CompletableFuture<ResultsAnswer<String>> resultsCsvText(long experimentId) {
        return resultsCsvText(experimentId, query -> {});
    }

    /**
     * Asks for what an experiment has measured as CSV, and holds all of it as text. {@link #resultsCsv} reads it row by row.
     *
     * @return the CSV; or that it is not ready (202), or that the experiment has never been started (204); fails with
     *     {@link dev.tricolor.NotFoundException} if there is no such experiment (404), with {@link dev.tricolor.BadRequestException} if the
     *     query does not fit (400)
     */
    public CompletableFuture<ResultsAnswer<String>> resultsCsvText(long experimentId, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.resultsCsvText(experimentId, query, c));
    }

    /**
     * Gets a link under which the results of an experiment can be looked at, without an account.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment (404)
     */
    public CompletableFuture<ResultsShareLink> resultsShareLink(long experimentId) {
        return futures.of(c -> experiments.resultsShareLink(experimentId, c));
    }
}
