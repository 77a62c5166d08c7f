package dev.tricolor.emulator.core

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val MAX_DEPTH = 200
private val LITERAL = Regex("true|false|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")

/** Reads what arrived as JSON, or refuses it with 400. */
internal fun parseJson(text: String): JsonElement = try {
    Json.parseToJsonElement(text).also { it.requireStrict(MAX_DEPTH) }
} catch (malformed: SerializationException) {
    refuse(400, "Malformed JSON: ${malformed.message?.lineSequence()?.first()}")
} catch (_: StackOverflowError) {
    tooDeep()
}

/** The library's trees also take words without quotes, which would be stored and sent out again as they are. */
private fun JsonElement.requireStrict(depth: Int) {
    if (depth == 0) tooDeep()
    when (this) {
        is JsonObject -> values.forEach { it.requireStrict(depth - 1) }
        is JsonArray -> forEach { it.requireStrict(depth - 1) }
        is JsonNull -> Unit
        is JsonPrimitive -> if (!isString && !LITERAL.matches(content)) refuse(400, "Malformed JSON: $content")
    }
}

private fun tooDeep(): Nothing = refuse(400, "Malformed JSON: nested more than $MAX_DEPTH deep")
