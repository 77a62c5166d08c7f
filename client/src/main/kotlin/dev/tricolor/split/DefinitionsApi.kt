package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

internal object DefinitionEndpoints : SplitEndpoints() {
    val list = get("splits/ws/{workspaceId}/environments/{environmentId}", offsetReply(SplitDefinition))
    val get = get("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}", SplitDefinition)
    val create = post("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}", SplitDefinition)
    val replace = put("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}", SplitDefinition)
    val update = patch("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}", SplitDefinition)
    val delete = delete("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}")

    // Split does not document what these four answer; of kill and restore `true`, a definition and nothing have all been seen.
    val kill = put("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}/kill")
    val killByPost = post("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}/kill")
    val restore = put("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}/restore")
    val reallocate = post("splits/ws/{workspaceId}/{flagName}/environments/{environmentId}/reallocate")
}

/**
 * What flags do in an environment.
 *
 * In an environment that requires approvals, every change here is refused with an [dev.tricolor.ApprovalRequiredException] (403), but for
 * [propose], which submits it for approval.
 * In a workspace that requires titles and comments, a change without both is refused with a [dev.tricolor.BadRequestException] (400).
 * `environmentId` is an id or a name.
 *
 * @see <a href="https://docs.split.io/reference/feature-flag-definition">Feature flag definitions</a>
 */
public class DefinitionsApi internal constructor(private val call: Executor) {
    /** Lists the definitions of an environment, in pages of at most 50. */
    public suspend fun list(workspaceId: String, environmentId: String, query: Block<DefinitionQuery> = Block {}): Page<SplitDefinition> =
        call.offsetPage(DefinitionEndpoints.list(workspaceId, environmentId), DefinitionQuery().configuredBy(query))

    /** Lists all definitions of an environment, page after page. */
    public fun listAll(workspaceId: String, environmentId: String, query: Block<DefinitionQuery> = Block {}): Flow<SplitDefinition> =
        flowOfPages { list(workspaceId, environmentId, query) }

    /**
     * Gets what a flag does in an environment.
     *
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/get-feature-flag-definition-in-environment">Get feature flag definition</a>
     */
    public suspend fun get(workspaceId: String, environmentId: String, flagName: String): SplitDefinition =
        call(DefinitionEndpoints.get(workspaceId, flagName, environmentId))

    /** Finds what a flag does in an environment; null when it is not defined there, or there is no such flag, environment or workspace. */
    public suspend fun find(workspaceId: String, environmentId: String, flagName: String): SplitDefinition? =
        orNull { get(workspaceId, environmentId, flagName) }

    /**
     * Defines a flag in an environment where it was not defined before.
     *
     * @param definition built by [splitDefinition], or read from another environment
     * @throws dev.tricolor.ConflictException if it is defined there already (409)
     * @see <a href="https://docs.split.io/reference/create-feature-flag-definition-in-environment">Create feature flag definition</a>
     */
    public suspend fun create(workspaceId: String, environmentId: String, flagName: String, definition: SplitDefinition): SplitDefinition =
        call(DefinitionEndpoints.create(workspaceId, flagName, environmentId).body(definition.json))

    /**
     * Puts [definition] in the place of the one that is there. What it leaves out goes back to the vendor's default.
     *
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/full-update-feature-flag-definition-in-environment">Full update</a>
     */
    public suspend fun replace(workspaceId: String, environmentId: String, flagName: String, definition: SplitDefinition): SplitDefinition =
        call(DefinitionEndpoints.replace(workspaceId, flagName, environmentId).body(definition.json))

    /**
     * Changes only what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/partial-update-feature-flag-definition-in-environment">Partial update</a>
     */
    public suspend fun update(
        workspaceId: String,
        environmentId: String,
        flagName: String,
        block: Block<UpdateSplitDefinitionBuilder>,
    ): SplitDefinition {
        val change = UpdateSplitDefinitionBuilder().configuredBy(block)
        val endpoint = DefinitionEndpoints.update(workspaceId, flagName, environmentId)
        return call(endpoint.query("title", change.title).query("comment", change.comment).body(change.build().operations))
    }

    /**
     * Reads the definition, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and the definition that was read is returned. Split has no way to tell whether
     * someone else has written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     */
    public suspend fun edit(
        workspaceId: String,
        environmentId: String,
        flagName: String,
        block: Block<SplitDefinitionBuilder>,
    ): SplitDefinition {
        val before = get(workspaceId, environmentId, flagName)
        val after = before.edit(block)
        return if (after == before) before else replace(workspaceId, environmentId, flagName, after)
    }

    /**
     * Submits [definition] for approval, whole: what it leaves out goes back to the vendor's default once somebody has approved it.
     *
     * It looks first whether the flag is defined there: it is submitted as an `UPDATE` where it is, and as a `CREATE` where it is not. Wait
     * for the decision with [ChangeRequestsApi.await].
     *
     * @param block title, comment, approvers, rollout status and schedule; a title and a comment of [definition] hold unless others are set
     * @throws dev.tricolor.InvalidPayloadException if the change request cannot work; nothing is submitted
     * @throws dev.tricolor.BadRequestException if an approver is unknown, or is named where the environment restricts who approves, or the
     *   definition breaks a rule of the service's (400)
     * @throws dev.tricolor.NotFoundException if there is no such flag or environment (404)
     * @throws dev.tricolor.ConflictException if there is an open change request for the flag already (409)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public suspend fun propose(
        workspaceId: String,
        environmentId: String,
        flagName: String,
        definition: SplitDefinition,
        block: Block<ChangeRequestBuilder> = Block {},
    ): ChangeRequest {
        val update = FlagProposal.update(flagName, definition)
        // Said once, and before anything is asked: what cannot work should not cost a request.
        val submission = ChangeRequestBuilder(update).configuredBy(block).build()
        val change = if (find(workspaceId, environmentId, flagName) == null) FlagProposal.create(flagName, definition) else update
        val type = "operationType" to text(change.operationType.value)
        return call(ChangeRequestEndpoints.submit(workspaceId, environmentId).body(JsonObject(submission + type)))
    }

    /**
     * Gives everyone the default treatment, whatever the rules say, until [restore]. Killing a killed flag is no error.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     */
    public suspend fun kill(workspaceId: String, environmentId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Unit =
        call(DefinitionEndpoints.kill(workspaceId, flagName, environmentId).noteInBody(note))

    /**
     * Does what [kill] does by a POST, for networks that let no PUT through. An attempt whose outcome is unknown is not repeated.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     */
    public suspend fun killByPost(workspaceId: String, environmentId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Unit =
        call(DefinitionEndpoints.killByPost(workspaceId, flagName, environmentId).noteInBody(note))

    /**
     * Lets the rules decide again after a [kill]. Restoring a flag that is not killed is no error.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     */
    public suspend fun restore(workspaceId: String, environmentId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Unit =
        call(DefinitionEndpoints.restore(workspaceId, flagName, environmentId).noteInBody(note))

    /**
     * Draws anew which treatment each key of the flag's traffic gets, also called reseeding: keys move between the treatments of a
     * percentage, the percentages stay. There is no way back, and each call draws anew, so that an attempt whose outcome is unknown is not
     * repeated.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     */
    public suspend fun reallocate(workspaceId: String, environmentId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Unit =
        call(DefinitionEndpoints.reallocate(workspaceId, flagName, environmentId).noteInBody(note))

    /**
     * Removes a flag's definition from an environment; the flag stays, and SDKs there answer `control`.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/remove-feature-flag-definition-from-environment">Remove feature flag definition</a>
     */
    public suspend fun delete(workspaceId: String, environmentId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Unit =
        call(DefinitionEndpoints.delete(workspaceId, flagName, environmentId).noteInQuery(note))
}

/** Says which definitions to list. */
public class DefinitionQuery internal constructor() : OffsetQuery<DefinitionQuery>(maxLimit = 50)
