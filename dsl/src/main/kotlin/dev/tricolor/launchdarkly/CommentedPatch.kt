package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.JsonPatch
import dev.tricolor.element
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/**
 * A JSON Patch of a flag or a segment, with a comment.
 *
 * @property comment what the audit log says of the change
 * @property patch the operations; null where they are no list
 */
@Serializable(with = PatchWithComment.Companion::class)
public class PatchWithComment internal constructor(json: JsonObject) : Document(json) {
    public val comment: String? = json.stringOrNull("comment")
    public val patch: JsonPatch? = (json.element("patch") as? JsonArray)?.let(JsonPatch::of)

    public companion object : DocumentType<PatchWithComment>(::PatchWithComment) {
        @JvmStatic
        override fun fromJson(text: String): PatchWithComment = super.fromJson(text)
    }
}

/**
 * A JSON Merge Patch of a flag or a segment, with a comment.
 *
 * @property comment what the audit log says of the change
 * @property merge the fields to change; null where they are no object
 */
@Serializable(with = MergePatchWithComment.Companion::class)
public class MergePatchWithComment internal constructor(json: JsonObject) : Document(json) {
    public val comment: String? = json.stringOrNull("comment")
    public val merge: JsonObject? = json.element("merge") as? JsonObject

    public companion object : DocumentType<MergePatchWithComment>(::MergePatchWithComment) {
        @JvmStatic
        override fun fromJson(text: String): MergePatchWithComment = super.fromJson(text)
    }
}
