package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Says what is done with a segment, in order.
 *
 * One patch adds and removes at most 1,500 targets. The description has no instruction: `segments.patchJson` and `patchMerge` change
 * it.
 */
public class SegmentPatchBuilder : SemanticPatchBuilder<SegmentPatchBuilder>("patch of a segment") {
    /** Whether LaunchDarkly only tells what would come of it, and changes nothing; goes along in the query. */
    public var dryRun: Boolean = false

    /** Sets [SegmentPatchBuilder.dryRun]. */
    public fun dryRun(dryRun: Boolean): SegmentPatchBuilder = apply { this.dryRun = dryRun }

    /** Gives it another name: `updateName`. */
    public fun rename(name: String): SegmentPatchBuilder {
        requireText(name, "value")
        return instruction("updateName", "value" to JsonPrimitive(name))
    }

    /** Adds tags: `addTags`. */
    public fun addTags(vararg tags: String): SegmentPatchBuilder = addTags(tags.asList())

    /** Adds tags: `addTags`. */
    public fun addTags(tags: Collection<String>): SegmentPatchBuilder {
        next().requireTags("values", tags)
        return values("addTags", tags)
    }

    /** Removes tags: `removeTags`. */
    public fun removeTags(vararg tags: String): SegmentPatchBuilder = removeTags(tags.asList())

    /** Removes tags: `removeTags`. */
    public fun removeTags(tags: Collection<String>): SegmentPatchBuilder = values("removeTags", tags)

    /** Includes contexts of kind [contextKind], whatever the rules say: `addIncludedTargets`. A context cannot be excluded too. */
    public fun addIncludedTargets(contextKind: String, vararg keys: String): SegmentPatchBuilder =
        addIncludedTargets(contextKind, keys.asList())

    /** Includes contexts of kind [contextKind], whatever the rules say: `addIncludedTargets`. A context cannot be excluded too. */
    public fun addIncludedTargets(contextKind: String, keys: Collection<String>): SegmentPatchBuilder =
        targets("addIncludedTargets", contextKind, keys)

    /** Excludes contexts of kind [contextKind], whatever the rules say: `addExcludedTargets`. A context cannot be included too. */
    public fun addExcludedTargets(contextKind: String, vararg keys: String): SegmentPatchBuilder =
        addExcludedTargets(contextKind, keys.asList())

    /** Excludes contexts of kind [contextKind], whatever the rules say: `addExcludedTargets`. A context cannot be included too. */
    public fun addExcludedTargets(contextKind: String, keys: Collection<String>): SegmentPatchBuilder =
        targets("addExcludedTargets", contextKind, keys)

    /** Leaves it to the rules again whether contexts of kind [contextKind] are in it: `removeIncludedTargets`. */
    public fun removeIncludedTargets(contextKind: String, vararg keys: String): SegmentPatchBuilder =
        removeIncludedTargets(contextKind, keys.asList())

    /** Leaves it to the rules again whether contexts of kind [contextKind] are in it: `removeIncludedTargets`. */
    public fun removeIncludedTargets(contextKind: String, keys: Collection<String>): SegmentPatchBuilder =
        targets("removeIncludedTargets", contextKind, keys)

    /** Leaves it to the rules again whether contexts of kind [contextKind] are in it: `removeExcludedTargets`. */
    public fun removeExcludedTargets(contextKind: String, vararg keys: String): SegmentPatchBuilder =
        removeExcludedTargets(contextKind, keys.asList())

    /** Leaves it to the rules again whether contexts of kind [contextKind] are in it: `removeExcludedTargets`. */
    public fun removeExcludedTargets(contextKind: String, keys: Collection<String>): SegmentPatchBuilder =
        targets("removeExcludedTargets", contextKind, keys)

    /** Includes users: `addIncludedUsers`, the older form of [addIncludedTargets]. */
    public fun addIncludedUsers(vararg keys: String): SegmentPatchBuilder = addIncludedUsers(keys.asList())

    /** Includes users: `addIncludedUsers`, the older form of [addIncludedTargets]. */
    public fun addIncludedUsers(keys: Collection<String>): SegmentPatchBuilder = values("addIncludedUsers", keys)

    /** Excludes users: `addExcludedUsers`, the older form of [addExcludedTargets]. */
    public fun addExcludedUsers(vararg keys: String): SegmentPatchBuilder = addExcludedUsers(keys.asList())

    /** Excludes users: `addExcludedUsers`, the older form of [addExcludedTargets]. */
    public fun addExcludedUsers(keys: Collection<String>): SegmentPatchBuilder = values("addExcludedUsers", keys)

    /** Includes users no longer: `removeIncludedUsers`, the older form of [removeIncludedTargets]. */
    public fun removeIncludedUsers(vararg keys: String): SegmentPatchBuilder = removeIncludedUsers(keys.asList())

    /** Includes users no longer: `removeIncludedUsers`, the older form of [removeIncludedTargets]. */
    public fun removeIncludedUsers(keys: Collection<String>): SegmentPatchBuilder = values("removeIncludedUsers", keys)

    /** Excludes users no longer: `removeExcludedUsers`, the older form of [removeExcludedTargets]. */
    public fun removeExcludedUsers(vararg keys: String): SegmentPatchBuilder = removeExcludedUsers(keys.asList())

    /** Excludes users no longer: `removeExcludedUsers`, the older form of [removeExcludedTargets]. */
    public fun removeExcludedUsers(keys: Collection<String>): SegmentPatchBuilder = values("removeExcludedUsers", keys)

    /**
     * Adds a rule behind those that are there: `addRule`. The instruction takes all who match; a rule that takes a part of them is added
     * by `segments.patchJson`.
     */
    public fun addRule(block: Block<SegmentRuleBuilder>): SegmentPatchBuilder {
        val rule = SegmentRuleBuilder().configuredBy(block)
        val json = rule.json()
        rule.checkInto(next(), json)
        PARTS.filter { it in json }.forEach { next().add(it, "is nothing that addRule takes; patchJson adds a rule with it") }
        return instruction("addRule", json)
    }

    /** Removes a rule: `removeRule`. */
    public fun removeRule(ruleId: String): SegmentPatchBuilder = inRule("removeRule", ruleId)

    /** Puts the rules into this order: `reorderRules`. All of them must be named. */
    public fun reorderRules(vararg ruleIds: String): SegmentPatchBuilder = reorderRules(ruleIds.asList())

    /** Puts the rules into this order: `reorderRules`. All of them must be named. */
    public fun reorderRules(ruleIds: List<String>): SegmentPatchBuilder {
        next().requireTexts(ruleIds, "ruleIds")
        next().require(ruleIds.distinct().size == ruleIds.size, "ruleIds") { "name a rule twice" }
        return instruction("reorderRules", "ruleIds" to texts(ruleIds))
    }

    /** Gives a rule another description: `updateRuleDescription`. */
    public fun updateRuleDescription(ruleId: String, description: String): SegmentPatchBuilder =
        inRule("updateRuleDescription", ruleId, "description" to JsonPrimitive(description))

    /**
     * Lets a rule, one that takes a part of those who match, take another part: `updateRuleRolloutAndContextKind`.
     *
     * @param weight in thousandths of a percent, 0 to 100,000
     * @param contextKind the kind of context of which it takes the part
     */
    public fun updateRuleRolloutAndContextKind(ruleId: String, weight: Int, contextKind: String): SegmentPatchBuilder {
        next().requireWeight(weight.toLong())
        requireText(contextKind, "contextKind")
        return inRule(
            "updateRuleRolloutAndContextKind", ruleId, "weight" to JsonPrimitive(weight), "contextKind" to JsonPrimitive(contextKind),
        )
    }

    /** Adds clauses to a rule, which then takes only whom they match too: `addClauses`. */
    public fun addClauses(ruleId: String, vararg clauses: ClauseBuilder): SegmentPatchBuilder {
        next().require(clauses.isNotEmpty(), "clauses") { "there are none, must be at least one" }
        clauses.asList().checkInto(next(), "clauses")
        return inRule("addClauses", ruleId, "clauses" to JsonArray(clauses.map { it.json() }))
    }

    /** Removes clauses from a rule: `removeClauses`. */
    public fun removeClauses(ruleId: String, vararg clauseIds: String): SegmentPatchBuilder = removeClauses(ruleId, clauseIds.asList())

    /** Removes clauses from a rule: `removeClauses`. */
    public fun removeClauses(ruleId: String, clauseIds: Collection<String>): SegmentPatchBuilder {
        next().requireTexts(clauseIds, "clauseIds")
        return inRule("removeClauses", ruleId, "clauseIds" to texts(clauseIds))
    }

    /** Puts a clause into the place of another one: `updateClause`. */
    public fun updateClause(ruleId: String, clauseId: String, clause: ClauseBuilder): SegmentPatchBuilder {
        requireText(clauseId, "clauseId")
        val json = clause.json()
        clause.checkInto(next().at("clause"), json)
        return inRule("updateClause", ruleId, "clauseId" to JsonPrimitive(clauseId), "clause" to json)
    }

    /** Adds values to a clause, of which one must hold: `addValuesToClause`. */
    public fun addValuesToClause(ruleId: String, clauseId: String, vararg values: String): SegmentPatchBuilder =
        addValuesToClause(ruleId, clauseId, values.asList())

    /** Adds values to a clause, of which one must hold: `addValuesToClause`. */
    public fun addValuesToClause(ruleId: String, clauseId: String, values: Collection<String>): SegmentPatchBuilder =
        inClause("addValuesToClause", ruleId, clauseId, values)

    /** Removes values from a clause: `removeValuesFromClause`. */
    public fun removeValuesFromClause(ruleId: String, clauseId: String, vararg values: String): SegmentPatchBuilder =
        removeValuesFromClause(ruleId, clauseId, values.asList())

    /** Removes values from a clause: `removeValuesFromClause`. */
    public fun removeValuesFromClause(ruleId: String, clauseId: String, values: Collection<String>): SegmentPatchBuilder =
        inClause("removeValuesFromClause", ruleId, clauseId, values)

    /** Includes contexts in a big segment: `addBigSegmentIncludedTargets`. A context cannot be excluded too. */
    public fun addBigSegmentIncludedTargets(vararg keys: String): SegmentPatchBuilder = addBigSegmentIncludedTargets(keys.asList())

    /** Includes contexts in a big segment: `addBigSegmentIncludedTargets`. A context cannot be excluded too. */
    public fun addBigSegmentIncludedTargets(keys: Collection<String>): SegmentPatchBuilder = values("addBigSegmentIncludedTargets", keys)

    /** Excludes contexts from a big segment: `addBigSegmentExcludedTargets`. A context cannot be included too. */
    public fun addBigSegmentExcludedTargets(vararg keys: String): SegmentPatchBuilder = addBigSegmentExcludedTargets(keys.asList())

    /** Excludes contexts from a big segment: `addBigSegmentExcludedTargets`. A context cannot be included too. */
    public fun addBigSegmentExcludedTargets(keys: Collection<String>): SegmentPatchBuilder = values("addBigSegmentExcludedTargets", keys)

    /** Includes contexts in a big segment no longer: `removeBigSegmentIncludedTargets`. */
    public fun removeBigSegmentIncludedTargets(vararg keys: String): SegmentPatchBuilder = removeBigSegmentIncludedTargets(keys.asList())

    /** Includes contexts in a big segment no longer: `removeBigSegmentIncludedTargets`. */
    public fun removeBigSegmentIncludedTargets(keys: Collection<String>): SegmentPatchBuilder =
        values("removeBigSegmentIncludedTargets", keys)

    /** Excludes contexts from a big segment no longer: `removeBigSegmentExcludedTargets`. */
    public fun removeBigSegmentExcludedTargets(vararg keys: String): SegmentPatchBuilder = removeBigSegmentExcludedTargets(keys.asList())

    /** Excludes contexts from a big segment no longer: `removeBigSegmentExcludedTargets`. */
    public fun removeBigSegmentExcludedTargets(keys: Collection<String>): SegmentPatchBuilder =
        values("removeBigSegmentExcludedTargets", keys)

    /**
     * Carries out an import into a big segment that waited for it: `processBigSegmentImport`.
     *
     * @param importId what `segments.createImport` returned
     */
    public fun processBigSegmentImport(importId: String): SegmentPatchBuilder {
        requireText(importId, "importId")
        return instruction("processBigSegmentImport", "importId" to JsonPrimitive(importId))
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictions(instructions(), ::segmentClaims)
        val targets = instructions().filter { it.targets() != null }.sumOf { it.listed("values").size }
        problems.require(targets <= LaunchDarklyLimits.TARGETS_PER_PATCH, "instructions") {
            "add and remove $targets targets, must be at most ${LaunchDarklyLimits.TARGETS_PER_PATCH}"
        }
    }

    private fun requireText(text: String, path: String) = next().require(text.isNotBlank(), path) { "is blank" }

    private fun values(kind: String, values: Collection<String>): SegmentPatchBuilder {
        next().requireTexts(values, "values")
        return instruction(kind, "values" to texts(values))
    }

    private fun targets(kind: String, contextKind: String, keys: Collection<String>): SegmentPatchBuilder {
        requireText(contextKind, "contextKind")
        next().requireTexts(keys, "values")
        return instruction(kind, "contextKind" to JsonPrimitive(contextKind), "values" to texts(keys))
    }

    private fun inClause(kind: String, ruleId: String, clauseId: String, values: Collection<String>): SegmentPatchBuilder {
        requireText(clauseId, "clauseId")
        next().requireTexts(values, "values")
        return inRule(kind, ruleId, "clauseId" to JsonPrimitive(clauseId), "values" to texts(values))
    }

    private fun inRule(kind: String, ruleId: String, vararg more: Pair<String, JsonElement>): SegmentPatchBuilder {
        requireText(ruleId, "ruleId")
        return instruction(kind, "ruleId" to JsonPrimitive(ruleId), *more)
    }

    private companion object {
        val PARTS = listOf("weight", "rolloutContextKind", "bucketBy")
    }
}

private fun segmentClaims(instruction: JsonObject): List<Claim> {
    val rule = instruction.said("ruleId")?.let { "rule ${quoted(it)}" }
    val clause = instruction.said("clauseId")?.let { "clause ${quoted(it)}" }
    return listOfNotNull(
        instruction.claim("the name", "value", only = "updateName"),
        instruction.claim("the order of the rules", "ruleIds", only = "reorderRules"),
        instruction.claim("the description of $rule", "description", only = "updateRuleDescription"),
        instruction.claim("the weight of $rule", "weight", only = "updateRuleRolloutAndContextKind"),
        instruction.claim("the context kind of $rule", "contextKind", only = "updateRuleRolloutAndContextKind"),
        instruction.claim(clause.orEmpty(), "clause", only = "updateClause"),
        rule?.let { Claim("the future of $it", if (instruction.kind == "removeRule") "to be removed" else "to be there") },
        clause?.let { Claim("the future of $it", "to be there") },
    ) + instruction.listed("clauseIds").map { Claim("the future of clause ${quoted(it)}", "to be removed") } + listClaims(instruction)
}

/** What becomes of each member of a list: a tag, a value of a clause, a target, which cannot be in two lists either. */
private fun listClaims(instruction: JsonObject): List<Claim> {
    val values = instruction.listed("values")
    val outcome = if (instruction.kind.startsWith("add")) "added" else "removed"
    val targets = instruction.targets()
    return when {
        instruction.kind.endsWith("Tags") -> values.map { Claim("tag ${quoted(it)}", outcome) }
        "clauseId" in instruction -> values.map { Claim("value ${quoted(it)} of clause ${quoted(instruction.said("clauseId"))}", outcome) }
        targets != null -> values.flatMap { key ->
            val target = "${targets.contextKind} ${quoted(key)}"
            listOfNotNull(
                Claim("$target among the ${targets.list}", outcome),
                Claim(target, targets.list).takeIf { targets.added },
            )
        }
        else -> emptyList()
    }
}

private fun JsonObject.claim(subject: String, parameter: String, only: String): Claim? =
    get(parameter)?.takeIf { kind == only }?.let { Claim(subject, it.toString()) }

private class Targets(val added: Boolean, val list: String, val contextKind: String)

private val TARGETS by lazy(LazyThreadSafetyMode.PUBLICATION) { Regex("(add|remove)(BigSegment)?(Included|Excluded)(Targets|Users)") }

/** The targets that an instruction is about; null for an instruction of another kind. */
private fun JsonObject.targets(): Targets? = TARGETS.matchEntire(kind)?.destructured?.let { (change, _, list) ->
    Targets(change == "add", list.lowercase(), said("contextKind") ?: USER)
}

private val JsonObject.kind: String get() = said("kind").orEmpty()

private fun JsonObject.said(parameter: String): String? = (get(parameter) as? JsonPrimitive)?.content

private fun JsonObject.listed(parameter: String): List<String> =
    (get(parameter) as? JsonArray).orEmpty().mapNotNull { (it as? JsonPrimitive)?.content }
