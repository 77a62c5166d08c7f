package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

// LaunchDarkly's three forms of patch.

private const val SEMANTIC = "domain-model=launchdarkly.semanticpatch"

/** Whether the content type says that the body is a semantic patch; nothing else makes it one. */
private val Call.isSemanticPatch: Boolean
    get() = request.header("Content-Type").orEmpty().split(';').drop(1)
        .any { it.filterNot { char -> char.isWhitespace() || char == '"' }.equals(SEMANTIC, ignoreCase = true) }

/** The instructions of the semantic patch that the body must be; at least one. */
internal fun Call.instructions(): List<JsonObject> {
    if (!isSemanticPatch) refuse(400, "A semantic patch needs the content type application/json; $SEMANTIC")
    return jsonObject().optionalObjects("instructions")?.takeIf { it.isNotEmpty() } ?: refuse(400, "instructions must not be empty")
}

/** The instructions of the semantic patch that the body is; null where it is a patch of another form. */
internal fun Call.instructionsIfAny(): List<JsonObject>? =
    if (isSemanticPatch || "instructions" in (json() as? JsonObject).orEmpty()) instructions() else null

/** [document] with the JSON Patch of the body, alone or in `{comment, patch}`, in its [settable] members. */
internal fun Call.patched(document: JsonObject, settable: Set<String>): JsonObject {
    val body = json()
    val said = (body as? JsonObject)?.get("patch")
    val patch = (said ?: body) as? JsonArray ?: refuse(400, "The body must be a JSON Patch", "invalid_patch".takeIf { said != null })
    try {
        requireThere(document, patch.filterIsInstance<JsonObject>())
        return JsonPatch(patch).applyTo(document, settable)
    } catch (refusal: Refusal) {
        refuse(refusal.status, refusal.message, "invalid_patch")
    }
}

/** The same where the body may be a JSON Merge Patch as well, alone or in `{comment, merge}`. */
internal fun Call.patchedOrMerged(document: JsonObject, settable: Set<String>): JsonObject {
    val body = json()
    if (body !is JsonObject || "patch" in body) return patched(document, settable)
    val changes = if ("merge" in body) body.optionalObject("merge") ?: refuse(400, "merge is required") else body
    (changes.keys - settable).firstOrNull()?.let { refuse(400, "'$it' cannot be changed") }
    return merged(document, changes) as JsonObject
}

/** LaunchDarkly takes a replacement of what is absent, but not its removal. */
private fun requireThere(document: JsonObject, operations: List<JsonObject>) {
    val there = document.keys.toMutableSet()
    operations.forEach {
        val member = it.text("path").orEmpty().removePrefix("/")
        val removed = it.text("op") == "remove"
        if (removed && '/' !in member && !there.remove(member)) refuse(400, "No such path: /$member")
        if (!removed) there += member
    }
}

private fun merged(target: JsonElement?, changes: JsonElement): JsonElement = if (changes !is JsonObject) {
    changes
} else {
    changes.entries.fold(target as? JsonObject ?: JsonObject(emptyMap())) { merged, (name, change) ->
        if (change is JsonNull) merged.without(setOf(name)) else merged + mapOf(name to merged(merged[name], change))
    }
}

/** Betas are for those who say that they know. */
internal fun Call.requireBeta() {
    if (request.header("LD-API-Version") != "beta") refuse(403, "This is a beta: it needs the header LD-API-Version: beta")
}
