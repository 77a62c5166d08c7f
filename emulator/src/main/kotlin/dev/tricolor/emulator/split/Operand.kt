package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull

/** The [member] in which a matcher carries what it compares with. */
internal class Operand(val member: String, val kind: String, private val accepts: (JsonElement?) -> Boolean) {
    fun isIn(matcher: JsonObject): Boolean = accepts(matcher[member])
}

private val STRING = Operand("string", "a string") { it.text() != null }
private val STRINGS = Operand("strings", "an array of strings") { value ->
    value is JsonArray && value.all { it.text() != null }
}
private val NUMBER = Operand("number", "a number") { it.isNumber() }
private val DATE = Operand("date", "milliseconds") { it.integer() != null }
private val BOOL = Operand("bool", "a boolean") { it.boolean() != null }
private val BETWEEN = Operand("between", "{from, to}") {
    it is JsonObject && it["from"].isNumber() && it["to"].isNumber()
}
private val DEPENDS = Operand("depends", "{splitName, treatment}") {
    it is JsonObject && it.text("splitName") != null && it.text("treatment") != null
}

/** The documented matcher types, each with the operands of which it needs one. */
internal val OPERANDS: Map<String, List<Operand>> = mapOf(
    listOf("IN_SEGMENT", "MATCHES_STRING") to listOf(STRING),
    listOf("EQUAL_SET", "ANY_OF_SET", "ALL_OF_SET", "PART_OF_SET") to listOf(STRINGS),
    listOf("IN_LIST_STRING", "STARTS_WITH_STRING", "ENDS_WITH_STRING") to listOf(STRINGS),
    listOf("CONTAINS_STRING") to listOf(STRINGS, STRING),
    listOf("ON_DATE", "ON_OR_AFTER_DATE", "ON_OR_BEFORE_DATE") to listOf(DATE),
    listOf("BETWEEN_DATE", "BETWEEN_NUMBER") to listOf(BETWEEN),
    listOf("EQUAL_NUMBER", "LESS_THAN_OR_EQUAL_NUMBER", "GREATER_THAN_OR_EQUAL_NUMBER") to listOf(NUMBER),
    listOf("BOOLEAN") to listOf(BOOL),
    listOf("IN_SPLIT") to listOf(DEPENDS),
).flatMap { (types, operands) -> types.map { it to operands } }.toMap()

private fun JsonElement?.isNumber(): Boolean = this is JsonPrimitive && !isString && doubleOrNull != null
