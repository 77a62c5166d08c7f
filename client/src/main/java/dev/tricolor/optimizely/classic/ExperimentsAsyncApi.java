package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Experiments: which visitors of which pages see which variations, and what has come of it. */
public final class ExperimentsAsyncApi {
    private final ExperimentsApi experiments;
    private final Futures futures;

    ExperimentsAsyncApi(ExperimentsApi experiments, Futures futures) {
        this.experiments = experiments;
        this.futures = futures;
    }

    /**
     * Lists the experiments of a project, archived ones too: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<Experiment>> list(long projectId) {
        return futures.page(c -> experiments.list(projectId, c));
    }

    /** Hands the experiments of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Experiment> each) {
        return futures.each(experiments.listAll(projectId), each);
    }

    /** Gets an experiment; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Experiment> find(long experimentId) {
        return futures.of(c -> experiments.find(experimentId, c));
    }

    /**
     * Gets an experiment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<Experiment> get(long experimentId) {
        return futures.of(c -> experiments.get(experimentId, c));
    }

    /**
     * Gets several experiments, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Experiment>> getAll(Collection<Long> experimentIds) {
        return futures.of(c -> experiments.getAll(experimentIds, c));
    }

    /** Creates an experiment, which is not started, with all that is default: {@link #create(long, String, String, Block)}. */
    public CompletableFuture<Experiment> create(long projectId, String description, String editUrl) {
        return create(projectId, description, editUrl, b -> {});
    }

    /**
     * Creates an experiment, which is not started. Optimizely makes two variations for it, without code, each with half of the visitors:
     * change them, or let {@link VariationsAsyncApi#split} do so. It runs on the page {@code editUrl}, for everyone, unless {@code block}
     * says otherwise.
     *
     * @param description what people call it
     * @param editUrl the page that the editor opens
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400)
     */
    public CompletableFuture<Experiment> create(long projectId, String description, String editUrl, Block<ExperimentBuilder> block) {
        return futures.of(c -> experiments.create(projectId, description, editUrl, block, c));
    }

    /**
     * Changes what {@code block} names of an experiment, and nothing else. Multivariate and multipage experiments can only be read.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with the change (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not do this: editors cannot start experiments (403)
     */
    public CompletableFuture<Experiment> update(long experimentId, Block<ExperimentBuilder> block) {
        return futures.of(c -> experiments.update(experimentId, block, c));
    }

    /**
     * Starts an experiment, or lets it go on: visitors see it within minutes.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not start experiments (403)
     */
    public CompletableFuture<Experiment> start(long experimentId) {
        return futures.of(c -> experiments.start(experimentId, c));
    }

    /**
     * Stops an experiment; {@link #start} lets it go on.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<Experiment> pause(long experimentId) {
        return futures.of(c -> experiments.pause(experimentId, c));
    }

    /**
     * Puts an experiment away: out of the project's file, and hidden from the dashboard. It keeps its results, and can be recovered.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<Experiment> archive(long experimentId) {
        return futures.of(c -> experiments.archive(experimentId, c));
    }

    /** Computes the results of an experiment by the t-test, over all visitors: {@link #results(long, Block)}. */
    public CompletableFuture<List<ExperimentResult>> results(long experimentId) {
        return results(experimentId, query -> {});
    }

    /**
     * Computes the results of an experiment by the t-test: a row for each variation and goal. Experiments that were started on or after
     * January 21, 2015 have {@link #stats(long, Block)} too, which Optimizely recommends.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404), with
     *     {@link dev.tricolor.RateLimitedException} if the computing service is still overloaded after the bounded wait (503)
     */
    public CompletableFuture<List<ExperimentResult>> results(long experimentId, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.results(experimentId, query, c));
    }

    /** Computes the results of an experiment by the Stats Engine, over all visitors: {@link #stats(long, Block)}. */
    public CompletableFuture<List<ExperimentStat>> stats(long experimentId) {
        return stats(experimentId, query -> {});
    }

    /**
     * Computes the results of an experiment by the Stats Engine: a row for each variation and goal. There are none for experiments that
     * were started before January 21, 2015.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404), with
     *     {@link dev.tricolor.RateLimitedException} if the computing service is still overloaded after the bounded wait (503)
     */
    public CompletableFuture<List<ExperimentStat>> stats(long experimentId, Block<ResultsQuery> query) {
        return futures.of(c -> experiments.stats(experimentId, query, c));
    }

    /**
     * Lets an experiment measure a goal: reads the goal, and adds the experiment to those that measure it. Nothing is written when it does
     * so already. Such calls of one client follow each other; who else changes the goal's experiments between the two is overwritten,
     * which the API gives no means against.
     *
     * @return the goal as it is then; fails with {@link dev.tricolor.NotFoundException} if there is no such goal, or the token may not see
     *     it (404), with {@link dev.tricolor.BadRequestException} if the experiment cannot measure it (400)
     */
    public CompletableFuture<Goal> addGoal(long experimentId, long goalId) {
        return futures.of(c -> experiments.addGoal(experimentId, goalId, c));
    }

    /**
     * Lets an experiment no longer measure a goal, which stays for others: reads the goal, and takes the experiment off those that measure
     * it. Nothing is written when it does not measure it. Such calls of one client follow each other; who else changes the goal's
     * experiments between the two is overwritten.
     *
     * @return the goal as it is then; fails with {@link dev.tricolor.NotFoundException} if there is no such goal, or the token may not see
     *     it (404)
     */
    public CompletableFuture<Goal> removeGoal(long experimentId, long goalId) {
        return futures.of(c -> experiments.removeGoal(experimentId, goalId, c));
    }

    /**
     * Deletes an experiment for good, with its results; {@link #archive} is mostly the better way.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<@Nullable Void> delete(long experimentId) {
        return futures.done(c -> experiments.delete(experimentId, c));
    }
}
