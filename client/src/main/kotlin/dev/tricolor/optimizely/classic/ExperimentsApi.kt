package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.longOrNull

internal object ExperimentEndpoints : ClassicEndpoints() {
    val list = list("projects/{projectId}/experiments", Experiment)
    val get = get("experiments/{experimentId}", Experiment)
    val create = post("projects/{projectId}/experiments", Experiment)
    val update = put("experiments/{experimentId}", Experiment)
    val delete = delete("experiments/{experimentId}")
    val results = list("experiments/{experimentId}/results", ExperimentResult)
    val stats = list("experiments/{experimentId}/stats", ExperimentStat)
}

/** Experiments: which visitors of which pages see which variations, and what has come of it. */
public class ExperimentsApi internal constructor(private val call: Executor) {
    private val oneByOne = Mutex()

    /**
     * Lists the experiments of a project, archived ones too: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     */
    public suspend fun list(projectId: Long): Page<Experiment> = call.page(ExperimentEndpoints.list(projectId))

    /** Lists the experiments of a project, archived ones too. */
    public fun listAll(projectId: Long): Flow<Experiment> = flowOfPages { list(projectId) }

    /** Gets an experiment; null when there is none, or the token may not see it. */
    public suspend fun find(experimentId: Long): Experiment? = orNull { get(experimentId) }

    /**
     * Gets an experiment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun get(experimentId: Long): Experiment = call(ExperimentEndpoints.get(experimentId))

    /**
     * Gets several experiments, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(experimentIds: Collection<Long>): List<Experiment> = manyById("experiments", experimentIds, ::get)

    /**
     * Creates an experiment, which is not started. Optimizely makes two variations for it, without code, each with half of the visitors:
     * change them, or let [VariationsApi.split] do so. It runs on the page [editUrl], for everyone, unless [block] says otherwise.
     *
     * @param description what people call it
     * @param editUrl the page that the editor opens
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     */
    public suspend fun create(
        projectId: Long,
        description: String,
        editUrl: String,
        block: Block<ExperimentBuilder> = Block {},
    ): Experiment = call(ExperimentEndpoints.create(projectId).body(ExperimentBuilder(description, editUrl), block))

    /**
     * Changes what [block] names of an experiment, and nothing else. Multivariate and multipage experiments can only be read.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with the change (400)
     * @throws dev.tricolor.ForbiddenException if the token may not do this: editors cannot start experiments (403)
     */
    public suspend fun update(experimentId: Long, block: Block<ExperimentBuilder>): Experiment =
        call(ExperimentEndpoints.update(experimentId).body(ExperimentBuilder(), block))

    /**
     * Starts an experiment, or lets it go on: visitors see it within minutes.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     * @throws dev.tricolor.ForbiddenException if the token may not start experiments (403)
     */
    public suspend fun start(experimentId: Long): Experiment = update(experimentId) { status = ExperimentStatus.RUNNING }

    /**
     * Stops an experiment; [start] lets it go on.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun pause(experimentId: Long): Experiment = update(experimentId) { status = ExperimentStatus.PAUSED }

    /**
     * Puts an experiment away: out of the project's file, and hidden from the dashboard. It keeps its results, and can be recovered.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun archive(experimentId: Long): Experiment = update(experimentId) { status = ExperimentStatus.ARCHIVED }

    /**
     * Deletes an experiment for good, with its results; [archive] is mostly the better way.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun delete(experimentId: Long): Unit = call(ExperimentEndpoints.delete(experimentId))

    /**
     * Computes the results of an experiment by the t-test: a row for each variation and goal. Experiments that were started on or after
     * January 21, 2015 have [stats] too, which Optimizely recommends.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     * @throws dev.tricolor.RateLimitedException if the computing service is still overloaded after the bounded wait (503)
     */
    public suspend fun results(experimentId: Long, query: Block<ResultsQuery> = Block {}): List<ExperimentResult> =
        call(ExperimentEndpoints.results(experimentId).query(ResultsQuery().configuredBy(query).parameters()))

    /**
     * Computes the results of an experiment by the Stats Engine: a row for each variation and goal. There are none for experiments that
     * were started before January 21, 2015.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     * @throws dev.tricolor.RateLimitedException if the computing service is still overloaded after the bounded wait (503)
     */
    public suspend fun stats(experimentId: Long, query: Block<ResultsQuery> = Block {}): List<ExperimentStat> =
        call(ExperimentEndpoints.stats(experimentId).query(ResultsQuery().configuredBy(query).parameters()))

    /**
     * Lets an experiment measure a goal: reads the goal, and adds the experiment to those that measure it. Nothing is written when it does
     * so already. Such calls of one client follow each other; who else changes the goal's experiments between the two is overwritten,
     * which the API gives no means against.
     *
     * @return the goal as it is then
     * @throws dev.tricolor.NotFoundException if there is no such goal, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if the experiment cannot measure it (400)
     */
    public suspend fun addGoal(experimentId: Long, goalId: Long): Goal = changeGoal(experimentId, goalId) { measuring, own ->
        if (own) null else measuring + JsonPrimitive(experimentId)
    }

    /**
     * Lets an experiment no longer measure a goal, which stays for others: reads the goal, and takes the experiment off those that measure
     * it. Nothing is written when it does not measure it. Such calls of one client follow each other; who else changes the goal's
     * experiments between the two is overwritten.
     *
     * @return the goal as it is then
     * @throws dev.tricolor.NotFoundException if there is no such goal, or the token may not see it (404)
     */
    public suspend fun removeGoal(experimentId: Long, goalId: Long): Goal = changeGoal(experimentId, goalId) { measuring, own ->
        if (own) measuring.filterNot { it.isId(experimentId) } else null
    }

    private suspend fun changeGoal(experimentId: Long, goalId: Long, change: (List<JsonElement>, Boolean) -> List<JsonElement>?): Goal {
        require(experimentId > 0) { "experimentId is $experimentId, must be positive" }
        return oneByOne.withLock {
            val goal = call(GoalEndpoints.get(goalId))
            val measuring = (goal.json["experiment_ids"] as? JsonArray).orEmpty()
            val changed = change(measuring, measuring.any { it.isId(experimentId) }) ?: return goal
            call(GoalEndpoints.update(goalId).body(JsonObject(mapOf("experiment_ids" to JsonArray(changed)))))
        }
    }

    private fun JsonElement.isId(id: Long) = (this as? JsonPrimitive)?.longOrNull == id
}
