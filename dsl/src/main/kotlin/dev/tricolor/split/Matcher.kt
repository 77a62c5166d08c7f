package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * One test of a rule: an attribute of the traffic, or its key, against an operand. Which of the operands is filled in follows from [type].
 *
 * @property type what is tested; a type of which Tricolor knows nothing is kept as it is
 * @property negate whether the outcome is turned round
 * @property attribute the attribute that is tested; null when it is the key
 * @property string operand: the segment of `IN_SEGMENT`, the expression of `MATCHES_STRING`
 * @property strings operand: the list of a set or string matcher
 * @property bool operand of `BOOLEAN`
 * @property number operand of the number matchers
 * @property date operand of the date matchers, in epoch milliseconds (UTC)
 * @property between operand: both ends of a range of numbers or dates, included
 * @property depends operand of `IN_SPLIT`
 */
@Serializable(with = Matcher.Companion::class)
public class Matcher internal constructor(json: JsonObject) : Document(json) {
    public val type: MatcherType = MatcherType.of(json.string("type"))
    @get:JvmName("isNegated")
    public val negate: Boolean = json.booleanOrNull("negate") ?: false
    public val attribute: String? = json.stringOrNull("attribute")
    public val string: String? = json.stringOrNull("string")
    public val strings: List<String> = json.strings("strings")
    public val bool: Boolean? = json.booleanOrNull("bool")
    public val number: Double? = json.doubleOrNull("number")
    public val date: Long? = json.longOrNull("date")
    public val between: MatcherRange? = json.document("between", ::MatcherRange)
    public val depends: MatcherDependency? = json.document("depends", ::MatcherDependency)

    public companion object : DocumentType<Matcher>(::Matcher)
}

/**
 * The range of a matcher, both ends included: numbers, or dates in epoch milliseconds.
 *
 * @property from the lower end
 * @property to the upper end
 */
@Serializable(with = MatcherRange.Companion::class)
public class MatcherRange internal constructor(json: JsonObject) : Document(json) {
    public val from: Double? = json.doubleOrNull("from")
    public val to: Double? = json.doubleOrNull("to")

    public companion object : DocumentType<MatcherRange>(::MatcherRange)
}

/**
 * What `IN_SPLIT` asks of another flag.
 *
 * @property splitName the other flag
 * @property treatment the treatment it must give
 */
@Serializable(with = MatcherDependency.Companion::class)
public class MatcherDependency internal constructor(json: JsonObject) : Document(json) {
    public val splitName: String? = json.stringOrNull("splitName")
    public val treatment: String? = json.stringOrNull("treatment")

    public companion object : DocumentType<MatcherDependency>(::MatcherDependency)
}

/** The kinds of [Matcher]; the twenty that Split documents are constants. */
public class MatcherType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The key is in the segment `string`. */
        @JvmField public val IN_SEGMENT: MatcherType = MatcherType("IN_SEGMENT")

        /** The set equals `strings`. */
        @JvmField public val EQUAL_SET: MatcherType = MatcherType("EQUAL_SET")

        /** The set and `strings` have something in common. */
        @JvmField public val ANY_OF_SET: MatcherType = MatcherType("ANY_OF_SET")

        /** The set holds all of `strings`. */
        @JvmField public val ALL_OF_SET: MatcherType = MatcherType("ALL_OF_SET")

        /** The set is part of `strings`. */
        @JvmField public val PART_OF_SET: MatcherType = MatcherType("PART_OF_SET")

        /** The same day as `date`; the time of day is dropped. */
        @JvmField public val ON_DATE: MatcherType = MatcherType("ON_DATE")

        /** `date` or later. */
        @JvmField public val ON_OR_AFTER_DATE: MatcherType = MatcherType("ON_OR_AFTER_DATE")

        /** `date` or earlier. */
        @JvmField public val ON_OR_BEFORE_DATE: MatcherType = MatcherType("ON_OR_BEFORE_DATE")

        /** In the range `between` of dates. */
        @JvmField public val BETWEEN_DATE: MatcherType = MatcherType("BETWEEN_DATE")

        /** Equals `bool`. */
        @JvmField public val BOOLEAN: MatcherType = MatcherType("BOOLEAN")

        /** Equals `number`. */
        @JvmField public val EQUAL_NUMBER: MatcherType = MatcherType("EQUAL_NUMBER")

        /** `number` or less. */
        @JvmField public val LESS_THAN_OR_EQUAL_NUMBER: MatcherType = MatcherType("LESS_THAN_OR_EQUAL_NUMBER")

        /** `number` or more. */
        @JvmField public val GREATER_THAN_OR_EQUAL_NUMBER: MatcherType = MatcherType("GREATER_THAN_OR_EQUAL_NUMBER")

        /** In the range `between` of numbers. */
        @JvmField public val BETWEEN_NUMBER: MatcherType = MatcherType("BETWEEN_NUMBER")

        /** One of `strings`. */
        @JvmField public val IN_LIST_STRING: MatcherType = MatcherType("IN_LIST_STRING")

        /** Starts with one of `strings`. */
        @JvmField public val STARTS_WITH_STRING: MatcherType = MatcherType("STARTS_WITH_STRING")

        /** Ends with one of `strings`. */
        @JvmField public val ENDS_WITH_STRING: MatcherType = MatcherType("ENDS_WITH_STRING")

        /** Contains one of `strings`. */
        @JvmField public val CONTAINS_STRING: MatcherType = MatcherType("CONTAINS_STRING")

        /** Matches the regular expression `string`. */
        @JvmField public val MATCHES_STRING: MatcherType = MatcherType("MATCHES_STRING")

        /** Another flag gives the treatment named in `depends`. */
        @JvmField public val IN_SPLIT: MatcherType = MatcherType("IN_SPLIT")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): MatcherType = MatcherType(value)
    }
}
