package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object LargeSegmentEndpoints : SplitEndpoints() {
    val list = get("large-segments/ws/{workspaceId}", arrayReply(LargeSegment))
    val get = get("large-segments/ws/{workspaceId}/{segmentName}", LargeSegment)
    val create = post("large-segments/ws/{workspaceId}/trafficTypes/{trafficType}", LargeSegment)
    val delete = delete("large-segments/ws/{workspaceId}/{segmentName}")
}

/**
 * Large segments of a workspace, for more than 100,000 keys. A segment holds keys only where it is enabled: [LargeSegmentDefinitionsApi].
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Large segments</a>
 */
public class LargeSegmentsApi internal constructor(private val call: Executor) {
    /** Lists the large segments of a workspace. Split gives them in one piece. */
    public suspend fun list(workspaceId: String): Page<LargeSegment> = call.onePage(LargeSegmentEndpoints.list(workspaceId))

    /** Lists all large segments of a workspace. */
    public fun listAll(workspaceId: String): Flow<LargeSegment> = flowOfPages { list(workspaceId) }

    /**
     * Gets a large segment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404); Split also answers so for a moment after it was created
     */
    public suspend fun get(workspaceId: String, segmentName: String): LargeSegment =
        call(LargeSegmentEndpoints.get(workspaceId, segmentName))

    /** Finds a large segment; null when there is none of that name in the workspace, or no such workspace. */
    public suspend fun find(workspaceId: String, segmentName: String): LargeSegment? = orNull { get(workspaceId, segmentName) }

    /**
     * Creates a large segment. It holds no keys until it is enabled in an environment.
     *
     * @param trafficType name or id of the kind of traffic that its keys are of
     * @param name unique in the workspace
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/createlargesegment">Create large segment</a>
     */
    public suspend fun create(
        workspaceId: String,
        trafficType: String,
        name: String,
        block: Block<CreateLargeSegmentBuilder> = Block {},
    ): LargeSegment = call(LargeSegmentEndpoints.create(workspaceId, trafficType).body(CreateLargeSegmentBuilder(name), block))

    /**
     * Deletes a large segment, from all environments too.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     */
    public suspend fun delete(workspaceId: String, segmentName: String): Unit = call(LargeSegmentEndpoints.delete(workspaceId, segmentName))
}
