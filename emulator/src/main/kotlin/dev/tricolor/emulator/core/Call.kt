package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** One request that found its route: `call["name"]` is what stands in the template's hole `{name}`. */
internal class Call(val request: Request, private val holes: Map<String, String>) {
    operator fun get(hole: String): String = holes.getValue(hole)

    /** A query parameter; null also where it is given without a value, as clients do that paste what they have not got. */
    fun query(name: String): String? = request.query[name]?.firstOrNull()?.takeIf { it.isNotBlank() }

    fun queries(name: String): List<String> = request.query[name].orEmpty()

    fun requiredQuery(name: String): String =
        query(name) ?: refuse(400, "Query parameter $name is required")

    /** The body, which must be JSON. */
    fun json(): JsonElement = parseJson(request.text)

    fun jsonObject(): JsonObject = json() as? JsonObject ?: refuse(400, "The body must be a JSON object")

    /** The body where it may be left out, or say as little as `""`. */
    fun jsonObjectOrEmpty(): JsonObject =
        if (request.text.trim() in setOf("", "\"\"")) JsonObject(emptyMap()) else jsonObject()
}
