package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

private const val PROJECTS = "HarnessClient.projects"

internal object WorkspaceEndpoints : SplitEndpoints() {
    val list = get("workspaces", offsetReply(Workspace))
    val create = post("workspaces", Workspace).replacedBy(PROJECTS)
    val update = patch("workspaces/{workspaceId}", Workspace).replacedBy(PROJECTS)
    val delete = delete("workspaces/{workspaceId}").replacedBy(PROJECTS)
    val listRolloutStatuses = get("rolloutStatuses", arrayReply(RolloutStatus))
}

/**
 * Workspaces, which Split's user interface calls projects.
 *
 * In Harness mode they are read as ever, but [create], [update] and [delete] are refused with an
 * [dev.tricolor.OperationReplacedException], and nothing is sent: there a workspace is a project of Harness.
 *
 * @see <a href="https://docs.split.io/reference/workspaces-overview">Workspaces</a>
 */
public class WorkspacesApi internal constructor(private val call: Executor) {
    /** Lists the workspaces that the key may see, in pages of at most 200. */
    public suspend fun list(query: Block<WorkspaceQuery> = Block {}): Page<Workspace> =
        call.offsetPage(WorkspaceEndpoints.list(), WorkspaceQuery().configuredBy(query))

    /** Lists all workspaces, page after page. */
    public fun listAll(query: Block<WorkspaceQuery> = Block {}): Flow<Workspace> = flowOfPages { list(query) }

    /** Finds the workspace named [name] by the server's own filter; null when there is none. */
    public suspend fun find(name: String): Workspace? = listAll { this.name(NameOperator.IS, name) }.named(name) { it.name }

    /**
     * Creates a workspace, with a traffic type named `user` and no environment.
     *
     * @param name unique in the account
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-workspace">Create workspace</a>
     */
    public suspend fun create(name: String, block: Block<CreateWorkspaceBuilder> = Block {}): Workspace =
        call(WorkspaceEndpoints.create().body(CreateWorkspaceBuilder(name), block))

    /**
     * Changes what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such workspace (404)
     * @see <a href="https://docs.split.io/reference/update-workspace">Update workspace</a>
     */
    public suspend fun update(workspaceId: String, block: Block<UpdateWorkspaceBuilder>): Workspace =
        call(WorkspaceEndpoints.update(workspaceId).patch(UpdateWorkspaceBuilder(), block))

    /**
     * Deletes an empty workspace. Its environments and traffic types, the one named `user` too, must be deleted before.
     *
     * @throws dev.tricolor.NotFoundException if there is no such workspace (404)
     * @see <a href="https://docs.split.io/reference/delete-workspace">Delete workspace</a>
     */
    public suspend fun delete(workspaceId: String): Unit = call(WorkspaceEndpoints.delete(workspaceId))

    /** Lists the rollout statuses that flags of the workspace can have. Split gives them in one piece. */
    public suspend fun listRolloutStatuses(workspaceId: String): Page<RolloutStatus> =
        call.onePage(WorkspaceEndpoints.listRolloutStatuses().identifiedBy("wsId", workspaceId, called = "workspaceId"))
}

/** Says which workspaces to list. */
public class WorkspaceQuery internal constructor() : OffsetQuery<WorkspaceQuery>(maxLimit = 200) {
    private val filters = mutableListOf<Pair<String, String>>()

    /** Only those whose name compares so with [name]. */
    public fun name(operator: NameOperator, name: String): WorkspaceQuery = apply {
        filters += "name" to name
        filters += "nameOp" to operator.value
    }

    /** Only those that belong to this Harness organization. */
    public fun organizationIdentifier(identifier: String): WorkspaceQuery = apply { filters += "organizationIdentifier" to identifier }

    /** Only those that belong to this Harness project. */
    public fun projectIdentifier(identifier: String): WorkspaceQuery = apply { filters += "projectIdentifier" to identifier }

    override fun parameters(): List<Pair<String, String>> = filters
}
