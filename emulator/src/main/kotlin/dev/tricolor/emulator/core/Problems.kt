package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Collects all that is wrong with a payload before it is refused; each problem starts with its path. */
internal class Problems {
    private val found = ArrayList<String>()

    fun add(path: String, problem: String) {
        found += "$path: $problem"
    }

    fun expect(right: Boolean, path: String, otherwise: String) {
        if (!right) add(path, otherwise)
    }

    /** Checks each object of the array that [value] must be. */
    fun inObjects(path: String, value: JsonElement?, check: (String, JsonObject) -> Unit) {
        if (value !is JsonArray) return add(path, if (value == null) "is required" else "must be an array")
        value.forEachIndexed { index, item ->
            if (item is JsonObject) check("$path[$index]", item) else add("$path[$index]", "must be an object, is $item")
        }
    }

    /** Checks each string of the array that [value] must be if it is there. */
    fun inStrings(path: String, value: JsonElement?, check: (String) -> Unit = {}) {
        if (value == null) return
        val texts = (value as? JsonArray)?.map { it.text() }
        if (texts == null || null in texts) return add(path, "must be an array of strings")
        texts.filterNotNull().forEach(check)
    }

    fun refuseIfAny() {
        if (found.isNotEmpty()) refuse(400, found.joinToString("; "))
    }
}
