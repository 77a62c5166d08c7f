package dev.tricolor.launchdarkly

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
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.longOrNull

/** What LaunchDarkly sends for one page of a list. Not every list has a total, not every one a link to the next page. */
internal class ItemsReply<T>(val items: List<T>, val totalCount: Long?, private val linked: Boolean) {
    /** Whether there is a page behind this one, which was asked for at [offset], with [limit] items at most. */
    fun more(offset: Long, limit: Int): Boolean {
        // A total that the items at hand contradict is none.
        val total = totalCount?.takeIf { it >= offset + items.size }
        return linked || if (total != null) offset + items.size < total else items.size >= limit
    }

    /** Why there is no going on from this page, which was asked for at [offset] at the end of [trail]; null when there is. */
    fun problem(offset: Long, limit: Int, trail: Trail<T>): String? =
        trail.repeated(items)?.let { "the page at offset $offset is $it" }
            ?: "an empty page at offset $offset, and yet more to come".takeIf { more(offset, limit) && items.isEmpty() }
}

/** Reads `{items, totalCount, _links}`; experiments and holdouts spell the total `total_count`. */
internal fun <T : Document> itemsReply(type: DocumentType<T>): Reply<ItemsReply<T>> = itemsReply { Json.decodeFromJsonElement(type, it) }

internal fun <T> itemsReply(read: (JsonElement) -> T): Reply<ItemsReply<T>> = Reply { body ->
    val reply = Json.decodeFromString(JsonObject.serializer(), body)
    val items = requireNotNull(itemsIn(reply)) { "a page without \"items\"" }
    val total = (reply["totalCount"] ?: reply["total_count"]) as? JsonPrimitive
    ItemsReply(items.map(read), total?.longOrNull, ((reply["_links"] as? JsonObject)?.get("next") as? JsonObject) != null)
}

/** Where there are none, LaunchDarkly may say null, or leave them out of a page that has something else of one. */
private fun itemsIn(reply: JsonObject): JsonArray? {
    val said = reply["items"].takeUnless { it is JsonNull }
    return if (said == null && PAGE.any { it in reply }) JsonArray(emptyList()) else said as? JsonArray
}

private val PAGE = listOf("items", "_links", "totalCount", "total_count")

/** What can be said of a list that LaunchDarkly pages. */
@TricolorDsl
public abstract class ItemsQuery<Self : ItemsQuery<Self>> internal constructor(private val maxLimit: Int) {
    /** How many items a page has at most; the largest that LaunchDarkly is known to give, unless set. */
    public var limit: Int = maxLimit

    /** How many items are passed over before the first page. */
    public var offset: Long = 0

    /** Sets [ItemsQuery.limit]. */
    public fun limit(limit: Int): Self = self().apply { this.limit = limit }

    /** Sets [ItemsQuery.offset]. */
    public fun offset(offset: Long): Self = self().apply { this.offset = offset }

    internal open fun parameters(): List<Pair<String, String>> = emptyList()

    internal fun check() {
        require(limit in 1..maxLimit) { "limit is $limit, must be 1 to $maxLimit" }
        require(offset >= 0) { "offset is $offset, must not be negative" }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

/**
 * The page that [query] asks for, and the ones behind it.
 *
 * A server that does not get on (a page that it gave before, an empty page with more behind it) ends in an [UnexpectedReplyException],
 * never in a loop.
 */
internal suspend fun <T> Executor.itemsPage(call: Call<ItemsReply<T>>, query: ItemsQuery<*>): Page<T> {
    query.check()
    return itemsPage(call.query(query.parameters()).query("limit", query.limit), query.offset, query.limit, Trail())
}

private suspend fun <T> Executor.itemsPage(call: Call<ItemsReply<T>>, offset: Long, limit: Int, trail: Trail<T>): Page<T> {
    val reply = invoke(call.query("offset", offset))
    reply.problem(offset, limit, trail)?.let { throw UnexpectedReplyException(call.endpoint.label, 200, "", it) }
    val next = (offset + reply.items.size).takeIf { reply.more(offset, limit) }
    return Page(reply.items, reply.totalCount, next?.let { { itemsPage(call, it, limit, trail.past(reply.items)) } })
}

/** The one page of a list that LaunchDarkly does not page. */
internal suspend fun <T> Executor.onePage(call: Call<ItemsReply<T>>): Page<T> =
    invoke(call).let { Page(it.items, it.totalCount ?: it.items.size.toLong(), null) }
