package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object GroupEndpoints : OptimizelyEndpoints() {
    val list = get("groups", linkedReply(Group))
    val get = get("groups/{group_id}", Group)
    val create = post("groups", Group)
    val update = patch("groups/{group_id}", Group)
    val archive = delete("groups/{group_id}")
}

/**
 * Exclusion groups: experiments or campaigns of which a visitor sees at most one.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/groups">Exclusion groups</a>
 */
public class GroupsApi internal constructor(private val call: Executor) {
    /**
     * Lists a project's exclusion groups, archived ones too, in pages of at most 100.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<PageQuery> = Block {}): Page<Group> =
        call.linkedPage(GroupEndpoints.list().ofProject(projectId), PageQuery().configuredBy(query))

    /** Lists all of a project's exclusion groups, archived ones too, page after page. */
    public fun listAll(projectId: Long, query: Block<PageQuery> = Block {}): Flow<Group> = flowOfPages { list(projectId, query) }

    /** Finds the first exclusion group of this name, archived or not; null when the project has none. Names need not be unique. */
    public suspend fun find(projectId: Long, name: String): Group? = listAll(projectId).firstOrNull { it.name == name }

    /**
     * Gets an exclusion group.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(groupId: Long): Group = call(GroupEndpoints.get(groupId))

    /**
     * Creates an exclusion group: `create(projectId, "Home page") { experiment(id, weight = 5_000) }`.
     *
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it, or there is no such project (400)
     * @throws dev.tricolor.ForbiddenException if the token may not create groups (403)
     */
    public suspend fun create(projectId: Long, name: String, block: Block<GroupBuilder> = Block {}): Group =
        call(GroupEndpoints.create().body(GroupBuilder(projectId, name), block))

    /**
     * Changes what [block] says; the rest stays as it is. What is said to be in the group replaces all that was in it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     */
    public suspend fun update(groupId: Long, block: Block<GroupUpdateBuilder>): Group =
        call(GroupEndpoints.update(groupId).body(GroupUpdateBuilder(), block))

    /**
     * Puts an exclusion group away: what is in it is no longer exclusive. Optimizely's `DELETE` does no more than that:
     * `update(groupId) { archived = false }` takes it back. Harmless when repeated.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun archive(groupId: Long): Unit = call(GroupEndpoints.archive(groupId))
}
