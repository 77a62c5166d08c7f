package dev.tricolor.optimizely

import dev.tricolor.MalformedDocumentException
import dev.tricolor.nested
import dev.tricolor.quoted
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal fun readConditions(text: String): Conditions<Condition> = ConditionsReader("conditions", null, ::Condition).read(text)

internal fun readAudienceConditions(text: String): Conditions<AudienceReference> =
    if (text.trim() == Everyone.WORD) Everyone else ConditionsReader("audience_conditions", Everyone, ::AudienceReference).read(text)

/** Reads `[operator, operand, …]`, `[operand, …]`, the one [word] that stands for conditions, and objects, which are leaves. */
private class ConditionsReader<L>(
    private val field: String,
    private val word: Conditions<L>?,
    private val leaf: (JsonObject) -> Conditions<L>,
) {
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
        if (element == word?.json) return word
        if (element is JsonArray) return group(path, element, depth)
        if (element !is JsonObject) throw MalformedDocumentException(path, "is ${shown(element)}, must be $CONDITIONS")
        element.entries.find { !isJson(it.value) }?.let { (name, member) ->
            throw MalformedDocumentException("$path.$name", "is ${shown(member)}, must be JSON")
        }
        return nested(path, element, leaf)
    }

    private fun group(path: String, element: JsonArray, depth: Int): Conditions<L> {
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

/** The parser takes any bare word for a value, which would not be JSON when it is written. */
private fun isJson(element: JsonElement): Boolean = when (element) {
    is JsonObject -> element.values.all(::isJson)
    is JsonArray -> element.all(::isJson)
    is JsonPrimitive -> element.isString || element.content in WORDS || element.content.matches(NUMBER)
}

private val WORDS = setOf("true", "false", "null")
private val NUMBER by lazy { Regex("""-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?""") }

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

private fun shown(element: JsonElement): String = element.toString().take(SHOWN)

private const val CONDITIONS = "a condition, or a list with \"and\", \"or\" or \"not\" in front"
internal const val MAX_NESTING = 200
private const val SHOWN = 80
