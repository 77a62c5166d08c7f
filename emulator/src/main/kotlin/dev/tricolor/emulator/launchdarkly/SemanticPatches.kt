package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject

private const val SEMANTIC = "domain-model=launchdarkly.semanticpatch"

/** Whether the content type says that the body is a semantic patch; nothing else makes it one. */
internal fun Call.isSemanticPatch(): Boolean = request.header("Content-Type").orEmpty().split(';').drop(1)
    .any { it.filterNot { char -> char.isWhitespace() || char == '"' }.equals(SEMANTIC, ignoreCase = true) }

/** The instructions of the semantic patch that the body must be. */
internal fun Call.instructions(): List<JsonObject> {
    if (!isSemanticPatch()) refuse(400, "A semantic patch has the content type 'application/json; $SEMANTIC'")
    return jsonObject().optionalObjects("instructions")?.takeIf { it.isNotEmpty() } ?: refuse(400, "instructions is required")
}
