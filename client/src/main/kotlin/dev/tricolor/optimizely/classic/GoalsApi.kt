package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object GoalEndpoints : ClassicEndpoints() {
    val list = list("projects/{projectId}/goals", Goal)
    val get = get("goals/{goalId}", Goal)
    val create = post("projects/{projectId}/goals", Goal)
    val update = put("goals/{goalId}", Goal)
    val delete = delete("goals/{goalId}")
}

/**
 * Goals: what experiments measure. They belong to a project; [ExperimentsApi.addGoal] and [ExperimentsApi.removeGoal] say which experiments
 * measure them.
 */
public class GoalsApi internal constructor(private val call: Executor) {
    /**
     * Lists the goals of a project, with the two that Optimizely has made by itself: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     */
    public suspend fun list(projectId: Long): Page<Goal> = call.page(GoalEndpoints.list(projectId))

    /** Lists the goals of a project, with the two that Optimizely has made by itself. */
    public fun listAll(projectId: Long): Flow<Goal> = flowOfPages { list(projectId) }

    /** Gets a goal; null when there is none, or the token may not see it. */
    public suspend fun find(goalId: Long): Goal? = orNull { get(goalId) }

    /**
     * Gets a goal.
     *
     * @throws dev.tricolor.NotFoundException if there is no such goal, or the token may not see it (404)
     */
    public suspend fun get(goalId: Long): Goal = call(GoalEndpoints.get(goalId))

    /**
     * Gets several goals, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(goalIds: Collection<Long>): List<Goal> = manyById("goals", goalIds, ::get)

    /**
     * Creates a goal. [block] must say what reaches it: `click`, `customEvent` or `pageviews`. Goals of engagement and revenue cannot be
     * created; each project has one of both.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     */
    public suspend fun create(projectId: Long, block: Block<GoalBuilder>): Goal =
        call(GoalEndpoints.create(projectId).body(GoalBuilder(), block))

    /**
     * Changes what [block] names of a goal, and nothing else. Old goals, whose [Goal.isEditable] is false, cannot be changed.
     *
     * @throws dev.tricolor.NotFoundException if there is no such goal, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with the change, or the goal cannot be changed (400)
     */
    public suspend fun update(goalId: Long, block: Block<UpdateGoalBuilder>): Goal =
        call(GoalEndpoints.update(goalId).body(UpdateGoalBuilder(), block))

    /**
     * Deletes a goal for good, and takes it out of all experiments: its results are gone from past ones too. [ExperimentsApi.removeGoal] is
     * mostly the better way.
     *
     * @throws dev.tricolor.NotFoundException if there is no such goal, or the token may not see it (404)
     */
    public suspend fun delete(goalId: Long): Unit = call(GoalEndpoints.delete(goalId))
}
