package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Schedules: when experiments start and stop by themselves. The last one that was created for an experiment is the one that counts. */
public final class SchedulesAsyncApi {
    private final SchedulesApi schedules;
    private final Futures futures;

    SchedulesAsyncApi(SchedulesApi schedules, Futures futures) {
        this.schedules = schedules;
        this.futures = futures;
    }

    /**
     * Lists the schedules of an experiment, the active one and those that it has replaced: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<Schedule>> list(long experimentId) {
        return futures.page(c -> schedules.list(experimentId, c));
    }

    /** Hands the schedules of an experiment to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long experimentId, Consumer<? super Schedule> each) {
        return futures.each(schedules.listAll(experimentId), each);
    }

    /** Gets a schedule; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Schedule> find(long scheduleId) {
        return futures.of(c -> schedules.find(scheduleId, c));
    }

    /**
     * Gets a schedule.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such schedule, or the token may not see it (404)
     */
    public CompletableFuture<Schedule> get(long scheduleId) {
        return futures.of(c -> schedules.get(scheduleId, c));
    }

    /**
     * Gets several schedules, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Schedule>> getAll(Collection<Long> scheduleIds) {
        return futures.of(c -> schedules.getAll(scheduleIds, c));
    }

    /**
     * Creates a schedule, which takes the place of the experiment's earlier ones. {@code block} must say when the experiment starts, or
     * stops.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400)
     */
    public CompletableFuture<Schedule> create(long experimentId, Block<ScheduleBuilder> block) {
        return futures.of(c -> schedules.create(experimentId, block, c));
    }

    /**
     * Changes when the experiment starts, or stops, and nothing else.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such schedule, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with the change (400)
     */
    public CompletableFuture<Schedule> update(long scheduleId, Block<ScheduleBuilder> block) {
        return futures.of(c -> schedules.update(scheduleId, block, c));
    }

    /**
     * Deletes a schedule for good; if it is the active one, the experiment starts and stops by hand again.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such schedule, or the token may not see it (404)
     */
    public CompletableFuture<@Nullable Void> delete(long scheduleId) {
        return futures.done(c -> schedules.delete(scheduleId, c));
    }
}
