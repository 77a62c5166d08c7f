package dev.tricolor.optimizely

import dev.tricolor.MalformedDocumentException
import dev.tricolor.nested
import dev.tricolor.quoted
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

internal fun readConditions(text: String): Conditions<Condition> =
    ConditionsReader("conditions") { path, element -> nested(path, element, ::Condition) }.read(text)

internal fun readAudienceConditions(text: String): Conditions<AudienceReference> =
    if (text.trim() == Everyone.WORD) Everyone else AUDIENCES.read(text)

private val AUDIENCES get() = ConditionsReader("audience_conditions") { path, element ->
    if (element == Everyone.json) Everyone else nested(path, element, ::AudienceReference)
}

/** Reads `[operator, operand, …]`, `[operand, …]` and leaves; what is no list is a leaf. */
private class ConditionsReader<L>(private val field: String, private val leaf: (String, JsonElement) -> Conditions<L>) {
    fun read(text: String): Conditions<L> {
        // The parser goes into itself for each list in a list.
        if (nesting(text) > MAX_NESTING) throw MalformedDocumentException(field, "is more than $MAX_NESTING lists and objects deep")
        val json = try {
            Json.parseToJsonElement(text)
        } catch (_: SerializationException) {
            throw MalformedDocumentException(field, "is ${quoted(text.take(SHOWN))}, must be JSON")
        }
        return node(field, json, 0)
    }

    private fun node(path: String, element: JsonElement, depth: Int): Conditions<L> {
        if (element !is JsonArray) return leaf(path, element)
        val deepest = ConditionGroup.MAX_DEPTH
        if (depth == deepest) throw MalformedDocumentException(path, "is in $deepest groups, must be in fewer")
        val operator = operatorOf(element.firstOrNull())
        val operands = element.indices.drop(if (operator == null) 0 else 1).map { node("$path[$it]", element[it], depth + 1) }
        if (operator == ConditionOperator.NOT && operands.size != 1) {
            throw MalformedDocumentException(path, "is \"not\" of ${operands.size} conditions, must be of one")
        }
        return ConditionGroup(operator ?: ConditionOperator.OR, operands)
    }

    private fun operatorOf(element: JsonElement?): ConditionOperator? =
        ConditionOperator.entries.find { element == JsonPrimitive(it.value) }
}

/** How deep lists and objects stand in each other, of which those in texts are none. */
internal fun nesting(text: String): Int {
    var depth = 0
    var deepest = 0
    var inText = false
    var index = 0
    while (index < text.length) {
        when (text[index]) {
            '\\' -> if (inText) index++
            '"' -> inText = !inText
            '[', '{' -> if (!inText) deepest = maxOf(deepest, ++depth)
            ']', '}' -> if (!inText) depth--
        }
        index++
    }
    return deepest
}

internal const val MAX_NESTING = 200
private const val SHOWN = 80
