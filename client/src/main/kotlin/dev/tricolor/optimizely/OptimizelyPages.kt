package dev.tricolor.optimizely

import dev.tricolor.Answer
import dev.tricolor.Call
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.Trail
import dev.tricolor.TricolorDsl
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.problemOfTarget
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json

/**
 * What Optimizely sends for one page of a list: a bare array, and links to its neighbours in a header.
 *
 * @property next where the next page is to be had; null without such a link
 * @property linked whether there was a header of links at all
 */
internal class LinkedReply<T>(val items: List<T>, val next: String?, val linked: Boolean)

/** Reads an array of [type], and the header `Link` that came with it. */
internal fun <T : Document> linkedReply(type: DocumentType<T>): Reply<LinkedReply<T>> = object : Reply<LinkedReply<T>> {
    override fun read(body: String) = LinkedReply(Json.decodeFromString(ListSerializer(type), body), null, linked = false)

    override fun read(answer: Answer): LinkedReply<T> {
        val header = answer.headers.getAll("Link")?.joinToString(",").orEmpty()
        return LinkedReply(read(answer.body).items, linkTo("next", header), header.isNotBlank())
    }
}

/** The target of the relation [rel] in a `Link` header, which Optimizely has sent with quotes around relations and without. */
internal fun linkTo(rel: String, header: String): String? = LINK.findAll(header).firstOrNull { link ->
    PARAMETER.findAll(link.groupValues[2]).any { (it.groupValues[1] + it.groupValues[2]).split(' ').contains(rel) }
}?.groupValues?.get(1)?.trim()

private val LINK by lazy(LazyThreadSafetyMode.PUBLICATION) { Regex("<([^>]*)>((?:\\s*;\\s*[^,;\"<]*(?:\"[^\"]*\")?)*)") }
private val PARAMETER by lazy(LazyThreadSafetyMode.PUBLICATION) { Regex(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))") }

/** What can be said of every list of Optimizely's. Archived things are in them, too. */
@TricolorDsl
public abstract class PagedQuery<Self : PagedQuery<Self>> internal constructor() {
    /** How many items a page has at most, 1 to 100; 100 unless set. */
    public var perPage: Int = OptimizelyLimits.PER_PAGE

    /** Which page to begin with; the first one is 1. */
    public var page: Int = 1

    /** Sets [PagedQuery.perPage]. */
    public fun perPage(perPage: Int): Self = self().apply { this.perPage = perPage }

    /** Sets [PagedQuery.page]. */
    public fun page(page: Int): Self = self().apply { this.page = page }

    internal open fun parameters(): List<Pair<String, String>> = emptyList()

    internal fun check() {
        require(perPage in 1..OptimizelyLimits.PER_PAGE) { "perPage is $perPage, must be 1 to ${OptimizelyLimits.PER_PAGE}" }
        require(page >= 1) { "page is $page, must be at least 1" }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self
}

/** Says of a list no more than how it is paged. */
public class PageQuery internal constructor() : PagedQuery<PageQuery>()

/** With the project whose items are wanted. */
internal fun <R> Call<R>.ofProject(projectId: Long): Call<R> {
    require(projectId > 0) { "${endpoint.label}: project_id is $projectId, must be positive" }
    return query("project_id", projectId)
}

/**
 * The page that [query] asks for, and the ones behind it.
 *
 * A link to another place than this API, or a list that does not get on, ends in an [UnexpectedReplyException]: the token goes nowhere
 * else, and nothing goes round in circles.
 */
internal suspend fun <T> Executor.linkedPage(call: Call<LinkedReply<T>>, query: PagedQuery<*>): Page<T> {
    query.check()
    return linkedPage(LinkedList(call, query), query.page, call.numbered(query, query.page), Trail())
}

/** A list, as it was asked for. */
private class LinkedList<T>(val call: Call<LinkedReply<T>>, val query: PagedQuery<*>)

private fun <T> Call<T>.numbered(query: PagedQuery<*>, number: Int) =
    query(query.parameters()).query("per_page", query.perPage).query("page", number)

/** The page [number], which [asked] asks for. */
private suspend fun <T> Executor.linkedPage(
    list: LinkedList<T>,
    number: Int,
    asked: Call<LinkedReply<T>>,
    trail: Trail<T>,
): Page<T> {
    val reply = invoke(asked)
    trail.repeated(reply.items)?.let { asked.astray("page $number is $it") }
    val next = reply.next
    // Without any links a full page may have one behind it.
    val following = when {
        next != null && reply.items.isEmpty() && trail.before?.isEmpty() == true -> asked.astray("two empty pages, and yet more to come")
        next != null -> asked.at(target(asked, next))
        !reply.linked && reply.items.size >= list.query.perPage -> list.call.numbered(list.query, number + 1)
        else -> null
    }
    return Page(reply.items, null, following?.let { { linkedPage(list, number + 1, it, trail.past(reply.items)) } })
}

/** What stands of [link], which may be relative to the host, below this API's base URL: elsewhere the token must not go. */
private fun Executor.target(asked: Call<*>, link: String): String {
    val base = baseUrl(asked)
    val host = base.substringBefore("://") + "://" + base.substringAfter("://").substringBefore('/')
    val absolute = if (link.startsWith("/")) host + link else link
    val target = absolute.removePrefix("$base/").takeIf { absolute.startsWith("$base/") }
    return target?.takeIf { problemOfTarget(it) == null } ?: asked.astray("the next page is said to be outside of $base")
}

private fun Call<*>.astray(problem: String): Nothing = throw UnexpectedReplyException(endpoint.label, OK, "", problem)

private const val OK = 200
