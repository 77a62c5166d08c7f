package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

internal object ProjectEndpoints : HarnessEndpoints() {
    val list = get("ng/api/projects", pageReply(ProjectResponse))
    val get = get("ng/api/projects/{identifier}", dataReply(ProjectResponse))
    val create = post("ng/api/projects", dataReply(ProjectResponse))
    val replace = put("ng/api/projects/{identifier}", dataReply(ProjectResponse))
    val delete = delete("ng/api/projects/{identifier}", doneReply)
}

/**
 * Projects of the organization that calls go to; the project that they go to makes no difference here. Where no organization is set,
 * Harness takes the one called `default`.
 *
 * To feature flags a project is a workspace: `SplitClient.workspaces.list` finds it by `organizationIdentifier` and `projectIdentifier`.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class ProjectsApi internal constructor(scoped: ScopedExecutor) {
    private val call = scoped.aboveProjects()

    /** Lists the projects of the organization, or of all of the account where none is set, in pages of at most 100. */
    public suspend fun list(query: Block<ProjectQuery> = Block {}): Page<ProjectResponse> =
        call.page(ProjectEndpoints.list(), ProjectQuery().configuredBy(query))

    /** Lists all projects of the organization, or of all of the account where none is set, page after page. */
    public fun listAll(query: Block<ProjectQuery> = Block {}): Flow<ProjectResponse> = flowOfPages { list(query) }

    /** Finds a project; null when there is no such project. */
    public suspend fun find(identifier: String): ProjectResponse? = orNull { get(identifier) }

    /**
     * Gets a project.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun get(identifier: String): ProjectResponse = call(ProjectEndpoints.get(identifier))

    /**
     * Creates a project, and with it a workspace where the account has feature flags.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @throws dev.tricolor.ConflictException if there is a project of that identifier (409)
     */
    public suspend fun create(identifier: String, name: String, block: Block<ProjectBuilder> = Block {}): ProjectResponse =
        call(ProjectEndpoints.create().body(identifier, name, block))

    /**
     * Replaces a project; what is not said is removed, modules and all. To change only a part of it there is [edit].
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun replace(identifier: String, name: String, block: Block<ProjectBuilder> = Block {}): ProjectResponse =
        call(ProjectEndpoints.replace(identifier).body(identifier, name, block))

    /**
     * Reads the project, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. The last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun edit(identifier: String, block: Block<ProjectBuilder>): ProjectResponse {
        val before = get(identifier)
        val after = before.project.edit(block)
        return if (after == before.project) before else call(ProjectEndpoints.replace(identifier).body(after.json.inProject()))
    }

    /**
     * Deletes a project, and with it everything that lives in it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun delete(identifier: String): Unit = call(ProjectEndpoints.delete(identifier))

    private fun <R> Call<R>.body(identifier: String, name: String, block: Block<ProjectBuilder>) =
        body(ProjectBuilder(call.scope.orgIdentifier, identifier, name).configuredBy(block).build().inProject())

    private fun JsonObject.inProject() = JsonObject(mapOf("project" to this))
}

/** Says which projects to list. */
public class ProjectQuery internal constructor() : HarnessSearchQuery<ProjectQuery>()
