package dev.tricolor.launchdarkly

/** Says which segments to list, and in which order. Several filters must all hold. */
public class SegmentQuery internal constructor() : ItemsQuery<SegmentQuery>(maxLimit = 50) {
    private val options = ListOptions()

    /** Only segments that have one of [tags]. */
    public fun tags(vararg tags: String): SegmentQuery = anyOf("tags", tags)

    /** Only the segments that have one of [keys]. */
    public fun includedKeys(vararg keys: String): SegmentQuery = anyOf("includedKeys", keys)

    /** All segments but those that have one of [keys]. */
    public fun excludedKeys(vararg keys: String): SegmentQuery = anyOf("excludedKeys", keys)

    /** Only segments in whose key, name or description something like [text] stands. */
    public fun query(text: String): SegmentQuery = filter("query equals ${quotedValue("query", text)}")

    /** Only big segments, or with false none of them. */
    public fun unbounded(unbounded: Boolean): SegmentQuery = filter("unbounded equals $unbounded")

    /** Only segments that follow a list elsewhere, or with false none of them. */
    public fun external(external: Boolean): SegmentQuery = filter("external exists $external")

    /** Only segments in the view that has the key [viewKey]. */
    public fun view(viewKey: String): SegmentQuery = filter("view equals ${quotedValue("view", viewKey)}")

    /** Only segments for which [expression] holds: `tags anyOf ["a","b"]|unbounded equals true`. */
    public fun filter(expression: String): SegmentQuery = apply {
        options.condition(expression)
    }

    /** Sorts by [field], upwards; behind what was said before. */
    public fun sort(field: SegmentSort): SegmentQuery = sort(field, descending = false)

    /** Sorts by [field]; behind what was said before. */
    public fun sort(field: SegmentSort, descending: Boolean): SegmentQuery = apply { options.sort(field, descending) }

    override fun parameters(): List<Pair<String, String>> = options.parameters()

    private fun anyOf(field: String, values: Array<out String>) = filter("$field anyOf ${quotedValues(field, values.asList())}")
}
