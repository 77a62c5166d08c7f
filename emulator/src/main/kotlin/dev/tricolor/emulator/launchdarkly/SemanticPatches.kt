package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject

private const val SEMANTIC = "domain-model=launchdarkly.semanticpatch"

/** Whether the content type says that the body is a semantic patch; nothing else makes it one. */
internal val Call.isSemanticPatch: Boolean
    get() = request.header("Content-Type").orEmpty().split(';').drop(1)
        .any { it.filterNot { char -> char.isWhitespace() || char == '"' }.equals(SEMANTIC, ignoreCase = true) }

/** The instructions of the semantic patch that [body] is; at least one. */
internal fun Call.instructions(body: JsonObject = jsonObject()): List<JsonObject> {
    if (!isSemanticPatch) refuse(400, "A semantic patch needs the content type application/json; $SEMANTIC")
    return body.optionalObjects("instructions")?.takeIf { it.isNotEmpty() } ?: refuse(400, "instructions must not be empty")
}

/** Betas are for those who say that they know. */
internal fun Call.requireBeta() {
    if (request.header("LD-API-Version") != "beta") refuse(403, "This is a beta: it needs the header LD-API-Version: beta")
}
