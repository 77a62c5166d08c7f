package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Carries out the instructions of a semantic patch on a copy of [flag]; those for an environment in that with the key [environmentKey]. */
internal class FlagEditor(private val flag: Flag, private val environmentKey: String?) {
    /** The flag as the instructions so far have made it. */
    var json: JsonObject = flag.json
        private set

    /** Whether an instruction has deleted it. */
    var deleted: Boolean = false

    fun carryOut(instruction: JsonObject) {
        val kind = instruction.requiredText("kind")
        val edit = KINDS[kind] ?: refuse(400, "Unknown instruction kind '$kind'")
        edit(instruction)
    }

    val project: Project get() = flag.project

    val config: JsonObject
        get() = json.configs().let { it[place] } ?: refuse(404, "Could not find environment $place")

    private val place: String get() = environmentKey ?: refuse(400, "environmentKey is required")

    fun set(vararg members: Pair<String, Any?>) {
        json += json(*members)
    }

    fun unset(vararg names: String) {
        json = json.without(names.toSet())
    }

    fun configure(vararg members: Pair<String, Any?>) {
        json = json.withConfigs(json.configs() + (place to config + json(*members)))
    }

    /** In the order of the indexes. What the patch itself has added stands behind them, and gets its id when all is carried out. */
    val variationIds: List<String> get() = json.objects("variations").mapNotNull { it.text("_id") }

    fun index(variationId: String): Int =
        variationIds.indexOf(variationId).takeIf { it >= 0 } ?: refuse(400, "Unknown variation '$variationId'")

    /** What an instruction or a rule of one serves, as it stands in a flag. */
    fun served(instruction: JsonObject): JsonObject {
        val variation = instruction.optionalText("variationId")
        val weights = instruction.optionalObject("rolloutWeights")
        if ((variation == null) == (weights == null)) refuse(400, "Either variationId or rolloutWeights is required")
        if (variation != null) return json("variation" to index(variation))
        val shares = weights.orEmpty().map { (id, weight) -> json("variation" to index(id), "weight" to weight) }
        val how = listOf("bucketBy" to "rolloutBucketBy", "contextKind" to "rolloutContextKind")
            .mapNotNull { (name, given) -> instruction.optionalText(given)?.let { name to JsonPrimitive(it) } }
        return json("rollout" to json("variations" to shares) + how.toMap())
    }

    fun rule(instruction: JsonObject): JsonObject {
        val rule = json(
            "clauses" to clauses(instruction, "clauses"),
            "trackEvents" to (instruction.optionalBoolean("trackEvents") ?: false),
        )
        return rule + served(instruction) + instruction.optionalTexts("description", "ref")
    }

    fun clauses(instruction: JsonObject, name: String): List<JsonObject> =
        instruction.optionalObjects(name)?.map { clause(it) } ?: refuse(400, "$name is required")

    fun clause(clause: JsonObject): JsonObject = json("negate" to false) + clause.without(setOf("_id"))

    /** Changes the rule that [instruction] names. */
    fun editRule(instruction: JsonObject, edit: (JsonObject) -> JsonObject) {
        val id = instruction.requiredText("ruleId")
        val rules = config.objects("rules")
        if (rules.none { it.text("_id") == id }) refuse(400, "Unknown rule '$id'")
        configure("rules" to rules.map { if (it.text("_id") == id) edit(it) else it })
    }

    /** Changes the clause that [instruction] names, of the rule that it names. */
    fun editClause(instruction: JsonObject, edit: (JsonObject) -> JsonObject) = editRule(instruction) { rule ->
        val id = instruction.requiredText("clauseId")
        val clauses = rule.objects("clauses")
        if (clauses.none { it.text("_id") == id }) refuse(400, "Unknown clause '$id'")
        rule + json("clauses" to clauses.map { if (it.text("_id") == id) edit(it) else it })
    }

    /** The keys of the targets, by the kind of context and the variation's index. */
    var targets: Map<Pair<String, Int>, List<String>>
        get() = (config.objects("targets") + config.objects("contextTargets")).groupBy(
            { (it.text("contextKind") ?: USER) to checkNotNull(it["variation"].integer()).toInt() },
            { it.getValue("values").texts("values") },
        ).mapValues { it.value.flatten() }
        set(value) {
            val (users, others) = value.filterValues { it.isNotEmpty() }.map { (place, keys) ->
                json("contextKind" to place.first, "values" to keys, "variation" to place.second)
            }.partition { it.text("contextKind") == USER }
            configure("targets" to users, "contextTargets" to others)
        }

    fun addTargets(kind: String, instruction: JsonObject) {
        val index = index(instruction.requiredText("variationId"))
        val keys = instruction.values()
        val former = targets
        former.filterKeys { it.first == kind && it.second != index }.forEach { (_, taken) ->
            keys.firstOrNull { it in taken }?.let { refuse(400, "$kind '$it' is a target of another variation") }
        }
        targets = former + (kind to index to (former[kind to index].orEmpty() + keys).distinct())
    }

    fun removeTargets(kind: String, instruction: JsonObject) {
        val index = index(instruction.requiredText("variationId"))
        val keys = instruction.values().toSet()
        targets = targets.mapValues { (place, old) -> if (place == kind to index) old - keys else old }
    }

    /** Takes the variation at [removed] away, which nothing may refer to; what is behind it moves up. */
    fun removeVariation(removed: Int) {
        val rest = json.without(setOf("variations"))
        val moved = json("defaults" to rest["defaults"], "environments" to rest["environments"]).withoutIndex(removed) as JsonObject
        json = rest + json("variations" to json.objects("variations").filterIndexed { index, _ -> index != removed }) + moved
    }

    private fun JsonElement.withoutIndex(removed: Int): JsonElement = when (this) {
        is JsonArray -> JsonArray(map { it.withoutIndex(removed) })
        is JsonObject -> JsonObject(
            mapValues { (name, value) ->
                val index = value.integer().takeIf { name in INDEXES }
                when {
                    // A prerequisite's index is one of another flag.
                    name == "prerequisites" -> value
                    index == null -> value.withoutIndex(removed)
                    index == removed.toLong() -> refuse(400, "Variation $removed is in use")
                    else -> JsonPrimitive(if (index > removed) index - 1 else index)
                }
            },
        )
        else -> this
    }

    private companion object {
        val INDEXES = setOf("variation", "onVariation", "offVariation", "defaultVariation")
        val KINDS = flagInstructions()
    }
}

/** Those of the members with these [names] that are there. */
internal fun JsonObject.optionalTexts(vararg names: String): Map<String, JsonPrimitive> =
    names.mapNotNull { name -> optionalText(name)?.let { name to JsonPrimitive(it) } }.toMap()
