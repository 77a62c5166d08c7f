package dev.tricolor.optimizely.config

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

/** Whether [conditions] are the id of an audience, or a list of such, or a list of lists. */
internal fun areAudienceConditions(conditions: JsonElement): Boolean =
    conditions is JsonPrimitive && conditions.isString || conditions is JsonArray && conditions.all(::areAudienceConditions)

/** `["and", ["or", "1", "2"], "3"]` in words: `("us" OR "female") AND "adult"`. An audience without a name goes by its id. */
internal fun audienceExpression(conditions: JsonElement, names: Map<String, String>): String = when (conditions) {
    is JsonNull -> ""
    is JsonPrimitive -> "\"${names[conditions.content] ?: conditions.content}\""
    is JsonArray -> {
        val operator = operatorOf(conditions)
        val operands = if (operator == null) conditions else conditions.drop(1)
        when {
            operands.isEmpty() -> ""
            operator == "not" -> "NOT " + operand(operands.first(), names)
            operands.size == 1 -> audienceExpression(operands.first(), names)
            else -> operands.joinToString(if (operator == "and") " AND " else " OR ") { operand(it, names) }
        }
    }
    else -> error("refused when it was read")
}

private fun operatorOf(conditions: JsonArray): String? =
    (conditions.firstOrNull() as? JsonPrimitive)?.content?.takeIf { it == "and" || it == "or" || it == "not" }

private fun operand(conditions: JsonElement, names: Map<String, String>): String =
    audienceExpression(conditions, names).let { if (conditions is JsonPrimitive) it else "($it)" }
