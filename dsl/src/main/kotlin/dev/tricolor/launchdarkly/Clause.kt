@file:JvmName("LaunchDarklyPayloads")
@file:JvmMultifileClass

package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * One condition of a rule of a flag or a segment. All clauses of a rule must hold; of the values of a clause, one.
 *
 * @property id its id; null in one that was built
 * @property attribute the attribute of the context that is compared; `segmentMatch` where segments are
 * @property op how it is compared
 * @property values what it is compared with: texts, numbers, booleans
 * @property contextKind the kind of context that it is about; null means `user`
 * @property negate whether the clause holds when the comparison does not
 */
@Serializable(with = Clause.Companion::class)
public class Clause internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val attribute: String? = json.stringOrNull("attribute")
    public val op: ClauseOperator? = json.stringOrNull("op")?.let(ClauseOperator::of)
    public val values: List<JsonElement> = (json["values"] as? JsonArray).orEmpty()
    public val contextKind: String? = json.stringOrNull("contextKind")
    public val negate: Boolean = json.booleanOrNull("negate") ?: false

    public companion object : DocumentType<Clause>(::Clause)
}

/** How a [Clause] compares. Comparisons are case-sensitive. */
public class ClauseOperator private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Is one of the values. */
        @JvmField public val IN: ClauseOperator = ClauseOperator("in")

        /** Ends with one of the values. */
        @JvmField public val ENDS_WITH: ClauseOperator = ClauseOperator("endsWith")

        /** Starts with one of the values. */
        @JvmField public val STARTS_WITH: ClauseOperator = ClauseOperator("startsWith")

        /** Matches one of the values, which are regular expressions. */
        @JvmField public val MATCHES: ClauseOperator = ClauseOperator("matches")

        /** Contains one of the values. */
        @JvmField public val CONTAINS: ClauseOperator = ClauseOperator("contains")

        /** Is less than one of the values, which are numbers. */
        @JvmField public val LESS_THAN: ClauseOperator = ClauseOperator("lessThan")

        /** Is less than or equal to one of the values, which are numbers. */
        @JvmField public val LESS_THAN_OR_EQUAL: ClauseOperator = ClauseOperator("lessThanOrEqual")

        /** Is greater than one of the values, which are numbers. */
        @JvmField public val GREATER_THAN: ClauseOperator = ClauseOperator("greaterThan")

        /** Is greater than or equal to one of the values, which are numbers. */
        @JvmField public val GREATER_THAN_OR_EQUAL: ClauseOperator = ClauseOperator("greaterThanOrEqual")

        /** Is before one of the values, which are epoch milliseconds or RFC 3339 texts. */
        @JvmField public val BEFORE: ClauseOperator = ClauseOperator("before")

        /** Is after one of the values, which are epoch milliseconds or RFC 3339 texts. */
        @JvmField public val AFTER: ClauseOperator = ClauseOperator("after")

        /** The context is in one of the segments, whose keys the values are. */
        @JvmField public val SEGMENT_MATCH: ClauseOperator = ClauseOperator("segmentMatch")

        /** Is the same semantic version as one of the values. */
        @JvmField public val SEM_VER_EQUAL: ClauseOperator = ClauseOperator("semVerEqual")

        /** Is an earlier semantic version than one of the values. */
        @JvmField public val SEM_VER_LESS_THAN: ClauseOperator = ClauseOperator("semVerLessThan")

        /** Is a later semantic version than one of the values. */
        @JvmField public val SEM_VER_GREATER_THAN: ClauseOperator = ClauseOperator("semVerGreaterThan")

        /** The operator that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ClauseOperator = ClauseOperator(value)
    }
}

/** Builds a [Clause]; the functions of [ClauseAttribute], [inSegment] and [not] make the documented ones. */
public class ClauseBuilder internal constructor(attribute: String, op: ClauseOperator, values: List<JsonElement>) :
    PayloadBuilder("clause") {
    init {
        fields["attribute"] = JsonPrimitive(attribute)
        fields["op"] = JsonPrimitive(op.value)
        fields["values"] = JsonArray(values)
        fields["negate"] = JsonPrimitive(false)
    }

    /** The kind of context that the clause is about; `user` unless set. */
    public var contextKind: String by text("contextKind")

    /** Whether the clause holds when the comparison does not. */
    public var negate: Boolean by flag("negate")

    /** Sets [ClauseBuilder.contextKind]. */
    public fun contextKind(key: String): ClauseBuilder = apply { contextKind = key }

    /** Sets [ClauseBuilder.negate]. */
    public fun negate(negate: Boolean): ClauseBuilder = apply { this.negate = negate }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require((json["attribute"] as? JsonPrimitive)?.content?.isNotBlank() == true, "attribute") { "is blank" }
        val values = json["values"] as? JsonArray
        problems.require(!values.isNullOrEmpty(), "values") { "are none, must be at least one" }
        problems.require(json["contextKind"].let { it == null || (it as? JsonPrimitive)?.content?.isNotBlank() == true }, "contextKind") {
            "is blank"
        }
    }
}

/** An attribute of a context of which a clause is made: `attribute("country") oneOf listOf("ES", "PT")`. */
public class ClauseAttribute internal constructor(private val name: String) {
    /** Is one of [values]. */
    public infix fun oneOf(values: Collection<String>): ClauseBuilder = clause(ClauseOperator.IN, values.map(::JsonPrimitive))

    /** Is one of [values]. */
    public fun oneOf(vararg values: String): ClauseBuilder = oneOf(values.asList())

    /** Is [value]. */
    public infix fun eq(value: String): ClauseBuilder = oneOf(listOf(value))

    /** Is [value]. */
    public infix fun eq(value: Number): ClauseBuilder = clause(ClauseOperator.IN, listOf(JsonPrimitive(value)))

    /** Is [value]. */
    public infix fun eq(value: Boolean): ClauseBuilder = clause(ClauseOperator.IN, listOf(JsonPrimitive(value)))

    /** Starts with [prefix]. */
    public infix fun startsWith(prefix: String): ClauseBuilder = texts(ClauseOperator.STARTS_WITH, prefix)

    /** Ends with [suffix]. */
    public infix fun endsWith(suffix: String): ClauseBuilder = texts(ClauseOperator.ENDS_WITH, suffix)

    /** Contains [part]. */
    public infix fun contains(part: String): ClauseBuilder = texts(ClauseOperator.CONTAINS, part)

    /** Matches the regular expression [pattern]. */
    public infix fun matches(pattern: String): ClauseBuilder = texts(ClauseOperator.MATCHES, pattern)

    /** Is less than [value]. */
    public infix fun lessThan(value: Number): ClauseBuilder = number(ClauseOperator.LESS_THAN, value)

    /** Is [value] or less. */
    public infix fun atMost(value: Number): ClauseBuilder = number(ClauseOperator.LESS_THAN_OR_EQUAL, value)

    /** Is greater than [value]. */
    public infix fun greaterThan(value: Number): ClauseBuilder = number(ClauseOperator.GREATER_THAN, value)

    /** Is [value] or greater. */
    public infix fun atLeast(value: Number): ClauseBuilder = number(ClauseOperator.GREATER_THAN_OR_EQUAL, value)

    /** Is before [epochMillis]. */
    public infix fun before(epochMillis: Long): ClauseBuilder = number(ClauseOperator.BEFORE, epochMillis)

    /** Is after [epochMillis]. */
    public infix fun after(epochMillis: Long): ClauseBuilder = number(ClauseOperator.AFTER, epochMillis)

    /** Is the semantic version [version]. */
    public infix fun semVerEqual(version: String): ClauseBuilder = texts(ClauseOperator.SEM_VER_EQUAL, version)

    /** Is an earlier semantic version than [version]. */
    public infix fun semVerLessThan(version: String): ClauseBuilder = texts(ClauseOperator.SEM_VER_LESS_THAN, version)

    /** Is a later semantic version than [version]. */
    public infix fun semVerGreaterThan(version: String): ClauseBuilder = texts(ClauseOperator.SEM_VER_GREATER_THAN, version)

    /** Compares in a way that has no function of its own, or with several values. */
    public fun compare(op: ClauseOperator, values: List<JsonElement>): ClauseBuilder = clause(op, values)

    private fun texts(op: ClauseOperator, value: String) = clause(op, listOf(JsonPrimitive(value)))

    private fun number(op: ClauseOperator, value: Number) = clause(op, listOf(JsonPrimitive(value)))

    private fun clause(op: ClauseOperator, values: List<JsonElement>) = ClauseBuilder(name, op, values)
}

/** The attribute of a context named [name]: `key`, `country`, or a pointer such as `/address/city`. */
public fun attribute(name: String): ClauseAttribute = ClauseAttribute(name)

/** The context is in one of the segments whose keys are [segmentKeys]. */
public fun inSegment(vararg segmentKeys: String): ClauseBuilder =
    ClauseBuilder("segmentMatch", ClauseOperator.SEGMENT_MATCH, segmentKeys.map(::JsonPrimitive))

/** The opposite of [clause]. */
public fun not(clause: ClauseBuilder): ClauseBuilder = clause.apply { negate = !negate }

/** A clause by the vendor's names. */
public fun clause(attribute: String, op: String, values: List<JsonElement>, block: Block<ClauseBuilder> = Block {}): ClauseBuilder =
    ClauseBuilder(attribute, ClauseOperator.of(op), values).configuredBy(block)
