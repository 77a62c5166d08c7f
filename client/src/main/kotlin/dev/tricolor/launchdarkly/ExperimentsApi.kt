package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object ExperimentEndpoints : LaunchDarklyEndpoints() {
    private const val EXPERIMENTS = "projects/{projectKey}/environments/{environmentKey}/experiments"
    private const val EXPERIMENT = "$EXPERIMENTS/{experimentKey}"
    private const val ELSEWHERE = "the user interface, Data Export or a warehouse, where results are to be had now"

    val list = get(EXPERIMENTS, itemsReply(Experiment))
    val listAnyEnvironment = get("projects/{projectKey}/experiments", itemsReply(Experiment))
    val get = get(EXPERIMENT, Experiment)
    val create = post(EXPERIMENTS, Experiment)
    val update = patch(EXPERIMENT, Experiment)
    val createIteration = post("$EXPERIMENT/iterations", Iteration).replacedBy("experiments.update with saveAndStartNewIteration")
    val results = get("$EXPERIMENT/metrics/{metricKey}/results", ExperimentResults).replacedBy(ELSEWHERE)
    val metricGroupResults = get("$EXPERIMENT/metric-groups/{metricGroupKey}/results", MetricGroupResults).replacedBy(ELSEWHERE)
    val legacyResults =
        get("flags/{projectKey}/{featureFlagKey}/experiments/{environmentKey}/{metricKey}", LegacyExperimentResults).replacedBy(ELSEWHERE)
}

/**
 * Experiments: they are created with a draft of their first iteration, which an update starts and another one stops.
 *
 * LaunchDarkly has taken the results of experiments out of its documented API. The three operations that gave them are here for as long as
 * it answers them; an error that may come of their removal says so.
 *
 * @see <a href="https://launchdarkly.com/docs/api/experiments">Experiments</a>
 */
public class ExperimentsApi internal constructor(private val call: Executor) {
    /**
     * Lists the experiments of an environment, without archived ones unless they are asked for.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     */
    public suspend fun list(projectKey: String, environmentKey: String, query: Block<ExperimentQuery> = Block {}): Page<Experiment> =
        call.itemsPage(ExperimentEndpoints.list(projectKey, environmentKey), ExperimentQuery().configuredBy(query))

    /** Lists all experiments of an environment, page after page. */
    public fun listAll(projectKey: String, environmentKey: String, query: Block<ExperimentQuery> = Block {}): Flow<Experiment> =
        flowOfPages { list(projectKey, environmentKey, query) }

    /**
     * Lists the experiments of all environments of a project, without archived ones unless they are asked for.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun listAnyEnvironment(projectKey: String, query: Block<ExperimentQuery> = Block {}): Page<Experiment> =
        call.itemsPage(ExperimentEndpoints.listAnyEnvironment(projectKey), ExperimentQuery().configuredBy(query))

    /** Lists all experiments of all environments of a project, page after page. */
    public fun listAllAnyEnvironment(projectKey: String, query: Block<ExperimentQuery> = Block {}): Flow<Experiment> =
        flowOfPages { listAnyEnvironment(projectKey, query) }

    /** Gets an experiment, as [get] does without a query; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String, environmentKey: String, experimentKey: String): Experiment? =
        orNull { get(projectKey, environmentKey, experimentKey) }

    /**
     * Gets an experiment. Of its iterations only the current one is shown, without treatments, unless [query] asks for more.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or experiment (404)
     */
    public suspend fun get(
        projectKey: String,
        environmentKey: String,
        experimentKey: String,
        query: Block<ExperimentFieldsQuery> = Block {},
    ): Experiment = call(
        ExperimentEndpoints.get(projectKey, environmentKey, experimentKey).query(ExperimentFieldsQuery().configuredBy(query).parameters()),
    )

    /**
     * Creates an experiment, with a draft of its first iteration: nothing runs before [update] starts it.
     *
     * @param key what it will be addressed by: a letter or digit, then letters, digits, `.`, `_` and `-`
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not take it: an unknown metric, flag, variation or context kind (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     * @throws dev.tricolor.ConflictException if there is one of that key, or the flag is no longer at the version that was said (409)
     */
    public suspend fun create(
        projectKey: String,
        environmentKey: String,
        key: String,
        name: String,
        block: Block<ExperimentBuilder>,
    ): Experiment = call(ExperimentEndpoints.create(projectKey, environmentKey).body(ExperimentBuilder(key, name), block))

    /** Creates an experiment that was built or read elsewhere. */
    public suspend fun create(projectKey: String, environmentKey: String, experiment: NewExperiment): Experiment =
        call(ExperimentEndpoints.create(projectKey, environmentKey).body(experiment.json))

    /**
     * Changes an experiment, and starts and stops its iterations, by the instructions that [block] says: all of them in order, or none.
     *
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not take it: a flag that is off, a field that cannot be changed in this
     * status (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or experiment (404)
     * @throws dev.tricolor.ConflictException if it was changed by someone else meanwhile, and trying again did not help (409)
     */
    public suspend fun update(
        projectKey: String,
        environmentKey: String,
        experimentKey: String,
        block: Block<ExperimentPatchBuilder>,
    ): Experiment =
        call(ExperimentEndpoints.update(projectKey, environmentKey, experimentKey).semanticPatch(ExperimentPatchBuilder(), block))

    /**
     * Drafts an iteration; takes the place of the draft that is there.
     *
     * LaunchDarkly means to remove this operation. [update] takes its place: `updateFields` changes the draft, and
     * `saveAndStartNewIteration` makes a new iteration of the one that runs.
     *
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not take it: an unknown metric, flag, variation or context kind (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or experiment (404), or the operation is gone
     */
    @Deprecated("LaunchDarkly means to remove it. Use update with updateFields or saveAndStartNewIteration.")
    public suspend fun createIteration(
        projectKey: String,
        environmentKey: String,
        experimentKey: String,
        block: Block<IterationBuilder>,
    ): Iteration = call(ExperimentEndpoints.createIteration(projectKey, environmentKey, experimentKey).body(iteration(block).json))

    /**
     * Gets what an iteration has shown of one metric: the current iteration, unless [query] names another one.
     *
     * LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had in its user
     * interface, by Data Export, and in the warehouse.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment, experiment or metric (404), or the operation is gone
     * @throws dev.tricolor.ApiException if the operation is gone (405, 410)
     */
    @Deprecated("LaunchDarkly has removed it from its API. Results are to be had in the user interface, by Data Export, in the warehouse.")
    public suspend fun results(
        projectKey: String,
        environmentKey: String,
        experimentKey: String,
        metricKey: String,
        query: Block<ResultsQuery> = Block {},
    ): ExperimentResults = call(
        ExperimentEndpoints.results(projectKey, environmentKey, experimentKey, metricKey)
            .query(ResultsQuery().configuredBy(query).parameters()),
    )

    /**
     * Gets what an iteration has shown of the metrics of a group: the current iteration, unless [query] names another one.
     *
     * LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had in its user
     * interface, by Data Export, and in the warehouse.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment, experiment or group (404), or the operation is gone
     * @throws dev.tricolor.ApiException if the operation is gone (405, 410)
     */
    @Deprecated("LaunchDarkly has removed it from its API. Results are to be had in the user interface, by Data Export, in the warehouse.")
    public suspend fun metricGroupResults(
        projectKey: String,
        environmentKey: String,
        experimentKey: String,
        metricGroupKey: String,
        query: Block<MetricGroupResultsQuery> = Block {},
    ): MetricGroupResults = call(
        ExperimentEndpoints.metricGroupResults(projectKey, environmentKey, experimentKey, metricGroupKey)
            .query(MetricGroupResultsQuery().configuredBy(query).parameters()),
    )

    /**
     * Gets the results of an experiment from the time when an experiment was a flag and a metric, of the whole time unless [query] says
     * less.
     *
     * LaunchDarkly has removed this operation from its documented API, and documents none in its place: results are to be had in its user
     * interface, by Data Export, and in the warehouse.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, flag, environment or metric (404), or the operation is gone
     * @throws dev.tricolor.ApiException if the operation is gone (405, 410)
     */
    @Deprecated("LaunchDarkly has removed it from its API. Results are to be had in the user interface, by Data Export, in the warehouse.")
    public suspend fun legacyResults(
        projectKey: String,
        featureFlagKey: String,
        environmentKey: String,
        metricKey: String,
        query: Block<LegacyResultsQuery> = Block {},
    ): LegacyExperimentResults = call(
        ExperimentEndpoints.legacyResults(projectKey, featureFlagKey, environmentKey, metricKey)
            .query(LegacyResultsQuery().configuredBy(query).parameters()),
    )
}

/** Says which experiments to list. What is said of flag, metric and status must hold together. */
public class ExperimentQuery internal constructor() : ItemsQuery<ExperimentQuery>(maxLimit = 100) {
    private val options = ListOptions()
    private val states = LinkedHashSet<LifecycleState>()

    init {
        // More than 20 is not known to be given: what it does is not documented.
        limit = 20
    }

    /** Those that use the flag [key]. */
    public fun flag(key: String): ExperimentQuery = filter("flagKey", key)

    /** Those that measure the metric [key]. */
    public fun metric(key: String): ExperimentQuery = filter("metricKey", key)

    /** Those that have an iteration of [status]. */
    public fun status(status: IterationStatus): ExperimentQuery = filter("status", status.value)

    /** Those that are in one of [states]; [LifecycleState.ACTIVE] unless it is said. */
    public fun lifecycleState(vararg states: LifecycleState): ExperimentQuery = apply { this.states += states }

    /** Shows [fields] too. */
    public fun expand(vararg fields: ExperimentField): ExperimentQuery = apply { fields.forEach { options.expand(it.value) } }

    override fun parameters(): List<Pair<String, String>> =
        options.parameters() + listOfNotNull(states.takeIf { it.isNotEmpty() }?.let { "lifecycleState" to it.joinToString(",") })

    private fun filter(field: String, value: String) = apply { options.filter("$field:${filterText(field, value)}") }
}

/** Says what is shown of an experiment. */
@TricolorDsl
public class ExperimentFieldsQuery internal constructor() {
    private val options = ListOptions()

    /** Shows [fields] too. */
    public fun expand(vararg fields: ExperimentField): ExperimentFieldsQuery = apply { fields.forEach { options.expand(it.value) } }

    internal fun parameters() = options.parameters()
}

/** Says which results are meant. */
@TricolorDsl
public class ResultsQuery internal constructor() {
    /** The id of an iteration; the current one unless it is said. */
    public var iterationId: String? = null

    /** Whether [TreatmentResult.traffic] is shown too. */
    public var traffic: Boolean = false

    /** Sets [ResultsQuery.iterationId]. */
    public fun iterationId(id: String?): ResultsQuery = apply { iterationId = id }

    /** Sets [ResultsQuery.traffic]. */
    public fun traffic(shown: Boolean): ResultsQuery = apply { traffic = shown }

    internal fun parameters(): List<Pair<String, String>> =
        listOfNotNull(iterationId?.let { "iterationId" to it }, ("expand" to "traffic").takeIf { traffic })
}

/** Says which results of a group are meant. */
@TricolorDsl
public class MetricGroupResultsQuery internal constructor() {
    /** The id of an iteration; the current one unless it is said. */
    public var iterationId: String? = null

    /** Sets [MetricGroupResultsQuery.iterationId]. */
    public fun iterationId(id: String?): MetricGroupResultsQuery = apply { iterationId = id }

    internal fun parameters(): List<Pair<String, String>> = listOfNotNull(iterationId?.let { "iterationId" to it })
}

/** Says of which time results are meant. */
@TricolorDsl
public class LegacyResultsQuery internal constructor() {
    /** From when, in epoch milliseconds; from the beginning unless it is said. */
    public var from: Long? = null

    /** Until when, in epoch milliseconds; until now unless it is said. */
    public var to: Long? = null

    /** Sets [LegacyResultsQuery.from]. */
    public fun from(epochMillis: Long?): LegacyResultsQuery = apply { from = epochMillis }

    /** Sets [LegacyResultsQuery.to]. */
    public fun to(epochMillis: Long?): LegacyResultsQuery = apply { to = epochMillis }

    internal fun parameters(): List<Pair<String, String>> {
        val start = from
        val end = to
        require(start == null || end == null || start <= end) { "from is $start, to is $end, must not run backwards" }
        return listOfNotNull(start?.let { Pair("from", "$it") }, end?.let { Pair("to", "$it") })
    }
}
