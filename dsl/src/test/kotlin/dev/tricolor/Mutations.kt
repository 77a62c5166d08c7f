package dev.tricolor

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.longOrNull

/**
 * Reads [whole] with each field missing, null, new, unknown or spelled in another way, and writes back what it has read. Only what is
 * [identifying] may be told to be missing, and only what is [small] may be told to be too large.
 */
internal fun DocumentType<*>.survivesMutation(whole: JsonObject, identifying: Set<String>, small: Set<String>) {
    readsBack(whole)
    whole.places().forEach { place ->
        withClue(place.path.joinToString(".")) { survivesMutation(whole, place, identifying, small) }
    }
}

private fun DocumentType<*>.survivesMutation(whole: JsonObject, place: Place, identifying: Set<String>, small: Set<String>) {
    val value = place.value
    val name = place.path.last()
    val absences = listOfNotNull(
        whole.changed(place.path) { null },
        // A list has no place for nothing: its indexes may mean something.
        whole.changed(place.path) { JsonNull }.takeIf { name is String },
    )
    if (name in identifying) absences.forEach(::isToldOrRead) else absences.forEach(::readsBack)
    when {
        value is JsonObject -> {
            readsBack(whole.changed(place.path) { JsonObject(value + ("fromTheFuture" to value)) })
            isToldOrRead(whole.changed(place.path) { JsonObject(emptyMap()) })
        }
        value is JsonArray -> readsBack(whole.changed(place.path) { JsonArray(emptyList()) })
        value is JsonPrimitive && value.isString -> readsBack(whole.changed(place.path) { JsonPrimitive("from-the-future") })
        value is JsonPrimitive && value.longOrNull != null -> {
            readsBack(whole.changed(place.path) { Json.parseToJsonElement("50.0") })
            if (name !in small) readsBack(whole.changed(place.path) { JsonPrimitive(Long.MAX_VALUE) })
        }
    }
}

private fun DocumentType<*>.isToldOrRead(json: JsonElement) = try {
    readsBack(json)
} catch (told: SerializationException) {
    told.message.orEmpty() shouldContain ": is missing, must be "
}

@Suppress("UNCHECKED_CAST") // What a type has read it can write.
private fun DocumentType<*>.readsBack(json: JsonElement) {
    val text = json.toString()
    Json.encodeToString(this as DocumentType<Document>, fromJson(text)) shouldBe text
}

internal class Place(val path: List<Any>, val value: JsonElement)

internal fun JsonElement.places(path: List<Any> = emptyList()): List<Place> = when (this) {
    is JsonObject -> entries.flatMap { (name, value) -> listOf(Place(path + name, value)) + value.places(path + name) }
    is JsonArray -> flatMapIndexed { index, value -> listOf(Place(path + index, value)) + value.places(path + index) }
    else -> emptyList()
}

/** This with another value at [path]; with none where [change] gives null. */
internal fun JsonElement.changed(path: List<Any>, change: (JsonElement) -> JsonElement?): JsonElement {
    if (path.isEmpty()) return change(this) ?: JsonNull
    val rest = path.drop(1)
    fun of(value: JsonElement) = if (rest.isEmpty()) change(value) else value.changed(rest, change)
    return when (this) {
        is JsonObject -> JsonObject(mapNotNull { (name, value) -> (if (name == path[0]) of(value) else value)?.let { name to it } }.toMap())
        is JsonArray -> JsonArray(mapIndexedNotNull { index, value -> if (index == path[0]) of(value) else value })
        else -> this
    }
}
