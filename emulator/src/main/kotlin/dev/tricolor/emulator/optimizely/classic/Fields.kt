package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** What may stand in a field: [accepts] what [what] says. */
internal class Kind(val what: String, val accepts: (JsonElement) -> Boolean) {
    fun orNull() = Kind("$what or null") { it is JsonNull || accepts(it) }
}

internal val TEXT = Kind("a string") { it.text() != null }
internal val NAME = Kind("a string that is not blank") { !it.text().isNullOrBlank() }
internal val FLAG = Kind("true or false") { it.boolean() != null }
internal val ID = Kind("an id") { it.integer() != null }
internal val IDS = listing("ids") { it.integer() != null }
internal val TEXTS = listing("strings") { it.text() != null }
internal val OBJECTS = listing("objects") { it is JsonObject }

internal fun within(range: LongRange) = Kind("${range.first} to ${range.last}") { value -> value.integer()?.let { it in range } == true }

internal fun oneOf(vararg values: String) = Kind("one of ${values.joinToString()}") { it.text() in values }

internal fun listing(what: String, accepts: (JsonElement) -> Boolean) = Kind("a list of $what") { it is JsonArray && it.all(accepts) }

/**
 * The fields of a kind of thing: what a body may say of it.
 *
 * @property readOnly those that are shown but never taken from a body, so that what was read can be sent back
 */
internal class Fields(private val writable: Map<String, Kind>, private val readOnly: Set<String>) {
    /** What [body] says of the writable fields; refused with 400 and the names of all that is wrong. */
    fun taken(body: JsonObject): JsonObject {
        val problems = Problems()
        body.forEach { (name, value) ->
            val kind = writable[name]
            if (kind == null) {
                problems.expect(name in readOnly, name, "is unknown")
            } else {
                problems.expect(kind.accepts(value), name, "must be ${kind.what}, is $value")
            }
        }
        problems.refuseIfAny()
        return JsonObject(body.filterKeys { it in writable })
    }
}
