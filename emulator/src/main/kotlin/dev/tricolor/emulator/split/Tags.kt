package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Puts the tags in the body in the place of those that a flag or a segment had. */
internal fun Routes.Under.tags(account: Account) {
    post("tags/ws/{ws}/object/{object}/objecttype/{type}") {
        val workspace = account.workspace(this)
        val tagged: Resource = when (this["type"]) {
            "Split" -> workspace.flags.require(this["object"])
            "Segment" -> workspace.segments.require(this["object"])
            else -> refuse(400, "The object type must be Split or Segment, is '${this["type"]}'")
        }
        tagged.json += mapOf("tags" to tagList(json().texts("tags")))
        ok(tagged.json["tags"])
    }
}

/** How an object shows its tags: null when it has none. */
internal fun tagList(names: List<String>): JsonElement =
    names.distinct().map { json("name" to it.asTag()) }.ifEmpty { null }.toJson()

internal fun Resource.hasAnyTag(names: List<String>): Boolean =
    (json["tags"] as? JsonArray).orEmpty().any { (it as JsonObject).text("name") in names }
