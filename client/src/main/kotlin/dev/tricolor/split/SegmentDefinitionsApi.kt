package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object SegmentDefinitionEndpoints : SplitEndpoints() {
    val list = get("segments/ws/{workspaceId}/environments/{environmentId}", offsetReply(SegmentDefinition))
    val create = post("segments/{environmentId}/{segmentName}", SegmentDefinition)
    val delete = delete("segments/{environmentId}/{segmentName}")
}

/**
 * Segments as they are enabled in an environment. Their keys are at [SegmentKeysApi].
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Segments</a>
 */
public class SegmentDefinitionsApi internal constructor(private val call: Executor) {
    /** Lists the segments that are enabled in an environment, in pages of at most 50. */
    public suspend fun list(
        workspaceId: String,
        environmentId: String,
        query: Block<SegmentDefinitionQuery> = Block {},
    ): Page<SegmentDefinition> =
        call.offsetPage(SegmentDefinitionEndpoints.list(workspaceId, environmentId), SegmentDefinitionQuery().configuredBy(query))

    /** Lists all segments that are enabled in an environment, page after page. */
    public fun listAll(
        workspaceId: String,
        environmentId: String,
        query: Block<SegmentDefinitionQuery> = Block {},
    ): Flow<SegmentDefinition> = flowOfPages { list(workspaceId, environmentId, query) }

    /**
     * Finds a segment in an environment; null when it is not enabled there. Split has no way to read a single one, so this reads the list
     * until it comes to it.
     */
    public suspend fun find(workspaceId: String, environmentId: String, segmentName: String): SegmentDefinition? =
        listAll(workspaceId, environmentId).named(segmentName) { it.name }

    /**
     * Enables a segment in an environment, without keys.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     * @throws dev.tricolor.ConflictException if it is enabled there already (409)
     * @see <a href="https://docs.split.io/reference/enable-segment-in-environment">Enable segment</a>
     */
    public suspend fun create(environmentId: String, segmentName: String): SegmentDefinition =
        call(SegmentDefinitionEndpoints.create(environmentId, segmentName))

    /**
     * Disables a segment in an environment. Its keys must be removed before.
     *
     * @throws dev.tricolor.BadRequestException if it still has keys (400)
     * @throws dev.tricolor.NotFoundException if it is not enabled there (404)
     */
    public suspend fun delete(environmentId: String, segmentName: String): Unit =
        call(SegmentDefinitionEndpoints.delete(environmentId, segmentName))
}

/** Says which enabled segments to list. */
public class SegmentDefinitionQuery internal constructor() : OffsetQuery<SegmentDefinitionQuery>(maxLimit = 50)
