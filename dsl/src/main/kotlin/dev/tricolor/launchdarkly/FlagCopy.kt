package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.document
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * How what a flag does in one environment is copied to another, as [FlagCopyBuilder] builds it.
 *
 * @property source the environment that is copied
 * @property target the environment that is changed
 * @property comment what the audit log says of the change
 * @property includedActions the only things to copy; empty for all
 * @property excludedActions the things not to copy
 */
@Serializable(with = FlagCopy.Companion::class)
public class FlagCopy internal constructor(json: JsonObject) : Document(json) {
    public val source: FlagCopyPlace? = json.document("source", ::FlagCopyPlace)
    public val target: FlagCopyPlace? = json.document("target", ::FlagCopyPlace)
    public val comment: String? = json.stringOrNull("comment")
    public val includedActions: List<FlagCopyAction> = json.strings("includedActions").map(FlagCopyAction::of)
    public val excludedActions: List<FlagCopyAction> = json.strings("excludedActions").map(FlagCopyAction::of)

    public companion object : DocumentType<FlagCopy>(::FlagCopy) {
        @JvmStatic
        override fun fromJson(text: String): FlagCopy = super.fromJson(text)
    }
}

/**
 * An environment that a flag is copied from or to.
 *
 * @property key its key
 * @property currentVersion the version that the flag must have there; null takes any
 */
@Serializable(with = FlagCopyPlace.Companion::class)
public class FlagCopyPlace internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val currentVersion: Long? = json.longOrNull("currentVersion")

    public companion object : DocumentType<FlagCopyPlace>(::FlagCopyPlace)
}
