package dev.tricolor.harness

import dev.tricolor.Call
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.Trail
import dev.tricolor.TricolorDsl
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.textOrNull
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.longOrNull

/** Reads what stands under `data` in the envelope that Harness puts around every answer. */
internal fun <R> dataReply(read: (JsonElement) -> R): Reply<R> = Reply { body ->
    val envelope = Json.decodeFromString(JsonObject.serializer(), body)
    val status = envelope.textOrNull("status")
    // A failure under the status 200 is still a failure.
    require(status == null || status == "SUCCESS") { "status $status: ${envelope.textOrNull("message").orEmpty()}" }
    read(envelope["data"] ?: JsonNull)
}

internal fun <T : Document> dataReply(type: DocumentType<T>): Reply<T> = dataReply { Json.decodeFromJsonElement(type, it) }

/** Reads a bare list, which Harness does not page. */
internal fun <T : Document> dataListReply(type: DocumentType<T>): Reply<List<T>> =
    dataReply { Json.decodeFromJsonElement(ListSerializer(type), it) }

/** Reads an answer that only says "done": nothing, true, or a copy of what was changed. */
internal val doneReply: Reply<Unit> = Reply { body ->
    if (body.isNotBlank()) {
        dataReply { require((it as? JsonPrimitive)?.booleanOrNull != false) { "the server says that it was not done" } }.read(body)
    }
}

/** What Harness sends for one page of a list. Nothing of it can be relied on but the items. */
internal class HarnessPageReply<T>(
    val items: List<T>,
    private val pageIndex: Long?,
    private val totalPages: Long?,
    val totalItems: Long?,
    private val pageSize: Long?,
) {
    /** Whether so many pages cannot hold all items that there are said to be. */
    private val tooFewPages = totalPages != null && totalItems != null && pageSize != null && pageSize > 0 &&
        (totalItems - 1) / pageSize >= totalPages

    /** Whether there is a page behind this one, which was asked for as number [asked]. */
    fun more(asked: Int): Boolean {
        // A number of pages that the items contradict is none; then the list ends with the first empty page.
        val pages = totalPages?.takeIf { items.isEmpty() || it > asked && !tooFewPages }
        return if (pages != null) asked + 1 < pages else items.isNotEmpty()
    }

    /** Why there is no going on from this page, which was asked for as number [asked] at the end of [trail]; null when there is. */
    fun problem(asked: Int, trail: Trail<T>): String? = when {
        pageIndex != null && pageIndex != asked.toLong() -> "asked for page $asked, was given page $pageIndex"
        items.isNotEmpty() -> trail.repeated(items)?.let { "page $asked is $it" }
        more(asked) && trail.before?.isEmpty() == true -> "two empty pages up to page $asked, but $totalPages pages in total"
        else -> null
    }
}

/** Reads `data:{content, pageIndex, pageSize, totalPages, totalItems, …}`. */
internal fun <T : Document> pageReply(type: DocumentType<T>): Reply<HarnessPageReply<T>> = dataReply { data ->
    val page = requireNotNull(data as? JsonObject) { "no page under \"data\"" }
    val content = requireNotNull(page["content"] as? JsonArray) { "a page without \"content\"" }
    fun count(key: String) = (page[key] as? JsonPrimitive)?.longOrNull
    val items = content.map { Json.decodeFromJsonElement(type, it) }
    HarnessPageReply(items, count("pageIndex"), count("totalPages"), count("totalItems"), count("pageSize"))
}

/** What can be said of a list that Harness pages. */
@TricolorDsl
public abstract class HarnessQuery<Self : HarnessQuery<Self>> internal constructor() {
    /** How many items a page has at most, 1 to 100; 100 unless set. */
    public var pageSize: Int = MAX_PAGE

    /** The number of the first page; they are counted from 0. */
    public var pageIndex: Int = 0

    /** Sets [HarnessQuery.pageSize]. */
    public fun pageSize(size: Int): Self = self().apply { pageSize = size }

    /** Sets [HarnessQuery.pageIndex]. */
    public fun pageIndex(index: Int): Self = self().apply { pageIndex = index }

    internal open fun parameters(): List<Pair<String, String>> = emptyList()

    internal fun check() {
        require(pageSize in 1..MAX_PAGE) { "pageSize is $pageSize, must be 1 to $MAX_PAGE" }
        require(pageIndex >= 0) { "pageIndex is $pageIndex, must not be negative" }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self

    private companion object {
        const val MAX_PAGE = 100
    }
}

/**
 * The page that [query] asks for, and the ones behind it.
 *
 * A server that does not get on (it sends another page than was asked for, a page that it gave before, or one empty page after the other)
 * ends in an [UnexpectedReplyException], never in a loop.
 */
internal suspend fun <T> ScopedExecutor.page(call: Call<HarnessPageReply<T>>, query: HarnessQuery<*>): Page<T> {
    query.check()
    return page(call.query(query.parameters()).query("pageSize", query.pageSize), query.pageIndex, Trail())
}

private suspend fun <T> ScopedExecutor.page(call: Call<HarnessPageReply<T>>, index: Int, trail: Trail<T>): Page<T> {
    val reply = invoke(call.query("pageIndex", index))
    reply.problem(index, trail)?.let { throw UnexpectedReplyException(call.endpoint.label, 200, "", it) }
    return Page(reply.items, reply.totalItems, if (reply.more(index)) ({ page(call, index + 1, trail.past(reply.items)) }) else null)
}

/** The one page of a list that Harness does not page. */
internal suspend fun <T> ScopedExecutor.onePage(call: Call<List<T>>): Page<T> = invoke(call).let { Page(it, it.size.toLong(), null) }
