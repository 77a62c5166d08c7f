package dev.tricolor.split

import dev.tricolor.Call
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.TricolorDsl
import dev.tricolor.UnexpectedReplyException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** What Split sends for one page of a list that is walked by markers; [next] is null on the last one. */
internal class MarkerReply<T>(val items: List<T>, val next: String?) {
    /** Why there is no going on from this page, which came after [before] on a walk past the markers [passed]; null when there is. */
    fun problem(passed: Set<String>, before: List<T>?): String? = when {
        items.isNotEmpty() && items == before -> "the page is the one before it again"
        next == null -> null
        next in passed -> "the next marker is one that was passed already: $next"
        items.isEmpty() && before?.isEmpty() == true -> "two empty pages, and yet a next marker: $next"
        else -> null
    }
}

/** Reads `{data, nextMarker, previousMarker, limit, count}`, where an empty marker means the same as none. */
internal fun <T : Document> markerReply(type: DocumentType<T>): Reply<MarkerReply<T>> = Reply { body ->
    val reply = Json.decodeFromString(JsonObject.serializer(), body)
    val data = requireNotNull(reply["data"] as? JsonArray) { "a page without \"data\"" }
    val next = (reply["nextMarker"] as? JsonPrimitive)?.contentOrNull?.takeIf { it.isNotEmpty() }
    MarkerReply(data.map { Json.decodeFromJsonElement(type, it) }, next)
}

/** What can be said of a list that is walked by markers. */
@TricolorDsl
public abstract class MarkerQuery<Self : MarkerQuery<Self>> internal constructor(private val maxLimit: Int) {
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
 * A server that does not get on (a marker that it gave before, the same page again, or one empty page after the other) ends in an
 * [UnexpectedReplyException], never in a loop.
 */
internal suspend fun <T> Executor.markerPage(call: Call<MarkerReply<T>>, query: MarkerQuery<*>): Page<T> {
    query.check()
    val pages = call.query(query.parameters()).query("limit", query.limit)
    return markerPage(pages, pages.query("after", query.after).query("before", query.before), setOfNotNull(query.after), null)
}

/** [call] asks for the pages of a list, [page] for one of them. */
private suspend fun <T> Executor.markerPage(
    call: Call<MarkerReply<T>>,
    page: Call<MarkerReply<T>>,
    passed: Set<String>,
    before: List<T>?,
): Page<T> {
    val reply = invoke(page)
    reply.problem(passed, before)?.let { throw UnexpectedReplyException(call.endpoint.label, 200, "", it) }
    return Page(reply.items, null, reply.next?.let { { markerPage(call, call.query("after", it), passed + it, reply.items) } })
}
