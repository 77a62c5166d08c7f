package dev.tricolor.split

import dev.tricolor.Call
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.Trail
import dev.tricolor.TricolorDsl
import dev.tricolor.UnexpectedReplyException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** What Split sends for one page of a list that is walked by markers; [next] is null on the last one. */
internal class MarkerReply<T>(val items: List<T>, val next: String?) {
    /** Why there is no going on from this page, at the end of [trail], past [markers]; null when there is. */
    fun problem(trail: Trail<T>, markers: Trail<String>): String? = when {
        trail.repeated(items) != null -> "the page is ${trail.repeated(items)}"
        next == null -> null
        markers.repeated(listOf(next)) != null -> "the next marker is one that was passed already: $next"
        items.isEmpty() && trail.before?.isEmpty() == true -> "two empty pages, and yet a next marker: $next"
        else -> null
    }
}

/** Reads `{data, nextMarker, previousMarker, …}`, where an empty marker means the same as none. The items go by one of [names]. */
internal fun <T : Document> markerReply(type: DocumentType<T>, vararg names: String = arrayOf("data")): Reply<MarkerReply<T>> = Reply {
    val reply = Json.decodeFromString(JsonObject.serializer(), it)
    val data = requireNotNull(names.firstNotNullOfOrNull { name -> reply[name] as? JsonArray }) {
        "a page without \"${names.joinToString("\" or \"")}\""
    }
    val next = (reply["nextMarker"] as? JsonPrimitive)?.contentOrNull?.takeIf { it.isNotEmpty() }
    MarkerReply(data.map { item -> Json.decodeFromJsonElement(type, item) }, next)
}

/** What a list that is walked by markers calls its parameters. */
internal class MarkerNames(val limit: String, val after: String, val before: String)

/** What can be said of a list that is walked by markers. */
@TricolorDsl
public abstract class MarkerQuery<Self : MarkerQuery<Self>> internal constructor(
    private val maxLimit: Int,
    internal val names: MarkerNames = MarkerNames("limit", "after", "before"),
) {
    /** How many items a page has at most; the largest that Split gives, unless set. */
    public var limit: Int = maxLimit

    /** The marker behind which the first page starts, as Split gave it; null starts at the beginning. */
    public var after: String? = null

    /** The marker before which the first page ends, as Split gave it; excludes [after]. */
    public var before: String? = null

    /** Sets [MarkerQuery.limit]. */
    public fun limit(limit: Int): Self = self().apply { this.limit = limit }

    /** Sets [MarkerQuery.after]. */
    public fun after(marker: String?): Self = self().apply { after = marker }

    /** Sets [MarkerQuery.before]. */
    public fun before(marker: String?): Self = self().apply { before = marker }

    internal open fun parameters(): List<Pair<String, String>> = emptyList()

    internal fun check() {
        require(limit in 1..maxLimit) { "limit is $limit, must be 1 to $maxLimit" }
        require(after == null || before == null) { "after and before are both set, must be one of them" }
        require(after?.isBlank() != true) { "after is blank" }
        require(before?.isBlank() != true) { "before is blank" }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

/**
 * The page that [query] asks for, and the ones behind it.
 *
 * A server that does not get on (a marker or a page that it gave before, or one empty page after the other) ends in an
 * [UnexpectedReplyException], never in a loop.
 */
internal suspend fun <T> Executor.markerPage(call: Call<MarkerReply<T>>, query: MarkerQuery<*>): Page<T> {
    query.check()
    val names = query.names
    val pages = call.query(query.parameters()).query(names.limit, query.limit)
    val first = pages.query(names.after, query.after).query(names.before, query.before)
    val markers = Trail<String>().past(listOfNotNull(query.after))
    return markerPage(first, Trail(), markers) { pages.query(names.after, it) }
}

private suspend fun <T> Executor.markerPage(
    call: Call<MarkerReply<T>>,
    trail: Trail<T>,
    markers: Trail<String>,
    after: (String) -> Call<MarkerReply<T>>,
): Page<T> {
    val reply = invoke(call)
    reply.problem(trail, markers)?.let { throw UnexpectedReplyException(call.endpoint.label, 200, "", it) }
    return Page(reply.items, null, reply.next?.let { { markerPage(after(it), trail.past(reply.items), markers.past(listOf(it)), after) } })
}
