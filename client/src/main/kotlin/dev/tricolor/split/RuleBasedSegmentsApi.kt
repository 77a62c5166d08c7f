package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object RuleBasedSegmentEndpoints : SplitEndpoints() {
    val list = get("rule-based-segments/ws/{workspaceId}", arrayReply(RuleBasedSegment))
    val get = get("rule-based-segments/ws/{workspaceId}/{segmentName}", RuleBasedSegment)
    val create = post("rule-based-segments/ws/{workspaceId}/trafficTypes/{trafficType}", RuleBasedSegment)
    val delete = delete("rule-based-segments/ws/{workspaceId}/{segmentName}")
}

/**
 * Rule-based segments of a workspace. A segment has rules only where it is enabled: [RuleBasedSegmentDefinitionsApi].
 *
 * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
 */
public class RuleBasedSegmentsApi internal constructor(private val call: Executor) {
    /** Lists the rule-based segments of a workspace. Split gives them in one piece. */
    public suspend fun list(workspaceId: String): Page<RuleBasedSegment> = call.onePage(RuleBasedSegmentEndpoints.list(workspaceId))

    /** Lists all rule-based segments of a workspace. */
    public fun listAll(workspaceId: String): Flow<RuleBasedSegment> = flowOfPages { list(workspaceId) }

    /**
     * Gets a rule-based segment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     */
    public suspend fun get(workspaceId: String, segmentName: String): RuleBasedSegment =
        call(RuleBasedSegmentEndpoints.get(workspaceId, segmentName))

    /** Finds a rule-based segment; null when there is none of that name in the workspace, or no such workspace. */
    public suspend fun find(workspaceId: String, segmentName: String): RuleBasedSegment? = orNull { get(workspaceId, segmentName) }

    /**
     * Creates a rule-based segment. It holds nothing until it is enabled in an environment and has rules there.
     *
     * @param trafficType name or id of the kind of traffic that it chooses from
     * @param name unique in the workspace
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
     */
    public suspend fun create(
        workspaceId: String,
        trafficType: String,
        name: String,
        block: Block<CreateRuleBasedSegmentBuilder> = Block {},
    ): RuleBasedSegment =
        call(RuleBasedSegmentEndpoints.create(workspaceId, trafficType).body(CreateRuleBasedSegmentBuilder(name), block))

    /**
     * Deletes a rule-based segment, from all environments too.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     */
    public suspend fun delete(workspaceId: String, segmentName: String): Unit =
        call(RuleBasedSegmentEndpoints.delete(workspaceId, segmentName))
}
