package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object ScheduleEndpoints : ClassicEndpoints() {
    val list = list("experiments/{experimentId}/schedules", Schedule)
    val get = get("schedules/{scheduleId}", Schedule)
    val create = post("experiments/{experimentId}/schedules", Schedule)
    val update = put("schedules/{scheduleId}", Schedule)
    val delete = delete("schedules/{scheduleId}")
}

/** Schedules: when experiments start and stop by themselves. The last one that was created for an experiment is the one that counts. */
public class SchedulesApi internal constructor(private val call: Executor) {
    /**
     * Lists the schedules of an experiment, the active one and those that it has replaced: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun list(experimentId: Long): Page<Schedule> = call.page(ScheduleEndpoints.list(experimentId))

    /** Lists the schedules of an experiment, the active one and those that it has replaced. */
    public fun listAll(experimentId: Long): Flow<Schedule> = flowOfPages { list(experimentId) }

    /** Gets a schedule; null when there is none, or the token may not see it. */
    public suspend fun find(scheduleId: Long): Schedule? = orNull { get(scheduleId) }

    /**
     * Gets a schedule.
     *
     * @throws dev.tricolor.NotFoundException if there is no such schedule, or the token may not see it (404)
     */
    public suspend fun get(scheduleId: Long): Schedule = call(ScheduleEndpoints.get(scheduleId))

    /**
     * Gets several schedules, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(scheduleIds: Collection<Long>): List<Schedule> = manyById("schedules", scheduleIds, ::get)

    /**
     * Creates a schedule, which takes the place of the experiment's earlier ones. [block] must say when the experiment starts, or stops.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     */
    public suspend fun create(experimentId: Long, block: Block<ScheduleBuilder>): Schedule =
        call(ScheduleEndpoints.create(experimentId).body(ScheduleBuilder(), block))

    /**
     * Changes when the experiment starts, or stops, and nothing else.
     *
     * @throws dev.tricolor.NotFoundException if there is no such schedule, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with the change (400)
     */
    public suspend fun update(scheduleId: Long, block: Block<ScheduleBuilder>): Schedule =
        call(ScheduleEndpoints.update(scheduleId).body(ScheduleBuilder(), block))

    /**
     * Deletes a schedule for good; if it is the active one, the experiment starts and stops by hand again.
     *
     * @throws dev.tricolor.NotFoundException if there is no such schedule, or the token may not see it (404)
     */
    public suspend fun delete(scheduleId: Long): Unit = call(ScheduleEndpoints.delete(scheduleId))
}
