package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.document
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A change of the targets of a big segment, as [BigSegmentTargetsBuilder] builds it.
 *
 * @property included what becomes of the keys that are in it
 * @property excluded what becomes of the keys that are not
 */
@Serializable(with = BigSegmentTargets.Companion::class)
public class BigSegmentTargets internal constructor(json: JsonObject) : Document(json) {
    public val included: BigSegmentKeys? = json.document("included", ::BigSegmentKeys)
    public val excluded: BigSegmentKeys? = json.document("excluded", ::BigSegmentKeys)

    public companion object : DocumentType<BigSegmentTargets>(::BigSegmentTargets) {
        @JvmStatic
        override fun fromJson(text: String): BigSegmentTargets = super.fromJson(text)
    }
}

/**
 * Keys that are added to a list, and removed from it.
 *
 * @property add the keys to add
 * @property remove the keys to remove
 */
@Serializable(with = BigSegmentKeys.Companion::class)
public class BigSegmentKeys internal constructor(json: JsonObject) : Document(json) {
    public val add: List<String> = json.strings("add")
    public val remove: List<String> = json.strings("remove")

    public companion object : DocumentType<BigSegmentKeys>(::BigSegmentKeys)
}
