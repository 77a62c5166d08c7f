package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val MAX_TARGETS = 1_500
private val TARGETS = Regex("(add|remove)(BigSegment|)(Included|Excluded)(Targets|Users)")

private typealias Change = SegmentDraft.(JsonObject) -> SegmentDraft

/** A semantic patch of a segment: each instruction makes another draft of the one before, and nobody sees them but the last. */
internal class SegmentPatch(private val account: LaunchDarklyAccount, private val segment: Segment) {
    private val changes: Map<String, Change> = mapOf(
        "updateName" to { copy(json = json + json("name" to it.requiredText("value"))) },
        "addTags" to { copy(json = json + json("tags" to (json.tags() + it.texts("values").asTags()).distinct())) },
        "removeTags" to { copy(json = json + json("tags" to json.tags() - it.texts("values").toSet())) },
        "addRule" to { said -> withRules { it + account.segmentRule(JsonObject(mapOf("clauses" to JsonArray(emptyList())) + said.rule())) } },
        "removeRule" to { said -> said.requiredText("ruleId").let { id -> withRules { rules -> rules.filter { it.text("_id") != id } } } },
        "reorderRules" to { said -> withRules { reordered(it, said.texts("ruleIds")) } },
        "updateRuleDescription" to { inRule(it) { rule -> rule + json("description" to it.requiredText("description")) } },
        "updateRuleRolloutAndContextKind" to {
            inRule(it) { rule -> rule + json("weight" to weight(it["weight"]), "rolloutContextKind" to it.requiredText("contextKind")) }
        },
        "addClauses" to { inClauses(it) { clauses -> clauses + account.clauses(it["clauses"]) } },
        "removeClauses" to { inClauses(it) { clauses -> it.texts("clauseIds").toSet().let { ids -> clauses.filter { it.text("_id") !in ids } } } },
        "updateClause" to {
            val clause = it.optionalObject("clause") ?: refuse(400, "clause is required")
            inClause(it) { old -> account.clause(clause + json("_id" to old.text("_id"))) }
        },
        "addValuesToClause" to { inClause(it) { clause -> clause + json("values" to (clause.values() + it.values()).distinct()) } },
        "removeValuesFromClause" to { inClause(it) { clause -> clause + json("values" to clause.values() - it.values().toSet()) } },
        "processBigSegmentImport" to { processed(it.requiredText("importId")) },
    )

    fun apply(instructions: List<JsonObject>): SegmentDraft {
        val targets = instructions.filter { TARGETS.matches(it.text("kind").orEmpty()) }.sumOf { (it["values"] as? JsonArray).orEmpty().size }
        if (targets > MAX_TARGETS) refuse(400, "$targets targets are too many: one request changes at most $MAX_TARGETS")
        return instructions.foldIndexed(segment.draft) { index, draft, instruction ->
            try {
                draft.changedBy(instruction)
            } catch (refusal: Refusal) {
                refuse(refusal.status, "instructions[$index]: ${refusal.message}")
            }
        }
    }

    private fun SegmentDraft.changedBy(instruction: JsonObject): SegmentDraft {
        val kind = instruction.requiredText("kind")
        TARGETS.matchEntire(kind)?.let { return retargeted(instruction, it.destructured) }
        return (changes[kind] ?: refuse(400, "Segments know no instruction '$kind'"))(instruction)
    }

    private fun SegmentDraft.retargeted(instruction: JsonObject, words: MatchResult.Destructured): SegmentDraft {
        val (change, sort, list, noun) = words
        if (sort.isNotEmpty() != big) refuse(400, "${instruction.text("kind")} is not for ${if (big) "big" else "standard"} segments")
        val keys = instruction.texts("values").toSet()
        val kind = if (big || noun == "Users") USER else instruction.requiredText("contextKind")
        return with(list.lowercase(), kind) { if (change == "add") it + keys else it - keys }
    }

    private fun reordered(rules: List<JsonObject>, ids: List<String>): List<JsonObject> {
        val byId = rules.associateBy { it.text("_id") }
        if (ids.size != rules.size || ids.toSet() != byId.keys) refuse(400, "ruleIds must be all rules of the segment")
        return ids.map(byId::getValue)
    }

    private fun SegmentDraft.inRule(instruction: JsonObject, change: (JsonObject) -> JsonObject): SegmentDraft {
        val id = instruction.requiredText("ruleId")
        if (json.rules().none { it.text("_id") == id }) refuse(400, "There is no rule $id")
        return withRules { rules -> rules.map { if (it.text("_id") == id) change(it) else it } }
    }

    private fun SegmentDraft.inClauses(instruction: JsonObject, change: (List<JsonObject>) -> List<JsonObject>): SegmentDraft =
        inRule(instruction) { it + json("clauses" to change(it.clauses())) }

    private fun SegmentDraft.inClause(instruction: JsonObject, change: (JsonObject) -> JsonObject): SegmentDraft =
        inClauses(instruction) { clauses ->
            val id = instruction.requiredText("clauseId")
            if (clauses.none { it.text("_id") == id }) refuse(400, "There is no clause $id")
            clauses.map { if (it.text("_id") == id) change(it) else it }
        }

    private fun SegmentDraft.processed(importId: String): SegmentDraft {
        val waiting = segment.imports.withId(importId) ?: refuse(400, "There is no import $importId")
        if (waiting.json.text("status") != "ready" || importId in processed) refuse(400, "Import $importId is not ready")
        return imported(waiting).copy(processed = processed + importId)
    }

    private fun JsonObject.rule() = filterKeys { it == "clauses" || it == "description" }

    private fun JsonObject.tags() = texts("tags")

    private fun JsonObject.values() = (getValue("values") as? JsonArray ?: refuse(400, "values must be an array")).toList()

    private fun JsonObject.texts(name: String) = (get(name) ?: refuse(400, "$name is required")).texts(name)
}

/** The same with the keys of an import, which replace those that are there or come to them. */
internal fun SegmentDraft.imported(transfer: Transfer): SegmentDraft {
    val replaces = transfer.json["mode"] == JsonPrimitive("replace")
    return with("included", USER) { if (replaces) transfer.keys else it + transfer.keys }
}
