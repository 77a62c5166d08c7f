package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private const val DEFAULT_PAGE = 50
private const val MAX_PAGE = 100

/** An answer in Harness's envelope; [data] may be a plain Kotlin value. */
internal fun HarnessState.data(data: Any?): Reply =
    ok(json("status" to "SUCCESS", "data" to data, "metaData" to null, "correlationId" to ids.transaction()))

/** The page that the query asks for: `{totalPages, totalItems, pageItemCount, pageSize, content, pageIndex, empty}`. */
internal fun <T> Call.page(items: List<T>, defaultSize: Int = DEFAULT_PAGE, render: (T) -> JsonElement): JsonObject {
    val size = number("pageSize")?.takeIf { it >= 1 }?.coerceAtMost(MAX_PAGE) ?: defaultSize
    val index = number("pageIndex")?.coerceAtLeast(0) ?: 0
    val start = minOf(index.toLong() * size, items.size.toLong()).toInt()
    val content = items.subList(start, minOf(start + size, items.size)).map(render)
    return json(
        "totalPages" to (items.size + size - 1) / size,
        "totalItems" to items.size,
        "pageItemCount" to content.size,
        "pageSize" to size,
        "content" to content,
        "pageIndex" to index,
        "empty" to content.isEmpty(),
        "pageToken" to null,
    )
}

private fun Call.number(name: String): Int? =
    query(name)?.let { it.toIntOrNull() ?: refuse(400, "$name must be a whole number, is '$it'") }
