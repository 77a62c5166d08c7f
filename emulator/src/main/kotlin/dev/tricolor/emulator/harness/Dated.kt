package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** What has an identifier and is written whole: made once, replaced any number of times. */
internal open class Dated(json: JsonObject, val createdAt: Long) : Identified(json) {
    var lastModifiedAt = createdAt
        private set

    // Not by way of the store, which would hold the name that people gave it against the identifiers of others.
    fun replace(json: JsonObject, now: Long) {
        this.json = json
        lastModifiedAt = now
    }

    val times: Map<String, JsonElement> get() = json("createdAt" to createdAt, "lastModifiedAt" to lastModifiedAt)
}

/** Refuses a body that belongs somewhere else than the query says. */
internal fun Scope.requireIn(body: JsonObject) {
    identifiers.forEach { (name, value) ->
        val said = body.text(name)
        if (said != null && said != value.text()) refuse(400, "$name is '$said' in the body and ${value.text()} in the query")
    }
}

/** Refuses a body that is of another thing than the path. */
internal fun requireSame(inPath: String, inBody: String) {
    if (inPath != inBody) refuse(400, "identifier is '$inBody' in the body and '$inPath' in the path")
}

internal fun Dated.matches(term: String?): Boolean = term.isNullOrBlank() ||
    (listOf(id, json.text("name")) + (json["tags"] as? JsonObject)?.keys.orEmpty()).any { it?.contains(term, ignoreCase = true) == true }

/** The items that the query's `identifiers` name; all of them when it names none. */
internal fun <T : Dated> List<T>.chosen(call: Call): List<T> =
    call.queries("identifiers").let { wanted -> if (wanted.isEmpty()) this else filter { it.id in wanted } }
