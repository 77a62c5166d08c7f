package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object RestrictionEndpoints : SplitEndpoints(replacement = "HarnessClient.roles, resourceGroups and roleAssignments") {
    val list = get("restrictions", offsetReply(Restriction))
    val replace = put("restrictions", Restriction)
}

/**
 * Who may see a workspace. One that was never restricted is seen by everyone. An account that was migrated to Harness has roles, resource
 * groups and role assignments for it: in Harness mode every call here is refused with an [dev.tricolor.OperationReplacedException], and
 * nothing is sent.
 *
 * ```kotlin
 * split.restrictions.replace(ResourceType.WORKSPACE, workspace.id) {
 *     view {
 *         group(administrators.id)
 *         apiKey(ownKeyId)
 *         user(ann.id)
 *     }
 * }
 * ```
 *
 * @see <a href="https://developer.harness.io/feature-management-experimentation/split-api-reference/restrictions">Restrictions</a>
 */
public class RestrictionsApi internal constructor(private val call: Executor) {
    /**
     * Lists the restrictions of a resource, in pages of at most 20; there is one at most, and none if it was never restricted.
     *
     * @param resourceType [ResourceType.WORKSPACE], the only one there is
     * @throws dev.tricolor.NotFoundException if there is no such resource, or the key may not see it (404)
     */
    public suspend fun list(
        resourceType: ResourceType,
        resourceId: String,
        query: Block<RestrictionQuery> = Block {},
    ): Page<Restriction> {
        val restrictions = RestrictionEndpoints.list().query("resource_type", resourceType)
            .identifiedBy("resource_id", resourceId, called = "resourceId")
        return call.offsetPage(restrictions, RestrictionQuery().configuredBy(query))
    }

    /** Lists all restrictions of a resource, page after page: [list]. */
    public fun listAll(
        resourceType: ResourceType,
        resourceId: String,
        query: Block<RestrictionQuery> = Block {},
    ): Flow<Restriction> = flowOfPages { list(resourceType, resourceId, query) }

    /**
     * Says anew who may see a resource, in the place of what was said before.
     *
     * The key that asks must name itself, by its id: else it locks itself out, of the resource and of lifting the restriction. Split names
     * no key by its secret, so this cannot be checked here.
     *
     * @param resourceType [ResourceType.WORKSPACE], the only one there is
     * @throws dev.tricolor.InvalidPayloadException if it cannot work, as when no group is named; nothing is sent
     * @throws dev.tricolor.BadRequestException if Administrators are not named, or there is no such user or group (400)
     * @throws dev.tricolor.NotFoundException if there is no such resource, or the key may not see it (404)
     */
    public suspend fun replace(resourceType: ResourceType, resourceId: String, block: Block<RestrictionBuilder>): Restriction =
        call(RestrictionEndpoints.replace().body(RestrictionBuilder(resourceType, resourceId), block))

    /**
     * Lets everyone see a resource again. Lifting what was never restricted is no error.
     *
     * @throws dev.tricolor.NotFoundException if there is no such resource, or the key may not see it (404)
     */
    public suspend fun lift(resourceType: ResourceType, resourceId: String): Restriction =
        replace(resourceType, resourceId) { everyoneMayView() }
}

/** Says which restrictions to list. */
public class RestrictionQuery internal constructor() : OffsetQuery<RestrictionQuery>(maxLimit = 20)
