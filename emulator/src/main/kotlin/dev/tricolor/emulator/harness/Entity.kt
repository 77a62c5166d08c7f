package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** What a user named, or Harness itself where it is [managed]. */
internal class Entity(json: JsonObject, val createdAt: Long, val managed: Boolean = false) : Identified(json) {
    var lastModifiedAt: Long = createdAt
        private set

    fun replace(json: JsonObject, now: Long) {
        this.json = json
        lastModifiedAt = now
    }

    /** How Harness wraps it under [key]; with a [scope] where it says one. */
    fun wrapped(key: String, scope: Scope? = null): JsonObject {
        val place = if (scope == null) emptyMap() else mapOf("scope" to if (managed) JsonNull else JsonObject(scope.identifiers))
        val times = json("createdAt" to createdAt, "lastModifiedAt" to lastModifiedAt, "harnessManaged" to managed)
        return json(key to json) + place + times
    }
}

/** The one in the path's `{identifier}`, which must not be Harness's own. */
internal fun Call.changeable(store: Store<Entity>): Entity = store.requireId(this["identifier"]).also {
    if (it.managed) refuse(400, "${it.id} is managed by Harness and cannot be changed or deleted")
}

/** Those in whose identifier or name the query's `searchTerm` occurs. */
internal fun Call.searched(entities: List<Entity>): List<Entity> {
    val term = query("searchTerm").orEmpty()
    return entities.filter { it.id.contains(term, ignoreCase = true) || it.json.text("name").orEmpty().contains(term, ignoreCase = true) }
}

/** A body says nothing of where it belongs, or the same as the query. */
internal fun JsonObject.requireWithin(scope: Scope) = scope.identifiers.forEach { (name, value) ->
    val said = this[name] ?: JsonNull
    if (said != JsonNull && said != value) refuse(400, "$name in the body and in the query do not match")
}

/** The body of a PUT speaks of the one in the path. */
internal fun Call.requireSame(body: JsonObject) {
    if (body.text("identifier") != this["identifier"]) refuse(400, "identifier in the body and in the path do not match")
}

/** [defaults] where the body says nothing. */
internal fun JsonObject.over(defaults: JsonObject): JsonObject = defaults + filterValues { it != JsonNull }
