package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.longOrNull

/** An object with [members] in this order; values may be plain Kotlin ones. */
internal fun json(vararg members: Pair<String, Any?>): JsonObject =
    JsonObject(members.associateTo(LinkedHashMap()) { (name, value) -> name to value.toJson() })

internal fun Any?.toJson(): JsonElement = when (this) {
    null -> JsonNull
    is JsonElement -> this
    is String -> JsonPrimitive(this)
    is Number -> JsonPrimitive(this)
    is Boolean -> JsonPrimitive(this)
    is Iterable<*> -> JsonArray(map { it.toJson() })
    else -> error("no JSON for ${this::class}")
}

/** This object with [other]'s members put over its own; a member keeps its place. */
internal operator fun JsonObject.plus(other: Map<String, JsonElement>): JsonObject = JsonObject(toMap() + other)

internal fun JsonObject.without(names: Set<String>): JsonObject = JsonObject(filterKeys { it !in names })

internal fun JsonObject.text(name: String): String? = this[name].text()

/** The objects of the array [name]; none where it is absent. */
internal fun JsonObject.objects(name: String): List<JsonObject> = (this[name] as? JsonArray).orEmpty().filterIsInstance<JsonObject>()

internal fun JsonElement?.text(): String? = (this as? JsonPrimitive)?.takeIf { it.isString }?.content

internal fun JsonElement?.boolean(): Boolean? = (this as? JsonPrimitive)?.takeIf { !it.isString }?.booleanOrNull

internal fun JsonElement?.integer(): Long? = (this as? JsonPrimitive)?.takeIf { !it.isString }?.longOrNull

internal fun JsonElement?.orAbsent(): JsonElement? = this.takeIf { it !is JsonNull }
