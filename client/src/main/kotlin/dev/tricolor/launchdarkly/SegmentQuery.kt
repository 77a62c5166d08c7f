package dev.tricolor.launchdarkly

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/** Says which segments to list, and in which order. Several filters must all hold. */
public class SegmentQuery internal constructor() : ItemsQuery<SegmentQuery>(maxLimit = 50) {
    private val filters = mutableListOf<String>()
    private val order = mutableListOf<String>()

    /** Only segments that have one of [tags]. */
    public fun tags(vararg tags: String): SegmentQuery = anyOf("tags", tags)

    /** Only the segments that have one of [keys]. */
    public fun includedKeys(vararg keys: String): SegmentQuery = anyOf("includedKeys", keys)

    /** All segments but those that have one of [keys]. */
    public fun excludedKeys(vararg keys: String): SegmentQuery = anyOf("excludedKeys", keys)

    /** Only segments in whose key, name or description something like [text] stands. */
    public fun query(text: String): SegmentQuery = filter("query equals ${JsonPrimitive(text)}")

    /** Only big segments, or with false none of them. */
    public fun unbounded(unbounded: Boolean): SegmentQuery = filter("unbounded equals $unbounded")

    /** Only segments that follow a list elsewhere, or with false none of them. */
    public fun external(external: Boolean): SegmentQuery = filter("external exists $external")

    /** Only segments in the view that has the key [viewKey]. */
    public fun view(viewKey: String): SegmentQuery = filter("view equals ${JsonPrimitive(viewKey)}")

    /** Only segments for which [expression] holds: `tags anyOf ["a","b"]|unbounded equals true`. */
    public fun filter(expression: String): SegmentQuery = apply {
        require(expression.isNotBlank()) { "a filter is blank" }
        filters += expression
    }

    /** Sorts by [field], behind what was said before. */
    public fun sortBy(field: SegmentSort): SegmentQuery = apply { order += field.value }

    /** Sorts by [field], the largest first, behind what was said before. */
    public fun sortByDescending(field: SegmentSort): SegmentQuery = apply { order += "-${field.value}" }

    override fun parameters(): List<Pair<String, String>> = listOfNotNull(
        filters.takeIf { it.isNotEmpty() }?.let { "filter" to joined() },
        order.takeIf { it.isNotEmpty() }?.let { "sort" to it.joinToString(",") },
    )

    private fun anyOf(field: String, values: Array<out String>): SegmentQuery {
        require(values.isNotEmpty()) { "$field are none, must be at least one" }
        return filter("$field anyOf ${JsonArray(values.map(::JsonPrimitive))}")
    }

    /** A comma means that both must hold, a bar that one must. */
    private fun joined() = filters.singleOrNull() ?: filters.joinToString(",") { if ('|' in it) "($it)" else it }
}
