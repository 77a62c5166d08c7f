package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

private typealias Condition = (Segment) -> Boolean

/** `field operator value`, with a comma for and, a bar for or, and parentheses. */
internal class SegmentFilter(private val text: String) {
    private var position = 0
    private val condition = or().also { if (position < text.length) malformed() }

    fun matches(segment: Segment): Boolean = condition(segment)

    private fun or(): Condition = several('|', ::and).let { all -> { segment -> all.any { it(segment) } } }

    private fun and(): Condition = several(',', ::one).let { all -> { segment -> all.all { it(segment) } } }

    private fun several(separator: Char, part: () -> Condition): List<Condition> = buildList {
        add(part())
        while (takes(separator)) add(part())
    }

    private fun one(): Condition {
        if (takes('(')) return or().also { if (!takes(')')) malformed() }
        val field = word()
        val operator = word()
        return condition(field, operator, value())
    }

    private fun takes(char: Char): Boolean {
        skipBlanks()
        return (text.getOrNull(position) == char).also { if (it) position++ }
    }

    private fun word(): String {
        skipBlanks()
        return text.drop(position).takeWhile { it.isLetter() }.also { position += it.length }.ifEmpty { malformed() }
    }

    private fun value(): JsonElement {
        skipBlanks()
        val found = VALUE.matchAt(text, position)?.value ?: malformed()
        position += found.length
        return if (found[0] in "[\"") parseJson(found) else JsonPrimitive(found.trim())
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

private fun condition(field: String, operator: String, value: JsonElement): Condition = when ("$field $operator") {
    "tags anyOf" -> value.texts(field).toSet().let { tags -> { (it.json.getValue("tags").texts("tags") intersect tags).isNotEmpty() } }
    "includedKeys anyOf" -> value.texts(field).toSet().let { keys -> { it.id in keys } }
    "excludedKeys anyOf" -> value.texts(field).toSet().let { keys -> { it.id !in keys } }
    "query equals" -> words(value).let { words -> { segment -> words.any { segment.mentions(it) } } }
    "unbounded equals" -> truth(field, value).let { big -> { it.big == big } }
    // Nothing here follows a list elsewhere, or is in a view.
    "external exists" -> truth(field, value).let { external -> { !external } }
    "view equals" -> { _ -> false }
    else -> refuse(400, "Segments cannot be filtered by '$field $operator'")
}

private fun words(value: JsonElement): List<String> = if (value is JsonArray) value.texts("query") else listOf((value as JsonPrimitive).content)

private fun truth(field: String, value: JsonElement): Boolean =
    (value as? JsonPrimitive)?.content?.toBooleanStrictOrNull() ?: refuse(400, "$field must be true or false, is $value")

private fun Segment.mentions(word: String): Boolean =
    listOf(id, json.text("name"), json.text("description")).any { it?.contains(word, ignoreCase = true) == true }
