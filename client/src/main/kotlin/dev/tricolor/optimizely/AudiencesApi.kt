package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal object AudienceEndpoints : OptimizelyEndpoints() {
    val list = get("audiences", linkedReply(Audience))
    val get = get("audiences/{audience_id}", Audience)
    val create = post("audiences", Audience)
    val update = patch("audiences/{audience_id}", Audience)
}

/** Says which audiences are wanted, and how they are paged. */
public class AudienceQuery internal constructor() : PagedQuery<AudienceQuery>() {
    /** Only those that are, or are not, put away; both unless set. */
    public var archived: Boolean? = null

    /** Only those that are, or are not, part of a journey; both unless set. */
    public var forJourney: Boolean? = null

    /** Sets [AudienceQuery.archived]. */
    public fun archived(archived: Boolean): AudienceQuery = apply { this.archived = archived }

    /** Sets [AudienceQuery.forJourney]. */
    public fun forJourney(forJourney: Boolean): AudienceQuery = apply { this.forJourney = forJourney }

    override fun parameters(): List<Pair<String, String>> =
        listOf("for_journey" to forJourney, "archived" to archived).mapNotNull { (name, value) -> value?.let { name to it.toString() } }
}

/**
 * Audiences: visitors of whom the same conditions hold. They cannot be deleted, only put away: [archive].
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/audiences">Audiences</a>
 */
public class AudiencesApi internal constructor(private val call: Executor) {
    /**
     * Lists a project's audiences, archived ones too unless [query] says otherwise, in pages of at most 100.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<AudienceQuery> = Block {}): Page<Audience> =
        call.linkedPage(AudienceEndpoints.list().ofProject(projectId), AudienceQuery().configuredBy(query))

    /** Lists all of a project's audiences, archived ones too unless [query] says otherwise, page after page. */
    public fun listAll(projectId: Long, query: Block<AudienceQuery> = Block {}): Flow<Audience> = flowOfPages { list(projectId, query) }

    /** Finds the first audience of this name, archived or not; null when the project has none. Names need not be unique. */
    public suspend fun find(projectId: Long, name: String): Audience? = listAll(projectId).firstOrNull { it.name == name }

    /**
     * Gets an audience.
     *
     * @throws dev.tricolor.NotFoundException if there is no such audience (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(audienceId: Long): Audience = call(AudienceEndpoints.get(audienceId))

    /**
     * Creates an audience: `create(projectId, "Canadians") { conditions { attribute("country") eq "CA" } }`.
     *
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it, or there is no such project (400)
     */
    public suspend fun create(projectId: Long, name: String, block: Block<AudienceBuilder> = Block {}): Audience =
        create(projectId, AudienceBuilder(name).configuredBy(block).audience())

    /**
     * Creates the audience that is described: `create(projectId, audience("Canadians") { attribute("country") eq "CA" })`.
     *
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it, or there is no such project (400)
     */
    public suspend fun create(projectId: Long, audience: NewAudience): Audience {
        require(projectId > 0) { "${AudienceEndpoints.create.label}: project_id is $projectId, must be positive" }
        return call(AudienceEndpoints.create().body(JsonObject(mapOf("project_id" to JsonPrimitive(projectId)) + audience.json)))
    }

    /**
     * Changes what [block] says; the rest stays as it is. Conditions are replaced as a whole.
     *
     * @throws dev.tricolor.NotFoundException if there is no such audience (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     */
    public suspend fun update(audienceId: Long, block: Block<AudienceUpdateBuilder>): Audience =
        call(AudienceEndpoints.update(audienceId).body(AudienceUpdateBuilder(), block))

    /**
     * Puts an audience away. Experiments that use it still do. [unarchive] takes it back.
     *
     * @throws dev.tricolor.NotFoundException if there is no such audience (404)
     */
    public suspend fun archive(audienceId: Long): Audience = update(audienceId) { archived = true }

    /**
     * Takes an audience back that was put away.
     *
     * @throws dev.tricolor.NotFoundException if there is no such audience (404)
     */
    public suspend fun unarchive(audienceId: Long): Audience = update(audienceId) { archived = false }
}
