package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object GroupEndpoints : SplitEndpoints(replacement = "HarnessClient.userGroups") {
    val list = get("groups", offsetReply(Group))
    val get = get("groups/{groupId}", Group)
    val create = post("groups", Group)
    val replace = put("groups/{groupId}", Group)
    val delete = delete("groups/{groupId}")
}

/**
 * Groups of the account's users. An account that was migrated to Harness has its groups there.
 *
 * @see <a href="https://docs.split.io/reference/groups-overview">Groups</a>
 */
public class GroupsApi internal constructor(private val call: Executor) {
    /** Lists the groups, in pages of at most 200. */
    public suspend fun list(query: Block<GroupQuery> = Block {}): Page<Group> =
        call.offsetPage(GroupEndpoints.list(), GroupQuery().configuredBy(query))

    /** Lists all groups, page after page. */
    public fun listAll(query: Block<GroupQuery> = Block {}): Flow<Group> = flowOfPages { list(query) }

    /** Finds the group named [name]; null when there is none. Split has no filter for it, so this reads the list until it comes to it. */
    public suspend fun find(name: String): Group? = listAll().named(name) { it.name }

    /**
     * Gets a group.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun get(groupId: String): Group = call(GroupEndpoints.get(groupId))

    /**
     * Creates a group.
     *
     * @param name unique in the account
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     */
    public suspend fun create(name: String, block: Block<GroupBuilder> = Block {}): Group =
        call(GroupEndpoints.create().body(GroupBuilder(name), block))

    /**
     * Replaces name and description of a group; a description that is not said is removed.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun replace(groupId: String, name: String, block: Block<GroupBuilder> = Block {}): Group =
        call(GroupEndpoints.replace(groupId).body(GroupBuilder(name), block))

    /**
     * Deletes a group.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun delete(groupId: String): Unit = call(GroupEndpoints.delete(groupId))
}

/** Says which groups to list. */
public class GroupQuery internal constructor() : OffsetQuery<GroupQuery>(maxLimit = 200)
