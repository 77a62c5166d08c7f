package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
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
        "addRule" to { withRules { rules -> rules + account.segmentRule(it.rule()) } },
        "removeRule" to {
            val id = it.requiredText("ruleId")
            withRules { rules -> rules.filter { rule -> rule.text("_id") != id } }
        },
        "reorderRules" to { withRules { rules -> reordered(rules, it.texts("ruleIds")) } },
        "updateRuleDescription" to { inRule(it) { rule -> rule + json("description" to it.requiredText("description")) } },
        "updateRuleRolloutAndContextKind" to {
            inRule(it) { rule -> rule + json("weight" to weight(it["weight"]), "rolloutContextKind" to it.requiredText("contextKind")) }
        },
        "addClauses" to { inClauses(it) { clauses -> clauses + account.clauses(it["clauses"]) } },
        "removeClauses" to {
            val ids = it.texts("clauseIds").toSet()
            inClauses(it) { clauses -> clauses.filter { clause -> clause.text("_id") !in ids } }
        },
        "updateClause" to {
            val clause = it.optionalObject("clause") ?: refuse(400, "clause is required")
            inClause(it) { old -> account.clause(clause + json("_id" to old.text("_id"))) }
        },
        "addValuesToClause" to { inClause(it) { clause -> clause + json("values" to (clause.values() + it.values()).distinct()) } },
        "removeValuesFromClause" to { inClause(it) { clause -> clause + json("values" to clause.values() - it.values().toSet()) } },
        "processBigSegmentImport" to { processed(it.requiredText("importId")) },
    )

    fun apply(instructions: List<JsonObject>): SegmentDraft {
        val targets = instructions.filter { TARGETS.matches(it.text("kind").orEmpty()) }
            .sumOf { (it["values"] as? JsonArray).orEmpty().size }
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
        TARGETS.matchEntire(kind)?.let { return retargeted(instruction, it.groupValues) }
        return (changes[kind] ?: refuse(400, "Segments know no instruction '$kind'"))(instruction)
    }

    private fun SegmentDraft.retargeted(instruction: JsonObject, words: List<String>): SegmentDraft {
        if ("BigSegment" in words != big) refuse(400, "${words[0]} is not for ${if (big) "big" else "standard"} segments")
        val keys = instruction.texts("values").toSet()
        val kind = if (big || "Users" in words) USER else instruction.requiredText("contextKind")
        val type = if ("Included" in words) "included" else "excluded"
        return with(type, kind) { if ("add" in words) it + keys else it - keys }
    }

    private fun reordered(rules: List<JsonObject>, ids: List<String>): List<JsonObject> {
        val byId = rules.associateBy { it.text("_id") }
        if (ids.size != rules.size || ids.toSet() != byId.keys) refuse(400, "ruleIds must be all rules of the segment")
        return ids.map(byId::getValue)
    }

    private fun SegmentDraft.inRule(instruction: JsonObject, change: (JsonObject) -> JsonObject): SegmentDraft {
        val id = instruction.requiredText("ruleId")
        if (json.objects("rules").none { it.text("_id") == id }) refuse(400, "There is no rule $id")
        return withRules { rules -> rules.map { if (it.text("_id") == id) change(it) else it } }
    }

    private fun SegmentDraft.inClauses(instruction: JsonObject, change: (List<JsonObject>) -> List<JsonObject>): SegmentDraft =
        inRule(instruction) { it + json("clauses" to change(it.objects("clauses"))) }

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

    private fun JsonObject.rule() = json("clauses" to emptyList<JsonObject>()) + filterKeys { it == "clauses" || it == "description" }

    private fun JsonObject.tags() = texts("tags")

    private fun JsonObject.values() = (getValue("values") as? JsonArray ?: refuse(400, "values must be an array")).toList()

    private fun JsonObject.texts(name: String) = (get(name) ?: refuse(400, "$name is required")).texts(name)
}

/** The same with the keys of an import, which replace those that are there or come to them. */
internal fun SegmentDraft.imported(transfer: Transfer): SegmentDraft {
    val replaces = transfer.json["mode"] == JsonPrimitive("replace")
    return with("included", USER) { if (replaces) transfer.keys else it + transfer.keys }
}
