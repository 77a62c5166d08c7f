package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

// What LaunchDarkly's lists and resources have in common.

/** The filter `field:value,field:value` in the parameter [name], of which only [fields] are known. */
internal fun Call.asked(name: String, vararg fields: String): Map<String, String> =
    query(name).orEmpty().split(',').filter { it.isNotBlank() }.associate {
        val field = it.substringBefore(':').trim()
        if (field !in fields || ':' !in it) refuse(400, "$name: '$it' must be one of ${fields.joinToString { one -> "$one:…" }}")
        field to it.substringAfter(':').trim()
    }

/** The tags of a body, each of them once. */
internal fun tags(body: JsonObject): List<String> = body["tags"].orAbsent()?.texts("tags").orEmpty().asTags()

internal fun List<String>.asTags(): List<String> = distinct().onEach {
    if (!LaunchDarklyLimits.isTag(it)) refuse(400, "'$it' is no tag: at most ${LaunchDarklyLimits.TAG} letters, digits, '.', '_' and '-'")
}

/** Whether [word] is in the key or in one of [fields]. */
internal fun Keyed.mentions(word: String, vararg fields: String): Boolean =
    (fields.map { json.text(it) } + id).any { it?.contains(word, ignoreCase = true) == true }

/** Whether [resource] has all the tags that stand in [wanted], joined by `+`. */
internal fun hasTags(resource: JsonObject, wanted: String?): Boolean {
    val tags = (resource["tags"] as? JsonArray).orEmpty().map { it.text().orEmpty().lowercase() }
    return wanted == null || wanted.lowercase().split('+').all { it in tags }
}

/** [items], which are in the order of their creation, as `sort` says; a field of [fields] without a value is that order. */
internal fun <T> Call.sorted(items: List<T>, fields: Map<String, ((T) -> Comparable<*>)?>): List<T> {
    val orders = query("sort").orEmpty().split(',').filter { it.isNotBlank() }.map { asked ->
        val name = asked.trim().removePrefix("-")
        if (name !in fields) refuse(400, "sort: '$name' must be one of ${fields.keys.joinToString()}")
        val value = fields[name]
        val order = compareBy<IndexedValue<T>> { if (value == null) it.index else value(it.value) }
        if (asked.trim().startsWith("-")) order.reversed() else order
    }
    if (orders.isEmpty()) return items
    return items.withIndex().sortedWith(orders.reduce { first, second -> first.then(second) }).map { it.value }
}

/** What `expand` names. */
internal fun Call.expanded(): Set<String> = queries("expand").flatMap { it.split(',') }.map { it.trim() }.toSet()

/** Whether the parameter [name] is true; it is false where it is not there. */
internal fun Call.switch(name: String): Boolean = when (val value = query(name)) {
    null, "false" -> false
    "true" -> true
    else -> refuse(400, "$name must be true or false, is '$value'")
}
