package dev.tricolor.launchdarkly

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** How a patch is carried out; said beside what it changes. */
public interface PatchOptions {
    /** Whether the server only says what would come of the patch, and changes nothing. */
    public var dryRun: Boolean

    /** Whether changes and approvals that are pending may be thwarted by the patch; without it the server refuses (400). */
    public var ignoreConflicts: Boolean
}

internal class PatchOptionsHolder : PatchOptions {
    override var dryRun: Boolean = false
    override var ignoreConflicts: Boolean = false
}

/** The change alone, or under [name] beside what the audit log is to say of it. */
internal fun JsonElement.commented(comment: String?, name: String): JsonElement =
    if (comment == null) this else JsonObject(mapOf("comment" to JsonPrimitive(comment), name to this))
