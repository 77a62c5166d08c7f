package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object MetricEndpoints : LaunchDarklyEndpoints() {
    val list = get("metrics/{projectKey}", itemsReply(Metric))
    val get = get("metrics/{projectKey}/{metricKey}", Metric)
    val create = post("metrics/{projectKey}", Metric)
    val update = patch("metrics/{projectKey}/{metricKey}", Metric)
    val delete = delete("metrics/{projectKey}/{metricKey}")
}

/**
 * Metrics of a project: what experiments measure.
 *
 * A metric has two keys. The metric key is what it is addressed by here; the event key is what programs send by their SDK's `track`.
 *
 * @see <a href="https://launchdarkly.com/docs/api/metrics">Metrics</a>
 */
public class MetricsApi internal constructor(private val call: Executor) {
    /**
     * Lists the metrics of a project, in pages of at most 50.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectKey: String, query: Block<MetricQuery> = Block {}): Page<Metric> =
        call.itemsPage(MetricEndpoints.list(projectKey), MetricQuery().configuredBy(query))

    /** Lists all metrics of a project, page after page. */
    public fun listAll(projectKey: String, query: Block<MetricQuery> = Block {}): Flow<Metric> = flowOfPages { list(projectKey, query) }

    /** Gets the metric with this key; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String, metricKey: String): Metric? = orNull { get(projectKey, metricKey) }

    /**
     * Gets a metric; with what [query] asks for besides.
     *
     * @param metricKey the key of the metric, not of its events
     * @throws dev.tricolor.NotFoundException if there is no such metric, or no such version of it (404)
     */
    public suspend fun get(projectKey: String, metricKey: String, query: Block<MetricFieldsQuery> = Block {}): Metric =
        call(MetricEndpoints.get(projectKey, metricKey).query(MetricFieldsQuery().configuredBy(query).parameters()))

    /**
     * Creates a metric. [block] must say what its events are: `custom("checkout-done")`, `click`, `pageview` or `trace`.
     *
     * @param key the key of the metric, not of its events; unique in the project, never changes
     * @throws dev.tricolor.ConflictException if there is one of that key (409, `key_exists`)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with it (400)
     */
    public suspend fun create(projectKey: String, key: String, block: Block<MetricBuilder>): Metric =
        call(MetricEndpoints.create(projectKey).body(MetricBuilder(key), block))

    /**
     * Changes what [block] names; all of it, or nothing. It makes a new version of the metric.
     *
     * @throws dev.tricolor.NotFoundException if there is no such metric (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     * @throws dev.tricolor.ConflictException if somebody else's changes got in the way again and again (409)
     */
    public suspend fun update(projectKey: String, metricKey: String, block: Block<MetricPatchBuilder>): Metric =
        call(MetricEndpoints.update(projectKey, metricKey).patch(MetricPatchBuilder(), block))

    /**
     * Deletes a metric.
     *
     * @throws dev.tricolor.NotFoundException if there is no such metric (404)
     */
    public suspend fun delete(projectKey: String, metricKey: String): Unit = call(MetricEndpoints.delete(projectKey, metricKey))
}

/** Says which metrics to list, and what of them. All filters must hold. */
public class MetricQuery internal constructor() : ItemsQuery<MetricQuery>(maxLimit = 50) {
    private val options = ListOptions()

    /** Only those whose key or name is like [text]. */
    public fun query(text: String): MetricQuery = filter("query equals ${quotedValue("query", text)}")

    /** Only those that have all [tags]. */
    public fun tags(vararg tags: String): MetricQuery = filter("tags contains ${quotedValues("tags", tags.asList())}")

    /** Only those of a kind. */
    public fun eventKind(kind: MetricKind): MetricQuery = filter("eventKind equals ${quotedValue("eventKind", kind.value)}")

    /** Only those whose events have one of the keys [eventKeys]. */
    public fun eventKeys(vararg eventKeys: String): MetricQuery = filter("eventKeys anyOf ${quotedValues("eventKeys", eventKeys.asList())}")

    /** Only those that are numeric, or are not. */
    public fun isNumeric(numeric: Boolean): MetricQuery = filter("isNumeric equals $numeric")

    /** Only those that sum up the events of a unit in a way. */
    public fun unitAggregationType(type: UnitAggregationType): MetricQuery =
        filter("unitAggregationType equals ${quotedValue("unitAggregationType", type.value)}")

    /** Only those that experiments or guarded rollouts measure, or none does. */
    public fun hasConnections(connected: Boolean): MetricQuery = filter("hasConnections equals $connected")

    /** Only those that one of the members with the ids [memberIds] looks after. */
    public fun maintainerIds(vararg memberIds: String): MetricQuery =
        filter("maintainerIds anyOf ${quotedValues("maintainerIds", memberIds.asList())}")

    /** Only those that the team with the key [teamKey] looks after. */
    public fun maintainerTeamKey(teamKey: String): MetricQuery =
        filter("maintainerTeamKey equals ${quotedValue("maintainerTeamKey", teamKey)}")

    /** Only those for which [expression] holds, as LaunchDarkly writes it: `tags contains ["a"]`. */
    public fun filter(expression: String): MetricQuery = apply {
        options.condition(expression)
    }

    /** Sorts by [field], upwards. */
    public fun sort(field: MetricSort): MetricQuery = sort(field, descending = false)

    /** Sorts by [field]. */
    public fun sort(field: MetricSort, descending: Boolean): MetricQuery = apply { options.sort(field, descending) }

    /** Shows [fields] too; LaunchDarkly documents [MetricField.EXPERIMENT_COUNT] for lists. */
    public fun expand(vararg fields: MetricField): MetricQuery = apply { fields.forEach { options.expand(it.value) } }

    override fun parameters(): List<Pair<String, String>> = options.parameters()
}

/** Says what of a metric to show, and which version of it. */
@TricolorDsl
public class MetricFieldsQuery internal constructor() {
    private val options = ListOptions()

    /** The id of the version to show; the current one unless set. */
    public var versionId: String? = null

    /** Sets [MetricFieldsQuery.versionId]. */
    public fun versionId(id: String?): MetricFieldsQuery = apply { versionId = id }

    /** Shows [fields] too. */
    public fun expand(vararg fields: MetricField): MetricFieldsQuery = apply { fields.forEach { options.expand(it.value) } }

    internal fun parameters(): List<Pair<String, String>> {
        require(versionId?.isBlank() != true) { "versionId is blank" }
        return options.parameters() + listOfNotNull(versionId?.let { "versionId" to it })
    }
}
