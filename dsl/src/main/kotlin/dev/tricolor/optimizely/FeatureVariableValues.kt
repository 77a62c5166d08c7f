package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.quotedList
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A value that a variable of [type] can never have. A type that nobody knows yet may have any. */
internal fun Problems.requireValue(path: String, type: FeatureVariableType?, value: String?) {
    if (type == null || value == null) return
    require(fits(type, value), path) { "is ${quoted(value)}, must be ${KINDS[type]}" }
}

internal fun fits(type: FeatureVariableType, value: String): Boolean = when (type) {
    FeatureVariableType.BOOLEAN -> value == "true" || value == "false"
    FeatureVariableType.INTEGER -> value.matches(INTEGER) && value.toLongOrNull() != null
    FeatureVariableType.DOUBLE -> value.matches(NUMBER) && value.toDouble().isFinite()
    FeatureVariableType.JSON -> isJson(value)
    else -> true
}

/** Values of variables that [feature] does not have, or that its variables can never have. */
internal fun Problems.requireValues(path: String, feature: Feature, values: Map<String, String>) {
    values.forEach { (key, value) ->
        val variable = feature.variable(key)
        require(variable != null, "$path.$key") {
            "is a variable that ${feature.key ?: "the feature"} does not have; it has ${quotedList(feature.variables.map { it.key })}"
        }
        requireValue("$path.$key", variable?.type, value)
    }
}

private fun isJson(text: String): Boolean {
    if (nesting(text) > MAX_NESTING) return false
    return try {
        isStrict(Json.parseToJsonElement(text))
    } catch (_: SerializationException) {
        false
    }
}

/** The library's parser takes words without quotes. */
private fun isStrict(element: JsonElement): Boolean = when (element) {
    is JsonObject -> element.values.all(::isStrict)
    is JsonArray -> element.all(::isStrict)
    is JsonNull -> true
    is JsonPrimitive -> element.isString || element.content == "true" || element.content == "false" || element.content.matches(NUMBER)
}

private val KINDS by lazy {
    with(FeatureVariableType) { mapOf(BOOLEAN to "true or false", INTEGER to "a whole number", DOUBLE to "a number", JSON to "JSON") }
}
private val INTEGER by lazy { Regex("-?\\d+") }
private val NUMBER by lazy { Regex("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?") }
