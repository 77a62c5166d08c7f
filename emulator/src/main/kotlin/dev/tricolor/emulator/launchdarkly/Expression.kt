package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

internal typealias Condition<T> = (T) -> Boolean

/** What `field operator` means, with a value behind it. */
internal typealias Conditions<T> = Map<String, (JsonElement) -> Condition<T>>

/**
 * A filter such as `tags contains ["a","b"],isNumeric equals true`, with a comma or the word `and` for and, a bar for or, and parentheses.
 */
internal class Expression<T>(private val text: String, private val conditions: Conditions<T>) {
    private var position = 0
    private val condition = or().also {
        skipBlanks()
        if (position < text.length) malformed()
    }

    fun holds(item: T): Boolean = condition(item)

    private fun or(): Condition<T> = several({ takes("|") }, ::and).let { all -> { item -> all.any { it(item) } } }

    private fun and(): Condition<T> = several({ takes(",") || takes("and ") }, ::one).let { all -> { item -> all.all { it(item) } } }

    private fun several(separated: () -> Boolean, part: () -> Condition<T>): List<Condition<T>> = buildList {
        add(part())
        while (separated()) add(part())
    }

    private fun one(): Condition<T> {
        if (takes("(")) return or().also { if (!takes(")")) malformed() }
        val what = "${word()} ${word()}"
        val condition = conditions[what] ?: refuse(400, "filter: '$what' must be one of ${conditions.keys.joinToString()}")
        return condition(value())
    }

    private fun takes(sign: String): Boolean {
        skipBlanks()
        return text.startsWith(sign, position).also { if (it) position += sign.length }
    }

    private fun word(): String {
        skipBlanks()
        return text.drop(position).takeWhile { it.isLetter() || it == '.' }.also { position += it.length }.ifEmpty { malformed() }
    }

    private fun value(): JsonElement {
        skipBlanks()
        val found = VALUE.matchAt(text, position)?.value ?: malformed()
        position += found.length
        return if (found[0] in "[\"") parseJson(found) else JsonPrimitive(found)
    }

    private fun skipBlanks() {
        while (text.getOrNull(position)?.isWhitespace() == true) position++
    }

    private fun malformed(): Nothing = refuse(400, "filter cannot be read from character $position on: $text")

    private companion object {
        const val STRING = """"(?:[^"\\]|\\.)*""""
        val VALUE = Regex("""\[(?:$STRING|[^\]"])*]|$STRING|[^,|()\s]+""")
    }
}

/** Those of [items] for which the parameter `filter` holds. */
internal fun <T> Call.filtered(items: List<T>, conditions: Conditions<T>): List<T> =
    query("filter")?.takeIf { it.isNotBlank() }?.let { Expression(it, conditions) }?.let { items.filter(it::holds) } ?: items

internal fun JsonElement.word(): String = (this as? JsonPrimitive)?.content ?: refuse(400, "filter: $this must be a single value")

/** The texts of a list, or the one text that is none. */
internal fun JsonElement.words(): List<String> = if (this is JsonArray) texts("filter") else listOf(word())

internal fun JsonElement.truth(): Boolean = word().toBooleanStrictOrNull() ?: refuse(400, "filter: $this must be true or false")
