package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.util.Base64

/** How far a page reaches: [default] entries when nobody says, [max] at most. */
internal class Paging(val default: Int, val max: Int)

/** `{objects, offset, limit, totalCount}` */
internal fun <T> Call.objectsPage(items: List<T>, paging: Paging, render: (T) -> JsonElement): JsonObject {
    val (offset, limit) = offset() to limit(paging)
    return json("objects" to items.slice(offset, limit, render), "offset" to offset, "limit" to limit, "totalCount" to items.size)
}

/** `{keys, openChangeRequestId, count, offset, limit}`, where `count` is the total. */
internal fun Call.keysPage(keys: List<String>, openChangeRequestId: String?, paging: Paging): JsonObject {
    val (offset, limit) = offset() to limit(paging)
    val page = keys.slice(offset, limit) { json("key" to it) }
    return json("keys" to page, "openChangeRequestId" to openChangeRequestId, "count" to keys.size, "offset" to offset, "limit" to limit)
}

/** `{data, nextMarker, previousMarker, limit, count}`, where `count` is that of this page. */
internal fun <T> Call.markerPage(items: List<T>, paging: Paging, render: (T) -> JsonElement): JsonObject {
    val page = markedPage(items.size, limit(paging), "after" to setOf(Marker.NEXT), "before" to setOf(Marker.PREVIOUS))
    val shown = mapOf("data" to items.subList(page.start, page.end).map(render).toJson())
    return JsonObject(shown + page.markers) + json("limit" to page.limit, "count" to page.end - page.start)
}

/** `{objects, nextMarker, previousMarker}`; each marker also reloads its page, put where the other one goes. */
internal fun <T> Call.attributesPage(items: List<T>, paging: Paging, render: (T) -> JsonElement): JsonObject {
    val both = Marker.entries.toSet()
    val page = markedPage(items.size, limit(paging, "markerLimit"), "afterMarker" to both, "beforeMarker" to both)
    return json("objects" to items.subList(page.start, page.end).map(render)) + page.markers
}

private class MarkedPage(val start: Int, val end: Int, val limit: Int, size: Int) {
    val markers = json(
        "nextMarker" to if (end < size) Marker.NEXT.write(end) else null,
        "previousMarker" to if (start > 0) Marker.PREVIOUS.write(start) else null,
    )
}

/** The page behind or before a marker, of which the two parameters take certain kinds. */
private fun Call.markedPage(size: Int, limit: Int, afterBy: Pair<String, Set<Marker>>, beforeBy: Pair<String, Set<Marker>>): MarkedPage {
    val (after, before) = listOf(afterBy, beforeBy).map { (name, kinds) ->
        query(name)?.let { read(it, kinds) }
    }
    if (after != null && before != null) refuse(400, "${afterBy.first} and ${beforeBy.first} exclude each other")
    val start = (after ?: before?.let { it - limit } ?: 0).coerceIn(0, size)
    val end = if (before != null) before.coerceIn(start, size) else minOf(start.toLong() + limit, size.toLong()).toInt()
    return MarkedPage(start, end, limit, size)
}

/** The markers are opaque to clients, so they need not say more than a position. */
private enum class Marker(val prefix: String) {
    NEXT("next__"),
    PREVIOUS("previous__"),
    ;

    fun write(position: Int): String = Base64.getUrlEncoder().encodeToString("$prefix$position".toByteArray())
}

private fun read(marker: String, kinds: Set<Marker>): Int {
    val text = try {
        Base64.getUrlDecoder().decode(marker).decodeToString()
    } catch (_: IllegalArgumentException) {
        ""
    }
    val kind = kinds.firstOrNull { text.startsWith(it.prefix) }
    return kind?.let { text.removePrefix(it.prefix).toIntOrNull() }?.takeIf { it >= 0 } ?: refuse(400, "Invalid marker $marker")
}

private fun Call.offset(): Int = number("offset")?.coerceIn(0, Int.MAX_VALUE.toLong())?.toInt() ?: 0

private fun Call.limit(paging: Paging, name: String = "limit"): Int =
    number(name)?.takeIf { it >= 1 }?.coerceAtMost(paging.max.toLong())?.toInt() ?: paging.default

private fun Call.number(name: String): Long? =
    query(name)?.let {
        it.toLongOrNull() ?: refuse(400, "$name must be a whole number, is '$it'")
    }

private fun <T> List<T>.slice(offset: Int, limit: Int, render: (T) -> JsonElement): JsonArray {
    val start = offset.coerceAtMost(size)
    return JsonArray(subList(start, minOf(start.toLong() + limit, size.toLong()).toInt()).map(render))
}
