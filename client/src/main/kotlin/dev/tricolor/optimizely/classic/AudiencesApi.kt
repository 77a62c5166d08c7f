package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object AudienceEndpoints : ClassicEndpoints() {
    val list = list("projects/{projectId}/audiences", Audience)
    val get = get("audiences/{audienceId}", Audience)
    val create = post("projects/{projectId}/audiences", Audience)
    val update = put("audiences/{audienceId}", Audience)
}

/** Audiences: visitors that have something in common. They cannot be deleted, only archived. */
public class AudiencesApi internal constructor(private val call: Executor) {
    /**
     * Lists the audiences of a project: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     */
    public suspend fun list(projectId: Long): Page<Audience> = call.page(AudienceEndpoints.list(projectId))

    /** Lists the audiences of a project. */
    public fun listAll(projectId: Long): Flow<Audience> = flowOfPages { list(projectId) }

    /** Gets an audience; null when there is none, or the token may not see it. */
    public suspend fun find(audienceId: Long): Audience? = orNull { get(audienceId) }

    /**
     * Gets an audience.
     *
     * @throws dev.tricolor.NotFoundException if there is no such audience, or the token may not see it (404)
     */
    public suspend fun get(audienceId: Long): Audience = call(AudienceEndpoints.get(audienceId))

    /**
     * Gets several audiences, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(audienceIds: Collection<Long>): List<Audience> = manyById("audiences", audienceIds, ::get)

    /**
     * Creates an audience. Unless [block] says who is in it, nobody is but whom the page's own code adds.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it, as an 11th one to segment results by (400)
     */
    public suspend fun create(projectId: Long, name: String, block: Block<AudienceBuilder> = Block {}): Audience =
        call(AudienceEndpoints.create(projectId).body(AudienceBuilder(name), block))

    /**
     * Changes what [block] names of an audience, and nothing else.
     *
     * @throws dev.tricolor.NotFoundException if there is no such audience, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with the change (400)
     */
    public suspend fun update(audienceId: Long, block: Block<AudienceBuilder>): Audience =
        call(AudienceEndpoints.update(audienceId).body(AudienceBuilder(), block))
}
