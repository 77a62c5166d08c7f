package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object TrafficTypeEndpoints : SplitEndpoints() {
    val list = get("trafficTypes/ws/{workspaceId}", arrayReply(TrafficType))
    val create = post("trafficTypes/ws/{workspaceId}", TrafficType)
    val delete = delete("trafficTypes/{trafficTypeId}")
}

/**
 * Traffic types of a workspace. Where a traffic type is asked for together with its workspace, its name does as well as its id.
 *
 * @see <a href="https://docs.split.io/reference/traffic-types-overview">Traffic types</a>
 */
public class TrafficTypesApi internal constructor(private val call: Executor) {
    /** Lists the traffic types. Split gives them in one piece. */
    public suspend fun list(workspaceId: String): Page<TrafficType> = call.onePage(TrafficTypeEndpoints.list(workspaceId))

    /** Lists all traffic types. */
    public fun listAll(workspaceId: String): Flow<TrafficType> = flowOfPages { list(workspaceId) }

    /** Finds the traffic type named [name]; null when there is none. Split has no way to read a single one, so this reads the list. */
    public suspend fun find(workspaceId: String, name: String): TrafficType? = listAll(workspaceId).named(name) { it.name }

    /**
     * Creates a traffic type.
     *
     * @param name a letter, then letters, digits, `-` and `_`
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     */
    public suspend fun create(workspaceId: String, name: String, block: Block<CreateTrafficTypeBuilder> = Block {}): TrafficType =
        call(TrafficTypeEndpoints.create(workspaceId).body(CreateTrafficTypeBuilder(name), block))

    /**
     * Deletes a traffic type, by its id alone.
     *
     * @throws dev.tricolor.NotFoundException if there is no such traffic type (404)
     */
    public suspend fun delete(trafficTypeId: String): Unit = call(TrafficTypeEndpoints.delete(trafficTypeId))
}
