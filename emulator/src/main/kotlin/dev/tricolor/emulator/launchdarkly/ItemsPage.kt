package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private const val DEFAULT_LIMIT = 20

/**
 * `{items, totalCount, _links}`, with links to the neighbouring pages where there are any; [total] is how the list spells its total, and
 * [unasked] how long a page is of which nothing is said.
 */
internal fun <T> Call.itemsPage(
    items: List<T>,
    maxLimit: Int,
    total: String = "totalCount",
    unasked: Int = DEFAULT_LIMIT,
    render: (T) -> JsonElement,
): JsonObject {
    val limit = number("limit")?.takeIf { it >= 1 }?.coerceAtMost(maxLimit) ?: unasked
    val offset = number("offset")?.coerceAtLeast(0) ?: 0
    val start = minOf(offset, items.size)
    val end = minOf(start.toLong() + limit, items.size.toLong()).toInt()
    val links = listOfNotNull(
        "self" to pageLink(offset, limit),
        ("prev" to pageLink(maxOf(0, offset - limit), limit)).takeIf { offset > 0 },
        ("next" to pageLink(end, limit)).takeIf { end < items.size },
    )
    return json("items" to items.subList(start, end).map(render), total to items.size, "_links" to JsonObject(links.toMap()))
}

/** A link as LaunchDarkly gives it: relative to its host. */
internal fun link(href: String): JsonObject = json("href" to href, "type" to "application/json")

private fun Call.pageLink(offset: Int, limit: Int): JsonObject {
    val rest = request.rawQuery.orEmpty().split('&').filterNot { it.isEmpty() || it.substringBefore('=') in setOf("limit", "offset") }
    return link("${request.rawPath}?${(listOf("limit=$limit", "offset=$offset") + rest).joinToString("&")}")
}

private fun Call.number(name: String): Int? =
    query(name)?.takeIf { it.isNotBlank() }?.let { it.toIntOrNull() ?: refuse(400, "$name must be a whole number, is '$it'") }
