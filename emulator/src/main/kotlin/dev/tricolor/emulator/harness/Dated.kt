package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.harness.HarnessLimits
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

/** Refuses a body with 400 and says of each field what is wrong with it. */
internal fun HarnessState.refuseFields(wrong: List<Pair<String, String>>): Nothing = refuse(
    Reply(
        400,
        json(
            "status" to "FAILURE",
            "code" to "INVALID_REQUEST",
            "message" to wrong.joinToString("; ", "Invalid request: ") { (field, error) -> "$field $error" },
            "correlationId" to ids.transaction(),
            "errors" to wrong.map { (field, error) -> json("fieldId" to field, "error" to error) },
        ),
    ),
)

/** The fields of a body, read one by one; what is wrong with them is told at once by [refuseIfAny]. */
internal class FieldReader(private val body: JsonObject) {
    private val wrong = ArrayList<Pair<String, String>>()

    fun required(name: String): String = optional(name).orEmpty().also { expect(it.isNotBlank(), name, "cannot be empty") }

    fun optional(name: String): String? = read(name, "must be text") { it.text() }

    fun whole(name: String): Long? = read(name, "must be a whole number, at least 0") { value -> value.integer()?.takeIf { it >= 0 } }

    fun tags(): JsonObject = read("tags", "must be an object of texts") { value ->
        (value as? JsonObject)?.takeIf { tags -> tags.values.all { it.text() != null } }
    } ?: JsonObject(emptyMap())

    fun identifier(): String = required("identifier").also {
        expect(it.isBlank() || HarnessLimits.isIdentifier(it), "identifier", "must match ^[a-zA-Z_][0-9a-zA-Z_$]{0,127}$")
    }

    fun expect(right: Boolean, name: String, otherwise: String) {
        if (!right) wrong += name to otherwise
    }

    fun refuseIfAny(state: HarnessState) {
        if (wrong.isNotEmpty()) state.refuseFields(wrong)
    }

    private fun <T : Any> read(name: String, otherwise: String, read: (JsonElement) -> T?): T? =
        body[name].orAbsent()?.let { value -> read(value).also { expect(it != null, name, otherwise) } }
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
