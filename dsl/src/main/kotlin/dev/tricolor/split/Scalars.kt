package dev.tricolor.split

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

// Objects of the user's own names, each with a text, a number or a boolean.

/** Writes [value] by [name] into the object [field]. */
internal fun PayloadBuilder.putInto(field: String, name: String, value: JsonPrimitive) {
    fields[field] = JsonObject((fields[field] as? JsonObject).orEmpty() + (name to value))
}

internal fun Problems.requireScalars(json: JsonObject, field: String) {
    val values = json[field] ?: return
    if (values !is JsonObject) return add(field, "is $values, must be an object")
    values.forEach { (name, value) ->
        val path = "$field.$name"
        if (value is JsonPrimitive) requireFinite(path, value) else add(path, "is $value, must be text, a number, or true or false")
    }
}

/** JSON has no word for what is not a finite number. */
internal fun Problems.requireFinite(path: String, value: JsonElement?) {
    val number = (value as? JsonPrimitive)?.takeUnless { it.isString }?.content?.toDoubleOrNull() ?: return
    require(!number.isNaN() && !number.isInfinite(), path) { "is $number, must be a finite number" }
}
