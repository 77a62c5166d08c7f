package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.harness.HarnessLimits
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

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
internal class Fields(private val body: JsonObject) {
    private val wrong = ArrayList<Pair<String, String>>()

    fun required(name: String): String = optional(name).orEmpty().also { expect(it.isNotBlank(), name, "must not be empty") }

    fun optional(name: String): String? = read(name, "must be text") { it.text() }

    fun whole(name: String): Long? = read(name, "must be a whole number, at least 0") { value -> value.integer()?.takeIf { it >= 0 } }

    fun tags(): JsonObject = read("tags", "must be an object of texts") { value ->
        (value as? JsonObject)?.takeIf { tags -> tags.values.all { it.text() != null } }
    } ?: JsonObject(emptyMap())

    /** What people say about it, where they say anything. */
    fun described() {
        optional("description")
        optional("color")
        tags()
    }

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
