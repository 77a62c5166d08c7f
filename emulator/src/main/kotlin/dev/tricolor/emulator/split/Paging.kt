package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
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
    val limit = limit(paging)
    val after = query("after")?.takeIf { it.isNotEmpty() }?.let { Marker.NEXT.read(it) }
    val before = query("before")?.takeIf { it.isNotEmpty() }?.let { Marker.PREVIOUS.read(it) }
    if (after != null && before != null) refuse(400, "after and before exclude each other")
    val start = (after ?: before?.let { it - limit } ?: 0).coerceIn(0, items.size)
    val end = if (before != null) before.coerceIn(start, items.size) else minOf(start.toLong() + limit, items.size.toLong()).toInt()
    return json(
        "data" to items.subList(start, end).map(render),
        "nextMarker" to if (end < items.size) Marker.NEXT.write(end) else null,
        "previousMarker" to if (start > 0) Marker.PREVIOUS.write(start) else null,
        "limit" to limit,
        "count" to end - start,
    )
}

/** The markers are opaque to clients, so they need not say more than a position. */
private enum class Marker(private val prefix: String) {
    NEXT("next__"),
    PREVIOUS("previous__"),
    ;

    fun write(position: Int): String = Base64.getUrlEncoder().encodeToString("$prefix$position".toByteArray())

    fun read(marker: String): Int {
        val text = try {
            Base64.getUrlDecoder().decode(marker).decodeToString()
        } catch (_: IllegalArgumentException) {
            ""
        }
        return text.takeIf { it.startsWith(prefix) }?.removePrefix(prefix)?.toIntOrNull()?.takeIf { it >= 0 }
            ?: refuse(400, "Invalid marker $marker")
    }
}

private fun Call.offset(): Int = number("offset")?.coerceIn(0, Int.MAX_VALUE.toLong())?.toInt() ?: 0

private fun Call.limit(paging: Paging): Int =
    number("limit")?.takeIf { it >= 1 }?.coerceAtMost(paging.max.toLong())?.toInt() ?: paging.default

private fun Call.number(name: String): Long? =
    query(name)?.takeIf { it.isNotBlank() }?.let {
        it.toLongOrNull() ?: refuse(400, "$name must be a whole number, is '$it'")
    }

private fun <T> List<T>.slice(offset: Int, limit: Int, render: (T) -> JsonElement): JsonArray {
    val start = offset.coerceAtMost(size)
    return JsonArray(subList(start, minOf(start.toLong() + limit, size.toLong()).toInt()).map(render))
}
