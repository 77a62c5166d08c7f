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
 * Groups of the account's users. An account that was migrated to Harness has its groups there. In Harness
 * mode every call here is refused with an [dev.tricolor.OperationReplacedException], and nothing is sent.
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
     * Replaces name and description of a group; a description that is not said is removed. To change only a part of it there is [edit].
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     * @throws dev.tricolor.ConflictException if another one has the name (409)
     */
    public suspend fun replace(groupId: String, name: String, block: Block<GroupBuilder> = Block {}): Group =
        call(GroupEndpoints.replace(groupId).body(GroupBuilder(name), block))

    /**
     * Reads the group, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and the group that was read is returned. Split has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot be; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     * @throws dev.tricolor.ConflictException if another one has the new name (409)
     */
    public suspend fun edit(groupId: String, block: Block<GroupBuilder>): Group {
        val before = get(groupId)
        val after = before.edit(block)
        return if (after == before) before else call(GroupEndpoints.replace(groupId).body(after.json))
    }

    /**
     * Deletes a group.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun delete(groupId: String): Unit = call(GroupEndpoints.delete(groupId))
}

/** Says which groups to list. */
public class GroupQuery internal constructor() : OffsetQuery<GroupQuery>(maxLimit = 200)
