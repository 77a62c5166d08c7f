package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

// How handlers read a request body: null counts as absent, and a member of the wrong type is refused by its name.

internal fun JsonObject.requiredText(name: String): String =
    optionalText(name)?.takeIf { it.isNotBlank() } ?: refuse(400, "$name is required")

internal fun JsonObject.optionalText(name: String): String? =
    optional(name, "a string") { it.text() }

internal fun JsonObject.optionalBoolean(name: String): Boolean? =
    optional(name, "a boolean") { it.boolean() }

internal fun JsonObject.optionalObject(name: String): JsonObject? =
    optional(name, "an object") { it as? JsonObject }

internal fun JsonObject.optionalObjects(name: String): List<JsonObject>? =
    optional(name, "an array of objects") { value ->
        (value as? JsonArray)?.map { it as? JsonObject ?: return@optional null }
    }

internal fun JsonElement.texts(name: String): List<String> =
    (this as? JsonArray)?.map { it.text() ?: refuse(400, "$name must be an array of strings, holds $it") }
        ?: refuse(400, "$name must be an array of strings")

private fun <T : Any> JsonObject.optional(name: String, kind: String, read: (JsonElement) -> T?): T? {
    val value = this[name].orAbsent() ?: return null
    return read(value) ?: refuse(400, "$name must be $kind, is $value")
}
