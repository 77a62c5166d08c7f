package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object EnvironmentEndpoints : SplitEndpoints() {
    val list = get("environments/ws/{workspaceId}", arrayReply(Environment))
    val create = post("environments/ws/{workspaceId}", Environment)
    val update = patch("environments/ws/{workspaceId}/{environmentId}", Environment)
    val delete = delete("environments/ws/{workspaceId}/{environmentId}")
}

/**
 * Environments of a workspace. Where an environment is asked for together with its workspace, its name does as well as its id.
 *
 * @see <a href="https://docs.split.io/reference/environments-overview">Environments</a>
 */
public class EnvironmentsApi internal constructor(private val call: Executor) {
    /** Lists the environments, with id, name and production only. Split gives them in one piece. */
    public suspend fun list(workspaceId: String): Page<Environment> = call.onePage(EnvironmentEndpoints.list(workspaceId))

    /** Lists all environments, with id, name and production only. */
    public fun listAll(workspaceId: String): Flow<Environment> = flowOfPages { list(workspaceId) }

    /** Finds the environment named [name]; null when there is none. Split has no way to read a single one, so this reads the list. */
    public suspend fun find(workspaceId: String, name: String): Environment? = listAll(workspaceId).named(name) { it.name }

    /**
     * Creates an environment, and with it two SDK keys, one for clients and one for servers.
     *
     * @param name at most 20 characters
     * @param production whether it is a production environment
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-environment">Create environment</a>
     */
    public suspend fun create(
        workspaceId: String,
        name: String,
        production: Boolean,
        block: Block<CreateEnvironmentBuilder> = Block {},
    ): Environment = call(EnvironmentEndpoints.create(workspaceId).body(CreateEnvironmentBuilder(name, production), block))

    /**
     * Changes what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @see <a href="https://docs.split.io/reference/update-environment">Update environment</a>
     */
    public suspend fun update(workspaceId: String, environmentId: String, block: Block<UpdateEnvironmentBuilder>): Environment =
        call(EnvironmentEndpoints.update(workspaceId, environmentId).patch(UpdateEnvironmentBuilder(), block))

    /**
     * Deletes an environment. What is defined in it, and its API keys, the two that were created with it too, must be deleted before.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @see <a href="https://docs.split.io/reference/delete-environment">Delete environment</a>
     */
    public suspend fun delete(workspaceId: String, environmentId: String): Unit =
        call(EnvironmentEndpoints.delete(workspaceId, environmentId))
}
