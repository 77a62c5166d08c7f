package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object SegmentEndpoints : SplitEndpoints() {
    val list = get("segments/ws/{workspaceId}", offsetReply(Segment))
    val get = get("segments/ws/{workspaceId}/{segmentName}", Segment)
    val create = post("segments/ws/{workspaceId}/trafficTypes/{trafficType}", Segment)
    val delete = delete("segments/ws/{workspaceId}/{segmentName}")
}

/**
 * Standard segments of a workspace. A segment holds keys only where it is enabled: [SegmentDefinitionsApi], [SegmentKeysApi].
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Segments</a>
 */
public class SegmentsApi internal constructor(private val call: Executor) {
    /** Lists the segments of a workspace, in pages of at most 50. */
    public suspend fun list(workspaceId: String, query: Block<SegmentQuery> = Block {}): Page<Segment> =
        call.offsetPage(SegmentEndpoints.list(workspaceId), SegmentQuery().configuredBy(query))

    /** Lists all segments of a workspace, page after page. */
    public fun listAll(workspaceId: String, query: Block<SegmentQuery> = Block {}): Flow<Segment> = flowOfPages { list(workspaceId, query) }

    /**
     * Gets a segment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     */
    public suspend fun get(workspaceId: String, segmentName: String): Segment = call(SegmentEndpoints.get(workspaceId, segmentName))

    /** Finds a segment; null when there is none of that name in the workspace, or no such workspace. */
    public suspend fun find(workspaceId: String, segmentName: String): Segment? = orNull { get(workspaceId, segmentName) }

    /**
     * Creates a segment. It holds no keys until it is enabled in an environment.
     *
     * @param trafficType name or id of the kind of traffic that its keys are of
     * @param name unique in the workspace
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-segment">Create segment</a>
     */
    public suspend fun create(
        workspaceId: String,
        trafficType: String,
        name: String,
        block: Block<CreateSegmentBuilder> = Block {},
    ): Segment = call(SegmentEndpoints.create(workspaceId, trafficType).body(CreateSegmentBuilder(name), block))

    /**
     * Deletes a segment, from all environments too.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     */
    public suspend fun delete(workspaceId: String, segmentName: String): Unit = call(SegmentEndpoints.delete(workspaceId, segmentName))
}

/** Says which segments to list. */
public class SegmentQuery internal constructor() : OffsetQuery<SegmentQuery>(maxLimit = 50) {
    private val filters = mutableListOf<Pair<String, String>>()

    /** Only segments with this tag. */
    public fun tag(name: String): SegmentQuery = apply { filters += "tag" to name }

    override fun parameters(): List<Pair<String, String>> = filters
}
