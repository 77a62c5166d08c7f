package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object EventEndpoints : OptimizelyEndpoints() {
    val list = get("events", linkedReply(Event))
    val get = get("events/{event_id}", Event)
    val create = post("projects/{project_id}/custom_events", Event)
    val update = patch("projects/{project_id}/custom_events/{event_id}", Event)
    val archive = delete("projects/{project_id}/custom_events/{event_id}")
}

/** Says which events are wanted, and how they are paged. */
public class EventQuery internal constructor() : PagedQuery<EventQuery>() {
    /** Whether the goals of Optimizely Classic come as well; not unless set. */
    public var includeClassic: Boolean? = null

    /** Sets [EventQuery.includeClassic]. */
    public fun includeClassic(include: Boolean): EventQuery = apply { includeClassic = include }

    override fun parameters(): List<Pair<String, String>> = listOfNotNull(includeClassic?.let { "include_classic" to it.toString() })
}

/**
 * Events: what visitors do, for metrics to count. All kinds can be read; custom events can be made and changed as well.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/events">Events</a>
 */
public class EventsApi internal constructor(private val call: Executor) {
    /**
     * Lists a project's events of all kinds, archived ones too, in pages of at most 100.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<EventQuery> = Block {}): Page<Event> =
        call.linkedPage(EventEndpoints.list().ofProject(projectId), EventQuery().configuredBy(query))

    /** Lists all of a project's events of all kinds, archived ones too, page after page. */
    public fun listAll(projectId: Long, query: Block<EventQuery> = Block {}): Flow<Event> = flowOfPages { list(projectId, query) }

    /** Finds the event of this key, archived or not; null when the project has none. Those of Optimizely Classic are not looked at. */
    public suspend fun find(projectId: Long, key: String): Event? = listAll(projectId).firstOrNull { it.key == key }

    /**
     * Gets an event of any kind.
     *
     * @param includeClassic whether it may be a goal of Optimizely Classic
     * @throws dev.tricolor.NotFoundException if there is no such event (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(eventId: Long, includeClassic: Boolean = false): Event =
        call(EventEndpoints.get(eventId).query("include_classic", true.takeIf { includeClassic }))

    /**
     * Creates a custom event.
     *
     * @param key what programs name it by: at most 64 letters, digits, spaces, `_`, `-` and `.`
     * @throws dev.tricolor.BadRequestException if the project has the key already, or something else does not fit (400)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun create(projectId: Long, key: String, block: Block<EventBuilder> = Block {}): Event =
        call(EventEndpoints.create(projectId).body(EventBuilder(key), block))

    /**
     * Changes what [block] says of a custom event; the rest stays as it is.
     *
     * @throws dev.tricolor.NotFoundException if the project has no such custom event (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit, or the project has the new key already (400)
     */
    public suspend fun update(projectId: Long, eventId: Long, block: Block<EventUpdateBuilder>): Event =
        call(EventEndpoints.update(projectId, eventId).body(EventUpdateBuilder(), block))

    /**
     * Puts a custom event away. Optimizely's `DELETE` does no more than that: `update(projectId, eventId) { archived = false }` takes it
     * back. Harmless when repeated.
     *
     * @throws dev.tricolor.NotFoundException if the project has no such custom event (404)
     */
    public suspend fun archive(projectId: Long, eventId: Long): Unit = call(EventEndpoints.archive(projectId, eventId))
}
