package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goals: what experiments measure. They belong to a project; {@link ExperimentsAsyncApi#addGoal} and
 * {@link ExperimentsAsyncApi#removeGoal} say which experiments measure them.
 */
public final class GoalsAsyncApi {
    private final GoalsApi goals;
    private final Futures futures;

    GoalsAsyncApi(GoalsApi goals, Futures futures) {
        this.goals = goals;
        this.futures = futures;
    }

    /**
     * Lists the goals of a project, with the two that Optimizely has made by itself: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<Goal>> list(long projectId) {
        return futures.page(c -> goals.list(projectId, c));
    }

    /** Hands the goals of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Goal> each) {
        return futures.each(goals.listAll(projectId), each);
    }

    /** Gets a goal; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Goal> find(long goalId) {
        return futures.of(c -> goals.find(goalId, c));
    }

    /**
     * Gets a goal.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such goal, or the token may not see it (404)
     */
    public CompletableFuture<Goal> get(long goalId) {
        return futures.of(c -> goals.get(goalId, c));
    }

    /**
     * Gets several goals, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Goal>> getAll(Collection<Long> goalIds) {
        return futures.of(c -> goals.getAll(goalIds, c));
    }

    /**
     * Creates a goal. {@code block} must say what reaches it: {@code click}, {@code customEvent} or {@code pageviews}. Goals of engagement
     * and revenue cannot be created; each project has one of both.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400)
     */
    public CompletableFuture<Goal> create(long projectId, Block<GoalBuilder> block) {
        return futures.of(c -> goals.create(projectId, block, c));
    }

    /**
     * Changes what {@code block} names of a goal, and nothing else. Old goals, which say that they are not editable, cannot be changed.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such goal, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with the change, or the goal cannot be changed
     *     (400)
     */
    public CompletableFuture<Goal> update(long goalId, Block<UpdateGoalBuilder> block) {
        return futures.of(c -> goals.update(goalId, block, c));
    }

    /**
     * Deletes a goal for good, and takes it out of all experiments: its results are gone from past ones too.
     * {@link ExperimentsAsyncApi#removeGoal} is mostly the better way.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such goal, or the token may not see it (404)
     */
    public CompletableFuture<@Nullable Void> delete(long goalId) {
        return futures.done(c -> goals.delete(goalId, c));
    }
}
