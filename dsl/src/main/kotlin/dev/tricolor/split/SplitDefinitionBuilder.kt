@file:JvmName("SplitPayloads")
@file:JvmMultifileClass

package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problem
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull

/**
 * Says what a feature flag does in one environment.
 *
 * Treatments, a default treatment and a default rule are needed, everything else is optional.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
public fun splitDefinition(block: Block<SplitDefinitionBuilder>): SplitDefinition =
    SplitDefinitionBuilder().configuredBy(block).definition()

/** Builds a [SplitDefinition], from nothing or from one that was read. */
public class SplitDefinitionBuilder private constructor(private val before: SplitDefinition?, initial: JsonObject?) :
    PayloadBuilder("split definition", initial) {
    internal constructor() : this(null, null)
    internal constructor(before: SplitDefinition) : this(before, before.json)

    private val treatments = before?.treatments.orEmpty().mapTo(mutableListOf()) { TreatmentBuilder(it.json) }
    private val rules = before?.rules.orEmpty().mapTo(mutableListOf()) { RuleBuilder(it) }
    private var defaultRule: DefaultRuleBuilder? = null
    private val flagSets = before?.flagSets.orEmpty().mapTo(mutableListOf<JsonElement>()) { it.json }

    /** Percent of the traffic that the rules apply to, 0 to 100; the rest gets the default treatment. Unset means 100. */
    public var trafficAllocation: Int by int("trafficAllocation", whenUnset = 100)

    /** Whether SDKs send no impressions of this flag. */
    public var impressionsDisabled: Boolean by flag("impressionsDisabled")

    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? by nullableText("title")

    /** Why it is changed; needed where the workspace requires titles and comments. */
    public var comment: String? by nullableText("comment")

    /** Adds a treatment. */
    public fun treatment(name: String): SplitDefinitionBuilder = treatment(name) {}

    /** Adds a treatment. */
    public fun treatment(name: String, block: Block<TreatmentBuilder>): SplitDefinitionBuilder = apply {
        treatments += TreatmentBuilder(JsonObject(mapOf("name" to JsonPrimitive(name)))).configuredBy(block)
    }

    /** Changes a treatment that is there already. */
    public fun editTreatment(name: String, block: Block<TreatmentBuilder>): SplitDefinitionBuilder = apply {
        existing(name)?.configuredBy(block)
    }

    /** Removes a treatment; rules that still hand it out make the definition invalid. */
    public fun removeTreatment(name: String): SplitDefinitionBuilder = apply { existing(name)?.let(treatments::remove) }

    /** The treatment that is given when the flag is killed, and outside the traffic allocation. */
    public fun defaultTreatment(name: String): SplitDefinitionBuilder = apply { fields["defaultTreatment"] = JsonPrimitive(name) }

    /** The treatment that metrics compare the others with. */
    public fun baselineTreatment(name: String): SplitDefinitionBuilder = apply { fields["baselineTreatment"] = JsonPrimitive(name) }

    /** Adds a rule after the ones that are there; the first rule that matches decides. */
    public fun rule(block: Block<RuleBuilder>): SplitDefinitionBuilder = apply { rules += RuleBuilder().configuredBy(block) }

    /** Changes the rule at [index], counted from 0. */
    public fun editRule(index: Int, block: Block<RuleBuilder>): SplitDefinitionBuilder = apply {
        if (isRule(index)) rules[index].configuredBy(block)
    }

    /** Removes the rule at [index], counted from 0; the ones after it move up. */
    public fun removeRule(index: Int): SplitDefinitionBuilder = apply { if (isRule(index)) rules.removeAt(index) }

    /** Removes every rule. */
    public fun clearRules(): SplitDefinitionBuilder = apply { rules.clear() }

    /** How the traffic that no rule matches is spread; takes the place of the default rule that was there. */
    public fun defaultRule(block: Block<DefaultRuleBuilder>): SplitDefinitionBuilder = apply {
        defaultRule = DefaultRuleBuilder().configuredBy(block)
    }

    /** Puts the flag in the flag set with the id [id]. */
    public fun flagSet(id: String): SplitDefinitionBuilder = apply { flagSets += reference("FLAG_SET", id) }

    /** Takes the flag out of every flag set. */
    public fun clearFlagSets(): SplitDefinitionBuilder = apply { flagSets.clear() }

    /** Sets [SplitDefinitionBuilder.trafficAllocation]. */
    public fun trafficAllocation(percent: Int): SplitDefinitionBuilder = apply { trafficAllocation = percent }

    /** Sets [SplitDefinitionBuilder.impressionsDisabled]. */
    public fun impressionsDisabled(disabled: Boolean): SplitDefinitionBuilder = apply { impressionsDisabled = disabled }

    /** Sets [SplitDefinitionBuilder.title]. */
    public fun title(text: String?): SplitDefinitionBuilder = apply { title = text }

    /** Sets [SplitDefinitionBuilder.comment]. */
    public fun comment(text: String?): SplitDefinitionBuilder = apply { comment = text }

    internal fun definition() = SplitDefinition(build())

    override fun json(): JsonObject {
        put("treatments", treatments.map { it.json() })
        put("rules", rules.map { it.json() })
        defaultRule?.let { fields["defaultRule"] = JsonArray(it.buckets.toList()) }
        put("flagSets", flagSets)
        if (before != null) return super.json()
        return JsonObject(READING_ORDER.filter(fields::containsKey).associateWith(fields::getValue) + fields)
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(defaultRule?.fields.isNullOrEmpty(), "defaultRule") { "is a list of buckets, which has no fields of its own" }
        treatments.forEachIndexed { index, treatment -> problems.at("treatments[$index]").addAll(treatment.problems.all) }
        rules.forEachIndexed { index, rule -> rule.checkMatchers(problems.at("rules[$index]")) }
        checkDefinition(SplitDefinition(json), problems)
    }

    override fun tolerated(): Collection<Problem> =
        before?.let { definition -> Problems().also { checkDefinition(definition, it) }.all }.orEmpty()

    private fun existing(name: String): TreatmentBuilder? = treatments.find { it.name == name }.also { found ->
        problems.require(found != null, "treatments") { "\"$name\" is not a treatment, so it cannot be changed" }
    }

    private fun isRule(index: Int) = (index in rules.indices).also { exists ->
        problems.require(exists, "rules[$index]") { "does not exist, there are ${rules.size} rules" }
    }

    private companion object {
        val READING_ORDER = listOf("treatments", "defaultTreatment", "baselineTreatment", "trafficAllocation", "rules", "defaultRule")
    }
}

/** Builds one treatment. */
public class TreatmentBuilder internal constructor(initial: JsonObject) : PayloadBuilder("treatment", initial) {
    internal val name: String get() = (fields.getValue("name") as JsonPrimitive).content

    /** What it is for. */
    public var description: String? by nullableText("description")

    /**
     * What the SDK hands over with the treatment, as a JSON value; the service keeps it as text. Text that is no JSON reads as that text.
     */
    public var configurations: JsonElement
        get() {
            val text = (fields["configurations"] as? JsonPrimitive)?.contentOrNull
                ?: throw NoSuchElementException("configurations was not set")
            return try {
                Json.parseToJsonElement(text)
            } catch (_: SerializationException) {
                JsonPrimitive(text)
            }
        }
        set(value) {
            configurations(value)
        }

    /** Sets [TreatmentBuilder.configurations]. */
    public fun configurations(json: JsonElement): TreatmentBuilder = configurations(json.toString())

    /** What the SDK hands over with the treatment, as text; empty for nothing. */
    public fun configurations(text: String): TreatmentBuilder = apply { fields["configurations"] = JsonPrimitive(text) }

    /** Sets [TreatmentBuilder.description]. */
    public fun description(text: String?): TreatmentBuilder = apply { description = text }

    /** The keys that always get this treatment; takes the place of the ones that were there. */
    public fun keys(vararg keys: String): TreatmentBuilder = keys(keys.asList())

    /** The keys that always get this treatment; takes the place of the ones that were there. */
    public fun keys(keys: Collection<String>): TreatmentBuilder = apply { fields["keys"] = JsonArray(keys.map(::JsonPrimitive)) }

    /** The segments, by name, whose keys always get this treatment; takes the place of the ones that were there. */
    public fun segments(vararg names: String): TreatmentBuilder = segments(names.asList())

    /** The segments, by name, whose keys always get this treatment; takes the place of the ones that were there. */
    public fun segments(names: Collection<String>): TreatmentBuilder = apply { fields["segments"] = JsonArray(names.map(::JsonPrimitive)) }
}

/** Spreads traffic over treatments. Sizes are percent and add up to 100. */
public abstract class BucketsBuilder<Self : BucketsBuilder<Self>> internal constructor(payload: String, initial: JsonObject?) :
    PayloadBuilder(payload, initial) {
    internal val buckets = mutableListOf<JsonObject>()

    /** Gives [treatment] to [size] percent, 0 to 100, of the traffic. */
    public fun bucket(treatment: String, size: Int): Self = self().apply {
        buckets += buildJsonObject {
            put("treatment", JsonPrimitive(treatment))
            put("size", JsonPrimitive(size))
        }
    }

    /** Removes every bucket, so that others can take their place. */
    public fun clearBuckets(): Self = self().apply { buckets.clear() }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass below.
    private fun self() = this as Self
}

/** Builds the default rule: what the traffic gets that no rule matches. */
public class DefaultRuleBuilder internal constructor() : BucketsBuilder<DefaultRuleBuilder>("default rule", null)

/** Builds one rule: matchers, all of which must match, and how the traffic that they match is spread. */
public class RuleBuilder internal constructor(before: Rule? = null) : BucketsBuilder<RuleBuilder>("rule", before?.json) {
    private val condition = if (before == null) ConditionBuilder() else ConditionBuilder(before.condition)

    init {
        before?.buckets.orEmpty().mapTo(buckets) { it.json }
    }

    /** Adds a matcher: `matcher(attribute("age") between 18..30)`. */
    public fun matcher(matcher: MatcherBuilder): RuleBuilder = apply { condition.add(matcher) }

    /** Adds a matcher of a type that has no function of its own: fill in the operands that it needs. */
    public fun matcher(type: String, block: Block<MatcherBuilder>): RuleBuilder =
        matcher(MatcherBuilder(MatcherType.of(type)).configuredBy(block))

    /** Removes every matcher, so that others can take their place. */
    public fun clearMatchers(): RuleBuilder = apply { condition.clear() }

    override fun json(): JsonObject {
        condition.putInto(fields)
        put("buckets", buckets)
        return super.json()
    }

    internal fun checkMatchers(problems: Problems) = condition.checkInto(problems)
}
