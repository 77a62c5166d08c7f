@file:JvmName("LaunchDarklyPayloads")
@file:JvmMultifileClass

package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A segment to be created. Built by [launchDarklySegment].
 *
 * @property key what it will be addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 * @property tags its tags
 * @property unbounded whether it is a big segment; null means that it is not
 * @property unboundedContextKind the kind of context that the keys of a big segment are of; null means `user`
 * @property included the keys of users that are in it; for a big segment, of contexts of its kind
 * @property excluded the keys of users that are not; for a big segment, of contexts of its kind
 * @property includedContexts the keys of contexts of other kinds that are in it
 * @property excludedContexts the keys of contexts of other kinds that are not
 * @property rules who else is in it
 */
@Serializable(with = NewSegment.Companion::class)
public class NewSegment internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val tags: List<String> = json.strings("tags")
    public val unbounded: Boolean? = json.booleanOrNull("unbounded")
    public val unboundedContextKind: String? = json.stringOrNull("unboundedContextKind")
    public val included: List<String> = json.strings("included")
    public val excluded: List<String> = json.strings("excluded")
    public val includedContexts: List<SegmentTarget> = json.documents("includedContexts", ::SegmentTarget)
    public val excludedContexts: List<SegmentTarget> = json.documents("excludedContexts", ::SegmentTarget)
    public val rules: List<SegmentRule> = json.documents("rules", ::SegmentRule)

    public companion object : DocumentType<NewSegment>(::NewSegment) {
        @JvmStatic
        override fun fromJson(text: String): NewSegment = super.fromJson(text)
    }
}

/**
 * Says what a segment is, with its rules and targets.
 *
 * @param key what it will be addressed by: a letter or digit, then letters, digits, `.`, `_` and `-`
 * @param name what people call it
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
public fun launchDarklySegment(key: String, name: String, block: Block<SegmentBuilder>): NewSegment =
    SegmentBuilder(key, name).configuredBy(block).segment()

/** Builds a [NewSegment]. */
public class SegmentBuilder(key: String, name: String) : PayloadBuilder("segment") {
    private val rules = mutableListOf<SegmentRuleBuilder>()
    private val included = linkedMapOf<String, LinkedHashSet<String>>()
    private val excluded = linkedMapOf<String, LinkedHashSet<String>>()

    init {
        fields["key"] = JsonPrimitive(key)
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String by text("description")

    /**
     * Whether it is a big segment: a list of keys of one kind, more than 15,000 of them. It has no rules, and cannot become a segment of
     * the other sort later.
     */
    public var unbounded: Boolean by flag("unbounded")

    /** The kind of context that the keys of a big segment are of; `user` unless set. */
    public var unboundedContextKind: String by text("unboundedContextKind")

    /** Sets [SegmentBuilder.description]. */
    public fun description(text: String): SegmentBuilder = apply { description = text }

    /** Sets [SegmentBuilder.unbounded]. */
    public fun unbounded(unbounded: Boolean): SegmentBuilder = apply { this.unbounded = unbounded }

    /** Sets [SegmentBuilder.unboundedContextKind]. */
    public fun unboundedContextKind(key: String): SegmentBuilder = apply { unboundedContextKind = key }

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): SegmentBuilder = tags(tags.asList())

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): SegmentBuilder = apply { fields["tags"] = texts(tags) }

    /** Adds a rule: who matches it is in the segment. */
    public fun rule(block: Block<SegmentRuleBuilder>): SegmentBuilder = apply { rules += SegmentRuleBuilder().configuredBy(block) }

    /** Includes the contexts of kind [contextKind] that have one of [keys], whatever the rules say. */
    public fun include(contextKind: String, vararg keys: String): SegmentBuilder = include(contextKind, keys.asList())

    /** Includes the contexts of kind [contextKind] that have one of [keys], whatever the rules say. */
    public fun include(contextKind: String, keys: Collection<String>): SegmentBuilder = apply { included.say(contextKind, keys) }

    /** Excludes the contexts of kind [contextKind] that have one of [keys], whatever the rules say. */
    public fun exclude(contextKind: String, vararg keys: String): SegmentBuilder = exclude(contextKind, keys.asList())

    /** Excludes the contexts of kind [contextKind] that have one of [keys], whatever the rules say. */
    public fun exclude(contextKind: String, keys: Collection<String>): SegmentBuilder = apply { excluded.say(contextKind, keys) }

    /**
     * The segment.
     *
     * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it
     */
    public fun segment(): NewSegment = NewSegment(build())

    override fun json(): JsonObject {
        put("rules", rules.map { it.json() })
        putTargets("included", included)
        putTargets("excluded", excluded)
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        val segment = NewSegment(json)
        problems.requireKey("key", segment.key, LaunchDarklyLimits.SEGMENT_KEY)
        problems.require(!segment.name.isNullOrBlank(), "name") { "is blank" }
        problems.requireTags("tags", segment.tags)
        rules.forEachIndexed { index, rule -> rule.checkInto(problems.at("rules[$index]"), rule.json()) }
        checkTargets(problems)
        if (segment.unbounded == true) checkBig(problems)
    }

    private fun checkTargets(problems: Problems) {
        listOf("included" to included, "excluded" to excluded).forEach { (list, targets) ->
            targets.forEach { (kind, keys) ->
                problems.require(kind.isNotBlank(), list) { "has a context kind that is blank" }
                problems.requireTexts(keys, "$list($kind)")
            }
        }
        included.forEach { (kind, keys) ->
            val both = keys intersect excluded[kind].orEmpty()
            problems.require(both.isEmpty(), "excluded($kind)") { "has ${quoted(both.first())}, which is included too" }
        }
    }

    private fun checkBig(problems: Problems) {
        problems.require(rules.isEmpty(), "rules") { "there are ${rules.size}, must be none in a big segment" }
        (included.keys + excluded.keys).filter { it != bigKind() }.forEach { kind ->
            problems.add(if (kind in included) "included($kind)" else "excluded($kind)", "is of another kind than ${quoted(bigKind())}")
        }
    }

    private fun bigKind() = (fields["unboundedContextKind"] as? JsonPrimitive)?.content ?: USER

    /** Keys of users have a list of their own, and those of a big segment, which is of one kind, have it too. */
    private fun putTargets(list: String, targets: Map<String, Collection<String>>) {
        val bare = if (fields["unbounded"] == JsonPrimitive(true)) bigKind() else USER
        put(list, targets[bare].orEmpty().map(::JsonPrimitive))
        put("${list}Contexts", (targets - bare).map { (kind, keys) ->
            JsonObject(mapOf("contextKind" to JsonPrimitive(kind), "values" to texts(keys)))
        })
    }

    private fun MutableMap<String, LinkedHashSet<String>>.say(contextKind: String, keys: Collection<String>) {
        getOrPut(contextKind) { LinkedHashSet() } += keys
    }
}

/** Builds a rule of a segment: who matches all of its clauses is in the segment. */
public class SegmentRuleBuilder internal constructor() : PayloadBuilder("rule of a segment") {
    private val clauses = mutableListOf<ClauseBuilder>()

    /** What it is for. */
    public var description: String by text("description")

    /** Which part of those who match is in, in thousandths of a percent, 0 to 100,000; all of them unless set. */
    public var weight: Int by int("weight", LaunchDarklyLimits.WEIGHTS)

    /** The kind of context of which [weight] takes a part; `user` unless set. */
    public var rolloutContextKind: String by text("rolloutContextKind")

    /** The attribute by which the part is drawn; the key unless set. */
    public var bucketBy: String by text("bucketBy")

    /** Sets [SegmentRuleBuilder.description]. */
    public fun description(text: String): SegmentRuleBuilder = apply { description = text }

    /** Sets [SegmentRuleBuilder.weight]. */
    public fun weight(thousandths: Int): SegmentRuleBuilder = apply { weight = thousandths }

    /** Sets [SegmentRuleBuilder.rolloutContextKind]. */
    public fun rolloutContextKind(key: String): SegmentRuleBuilder = apply { rolloutContextKind = key }

    /** Sets [SegmentRuleBuilder.bucketBy]. */
    public fun bucketBy(attribute: String): SegmentRuleBuilder = apply { bucketBy = attribute }

    /** Adds something that must hold: `clause(attribute("country") oneOf listOf("ES", "PT"))`. */
    public fun clause(clause: ClauseBuilder): SegmentRuleBuilder = apply { clauses += clause }

    override fun json(): JsonObject {
        fields["clauses"] = JsonArray(clauses.map { it.json() })
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(clauses.isNotEmpty(), "clauses") { "there are none, must be at least one" }
        clauses.checkInto(problems, "clauses")
        SegmentRule(json).weight?.let { problems.requireWeight(it) }
        listOf("rolloutContextKind", "bucketBy").forEach { name ->
            problems.require((json[name] as? JsonPrimitive)?.content?.isBlank() != true, name) { "is blank" }
        }
    }
}

internal fun List<ClauseBuilder>.checkInto(problems: Problems, path: String): Unit =
    forEachIndexed { index, clause -> clause.checkInto(problems.at("$path[$index]"), clause.json()) }

internal fun Problems.requireWeight(weight: Long): Unit = require(weight in 0..LaunchDarklyLimits.WEIGHTS, "weight") {
    "is $weight, must be 0 to ${LaunchDarklyLimits.WEIGHTS} thousandths of a percent"
}
