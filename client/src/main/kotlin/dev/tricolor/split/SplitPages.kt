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
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.longOrNull

/** What Split sends for one page of a list that is counted by offsets. Nothing of it can be relied on but the items. */
internal class OffsetReply<T>(val items: List<T>, private val offset: Long?, private val limit: Long?, val totalCount: Long?) {
    /** The limit that the server has really applied. */
    private val step = limit?.takeIf { it > 0 } ?: items.size.toLong()

    /** Where the page behind this one starts, which was asked for at [asked]; null when this is the last one. */
    fun next(asked: Long): Long? {
        val next = asked + maxOf(step, items.size.toLong())
        // A total that the items at hand contradict is no total; then the list ends with the first empty page.
        val total = totalCount?.takeIf { it >= asked + items.size }
        val more = if (total != null) next < total else items.isNotEmpty() && items.size >= step
        return next.takeIf { more }
    }

    /** Why there is no going on from this page, which was asked for at [asked] at the end of [trail]; null when there is. */
    fun problem(asked: Long, trail: Trail<T>): String? = when {
        offset != null && offset != asked -> "asked for offset $asked, was given offset $offset"
        items.isNotEmpty() -> trail.repeated(items)?.let { "the page at offset $asked is $it" }
        next(asked) == null -> null
        step == 0L -> "a limit of $limit and no items at offset $asked, but $totalCount in total"
        trail.before?.isEmpty() == true -> "two empty pages up to offset $asked, but $totalCount in total"
        else -> null
    }
}

/** Reads `{objects, offset, limit, totalCount}`. */
internal fun <T : Document> offsetReply(type: DocumentType<T>): Reply<OffsetReply<T>> =
    offsetReply("objects", "totalCount") { Json.decodeFromJsonElement(type, it) }

/** Reads a page whose [items] and [total] go by other names. */
internal fun <T> offsetReply(items: String, total: String, read: (JsonElement) -> T): Reply<OffsetReply<T>> = Reply { body ->
    val reply = Json.decodeFromString(JsonObject.serializer(), body)
    val objects = requireNotNull(reply[items] as? JsonArray) { "a page without \"$items\"" }
    fun count(key: String) = (reply[key] as? JsonPrimitive)?.longOrNull
    OffsetReply(objects.map(read), count("offset"), count("limit"), count(total))
}

/** Reads a bare list, which Split never pages. */
internal fun <T : Document> arrayReply(type: DocumentType<T>): Reply<List<T>> = Reply.json(ListSerializer(type))

/** The one page of a list that Split never pages. */
internal suspend fun <T> Executor.onePage(call: Call<List<T>>): Page<T> = invoke(call).let { Page(it, it.size.toLong(), null) }

/**
 * The page at [offset], and the ones behind it.
 *
 * The server's `limit` decides where the next page starts. A server that does not get on (it sends a limit of 0, another offset than was
 * asked for, a page that it gave before, or one empty page after the other) ends in an [UnexpectedReplyException], never in a loop.
 */
internal suspend fun <T> Executor.offsetPage(
    call: Call<OffsetReply<T>>,
    offset: Long,
    limit: Int,
    trail: Trail<T> = Trail(),
): Page<T> {
    val reply = invoke(call.query("limit", limit).query("offset", offset))
    reply.problem(offset, trail)?.let { throw UnexpectedReplyException(call.endpoint.label, 200, "", it) }
    val next = reply.next(offset)
    return Page(reply.items, reply.totalCount, next?.let { { offsetPage(call, it, limit, trail.past(reply.items)) } })
}

/** What can be said of a list that is counted by offsets. */
@TricolorDsl
public abstract class OffsetQuery<Self : OffsetQuery<Self>> internal constructor(private val maxLimit: Int) {
    /** How many items a page has at most; the largest that Split gives, unless set. */
    public var limit: Int = maxLimit

    /** How many items are passed over before the first page. */
    public var offset: Long = 0

    /** Sets [OffsetQuery.limit]. */
    public fun limit(limit: Int): Self = self().apply { this.limit = limit }

    /** Sets [OffsetQuery.offset]. */
    public fun offset(offset: Long): Self = self().apply { this.offset = offset }

    internal open fun parameters(): List<Pair<String, String>> = emptyList()

    internal fun check() {
        require(limit in 1..maxLimit) { "limit is $limit, must be 1 to $maxLimit" }
        require(offset >= 0) { "offset is $offset, must not be negative" }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

internal suspend fun <T> Executor.offsetPage(call: Call<OffsetReply<T>>, query: OffsetQuery<*>): Page<T> {
    query.check()
    return offsetPage(call.query(query.parameters()), query.offset, query.limit)
}

internal suspend fun <T> Flow<T>.named(name: String, nameOf: (T) -> String): T? = firstOrNull { nameOf(it) == name }

internal fun text(value: String): JsonElement = JsonPrimitive(value)
