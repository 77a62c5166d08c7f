package dev.tricolor.split

import dev.tricolor.Endpoints
import dev.tricolor.Executor
import kotlinx.serialization.json.JsonArray

internal object EventEndpoints : Endpoints(SplitProtocol.EVENTS) {
    val send = post("events")
    val sendAll = post("events/bulk")
}

/**
 * What keys have done, from which Split makes metrics. For programs that do not have an SDK to say it; what an SDK has said already must
 * not be said again.
 *
 * Events go to a host of their own ([SplitClientBuilder.eventsUrl]), which has a limit of its own and takes a server-side SDK key as its
 * token, neither an admin API key nor a token of Harness: [SplitClientBuilder.sdkKey].
 *
 * ```kotlin
 * SplitClient(apiKey) { sdkKey = Secret(key) }
 *     .use { it.events.send(event("checkout", "user", "anna", System.currentTimeMillis()) { value = 49.9 }) }
 * ```
 *
 * Split takes an event in and looks at it later: that a call succeeds says that it has arrived. Sent twice, it counts twice; so a call
 * that may have arrived is not repeated, and ends in a [dev.tricolor.TransportException].
 *
 * @see <a href="https://docs.split.io/reference/events-overview">Events</a>
 */
public class EventsApi internal constructor(private val call: Executor) {
    /**
     * Sends an event, which [dev.tricolor.split.event] makes.
     *
     * @throws dev.tricolor.BadRequestException if there is no traffic type or environment of that name (400)
     * @throws dev.tricolor.UnauthorizedException if the token is not an SDK key (401)
     * @see <a href="https://docs.split.io/reference/create-event">Create an event</a>
     */
    public suspend fun send(event: Event): Unit = call(EventEndpoints.send().body(event.json))

    /**
     * Sends events in one request; at least one. Split documents no bound, and they are held in memory as a whole: some thousands at a time
     * is a good measure.
     *
     * @throws IllegalArgumentException if there are none
     * @throws dev.tricolor.BadRequestException if there is no traffic type or environment of one of the names (400)
     * @throws dev.tricolor.UnauthorizedException if the token is not an SDK key (401)
     * @see <a href="https://docs.split.io/reference/create-events">Create events</a>
     */
    public suspend fun sendAll(events: Collection<Event>) {
        require(events.isNotEmpty()) { "events are 0, must be at least 1" }
        call(EventEndpoints.sendAll().body(JsonArray(events.map { it.json })))
    }
}
