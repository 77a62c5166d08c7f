package dev.tricolor.harness

import dev.tricolor.MalformedDocumentException
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.document
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The thing that an answer wraps together with what Harness says of it. */
internal fun <T : Any> JsonObject.wrapped(key: String, wrap: (JsonObject) -> T): T =
    document(key, wrap) ?: throw MalformedDocumentException(key, "is missing, must be an object")

/** Texts by their keys; a null is as good as an absence. */
internal fun JsonObject.textMap(key: String): Map<String, String> = document(key) { map ->
    map.keys.mapNotNull { name -> map.stringOrNull(name)?.let { name to it } }.toMap()
}.orEmpty()

internal fun Problems.requireIdentifier(text: String, path: String) = require(HarnessLimits.isIdentifier(text), path) {
    "is ${quoted(text)}, must be a letter or _, then letters, digits, _ and $, at most ${HarnessLimits.IDENTIFIER} characters"
}

internal fun Problems.requireText(json: JsonObject, key: String) = require(!json.stringOrNull(key).isNullOrBlank(), key) { "is blank" }

internal fun Problems.requireTexts(texts: List<String>, path: String) =
    texts.forEachIndexed { index, text -> require(text.isNotBlank(), "$path[$index]") { "is blank" } }

/** Adds [item] to the list [name], where it is not in it yet. */
internal fun PayloadBuilder.addOnce(name: String, item: JsonElement) {
    val before = (fields[name] as? JsonArray).orEmpty()
    if (item !in before) fields[name] = JsonArray(before + item)
}

/** Takes every item that [matches] out of the list [name]; what is no list stays as it is. */
internal fun PayloadBuilder.removeAll(name: String, matches: (JsonElement) -> Boolean) {
    (fields[name] as? JsonArray)?.let { items -> fields[name] = JsonArray(items.filterNot(matches)) }
}

/** Puts [texts], each of them once, in the place of the list [name]. */
internal fun PayloadBuilder.replaceAll(name: String, texts: Iterable<String>) {
    fields[name] = JsonArray(texts.distinct().map(::JsonPrimitive))
}
