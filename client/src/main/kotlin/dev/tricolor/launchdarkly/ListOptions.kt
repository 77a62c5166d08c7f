package dev.tricolor.launchdarkly

import dev.tricolor.OpenEnum
import kotlinx.serialization.json.JsonPrimitive

/** Collects what a list is asked to filter and sort by and to show, in the order in which it was said. */
internal class ListOptions(private val and: String = ",") {
    private val filters = mutableListOf<String>()
    private val conditions = mutableListOf<String>()
    private val sorts = mutableListOf<String>()
    private val expands = mutableListOf<String>()

    fun filter(text: String) {
        filters += text
    }

    /** A filter in the form `field operator value`, which may hold a bar for or. */
    fun condition(expression: String) {
        require(expression.isNotBlank()) { "a filter is blank" }
        conditions += expression
    }

    fun sort(field: OpenEnum, descending: Boolean) {
        sorts += if (descending) "-${field.value}" else field.value
    }

    fun expand(field: String) {
        if (field !in expands) expands += field
    }

    fun parameters(): List<Pair<String, String>> = listOfNotNull(
        (filters + bracketed()).joined("filter", and),
        sorts.joined("sort", ","),
        expands.joined("expand", ","),
    )

    /** A comma binds closer than a bar. */
    private fun bracketed() = if (conditions.size < 2) conditions else conditions.map { if ('|' in it) "($it)" else it }

    private fun List<String>.joined(name: String, separator: String) = if (isEmpty()) null else name to joinToString(separator)
}

/** A text that stands in a filter such as `query:abc,tags:a+b`, in which nothing can be escaped. */
internal fun filterText(field: String, text: String): String = text.also {
    require(it.isNotBlank()) { "$field is blank" }
    require(it.none { char -> char in ",+|" }) { "$field is \"$it\", which a filter cannot hold: it has one of ',', '+' and '|'" }
}

/** A text as filters of the form `field operator value` hold it, with everything escaped that must be. */
internal fun quotedValue(field: String, text: String): String {
    require(text.isNotBlank()) { "$field is blank" }
    return JsonPrimitive(text).toString()
}

internal fun quotedValues(field: String, texts: List<String>): String {
    require(texts.isNotEmpty()) { "$field are none, must be at least one" }
    return texts.joinToString(",", "[", "]") { quotedValue(field, it) }
}
