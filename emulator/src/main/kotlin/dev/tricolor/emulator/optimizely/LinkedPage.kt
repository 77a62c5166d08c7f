package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.refuse

private const val DEFAULT_SIZE = 25

/** Larger pages than the documented hundred are in use, and given. */
private const val LARGEST_SIZE = 1_000

/** A page of [items] as a bare array, with links to its neighbours in a header. */
internal fun <T : Numbered> Call.linkedPage(items: List<T>, render: (T) -> Any = { it.json }): Reply {
    val size = number("per_page", DEFAULT_SIZE).coerceAtMost(LARGEST_SIZE)
    val page = number("page", 1)
    val last = maxOf(1, (items.size + size - 1) / size)
    val start = minOf((page - 1L) * size, items.size.toLong()).toInt()
    val links = listOfNotNull(
        link("prev", page - 1).takeIf { page > 1 },
        link("next", page + 1).takeIf { page < last },
        link("last", last),
    )
    return ok(items.subList(start, minOf(start + size, items.size)).map(render)).with(mapOf("Link" to links.joinToString(", ")))
}

private fun Call.link(rel: String, page: Int): String {
    val rest = request.rawQuery.orEmpty().split('&').filterNot { it.isEmpty() || it.substringBefore('=') == "page" }
    val host = request.header("Host")?.let { "http://$it" }.orEmpty()
    return "<$host${request.rawPath}?${(rest + "page=$page").joinToString("&")}>; rel=\"$rel\""
}

private fun Call.number(name: String, otherwise: Int): Int {
    val asked = query(name) ?: return otherwise
    return asked.toIntOrNull()?.takeIf { it >= 1 } ?: refuse(400, "$name must be a whole number from 1, is '$asked'")
}
