package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.string
import dev.tricolor.strings
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The part of a [FlagPatchBuilder] that changes one environment. Variations, rules and clauses are referred to by their ids. */
@TricolorDsl
public class FlagEnvironmentPatchBuilder internal constructor(private val patch: FlagPatchBuilder) {
    /** Turns it on: `turnFlagOn`. */
    public fun turnOn(): FlagEnvironmentPatchBuilder = said("turnFlagOn")

    /** Turns it off: `turnFlagOff`. */
    public fun turnOff(): FlagEnvironmentPatchBuilder = said("turnFlagOff")

    /** Adds a rule after the others: `addRule`. */
    public fun addRule(block: Block<RuleBuilder>): FlagEnvironmentPatchBuilder = addRule(null, block)

    /** Adds a rule before the one with the id [beforeRuleId], or after all others when that is null: `addRule`. */
    public fun addRule(beforeRuleId: String?, block: Block<RuleBuilder>): FlagEnvironmentPatchBuilder = apply {
        said("addRule", rule(block, "") + ("beforeRuleId" to beforeRuleId?.let { id("beforeRuleId", it) }))
    }

    /** Removes a rule; one that is not there is no error: `removeRule`. */
    public fun removeRule(ruleId: String): FlagEnvironmentPatchBuilder = said("removeRule", ruleId(ruleId))

    /** Puts the rules in this order, in which each of them must stand: `reorderRules`. */
    public fun reorderRules(vararg ruleIds: String): FlagEnvironmentPatchBuilder = reorderRules(ruleIds.asList())

    /** Puts the rules in this order, in which each of them must stand: `reorderRules`. */
    public fun reorderRules(ruleIds: Collection<String>): FlagEnvironmentPatchBuilder = apply {
        patch.next().require(ruleIds.toSet().size == ruleIds.size, "ruleIds") { "name a rule twice" }
        said("reorderRules", "ruleIds" to listed("ruleIds", ruleIds))
    }

    /** Puts the rules that [block] says in the place of all that are there: `replaceRules`. */
    public fun replaceRules(block: Block<RulesBuilder>): FlagEnvironmentPatchBuilder = apply {
        val rules = RulesBuilder().configuredBy(block).rules
        said("replaceRules", "rules" to JsonArray(rules.mapIndexed { index, rule -> rule(rule, "rules[$index]") }))
    }

    /** Has a rule serve another variation: `updateRuleVariationOrRollout`. */
    public fun updateRuleVariationOrRollout(ruleId: String, variationId: String): FlagEnvironmentPatchBuilder =
        said("updateRuleVariationOrRollout", ruleId(ruleId), variationId(variationId))

    /** Has a rule serve several variations, by weight: `updateRuleVariationOrRollout`. */
    public fun updateRuleVariationOrRollout(ruleId: String, rollout: Block<RolloutBuilder>): FlagEnvironmentPatchBuilder =
        said("updateRuleVariationOrRollout", mapOf(ruleId(ruleId)) + rollout(rollout))

    /** Says what a rule is for: `updateRuleDescription`. */
    public fun updateRuleDescription(ruleId: String, description: String): FlagEnvironmentPatchBuilder =
        said("updateRuleDescription", ruleId(ruleId), "description" to JsonPrimitive(description))

    /** Says whether evaluations that come to a rule are recorded: `updateRuleTrackEvents`. */
    public fun updateRuleTrackEvents(ruleId: String, trackEvents: Boolean): FlagEnvironmentPatchBuilder =
        said("updateRuleTrackEvents", ruleId(ruleId), "trackEvents" to JsonPrimitive(trackEvents))

    /** Adds clauses to a rule: `addClauses`. */
    public fun addClauses(ruleId: String, vararg clauses: ClauseBuilder): FlagEnvironmentPatchBuilder = apply {
        patch.next().require(clauses.isNotEmpty(), "clauses") { "are none, must be at least one" }
        said("addClauses", ruleId(ruleId), "clauses" to JsonArray(clauses.mapIndexed { index, one -> clause("clauses[$index]", one) }))
    }

    /** Removes clauses from a rule: `removeClauses`. */
    public fun removeClauses(ruleId: String, vararg clauseIds: String): FlagEnvironmentPatchBuilder =
        said("removeClauses", ruleId(ruleId), "clauseIds" to listed("clauseIds", clauseIds.asList()))

    /** Puts another clause in the place of one: `updateClause`. */
    public fun updateClause(ruleId: String, clauseId: String, clause: ClauseBuilder): FlagEnvironmentPatchBuilder =
        said("updateClause", ruleId(ruleId), "clauseId" to id("clauseId", clauseId), "clause" to clause("clause", clause))

    /** Adds values to a clause: `addValuesToClause`. */
    public fun addValuesToClause(ruleId: String, clauseId: String, vararg values: String): FlagEnvironmentPatchBuilder =
        addValuesToClause(ruleId, clauseId, texts(values.asList()))

    /** Adds values of any type to a clause: `addValuesToClause`. */
    public fun addValuesToClause(ruleId: String, clauseId: String, values: List<JsonElement>): FlagEnvironmentPatchBuilder =
        clauseValues("addValuesToClause", ruleId, clauseId, values)

    /** Removes values from a clause: `removeValuesFromClause`. */
    public fun removeValuesFromClause(ruleId: String, clauseId: String, vararg values: String): FlagEnvironmentPatchBuilder =
        removeValuesFromClause(ruleId, clauseId, texts(values.asList()))

    /** Removes values of any type from a clause: `removeValuesFromClause`. */
    public fun removeValuesFromClause(ruleId: String, clauseId: String, values: List<JsonElement>): FlagEnvironmentPatchBuilder =
        clauseValues("removeValuesFromClause", ruleId, clauseId, values)

    /** Always serves a variation to the contexts with these keys, none of which may be the target of another one: `addTargets`. */
    @JvmSynthetic
    public fun addTargets(variationId: String, vararg keys: String, contextKind: String = USER): FlagEnvironmentPatchBuilder =
        addTargets(variationId, keys.asList(), contextKind)

    /** Always serves a variation to the contexts with these keys, none of which may be the target of another one: `addTargets`. */
    @JvmOverloads
    public fun addTargets(variationId: String, keys: Collection<String>, contextKind: String = USER): FlagEnvironmentPatchBuilder =
        targets("addTargets", variationId, keys, contextKind)

    /** No longer always serves a variation to the contexts with these keys; one that is not there is no error: `removeTargets`. */
    @JvmSynthetic
    public fun removeTargets(variationId: String, vararg keys: String, contextKind: String = USER): FlagEnvironmentPatchBuilder =
        removeTargets(variationId, keys.asList(), contextKind)

    /** No longer always serves a variation to the contexts with these keys; one that is not there is no error: `removeTargets`. */
    @JvmOverloads
    public fun removeTargets(variationId: String, keys: Collection<String>, contextKind: String = USER): FlagEnvironmentPatchBuilder =
        targets("removeTargets", variationId, keys, contextKind)

    /** Puts the targets that [block] says in the place of all that are there: `replaceTargets`. */
    public fun replaceTargets(block: Block<TargetsBuilder>): FlagEnvironmentPatchBuilder = apply {
        val targets = TargetsBuilder().configuredBy(block)
        targets.check(patch.next().at("targets"))
        said("replaceTargets", "targets" to JsonArray(targets.targets))
    }

    /** No longer always serves a variation to anybody: `clearTargets`. */
    public fun clearTargets(variationId: String): FlagEnvironmentPatchBuilder = said("clearTargets", variationId(variationId))

    /** Like [addTargets], of users: `addUserTargets`. */
    public fun addUserTargets(variationId: String, vararg keys: String): FlagEnvironmentPatchBuilder =
        targets("addUserTargets", variationId, keys.asList(), null)

    /** Like [removeTargets], of users: `removeUserTargets`. */
    public fun removeUserTargets(variationId: String, vararg keys: String): FlagEnvironmentPatchBuilder =
        targets("removeUserTargets", variationId, keys.asList(), null)

    /**
     * Puts these users, keys by the id of what they always get, in the place of all that are there; every variation of the flag must be
     * named: `replaceUserTargets`.
     */
    public fun replaceUserTargets(targets: Map<String, Collection<String>>): FlagEnvironmentPatchBuilder = apply {
        patch.next().require(targets.isNotEmpty(), "targets") { "are none, must name every variation" }
        said("replaceUserTargets", "targets" to JsonArray(targets.map { (id, keys) -> targetJson(null, id, keys) }))
    }

    /** No longer always serves a variation to any user: `clearUserTargets`. */
    public fun clearUserTargets(variationId: String): FlagEnvironmentPatchBuilder = said("clearUserTargets", variationId(variationId))

    /** Serves a variation to those whom no rule matches: `updateFallthroughVariationOrRollout`. */
    public fun updateFallthroughVariationOrRollout(variationId: String): FlagEnvironmentPatchBuilder =
        said("updateFallthroughVariationOrRollout", variationId(variationId))

    /** Serves several variations, by weight, to those whom no rule matches: `updateFallthroughVariationOrRollout`. */
    public fun updateFallthroughVariationOrRollout(rollout: Block<RolloutBuilder>): FlagEnvironmentPatchBuilder =
        said("updateFallthroughVariationOrRollout", rollout(rollout))

    /** Says what is served when the flag is off: `updateOffVariation`. */
    public fun updateOffVariation(variationId: String): FlagEnvironmentPatchBuilder = said("updateOffVariation", variationId(variationId))

    /** Looks at this flag only when another one serves a certain variation: `addPrerequisite`. */
    public fun addPrerequisite(flagKey: String, variationId: String): FlagEnvironmentPatchBuilder =
        prerequisite("addPrerequisite", flagKey, variationId)

    /** Says which variation a prerequisite that is there must serve: `updatePrerequisite`. */
    public fun updatePrerequisite(flagKey: String, variationId: String): FlagEnvironmentPatchBuilder =
        prerequisite("updatePrerequisite", flagKey, variationId)

    /** Removes a prerequisite; one that is not there is no error: `removePrerequisite`. */
    public fun removePrerequisite(flagKey: String): FlagEnvironmentPatchBuilder = said("removePrerequisite", "key" to id("key", flagKey))

    /**
     * Puts these prerequisites, the ids of what they must serve by the keys of the flags, in the place of all that are there:
     * `replacePrerequisites`.
     */
    public fun replacePrerequisites(prerequisites: Map<String, String>): FlagEnvironmentPatchBuilder = apply {
        prerequisites.entries.forEachIndexed { index, (key, variationId) ->
            patch.next().at("prerequisites[$index]").requirePrerequisite(key, variationId)
        }
        said("replacePrerequisites", "prerequisites" to JsonArray(prerequisites.map { (key, id) -> prerequisiteJson(key, id) }))
    }

    /** Says whether all evaluations are recorded: `updateTrackEvents`. */
    public fun updateTrackEvents(trackEvents: Boolean): FlagEnvironmentPatchBuilder =
        said("updateTrackEvents", "trackEvents" to JsonPrimitive(trackEvents))

    /** Says whether evaluations that come to the fallthrough are recorded: `updateTrackEventsFallthrough`. */
    public fun updateTrackEventsFallthrough(trackEvents: Boolean): FlagEnvironmentPatchBuilder =
        said("updateTrackEventsFallthrough", "trackEvents" to JsonPrimitive(trackEvents))

    /** Adds an instruction of a kind that has no function of its own, with what [block] says. */
    public fun instruction(kind: String, block: Block<InstructionBuilder> = Block {}): FlagEnvironmentPatchBuilder =
        apply { patch.instruction(kind, block) }

    private fun said(kind: String, vararg parameters: Pair<String, JsonElement?>) = said(kind, parameters.toMap())

    private fun said(kind: String, parameters: Map<String, JsonElement?>) = apply { patch.instruction(kind, parameters) }

    private fun id(name: String, id: String): JsonPrimitive {
        patch.requireText(name, id)
        return JsonPrimitive(id)
    }

    private fun ruleId(id: String) = "ruleId" to id("ruleId", id)

    private fun variationId(id: String) = "variationId" to id("variationId", id)

    private fun listed(name: String, values: Collection<String>): JsonArray {
        patch.next().require(values.isNotEmpty(), name) { "are none, must be at least one" }
        patch.next().require(values.none { it.isBlank() }, name) { "hold a blank one" }
        return texts(values)
    }

    private fun rule(block: Block<RuleBuilder>, path: String): JsonObject {
        val rule = RuleBuilder().configuredBy(block)
        rule.checkInto(patch.next().at(path), rule.json())
        return rule.json()
    }

    private fun rollout(block: Block<RolloutBuilder>): Map<String, JsonElement> {
        val serving = Serving().apply { rollout(block) }
        serving.checkInPatch(patch.next())
        return serving.inPatch()
    }

    private fun clause(path: String, clause: ClauseBuilder): JsonObject {
        clause.checkInto(patch.next().at(path), clause.json())
        return clause.json()
    }

    private fun clauseValues(kind: String, ruleId: String, clauseId: String, values: List<JsonElement>) = apply {
        patch.next().require(values.isNotEmpty(), "values") { "are none, must be at least one" }
        said(kind, ruleId(ruleId), "clauseId" to id("clauseId", clauseId), "values" to JsonArray(values))
    }

    private fun targets(kind: String, variationId: String, keys: Collection<String>, contextKind: String?) = apply {
        patch.next().requireTarget(contextKind ?: USER, keys)
        variationId(variationId)
        said(kind, targetJson(contextKind, variationId, keys))
    }

    private fun prerequisite(kind: String, flagKey: String, variationId: String) = apply {
        patch.next().requirePrerequisite(flagKey, variationId)
        said(kind, prerequisiteJson(flagKey, variationId))
    }
}

/** Says the rules of a flag in an environment, in their order. */
@TricolorDsl
public class RulesBuilder internal constructor() {
    internal val rules = mutableListOf<Block<RuleBuilder>>()

    /** Adds a rule after the ones that are there; the first rule that matches decides. */
    public fun rule(block: Block<RuleBuilder>): RulesBuilder = apply { rules += block }
}

/** Says the targets of a flag in an environment. */
@TricolorDsl
public class TargetsBuilder internal constructor() {
    internal val targets = mutableListOf<JsonObject>()

    /** Always serves a variation to the contexts with these keys. */
    @JvmSynthetic
    public fun target(variationId: String, vararg keys: String, contextKind: String = USER): TargetsBuilder =
        target(variationId, keys.asList(), contextKind)

    /** Always serves a variation to the contexts of kind [contextKind], a `user` unless said, with these keys. */
    @JvmOverloads
    public fun target(variationId: String, keys: Collection<String>, contextKind: String = USER): TargetsBuilder =
        apply { targets += targetJson(contextKind, variationId, keys) }

    internal fun check(problems: Problems) = targets.forEachIndexed { index, target ->
        val place = problems.at("[$index]")
        place.requireTarget(target.string("contextKind"), target.strings("values"))
        place.require(target.string("variationId").isNotBlank(), "variationId") { "is blank" }
    }
}

internal fun targetJson(contextKind: String?, variationId: String, keys: Collection<String>) = JsonObject(
    listOfNotNull(
        contextKind?.let { "contextKind" to JsonPrimitive(it) },
        "variationId" to JsonPrimitive(variationId),
        "values" to texts(keys),
    ).toMap(),
)
