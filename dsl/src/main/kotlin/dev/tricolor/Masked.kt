package dev.tricolor

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The document as it prints, without what stands under [key], however deep. */
internal fun Document.without(key: String): String = javaClass.simpleName + masked(json, key)

private fun masked(element: JsonElement, key: String): JsonElement = when (element) {
    is JsonObject -> JsonObject(element.mapValues { (name, value) -> if (name == key) JsonPrimitive("***") else masked(value, key) })
    is JsonArray -> JsonArray(element.map { masked(it, key) })
    is JsonPrimitive -> element
}
