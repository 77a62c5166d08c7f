@file:JvmName("OptimizelyPayloads")
@file:JvmMultifileClass

package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.MalformedDocumentException
import dev.tricolor.OpenEnum
import dev.tricolor.TricolorDsl
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Says whose results are asked for: `segment { attribute(7000) eq "gold" and not(attribute(7001) startsWith "test") }`.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything in it that can never work
 */
public fun segment(block: OptimizelySegments.() -> Conditions<SegmentCondition>): Conditions<SegmentCondition> =
    OptimizelySegments.block().checked("segment_conditions")

/**
 * An attribute of the visitor compares with a text: a leaf of the `segment_conditions` of results.
 *
 * @property attributeId the attribute's id
 * @property attributeValue what it is compared with
 * @property matchType how it is compared; exactly, unless it is said
 */
@Serializable(with = SegmentCondition.Companion::class)
public class SegmentCondition internal constructor(json: JsonObject) : Document(json), Conditions<SegmentCondition> {
    public val attributeId: Long =
        json.longOrNull("attribute_id") ?: throw MalformedDocumentException("attribute_id", "is missing, must be a whole number")
    public val attributeValue: String = json.string("attribute_value")
    public val matchType: SegmentMatchType? = json.stringOrNull("match_type")?.let(SegmentMatchType::of)

    override fun readable(): String = "attribute $attributeId ${matchType ?: SegmentMatchType.EXACT} ${quoted(attributeValue)}"

    // Datafiles have no segments: it is as it travels.
    override fun toDatafile(): JsonElement = json

    override fun leaves(): List<SegmentCondition> = listOf(this)

    override fun toString(): String = readable()

    public companion object : DocumentType<SegmentCondition>(::SegmentCondition)
}

/** How an attribute is compared with a text. */
public class SegmentMatchType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Is the text. */
        @JvmField public val EXACT: SegmentMatchType = SegmentMatchType("exact")

        /** Has the text in it. */
        @JvmField public val SUBSTRING: SegmentMatchType = SegmentMatchType("substring")

        /** Begins with the text. */
        @JvmField public val PREFIX: SegmentMatchType = SegmentMatchType("prefix")

        /** Matches the text, which is a regular expression. */
        @JvmField public val REGEX: SegmentMatchType = SegmentMatchType("regex")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SegmentMatchType = SegmentMatchType(value)
    }
}

/** What can be said of a segment of visitors. Java imports the functions statically, and [Conditions.not]. */
@TricolorDsl
public object OptimizelySegments : ConditionsScope<SegmentCondition>() {
    /** The attribute with the id, not the key, [attributeId]: `attribute(7000) eq "gold"`. */
    @JvmStatic
    public fun attribute(attributeId: Long): SegmentSubject = SegmentSubject(attributeId)
}

/** An attribute that is compared, by its id. */
public class SegmentSubject internal constructor(private val attributeId: Long) {
    /** Is [value]. */
    public infix fun eq(value: String): Conditions<SegmentCondition> = compared(value, null)

    /** Contains [part]. */
    public infix fun contains(part: String): Conditions<SegmentCondition> = compared(part, SegmentMatchType.SUBSTRING)

    /** Begins with [prefix]. */
    public infix fun startsWith(prefix: String): Conditions<SegmentCondition> = compared(prefix, SegmentMatchType.PREFIX)

    /** Matches the regular expression [regex]. */
    public infix fun matches(regex: String): Conditions<SegmentCondition> = compared(regex, SegmentMatchType.REGEX)

    private fun compared(value: String, matchType: SegmentMatchType?): Conditions<SegmentCondition> {
        val members = listOf("attribute_id" to JsonPrimitive(attributeId), "attribute_value" to JsonPrimitive(value)) +
            listOfNotNull(matchType?.let { "match_type" to JsonPrimitive(it.value) })
        return SegmentCondition(JsonObject(members.toMap()))
    }
}
