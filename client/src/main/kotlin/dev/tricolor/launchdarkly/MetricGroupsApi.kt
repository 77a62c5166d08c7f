package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object MetricGroupEndpoints : LaunchDarklyEndpoints() {
    val list = get("projects/{projectKey}/metric-groups", itemsReply(MetricGroup)).beta()
    val get = get("projects/{projectKey}/metric-groups/{metricGroupKey}", MetricGroup).beta()
    val create = post("projects/{projectKey}/metric-groups", MetricGroup).beta()
    val update = patch("projects/{projectKey}/metric-groups/{metricGroupKey}", MetricGroup).beta()
    val delete = delete("projects/{projectKey}/metric-groups/{metricGroupKey}").beta()
}

/**
 * Groups of metrics: metrics that are measured together, or the steps of a funnel. They are a beta of LaunchDarkly's, and every call says
 * so: `LD-API-Version: beta`.
 *
 * @see <a href="https://launchdarkly.com/docs/api/metrics-beta">Metric groups</a>
 */
public class MetricGroupsApi internal constructor(private val call: Executor) {
    /**
     * Lists the groups of metrics of a project, in pages of at most 50.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectKey: String, query: Block<MetricGroupQuery> = Block {}): Page<MetricGroup> =
        call.itemsPage(MetricGroupEndpoints.list(projectKey), MetricGroupQuery().configuredBy(query))

    /** Lists all groups of metrics of a project, page after page. */
    public fun listAll(projectKey: String, query: Block<MetricGroupQuery> = Block {}): Flow<MetricGroup> =
        flowOfPages { list(projectKey, query) }

    /** Gets the group with this key; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String, metricGroupKey: String): MetricGroup? = orNull { get(projectKey, metricGroupKey) }

    /**
     * Gets a group of metrics; with what [query] asks for besides.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun get(projectKey: String, metricGroupKey: String, query: Block<MetricGroupFieldsQuery> = Block {}): MetricGroup =
        call(MetricGroupEndpoints.get(projectKey, metricGroupKey).query(MetricGroupFieldsQuery().configuredBy(query).parameters()))

    /**
     * Creates a group of metrics, which must exist: one at least. The order in which they are said is kept.
     *
     * @param name what people call it
     * @param kind whether its metrics are steps that follow each other, [MetricGroupKind.FUNNEL], or not, [MetricGroupKind.STANDARD]
     * @param maintainerId the id of the member who looks after it; LaunchDarkly insists on one
     * @throws dev.tricolor.ConflictException if there is one of that key (409, `key_exists`)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with it: an unknown metric, a numeric one in a
     * funnel (400)
     */
    public suspend fun create(
        projectKey: String,
        name: String,
        kind: MetricGroupKind,
        maintainerId: String,
        block: Block<MetricGroupBuilder>,
    ): MetricGroup = call(MetricGroupEndpoints.create(projectKey).body(MetricGroupBuilder(name, kind, maintainerId), block))

    /**
     * Changes what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     */
    public suspend fun update(projectKey: String, metricGroupKey: String, block: Block<MetricGroupPatchBuilder>): MetricGroup =
        call(MetricGroupEndpoints.update(projectKey, metricGroupKey).patch(MetricGroupPatchBuilder(), block))

    /**
     * Deletes a group of metrics; its metrics stay.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun delete(projectKey: String, metricGroupKey: String): Unit =
        call(MetricGroupEndpoints.delete(projectKey, metricGroupKey))
}

/** Says which groups of metrics to list. All filters must hold. */
public class MetricGroupQuery internal constructor() : ItemsQuery<MetricGroupQuery>(maxLimit = 50) {
    private val options = ListOptions(and = " and ")

    /** Only those whose key or name is like [text]. */
    public fun query(text: String): MetricGroupQuery = filter("query equals ${quotedValue("query", text)}")

    /** Only those of a kind. */
    public fun kind(kind: MetricGroupKind): MetricGroupQuery = filter("kind equals ${quotedValue("kind", kind.value)}")

    /** Only those with experiments in [status]: `not_started`, `running`, `stopped`, or `started` for either of the last two. */
    public fun experimentStatus(status: String): MetricGroupQuery =
        filter("experimentStatus equals ${quotedValue("experimentStatus", status)}")

    /** Only those that experiments or guarded rollouts measure, or none does. */
    public fun hasConnections(connected: Boolean): MetricGroupQuery = filter("hasConnections equals $connected")

    /** Only those that one of the members with the ids [memberIds] looks after. */
    public fun maintainerIds(vararg memberIds: String): MetricGroupQuery =
        filter("maintainerIds anyOf ${quotedValues("maintainerIds", memberIds.asList())}")

    /** Only those that the team with the key [teamKey] looks after. */
    public fun maintainerTeamKey(teamKey: String): MetricGroupQuery =
        filter("maintainerTeamKey equals ${quotedValue("maintainerTeamKey", teamKey)}")

    /** Only those for which [expression] holds, as LaunchDarkly writes it: `kind equals "funnel"`. */
    public fun filter(expression: String): MetricGroupQuery = apply {
        options.condition(expression)
    }

    /** Sorts by [field], upwards; behind what was said before. */
    public fun sort(field: MetricGroupSort): MetricGroupQuery = sort(field, descending = false)

    /** Sorts by [field]; behind what was said before. */
    public fun sort(field: MetricGroupSort, descending: Boolean): MetricGroupQuery = apply { options.sort(field, descending) }

    override fun parameters(): List<Pair<String, String>> = options.parameters()
}

/** Says what of a group of metrics to show. */
@TricolorDsl
public class MetricGroupFieldsQuery internal constructor() {
    private val options = ListOptions()

    /** Shows [fields] too. */
    public fun expand(vararg fields: MetricGroupField): MetricGroupFieldsQuery = apply { fields.forEach { options.expand(it.value) } }

    internal fun parameters() = options.parameters()
}
