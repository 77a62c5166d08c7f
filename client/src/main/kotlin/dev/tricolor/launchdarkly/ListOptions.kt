package dev.tricolor.launchdarkly

import dev.tricolor.NotFoundException
import dev.tricolor.OpenEnum

/** Collects what a list is asked to filter and sort by and to show, in the order in which it was said. */
internal class ListOptions(private val and: String = ",") {
    private val filters = mutableListOf<String>()
    private val sorts = mutableListOf<String>()
    private val expands = mutableListOf<String>()

    fun filter(text: String) {
        filters += text
    }

    fun sort(field: OpenEnum, descending: Boolean) {
        sorts += if (descending) "-${field.value}" else field.value
    }

    fun expand(field: String) {
        if (field !in expands) expands += field
    }

    fun parameters(): List<Pair<String, String>> = listOfNotNull(
        filters.joined("filter", and),
        sorts.joined("sort", ","),
        expands.joined("expand", ","),
    )

    private fun List<String>.joined(name: String, separator: String) = if (isEmpty()) null else name to joinToString(separator)
}

/** A text that stands in a filter such as `query:abc,tags:a+b`, in which nothing can be escaped. */
internal fun filterText(field: String, text: String): String = text.also {
    require(it.isNotBlank()) { "$field is blank" }
    require(it.none { char -> char in ",+|" }) { "$field is \"$it\", which a filter cannot hold: it has one of ',', '+' and '|'" }
}

/** What [get] gives, or null when there is no such thing, or the token may not see it. */
internal suspend fun <T> orNull(get: suspend () -> T): T? = try {
    get()
} catch (_: NotFoundException) {
    null
}
