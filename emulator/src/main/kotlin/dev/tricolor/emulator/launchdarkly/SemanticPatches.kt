package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject

/** Whether the body is announced as a semantic patch; LaunchDarkly reads it as one only then. */
internal val Call.isSemanticPatch: Boolean
    get() = request.header("Content-Type").orEmpty().split(';').any { it.trim() == "domain-model=launchdarkly.semanticpatch" }

/** The instructions of the semantic patch that [body] is; at least one. */
internal fun Call.instructions(body: JsonObject): List<JsonObject> {
    if (!isSemanticPatch) refuse(400, "A semantic patch needs the content type application/json; domain-model=launchdarkly.semanticpatch")
    return body.optionalObjects("instructions")?.takeIf { it.isNotEmpty() } ?: refuse(400, "instructions must not be empty")
}

/** Betas are for those who say that they know. */
internal fun Call.requireBeta() {
    if (request.header("LD-API-Version") != "beta") refuse(403, "This is a beta: it needs the header LD-API-Version: beta")
}
