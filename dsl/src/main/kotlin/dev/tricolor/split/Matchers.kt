@file:JvmName("SplitPayloads")
@file:JvmMultifileClass

package dev.tricolor.split

import dev.tricolor.PayloadBuilder
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlin.time.Instant

/** The key of the traffic: `matcher(key inSegment "employees")`. */
@get:JvmName("key")
public val key: KeySubject get() = KeySubject()

/** An attribute of the traffic: `matcher(attribute("age") between 18..30)`. */
public fun attribute(name: String): AttributeSubject = AttributeSubject(name)

/** Another flag, evaluated for the same traffic, gives [treatment]. */
public fun dependsOn(flagName: String, treatment: String): MatcherBuilder =
    MatcherBuilder(MatcherType.IN_SPLIT).depends(flagName, treatment)

/** Turns a matcher's outcome round; twice is not at all. */
public fun not(matcher: MatcherBuilder): MatcherBuilder = matcher.negated()

/** What a matcher tests. Text matchers apply to the key and to attributes alike. */
public abstract class MatcherSubject internal constructor(private val attribute: String?) {
    /** Is one of [values]. */
    public infix fun inList(values: Collection<String>): MatcherBuilder = strings(MatcherType.IN_LIST_STRING, values)

    /** Is one of [values]. */
    public fun inList(vararg values: String): MatcherBuilder = inList(values.asList())

    /** Starts with one of [prefixes]. */
    public infix fun startsWith(prefixes: Collection<String>): MatcherBuilder = strings(MatcherType.STARTS_WITH_STRING, prefixes)

    /** Starts with one of [prefixes]. */
    public fun startsWith(vararg prefixes: String): MatcherBuilder = startsWith(prefixes.asList())

    /** Starts with [prefix]. */
    public infix fun startsWith(prefix: String): MatcherBuilder = startsWith(listOf(prefix))

    /** Ends with one of [suffixes]. */
    public infix fun endsWith(suffixes: Collection<String>): MatcherBuilder = strings(MatcherType.ENDS_WITH_STRING, suffixes)

    /** Ends with one of [suffixes]. */
    public fun endsWith(vararg suffixes: String): MatcherBuilder = endsWith(suffixes.asList())

    /** Ends with [suffix]. */
    public infix fun endsWith(suffix: String): MatcherBuilder = endsWith(listOf(suffix))

    /** Contains one of [parts]. */
    public infix fun contains(parts: Collection<String>): MatcherBuilder = strings(MatcherType.CONTAINS_STRING, parts)

    /** Contains one of [parts]. */
    public fun contains(vararg parts: String): MatcherBuilder = contains(parts.asList())

    /** Contains [part]. */
    public infix fun contains(part: String): MatcherBuilder = contains(listOf(part))

    /** Matches the regular expression [regex]. Each Split SDK evaluates it in its own language's dialect. */
    public infix fun matches(regex: String): MatcherBuilder = of(MatcherType.MATCHES_STRING) { string = regex }

    internal fun strings(type: MatcherType, values: Collection<String>) = of(type) { strings(values) }

    internal inline fun of(type: MatcherType, operand: MatcherBuilder.() -> Unit): MatcherBuilder {
        val subject = attribute
        return MatcherBuilder(type).apply {
            if (subject != null) attribute = subject
            operand()
        }
    }
}

/** The key of the traffic. */
public class KeySubject internal constructor() : MatcherSubject(null) {
    /** Is in the segment. The segment must be enabled in the environment of the definition. */
    public infix fun inSegment(segmentName: String): MatcherBuilder = of(MatcherType.IN_SEGMENT) { string = segmentName }
}

/**
 * An attribute of the traffic. Dates are epoch milliseconds, or ISO-8601 text such as `2026-11-21` (midnight UTC) or
 * `2026-11-21T08:00:00Z`;
 * ranges include both ends.
 */
public class AttributeSubject internal constructor(name: String) : MatcherSubject(name) {
    /** The set has exactly the members [values]. */
    public infix fun equalToSet(values: Collection<String>): MatcherBuilder = strings(MatcherType.EQUAL_SET, values)

    /** The set has exactly the members [values]. */
    public fun equalToSet(vararg values: String): MatcherBuilder = equalToSet(values.asList())

    /** The set has at least one of [values]. */
    public infix fun hasAnyOf(values: Collection<String>): MatcherBuilder = strings(MatcherType.ANY_OF_SET, values)

    /** The set has at least one of [values]. */
    public fun hasAnyOf(vararg values: String): MatcherBuilder = hasAnyOf(values.asList())

    /** The set has all of [values]. */
    public infix fun hasAllOf(values: Collection<String>): MatcherBuilder = strings(MatcherType.ALL_OF_SET, values)

    /** The set has all of [values]. */
    public fun hasAllOf(vararg values: String): MatcherBuilder = hasAllOf(values.asList())

    /** The set has no members but [values]. */
    public infix fun isPartOf(values: Collection<String>): MatcherBuilder = strings(MatcherType.PART_OF_SET, values)

    /** The set has no members but [values]. */
    public fun isPartOf(vararg values: String): MatcherBuilder = isPartOf(values.asList())

    /** Is [value]. */
    public infix fun equalTo(value: Boolean): MatcherBuilder = of(MatcherType.BOOLEAN) { bool = value }

    /** Equals [number]. */
    public infix fun equalTo(number: Number): MatcherBuilder = number(MatcherType.EQUAL_NUMBER, number)

    /** Is [number] or less. */
    public infix fun atMost(number: Number): MatcherBuilder = number(MatcherType.LESS_THAN_OR_EQUAL_NUMBER, number)

    /** Is [number] or more. */
    public infix fun atLeast(number: Number): MatcherBuilder = number(MatcherType.GREATER_THAN_OR_EQUAL_NUMBER, number)

    /** Is in [range]. */
    public infix fun between(range: IntRange): MatcherBuilder = between(range.first, range.last)

    /** Is in [range]. */
    public infix fun between(range: LongRange): MatcherBuilder = between(range.first, range.last)

    /** Is in [range]. */
    public infix fun between(range: ClosedFloatingPointRange<Double>): MatcherBuilder = between(range.start, range.endInclusive)

    /** Is [from], [to] or in between. */
    public fun between(from: Number, to: Number): MatcherBuilder = of(MatcherType.BETWEEN_NUMBER) { between(from, to) }

    /** Is on the day, in UTC, of [date]. */
    public infix fun onDate(date: String): MatcherBuilder = of(MatcherType.ON_DATE) { date(date) }

    /** Is on the day, in UTC, of [epochMillis]. */
    public infix fun onDate(epochMillis: Long): MatcherBuilder = of(MatcherType.ON_DATE) { date(epochMillis) }

    /** Is [date] or later. */
    public infix fun onOrAfter(date: String): MatcherBuilder = of(MatcherType.ON_OR_AFTER_DATE) { date(date) }

    /** Is [epochMillis] or later. */
    public infix fun onOrAfter(epochMillis: Long): MatcherBuilder = of(MatcherType.ON_OR_AFTER_DATE) { date(epochMillis) }

    /** Is [date] or earlier. */
    public infix fun onOrBefore(date: String): MatcherBuilder = of(MatcherType.ON_OR_BEFORE_DATE) { date(date) }

    /** Is [epochMillis] or earlier. */
    public infix fun onOrBefore(epochMillis: Long): MatcherBuilder = of(MatcherType.ON_OR_BEFORE_DATE) { date(epochMillis) }

    /** Is in [range] of dates: `"2026-01-01".."2026-03-31"`. */
    public infix fun betweenDates(range: ClosedRange<String>): MatcherBuilder = betweenDates(range.start, range.endInclusive)

    /** Is in [range] of epoch milliseconds. */
    public infix fun betweenDates(range: LongRange): MatcherBuilder = betweenDates(range.first, range.last)

    /** Is [from], [to] or in between. */
    public fun betweenDates(from: String, to: String): MatcherBuilder = of(MatcherType.BETWEEN_DATE) { betweenDates(from, to) }

    /** Is [fromEpochMillis], [toEpochMillis] or in between. */
    public fun betweenDates(fromEpochMillis: Long, toEpochMillis: Long): MatcherBuilder =
        of(MatcherType.BETWEEN_DATE) { between(fromEpochMillis, toEpochMillis) }

    private fun number(type: MatcherType, value: Number) = of(type) { number(value) }
}

/**
 * A matcher in the making. The functions of [attribute] and [key] fill it in as their type needs;
 * the properties here are for `matcher(type) { … }`.
 */
public class MatcherBuilder private constructor(initial: JsonObject) : PayloadBuilder("matcher", initial) {
    internal constructor(type: MatcherType) : this(JsonObject(mapOf("type" to JsonPrimitive(type.value))))

    /** The attribute that is tested; leave it unset for the key. */
    public var attribute: String by text("attribute")

    /** The operand of a matcher on one text: a segment's name, a regular expression. */
    public var string: String by text("string")

    /** The operand of a matcher on true or false. */
    public var bool: Boolean by flag("bool")

    /** The operand of a date matcher, in epoch milliseconds. */
    public var date: Long by long("date")

    /** Whether the outcome is turned round. */
    public var negate: Boolean by flag("negate")

    /** Sets [MatcherBuilder.attribute]. */
    public fun attribute(name: String): MatcherBuilder = apply { attribute = name }

    /** Sets [MatcherBuilder.string]. */
    public fun string(value: String): MatcherBuilder = apply { string = value }

    /** Sets [MatcherBuilder.bool]. */
    public fun bool(value: Boolean): MatcherBuilder = apply { bool = value }

    /** Sets [MatcherBuilder.negate]. */
    public fun negate(negate: Boolean): MatcherBuilder = apply { this.negate = negate }

    /** Sets the operand of a matcher on a list. */
    public fun strings(values: Collection<String>): MatcherBuilder = apply { fields["strings"] = JsonArray(values.map(::JsonPrimitive)) }

    /** Sets the operand of a matcher on a list. */
    public fun strings(vararg values: String): MatcherBuilder = strings(values.asList())

    /** Sets the operand of a matcher on a number. */
    public fun number(value: Number): MatcherBuilder = apply { fields["number"] = finite("number", value) }

    /** Sets [MatcherBuilder.date]. */
    public fun date(epochMillis: Long): MatcherBuilder = apply { date = epochMillis }

    /** Sets the operand of a date matcher from ISO-8601 text. */
    public fun date(iso: String): MatcherBuilder = apply { fields["date"] = millis("date", iso) }

    /** Sets the operand of a matcher on a range: numbers, or dates in epoch milliseconds. */
    public fun between(from: Number, to: Number): MatcherBuilder = range(finite("between.from", from), finite("between.to", to))

    /** Sets the operand of a matcher on a range of dates, from ISO-8601 text. */
    public fun betweenDates(from: String, to: String): MatcherBuilder = range(millis("between.from", from), millis("between.to", to))

    /** Sets the operand of a matcher on another flag. */
    public fun depends(flagName: String, treatment: String): MatcherBuilder = apply {
        fields["depends"] = buildJsonObject {
            put("splitName", JsonPrimitive(flagName))
            put("treatment", JsonPrimitive(treatment))
        }
    }

    internal fun negated(): MatcherBuilder = MatcherBuilder(json()).also {
        it.problems.addAll(problems.all)
        if (it.fields.remove("negate") != JsonPrimitive(true)) it.negate = true
    }

    private fun range(from: JsonElement, to: JsonElement) = apply {
        fields["between"] = buildJsonObject {
            put("from", from)
            put("to", to)
        }
    }

    private fun finite(path: String, value: Number): JsonElement {
        problems.forget(path)
        val bad = value.toDouble().let { it.isNaN() || it.isInfinite() }
        problems.require(!bad, path) { "is $value, must be a finite number" }
        return JsonPrimitive(if (bad) 0 else value)
    }

    private fun millis(path: String, iso: String): JsonElement {
        problems.forget(path)
        val instant = Instant.parseOrNull(iso) ?: Instant.parseOrNull("${iso}T00:00:00Z")
        problems.require(instant != null, path) {
            "is \"$iso\", must be an ISO-8601 date or instant such as \"2026-11-21\" or \"2026-11-21T08:00:00Z\""
        }
        return JsonPrimitive(instant?.toEpochMilliseconds() ?: 0)
    }

    internal companion object {
        fun of(matcher: Matcher): MatcherBuilder = MatcherBuilder(matcher.json)
    }
}
