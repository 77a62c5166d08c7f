package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

internal object ResourceGroupEndpoints : HarnessEndpoints() {
    val list = get("resourcegroup/api/v2/resourcegroup", pageReply(ResourceGroupResponse))
    val get = get("resourcegroup/api/v2/resourcegroup/{identifier}", dataReply(ResourceGroupResponse))
    val create = post("resourcegroup/api/v2/resourcegroup", dataReply(ResourceGroupResponse))
    val replace = put("resourcegroup/api/v2/resourcegroup/{identifier}", dataReply(ResourceGroupResponse))
    val delete = delete("resourcegroup/api/v2/resourcegroup/{identifier}", doneReply)
}

/**
 * Resource groups: what roles are assigned on. Harness's own, and those of the account, organization or project that calls go to.
 *
 * Harness's own, such as `_all_project_level_resources`, cannot be changed or deleted: that is refused with a
 * [dev.tricolor.BadRequestException] (400) or a [dev.tricolor.ForbiddenException] (403).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class ResourceGroupsApi internal constructor(private val call: ScopedExecutor) {
    /** Lists the resource groups that can be used here, in pages of at most 100. */
    public suspend fun list(query: Block<ResourceGroupQuery> = Block {}): Page<ResourceGroupResponse> =
        call.page(ResourceGroupEndpoints.list(), ResourceGroupQuery().configuredBy(query))

    /** Lists all resource groups that can be used here, page after page. */
    public fun listAll(query: Block<ResourceGroupQuery> = Block {}): Flow<ResourceGroupResponse> = flowOfPages { list(query) }

    /** Finds a resource group; null when there is no such group. */
    public suspend fun find(identifier: String): ResourceGroupResponse? = orNull { get(identifier) }

    /**
     * Gets a resource group.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun get(identifier: String): ResourceGroupResponse = call(ResourceGroupEndpoints.get(identifier))

    /**
     * Creates a resource group. Unless [block] names places, it takes in what is where it is created, and nothing below that.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if it cannot take in what [block] says, such as a place outside of where it is (400)
     * @throws dev.tricolor.ConflictException if there is a group of that identifier (409)
     */
    public suspend fun create(
        identifier: String,
        name: String,
        block: Block<ResourceGroupBuilder> = Block {},
    ): ResourceGroupResponse = call(ResourceGroupEndpoints.create().body(wrapped(payload(identifier, name, block))))

    /**
     * Replaces a resource group; what is not said is removed, resources and all. To change only a part of it there is [edit].
     *
     * @throws dev.tricolor.BadRequestException if it cannot take in what [block] says, such as a place outside of where it is (400)
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun replace(
        identifier: String,
        name: String,
        block: Block<ResourceGroupBuilder> = Block {},
    ): ResourceGroupResponse = call(ResourceGroupEndpoints.replace(identifier).body(wrapped(payload(identifier, name, block))))

    /**
     * Reads the resource group, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone else has
     * written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun edit(identifier: String, block: Block<ResourceGroupBuilder>): ResourceGroupResponse {
        val before = get(identifier)
        val after = before.resourceGroup.edit(block)
        if (after == before.resourceGroup) return before
        return call(ResourceGroupEndpoints.replace(identifier).body(wrapped(after.json)))
    }

    /**
     * Deletes a resource group; roles that were assigned on it no longer are.
     *
     * @throws dev.tricolor.NotFoundException if there is no such group (404)
     */
    public suspend fun delete(identifier: String): Unit = call(ResourceGroupEndpoints.delete(identifier))

    private fun payload(identifier: String, name: String, block: Block<ResourceGroupBuilder>) =
        ResourceGroupBuilder(call.scope, identifier, name).configuredBy(block).build()

    private fun wrapped(group: JsonObject) = JsonObject(mapOf("resourceGroup" to group))
}

/** Says which resource groups to list. */
public class ResourceGroupQuery internal constructor() : HarnessSearchQuery<ResourceGroupQuery>()
