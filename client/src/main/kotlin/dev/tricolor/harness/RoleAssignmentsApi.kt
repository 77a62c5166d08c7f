package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object RoleAssignmentEndpoints : HarnessEndpoints() {
    val list = get("authz/api/roleassignments", pageReply(RoleAssignmentResponse))
    val get = get("authz/api/roleassignments/{identifier}", dataReply(RoleAssignmentResponse))
    val create = post("authz/api/roleassignments", dataReply(RoleAssignmentResponse))
    val createAll = post("authz/api/roleassignments/multi", dataListReply(RoleAssignmentResponse))
    val delete = delete("authz/api/roleassignments/{identifier}", doneReply)
}

/**
 * Role assignments: who has which role on which resource group, in the account, organization or project that calls go to.
 *
 * An assignment is never changed: to give somebody another role, delete the old one and create a new one.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class RoleAssignmentsApi internal constructor(private val call: ScopedExecutor) {
    /** Lists the role assignments, in pages of at most 100. */
    public suspend fun list(query: Block<RoleAssignmentQuery> = Block {}): Page<RoleAssignmentResponse> =
        call.page(RoleAssignmentEndpoints.list(), RoleAssignmentQuery().configuredBy(query))

    /** Lists all role assignments, page after page. */
    public fun listAll(query: Block<RoleAssignmentQuery> = Block {}): Flow<RoleAssignmentResponse> = flowOfPages { list(query) }

    /** Finds a role assignment; null when there is no such assignment. */
    public suspend fun find(identifier: String): RoleAssignmentResponse? = orNull { get(identifier) }

    /**
     * Gets a role assignment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such assignment (404)
     */
    public suspend fun get(identifier: String): RoleAssignmentResponse = call(RoleAssignmentEndpoints.get(identifier))

    /**
     * Gives somebody a role on a resource group.
     *
     * @throws dev.tricolor.BadRequestException if there is no such role, resource group or principal, or the role cannot be assigned at
     *   this level (400)
     * @throws dev.tricolor.ConflictException if [principal] has the role there already, or the identifier is taken (409)
     */
    public suspend fun create(
        roleIdentifier: String,
        resourceGroupIdentifier: String,
        principal: Principal,
        block: Block<RoleAssignmentBuilder> = Block {},
    ): RoleAssignmentResponse =
        call(RoleAssignmentEndpoints.create().body(RoleAssignmentBuilder(roleIdentifier, resourceGroupIdentifier, principal), block))

    /**
     * Gives many roles at once.
     *
     * Harness says nothing of those that it could not give, as when somebody has the role already: they are missing in the answer.
     *
     * @return the assignments that were created
     */
    public suspend fun createAll(block: Block<RoleAssignmentsBuilder>): List<RoleAssignmentResponse> =
        call(RoleAssignmentEndpoints.createAll().body(RoleAssignmentsBuilder(), block))

    /**
     * Takes a role away from whom it was given to.
     *
     * @throws dev.tricolor.BadRequestException if the assignment is Harness's own (400)
     * @throws dev.tricolor.NotFoundException if there is no such assignment (404)
     */
    public suspend fun delete(identifier: String): Unit = call(RoleAssignmentEndpoints.delete(identifier))
}

/** Says which role assignments to list. */
public class RoleAssignmentQuery internal constructor() : HarnessQuery<RoleAssignmentQuery>()
