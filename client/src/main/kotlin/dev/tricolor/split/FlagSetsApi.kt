package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Endpoints
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object FlagSetEndpoints : Endpoints(SplitProtocol.V3) {
    // Split has been seen to call the list by each of these names.
    val list = get("flag-sets", markerReply(FlagSet, "data", "items", "objects"))
    val get = get("flag-sets/{flagSetId}", FlagSet)
    val create = post("flag-sets", FlagSet)
    val delete = delete("flag-sets/{flagSetId}")
}

/**
 * Flag sets of a workspace: an SDK that is told flag sets loads no other flags. They cannot be changed, only created and deleted.
 *
 * They are the one resource of version 3 of Split's API, which answers under `/internal/api/v3` and under `/api/v3`:
 * [SplitClientBuilder.v3Url] chooses.
 */
public class FlagSetsApi internal constructor(private val call: Executor) {
    /**
     * Lists the flag sets of a workspace, in pages of at most 200. A new one may be missing for a moment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such workspace (404)
     */
    public suspend fun list(workspaceId: String, query: Block<FlagSetQuery> = Block {}): Page<FlagSet> = call.markerPage(
        FlagSetEndpoints.list().identifiedBy("workspace_id", workspaceId, called = "workspaceId"),
        FlagSetQuery().configuredBy(query),
    )

    /** Lists all flag sets of a workspace, page after page. */
    public fun listAll(workspaceId: String, query: Block<FlagSetQuery> = Block {}): Flow<FlagSet> = flowOfPages { list(workspaceId, query) }

    /** Finds the flag set named [name]; null when there is none. Split has no filter for it: this reads the list until it comes to it. */
    public suspend fun find(workspaceId: String, name: String): FlagSet? = listAll(workspaceId).named(name) { it.name }

    /**
     * Gets a flag set.
     *
     * @throws dev.tricolor.NotFoundException if there is no such flag set (404)
     */
    public suspend fun get(flagSetId: String): FlagSet = call(FlagSetEndpoints.get(flagSetId))

    /**
     * Creates a flag set, without flags. A flag joins it in its definition, with [SplitDefinitionBuilder.flagSet].
     *
     * @param name `a` to `z`, digits and `_`, with no `_` in front; at most 50 characters, and unique in the workspace
     * @throws dev.tricolor.InvalidPayloadException if [name] cannot be one
     * @throws dev.tricolor.NotFoundException if there is no such workspace (404)
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     */
    public suspend fun create(workspaceId: String, name: String, block: Block<CreateFlagSetBuilder> = Block {}): FlagSet =
        call(FlagSetEndpoints.create().body(CreateFlagSetBuilder(workspaceId, name), block))

    /**
     * Deletes a flag set. Its flags stay.
     *
     * @throws dev.tricolor.NotFoundException if there is no such flag set (404)
     */
    public suspend fun delete(flagSetId: String): Unit = call(FlagSetEndpoints.delete(flagSetId))
}

/** Says which flag sets to list. */
public class FlagSetQuery internal constructor() : MarkerQuery<FlagSetQuery>(maxLimit = 200)
