package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.ErrorReply
import dev.tricolor.NotFoundException
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull

internal object UserGroupEndpoints : HarnessEndpoints() {
    val list = get("ng/api/user-groups", pageReply(UserGroup))

    // A group that is not there has been seen both as 404 and as a success without data.
    val find = get("ng/api/user-groups/{identifier}", dataReply { if (it is JsonNull) null else Json.decodeFromJsonElement(UserGroup, it) })
    val create = post("ng/api/user-groups", dataReply(UserGroup))
    val replace = put("ng/api/user-groups", dataReply(UserGroup))
    val delete = delete("ng/api/user-groups/{identifier}", doneReply)
}

/**
 * Groups of users, of the account, organization or project that calls go to.
 *
 * Harness's own, such as `_all_account_fme_editors_`, and those of an identity provider cannot be changed or deleted: that is refused with
 * a [dev.tricolor.BadRequestException] (400) or a [dev.tricolor.ForbiddenException] (403).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class UserGroupsApi internal constructor(private val call: ScopedExecutor) {
    /** Lists the user groups, in pages of at most 100. */
    public suspend fun list(query: Block<UserGroupQuery> = Block {}): Page<UserGroup> =
        call.page(UserGroupEndpoints.list(), UserGroupQuery().configuredBy(query))

    /** Lists all user groups, page after page. */
    public fun listAll(query: Block<UserGroupQuery> = Block {}): Flow<UserGroup> = flowOfPages { list(query) }

    /** Finds a user group; null when there is no such group. */
    public suspend fun find(identifier: String): UserGroup? = orNull { call(UserGroupEndpoints.find(identifier)) }

    /**
     * Gets a user group.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404, also where Harness answers 200 without one)
     */
    public suspend fun get(identifier: String): UserGroup = call(UserGroupEndpoints.find(identifier))
        ?: throw NotFoundException(ErrorReply(UserGroupEndpoints.find.label, 404, "", message = "there is no user group $identifier"))

    /**
     * Creates a user group.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if there is no such user (400)
     * @throws dev.tricolor.ConflictException if there is a group of that identifier (409)
     */
    public suspend fun create(identifier: String, name: String, block: Block<UserGroupBuilder> = Block {}): UserGroup =
        call(UserGroupEndpoints.create().body(UserGroupBuilder(call.scope, identifier, name), block))

    /**
     * Replaces a user group; what is not said is removed, users and all. To change only a part of it there is [edit].
     *
     * @throws dev.tricolor.BadRequestException if there is no such user (400)
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun replace(identifier: String, name: String, block: Block<UserGroupBuilder> = Block {}): UserGroup =
        call(UserGroupEndpoints.replace().body(UserGroupBuilder(call.scope, identifier, name), block))

    /**
     * Reads the user group, changes it, and writes the whole back, with all that the service sent and this version does not know:
     * `edit("devs") { user(uuid) }`.
     *
     * When [block] changes nothing, nothing is written and the group that was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun edit(identifier: String, block: Block<UserGroupBuilder>): UserGroup {
        val before = get(identifier)
        val after = before.edit(block)
        return if (after == before) before else call(UserGroupEndpoints.replace().body(after.json))
    }

    /**
     * Deletes a user group; its users stay, without the roles that it had.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun delete(identifier: String): Unit = call(UserGroupEndpoints.delete(identifier))
}

/** Says which user groups to list. */
public class UserGroupQuery internal constructor() : HarnessSearchQuery<UserGroupQuery>() {
    /** Whether groups of the places above or below are listed, too; null for Harness's own choice, which is neither. */
    public var filterType: UserGroupFilterType? = null

    /** Sets [UserGroupQuery.filterType]. */
    public fun filterType(type: UserGroupFilterType?): UserGroupQuery = apply { filterType = type }

    override fun parameters(): List<Pair<String, String>> = super.parameters() + listOfNotNull(filterType?.let { "filterType" to it.value })
}
