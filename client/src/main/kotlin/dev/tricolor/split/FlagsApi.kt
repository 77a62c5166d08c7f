package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object FlagEndpoints : SplitEndpoints() {
    val list = get("splits/ws/{workspaceId}", offsetReply(Flag))
    val get = get("splits/ws/{workspaceId}/{flagName}", Flag)
    val create = post("splits/ws/{workspaceId}/trafficTypes/{trafficType}", Flag)
    val update = patch("splits/ws/{workspaceId}/{flagName}", Flag)
    val updateDescription = put("splits/ws/{workspaceId}/{flagName}/updateDescription", Flag)
    val replaceTags = post("tags/ws/{workspaceId}/object/{flagName}/objecttype/Split")
    val archive = post("splits/ws/{workspaceId}/{flagName}/archive", Flag)
    val unarchive = post("splits/ws/{workspaceId}/{flagName}/unarchive", Flag)
    val delete = delete("splits/ws/{workspaceId}/{flagName}")
}

/**
 * Feature flags of a workspace, formerly called splits. What a flag does in an environment is its definition: [DefinitionsApi].
 *
 * @see <a href="https://docs.split.io/reference/feature-flag-overview">Feature flags</a>
 */
public class FlagsApi internal constructor(private val call: Executor) {
    /** Lists the flags of a workspace, without their owners, in pages of at most 50. */
    public suspend fun list(workspaceId: String, query: Block<FlagQuery> = Block {}): Page<Flag> =
        call.offsetPage(FlagEndpoints.list(workspaceId), FlagQuery().configuredBy(query))

    /** Lists all flags of a workspace, page after page. */
    public fun listAll(workspaceId: String, query: Block<FlagQuery> = Block {}): Flow<Flag> = flowOfPages { list(workspaceId, query) }

    /**
     * Gets a flag, with its owners.
     *
     * @param flagName its name or id
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     * @see <a href="https://docs.split.io/reference/get-feature-flag">Get feature flag</a>
     */
    public suspend fun get(workspaceId: String, flagName: String): Flag = call(FlagEndpoints.get(workspaceId, flagName))

    /** Finds a flag; null when there is none of that name in the workspace, or no such workspace. */
    public suspend fun find(workspaceId: String, flagName: String): Flag? = orNull { get(workspaceId, flagName) }

    /**
     * Creates a flag. It does nothing until it is defined in an environment.
     *
     * @param trafficType name or id of the kind of traffic that it decides for
     * @param name a letter, then letters, digits, `-` and `_`
     * @throws dev.tricolor.ConflictException if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-feature-flag">Create feature flag</a>
     */
    public suspend fun create(workspaceId: String, trafficType: String, name: String, block: Block<CreateFlagBuilder> = Block {}): Flag =
        call(FlagEndpoints.create(workspaceId, trafficType).body(CreateFlagBuilder(name), block))

    /**
     * Changes what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     */
    public suspend fun update(workspaceId: String, flagName: String, block: Block<UpdateFlagBuilder>): Flag =
        call(FlagEndpoints.update(workspaceId, flagName).patch(UpdateFlagBuilder(), block))

    /**
     * Replaces the description of a flag.
     *
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     */
    public suspend fun updateDescription(workspaceId: String, flagName: String, description: String): Flag =
        call(FlagEndpoints.updateDescription(workspaceId, flagName).body(text(description)))

    /**
     * Puts [tags] in the place of all tags that the flag has; none of them removes them all.
     *
     * @param tags letters, digits, `-`, `_` and `:`; case matters
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     */
    public suspend fun replaceTags(workspaceId: String, flagName: String, tags: Collection<String>): Unit =
        call(FlagEndpoints.replaceTags(workspaceId, flagName).body(flagTags(tags)))

    /**
     * Archives a flag.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     */
    public suspend fun archive(workspaceId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Flag =
        call(FlagEndpoints.archive(workspaceId, flagName).noteInBody(note))

    /**
     * Brings an archived flag back.
     *
     * @param note title and comment, needed where the workspace requires them
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     */
    public suspend fun unarchive(workspaceId: String, flagName: String, note: Block<NoteBuilder> = Block {}): Flag =
        call(FlagEndpoints.unarchive(workspaceId, flagName).noteInBody(note))

    /**
     * Deletes a flag, and with it all its definitions.
     *
     * @throws dev.tricolor.NotFoundException if there is no such flag (404)
     */
    public suspend fun delete(workspaceId: String, flagName: String): Unit = call(FlagEndpoints.delete(workspaceId, flagName))
}

/** Says which flags to list. */
public class FlagQuery internal constructor() : OffsetQuery<FlagQuery>(maxLimit = 50) {
    private val filters = mutableListOf<Pair<String, String>>()

    /** Only flags with this tag, or with another one that is named by a call of this. */
    public fun tag(name: String): FlagQuery = apply { filters += "tag" to name }

    /** Only flags of this name. */
    public fun name(name: String): FlagQuery = apply { filters += "name" to name }

    /** Only flags that have come to the rollout status with this id. */
    public fun rolloutStatus(id: String): FlagQuery = apply { filters += "rolloutStatus" to id }

    override fun parameters(): List<Pair<String, String>> = filters
}
