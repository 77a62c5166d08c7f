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
        val condition = CONDITIONS["$field $operator"] ?: refuse(400, "Segments cannot be filtered by '$field $operator'")
        return condition(value())
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

private val CONDITIONS: Map<String, (JsonElement) -> Condition> = mapOf(
    "tags anyOf" to { value -> value.words().let { tags -> { it.json.getValue("tags").texts("tags").any(tags::contains) } } },
    "includedKeys anyOf" to { value -> value.words().let { keys -> { it.id in keys } } },
    "excludedKeys anyOf" to { value -> value.words().let { keys -> { it.id !in keys } } },
    "query equals" to { value -> value.words().let { words -> { segment -> words.any { segment.mentions(it) } } } },
    "unbounded equals" to { value -> value.truth().let { big -> { it.big == big } } },
    // Nothing here follows a list elsewhere, or is in a view.
    "external exists" to { value -> value.truth().let { external -> { !external } } },
    "view equals" to { _ -> { false } },
)

/** What a list or a single word holds. */
private fun JsonElement.words(): Set<String> =
    if (this is JsonArray) texts("filter").toSet() else setOf((this as JsonPrimitive).content)

private fun JsonElement.truth(): Boolean =
    (this as? JsonPrimitive)?.content?.toBooleanStrictOrNull() ?: refuse(400, "filter: $this must be true or false")

private fun Segment.mentions(word: String): Boolean =
    listOf(id, json.text("name"), json.text("description")).any { it?.contains(word, ignoreCase = true) == true }
