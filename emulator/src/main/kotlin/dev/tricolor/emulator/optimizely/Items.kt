package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.OptimizelyLimits
import kotlinx.serialization.json.JsonObject

// What all that lives in a project has in common.

internal fun <T : Item> Store<T>.of(project: Project): List<T> = filter { it.project === project }

/** The one with the id in a path, which must be a number; or else it is no id, and 400, where an unknown one is 404. */
internal fun <T : Numbered> Store<T>.numbered(id: String): T {
    id.toLongOrNull() ?: refuse(400, "An id must be a whole number, is '$id'")
    return requireId(id)
}

/** The items of the project that the query names. */
internal fun <T : Item> OptimizelyAccount.asked(call: Call, store: Store<T>): List<T> = store.of(askedProject(call))

/** Puts [item] away, which is what a DELETE does; it stays where it can be read, and may be put away again. */
internal fun <T : Item> OptimizelyAccount.archive(store: Store<T>, item: T): Reply {
    if (item.json["archived"].boolean() != true) change(store, item, json("archived" to true))
    return Reply(204)
}

/** The body, of which [rules] hold. */
internal fun Call.checked(rules: Fields.(JsonObject) -> Unit): JsonObject = jsonObject().also { body ->
    Fields(body).apply {
        rules(body)
        refuseIfAny()
    }
}

/** The members of this body that may be set and say something. */
internal fun JsonObject.given(names: Set<String>): JsonObject = JsonObject(only(names).filterValues { it.orAbsent() != null })

/** A parameter of the query that is true or false. */
internal fun Call.flag(name: String): Boolean? = query(name)?.let { said ->
    said.toBooleanStrictOrNull() ?: refuse(400, "$name must be true or false, is '$said'")
}

internal fun Fields.item(body: JsonObject) {
    texts("name", "description")
    booleans("archived")
    check("name", body.text("name")?.isBlank() != true, "is blank")
}

internal fun Fields.key(body: JsonObject) {
    texts("key")
    check("key", body.text("key")?.let(OptimizelyLimits::isKey) != false, "must be 1 to 64 letters, digits, '_' and '-'")
}

internal fun Fields.spacedKey(body: JsonObject) {
    texts("key")
    val right = body.text("key")?.let(OptimizelyLimits::isSpacedKey) != false
    check("key", right, "must be 1 to 64 letters, digits, spaces, '_', '-' and '.'")
}
