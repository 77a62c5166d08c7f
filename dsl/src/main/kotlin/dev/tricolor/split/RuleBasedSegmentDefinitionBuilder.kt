@file:JvmName("SplitPayloads")
@file:JvmMultifileClass

package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problem
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * Says what a rule-based segment holds in one environment: `rule { matcher(attribute("age") atLeast 30) }`.
 *
 * Nothing is needed; a segment without rules holds nothing.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
public fun ruleBasedSegmentDefinition(block: Block<RuleBasedSegmentDefinitionBuilder>): RuleBasedSegmentDefinition =
    RuleBasedSegmentDefinitionBuilder().configuredBy(block).definition()

/** Builds a [RuleBasedSegmentDefinition], from nothing or from one that was read. */
public class RuleBasedSegmentDefinitionBuilder private constructor(private val before: RuleBasedSegmentDefinition?, initial: JsonObject?) :
    PayloadBuilder("rule-based segment definition", initial) {
    internal constructor() : this(null, null)
    internal constructor(before: RuleBasedSegmentDefinition) : this(before, before.json)

    private val rules = before?.rules.orEmpty().mapTo(mutableListOf()) { RuleBasedSegmentRuleBuilder(it) }
    private val excludedKeys = before?.excludedKeys.orEmpty().toMutableList()
    private val excludedSegments = before?.excludedSegments.orEmpty().toMutableList()

    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? by nullableText("title")

    /** Why it is changed; needed where the workspace requires titles and comments. */
    public var comment: String? by nullableText("comment")

    /** Adds a rule after the ones that are there; traffic that one of them matches is in the segment. */
    public fun rule(block: Block<RuleBasedSegmentRuleBuilder>): RuleBasedSegmentDefinitionBuilder = apply {
        rules += RuleBasedSegmentRuleBuilder().configuredBy(block)
    }

    /** Changes the rule at [index], counted from 0. */
    public fun editRule(index: Int, block: Block<RuleBasedSegmentRuleBuilder>): RuleBasedSegmentDefinitionBuilder = apply {
        if (isRule(index)) rules[index].configuredBy(block)
    }

    /** Removes the rule at [index], counted from 0; the ones after it move up. */
    public fun removeRule(index: Int): RuleBasedSegmentDefinitionBuilder = apply { if (isRule(index)) rules.removeAt(index) }

    /** Removes every rule. */
    public fun clearRules(): RuleBasedSegmentDefinitionBuilder = apply { rules.clear() }

    /** Keeps [key] out of the segment, whatever the rules say; one that is kept out already stays so. */
    public fun excludedKey(key: String): RuleBasedSegmentDefinitionBuilder = apply { if (key !in excludedKeys) excludedKeys += key }

    /** Keeps [keys] out of the segment, whatever the rules say; takes the place of the ones that were kept out. */
    public fun excludedKeys(keys: Collection<String>): RuleBasedSegmentDefinitionBuilder = apply {
        clearExcludedKeys()
        excludedKeys += keys.distinct()
    }

    /** No longer keeps [key] out; one that is not kept out is no error. */
    public fun removeExcludedKey(key: String): RuleBasedSegmentDefinitionBuilder = apply { excludedKeys.removeAll { it == key } }

    /** No longer keeps any key out. */
    public fun clearExcludedKeys(): RuleBasedSegmentDefinitionBuilder = apply { excludedKeys.clear() }

    /** Keeps the keys of the standard segment named [name] out, whatever the rules say. It must be enabled in the environment. */
    public fun excludedSegment(name: String): RuleBasedSegmentDefinitionBuilder =
        excludedSegment(name, ExcludedSegmentType.STANDARD_SEGMENT)

    /** Keeps what is in the segment named [name] out, whatever the rules say. It must be enabled in the environment. */
    public fun excludedSegment(name: String, type: ExcludedSegmentType): RuleBasedSegmentDefinitionBuilder = apply {
        if (excludedSegments.any { it.name == name && it.type == type }) return@apply
        excludedSegments += ExcludedSegment(
            buildJsonObject {
                put("name", JsonPrimitive(name))
                put("type", JsonPrimitive(type.value))
            },
        )
    }

    /** No longer keeps what is in the segment named [name] out, of whatever kind it is; one that is not kept out is no error. */
    public fun removeExcludedSegment(name: String): RuleBasedSegmentDefinitionBuilder = apply {
        excludedSegments.removeAll { it.name == name }
    }

    /** No longer keeps any segment out. */
    public fun clearExcludedSegments(): RuleBasedSegmentDefinitionBuilder = apply { excludedSegments.clear() }

    /** Sets [RuleBasedSegmentDefinitionBuilder.title]. */
    public fun title(text: String?): RuleBasedSegmentDefinitionBuilder = apply { title = text }

    /** Sets [RuleBasedSegmentDefinitionBuilder.comment]. */
    public fun comment(text: String?): RuleBasedSegmentDefinitionBuilder = apply { comment = text }

    internal fun definition() = RuleBasedSegmentDefinition(build())

    override fun json(): JsonObject {
        putAll("rules", rules.map { it.json() })
        putAll("excludedKeys", excludedKeys.map(::JsonPrimitive))
        putAll("excludedSegments", excludedSegments.map { it.json })
        return super.json()
    }

    /** A new definition says all three lists, as every client of Split's does; one that was read keeps its absences and nulls. */
    private fun putAll(name: String, items: List<JsonElement>) {
        if (before == null) fields[name] = JsonArray(items) else put(name, items)
    }

    override fun check(json: JsonObject, problems: Problems) {
        rules.forEachIndexed { index, rule -> rule.checkMatchers(problems.at("rules[$index]")) }
        checkDefinition(RuleBasedSegmentDefinition(json), problems)
    }

    override fun tolerated(): Collection<Problem> =
        before?.let { definition -> Problems().also { checkDefinition(definition, it) }.all }.orEmpty()

    private fun checkDefinition(definition: RuleBasedSegmentDefinition, problems: Problems) {
        definition.rules.forEachIndexed { index, rule ->
            checkMatchers(rule.condition?.matchers.orEmpty(), problems.at("rules[$index].condition.matchers"))
        }
        definition.excludedKeys.forEachIndexed { index, key ->
            problems.require(key.isNotBlank(), "excludedKeys[$index]") { "is blank" }
        }
        definition.excludedSegments.forEachIndexed { index, segment ->
            problems.require(segment.name.isNotBlank(), "excludedSegments[$index].name") { "is blank" }
            problems.require(segment.type?.value?.isBlank() != true, "excludedSegments[$index].type") { "is blank" }
        }
    }

    private fun isRule(index: Int) = (index in rules.indices).also { exists ->
        problems.require(exists, "rules[$index]") { "does not exist, there are ${rules.size} rules" }
    }
}

/** Builds one rule of a rule-based segment: matchers, all of which must match. */
public class RuleBasedSegmentRuleBuilder internal constructor(before: RuleBasedSegmentRule? = null) :
    PayloadBuilder("rule", before?.json) {
    private val condition = if (before == null) ConditionBuilder() else ConditionBuilder(before.condition)

    /** Adds a matcher: `matcher(attribute("age") atLeast 30)`. */
    public fun matcher(matcher: MatcherBuilder): RuleBasedSegmentRuleBuilder = apply { condition.add(matcher) }

    /** Adds a matcher of a type that has no function of its own: fill in the operands that it needs. */
    public fun matcher(type: String, block: Block<MatcherBuilder>): RuleBasedSegmentRuleBuilder =
        matcher(MatcherBuilder(MatcherType.of(type)).configuredBy(block))

    /** Removes every matcher, so that others can take their place. */
    public fun clearMatchers(): RuleBasedSegmentRuleBuilder = apply { condition.clear() }

    override fun json(): JsonObject {
        condition.putInto(fields)
        return super.json()
    }

    internal fun checkMatchers(problems: Problems) = condition.checkInto(problems)
}
