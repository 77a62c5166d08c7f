package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object RoleEndpoints : HarnessEndpoints() {
    val list = get("authz/api/roles", pageReply(RoleResponse))
    val get = get("authz/api/roles/{identifier}", dataReply(RoleResponse))
    val create = post("authz/api/roles", dataReply(RoleResponse))
    val replace = put("authz/api/roles/{identifier}", dataReply(RoleResponse))
    val delete = delete("authz/api/roles/{identifier}", doneReply)
}

/**
 * Roles: sets of permissions that can be assigned, Harness's own and those of the account, organization or project that calls go to.
 *
 * Harness's own, such as `_fme_manager`, cannot be changed or deleted: that is refused with a [dev.tricolor.BadRequestException] (400) or
 * a [dev.tricolor.ForbiddenException] (403).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class RolesApi internal constructor(private val call: ScopedExecutor) {
    /** Lists the roles that can be assigned here, in pages of at most 100. */
    public suspend fun list(query: Block<RoleQuery> = Block {}): Page<RoleResponse> =
        call.page(RoleEndpoints.list(), RoleQuery().configuredBy(query))

    /** Lists all roles that can be assigned here, page after page. */
    public fun listAll(query: Block<RoleQuery> = Block {}): Flow<RoleResponse> = flowOfPages { list(query) }

    /** Finds a role; null when there is no such role. */
    public suspend fun find(identifier: String): RoleResponse? = orNull { get(identifier) }

    /**
     * Gets a role.
     *
     * @throws dev.tricolor.NotFoundException if there is no such role (404)
     */
    public suspend fun get(identifier: String): RoleResponse = call(RoleEndpoints.get(identifier))

    /**
     * Creates a role.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if there is no such permission (400)
     * @throws dev.tricolor.ConflictException if there is a role of that identifier (409)
     */
    public suspend fun create(identifier: String, name: String, block: Block<RoleBuilder> = Block {}): RoleResponse =
        call(RoleEndpoints.create().body(RoleBuilder(identifier, name), block))

    /**
     * Replaces a role; what is not said is removed, permissions and all. To change only a part of it there is [edit].
     *
     * @throws dev.tricolor.BadRequestException if there is no such permission (400)
     * @throws dev.tricolor.NotFoundException if there is no such role (404)
     */
    public suspend fun replace(identifier: String, name: String, block: Block<RoleBuilder> = Block {}): RoleResponse =
        call(RoleEndpoints.replace(identifier).body(RoleBuilder(identifier, name), block))

    /**
     * Reads the role, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone else has
     * written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such role (404)
     */
    public suspend fun edit(identifier: String, block: Block<RoleBuilder>): RoleResponse {
        val before = get(identifier)
        val after = before.role.edit(block)
        return if (after == before.role) before else call(RoleEndpoints.replace(identifier).body(after.json))
    }

    /**
     * Deletes a role; who had it no longer has it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such role (404)
     */
    public suspend fun delete(identifier: String): Unit = call(RoleEndpoints.delete(identifier))
}

/** Says which roles to list. */
public class RoleQuery internal constructor() : HarnessSearchQuery<RoleQuery>()
