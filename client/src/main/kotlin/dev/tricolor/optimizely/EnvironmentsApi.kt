package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object EnvironmentEndpoints : OptimizelyEndpoints() {
    val list = get("environments", linkedReply(Environment))
    val get = get("environments/{environment_id}", Environment)
    val create = post("environments", Environment)
    val update = patch("environments/{environment_id}", Environment)
    val archive = delete("environments/{environment_id}")
    val datafile = get("environments/{environment_id}/datafile", DATAFILE)

    /** The text itself: who checks or caches a datafile wants what the SDKs get. */
    private val DATAFILE get() = Reply { body ->
        body.also { require(it.trimStart().startsWith('{')) { "it is no datafile" } }
    }
}

/**
 * Environments: where a project's features and experiments run, each with a status and rules of its own.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/environments">Environments</a>
 */
public class EnvironmentsApi internal constructor(private val call: Executor) {
    /**
     * Lists a project's environments, archived ones too, in pages of at most 100.
     *
     * @throws dev.tricolor.ForbiddenException if the token may not see the project, or it has none (403)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<PageQuery> = Block {}): Page<Environment> =
        call.linkedPage(EnvironmentEndpoints.list().ofProject(projectId), PageQuery().configuredBy(query))

    /** Lists all of a project's environments, archived ones too, page after page. */
    public fun listAll(projectId: Long, query: Block<PageQuery> = Block {}): Flow<Environment> = flowOfPages { list(projectId, query) }

    /**
     * Finds the environment of this key, archived or not; null when the project has none. Upper and lower case are the same:
     * old projects have `Production`, new ones `production`.
     */
    public suspend fun find(projectId: Long, key: String): Environment? =
        listAll(projectId).firstOrNull { it.key.equals(key, ignoreCase = true) }

    /**
     * Gets an environment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(environmentId: Long): Environment = call(EnvironmentEndpoints.get(environmentId))

    /**
     * Creates an environment.
     *
     * @param key what features and experiments name it by: at most 64 letters, digits, `_` and `-`
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if the project has the key already, or is none (400)
     * @throws dev.tricolor.ForbiddenException if the token may not create environments (403)
     */
    public suspend fun create(projectId: Long, key: String, name: String, block: Block<EnvironmentBuilder> = Block {}): Environment =
        call(EnvironmentEndpoints.create().body(EnvironmentBuilder(projectId, key, name), block))

    /**
     * Changes what [block] says; the rest stays as it is.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit, or the project has the new key already (400)
     */
    public suspend fun update(environmentId: Long, block: Block<EnvironmentUpdateBuilder>): Environment =
        call(EnvironmentEndpoints.update(environmentId).body(EnvironmentUpdateBuilder(), block))

    /**
     * Puts an environment away. Optimizely's `DELETE` does no more than that: `update(environmentId) { archived = false }` takes it back.
     * Harmless when repeated.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     */
    public suspend fun archive(environmentId: Long): Unit = call(EnvironmentEndpoints.archive(environmentId))

    /**
     * Gets the datafile of an environment: what SDKs are told of it, as the very text.
     *
     * This is what Optimizely holds; at the address in [Environment.datafile], where SDKs read it, a change may show up later.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun datafile(environmentId: Long): String = call(EnvironmentEndpoints.datafile(environmentId))
}
