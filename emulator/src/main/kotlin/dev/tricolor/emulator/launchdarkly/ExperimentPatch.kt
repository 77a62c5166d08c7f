package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal

/**
 * Carries out the instructions of one semantic patch on a copy of the experiment. [commit] puts the copy in its place and does to the flags
 * what became of it; where an instruction is refused, nothing has happened.
 */
internal class ExperimentPatch(private val account: LaunchDarklyAccount, private val experiment: Experiment) {
    private val environment = experiment.environment
    private val project = environment.project
    private val drafts = ExperimentDrafts(account, environment)
    private var json = experiment.json
    private var iterations = experiment.iterations

    /** What rules of flags are to serve from now on, by the keys of the flags and the ids of the rules. */
    private val servings = LinkedHashMap<Pair<String, String>, JsonObject>()

    fun carryOut(instruction: JsonObject) {
        when (val kind = instruction.requiredText("kind")) {
            "updateName" -> update("name", "update", instruction.requiredText("value").toJson())
            "updateDescription" -> update("description", "update", instruction.optionalText("value").orEmpty().toJson())
            "updateExperimentFields" -> updateFields(updatesIn(instruction) ?: refuse(400, "value is required"))
            "saveAndStartNewIteration" -> saveAndStart(instruction)
            "startIteration" -> start(instruction.optionalText("changeJustification"))
            "stopIteration" -> stop(instruction)
            "archiveExperiment" -> json = sparse("archivedDate" to account.now()) + json
            "restoreExperiment" -> json = json.without(setOf("archivedDate"))
            else -> refuse(400, "Unknown instruction kind '$kind'")
        }
    }

    fun commit() {
        servings.forEach { (where, served) ->
            val (flagKey, rule) = where
            project.flags.find(flagKey)?.let { account.serve(it, environment.id, rule.takeIf { id -> id != FALLTHROUGH }, served) }
        }
        experiment.json = json
        experiment.iterations = iterations
    }

    private fun updatesIn(instruction: JsonObject): Map<String, JsonObject>? = instruction.optionalObject("value")
        ?.mapValues { (field, update) -> update as? JsonObject ?: refuse(400, "$field must be an object with an operation") }

    private fun updateFields(updates: Map<String, JsonObject>) {
        if (updates.isEmpty()) refuse(400, "value must name at least one field")
        val status = iterations.status
        val input = updates.entries.fold(subject(status)?.input) { input, (field, update) -> change(input, status, field, update) }
        val before = subject(status)
        if (before == null || input == null || input == before.input) return
        val after = drafts.change(before, input)
        iterations = if (before.isRunning) Iterations(iterations.draft, after, iterations.previous) else with(draft = after)
    }

    /** The iteration whose fields are changed: the one that runs, or else the draft. */
    private fun subject(status: String): Iteration? = if (status == RUNNING) iterations.current else iterations.draft

    private fun change(input: JsonObject?, status: String, field: String, update: JsonObject): JsonObject? {
        val operation = update.requiredText("operation")
        val allowed = MUTABLE_FIELDS.getValue(status)[field].orEmpty()
        if (operation !in allowed) refuse(400, "'$field' does not allow '$operation' while the iteration is $status")
        val value = update["value"].orAbsent()
        if (value == null && operation != "remove") refuse(400, "'$field': $operation needs a value")
        if (field in OF_EXPERIMENT) {
            update(field, operation, value)
            return input
        }
        return input?.changed(field, operation, value)
    }

    private fun update(field: String, operation: String, value: JsonElement?) {
        val name = if (field == "maintainerId") "_maintainerId" else field
        json = experimentFields(json.changed(name, operation, value))
    }

    private fun JsonObject.changed(field: String, operation: String, value: JsonElement?): JsonObject {
        val before = (this[field] as? JsonArray).orEmpty().toList()
        val said = (value as? JsonArray)?.toList() ?: listOfNotNull(value)
        val after = when {
            operation == "update" -> value
            operation == "add" -> JsonArray((before + said).distinctBy { it.identity() })
            value == null -> null
            else -> JsonArray(before.filterNot { one -> said.any { it.identity() == one.identity() } })
        }
        return if (after == null) without(setOf(field)) else this + mapOf(field to after)
    }

    /** Metrics are told apart by their key, and can be removed by it alone. */
    private fun JsonElement.identity(): Any = (this as? JsonObject)?.get("key") ?: this

    private fun saveAndStart(instruction: JsonObject) {
        val running = iterations.current?.takeIf { it.isRunning } ?: refuse(400, "No iteration is running")
        val updates = updatesIn(instruction).orEmpty()
        val input = updates.entries.fold(running.input) { input, (field, update) -> change(input, NOT_STARTED, field, update) ?: input }
        iterations = with(draft = drafts.copy(input))
        start(instruction.optionalText("changeJustification") ?: "saved and started anew")
    }

    private fun start(justification: String?) {
        if ("archivedDate" in json) refuse(400, "The experiment is archived")
        val draft = iterations.draft ?: refuse(400, "There is no draft iteration: create one first")
        val before = iterations.current
        val isReplaced = before?.isRunning == true
        if (isReplaced && justification.isNullOrBlank()) refuse(400, "changeJustification is required: an iteration is running")
        checkStart(draft)
        val undo = draft.flags().map { (key, rule) -> before?.takeIf { isReplaced }?.undoOf(key, rule) ?: servingOf(key, rule) }
        val started = draft.with("status" to RUNNING, "startedAt" to account.now(), undo = undo)
        val past = before?.let { if (it.isRunning) it.with("status" to STOPPED, "endedAt" to account.now()) else it }
        iterations = Iterations(null, started, iterations.previous + listOfNotNull(past))
        if (before != null && isReplaced) before.undo.forEach(::serve)
        allocate(started)
    }

    private fun checkStart(draft: Iteration) {
        draft.flags().forEach { (key, rule) ->
            val flag = project.flags.find(key) ?: refuse(400, "Flag '$key' does not exist any more")
            if (flag.archived) refuse(400, "Flag '$key' is archived")
            if (!flag.isOn(environment.id)) refuse(400, "Flag '$key' is off in '${environment.id}'")
            val isTaken = (servingOf(key, rule).json["rollout"] as? JsonObject)?.get("experimentAllocation") != null
            val isOurs = iterations.current?.let { it.isRunning && it.flags()[key] == rule } == true
            if (isTaken && !isOurs) refuse(400, "Another experiment runs on rule '$rule' of flag '$key'")
            val lost = draft.treatments.find { flag.indexOf(it.variationOf(key)) == null }
            if (lost != null) refuse(400, "The variation of treatment '${lost.text("name")}' does not exist any more")
        }
        val unit = draft.json.text("randomizationUnit")
        if (unit.isNullOrBlank()) refuse(400, "randomizationUnit is not set")
        if (project.contextKinds.find(unit) == null) refuse(400, "'$unit' is no context kind of the project")
        if (draft.treatments.none { it.share().signum() > 0 }) refuse(400, "No treatment has an allocationPercent above 0")
    }

    private fun stop(instruction: JsonObject) {
        val running = iterations.current?.takeIf { it.isRunning } ?: refuse(400, "No iteration is running")
        val winner = instruction.optionalText("winningTreatmentId")
        val treatment = running.treatments.find { it.text("_id") == winner }
        if (winner != null && treatment == null) refuse(400, "'$winner' is no treatment of the iteration")
        val stopped = running.with(
            "status" to STOPPED, "endedAt" to account.now(),
            "winningTreatmentId" to winner, "winningReason" to instruction.optionalText("winningReason"),
        )
        iterations = Iterations(iterations.draft, stopped, iterations.previous)
        running.undo.forEach { serve(it.orWinner(treatment)) }
    }

    /** Who is in the experiment gets the winner from now on; without one, what was served before. */
    private fun Serving.orWinner(treatment: JsonObject?): Serving {
        if (treatment == null) return this
        val index = project.flags.find(flagKey)?.indexOf(treatment.variationOf(flagKey)) ?: return this
        return Serving(flagKey, ruleId, json("variation" to index))
    }

    private fun allocate(iteration: Iteration) {
        iteration.flags().forEach { (key, rule) ->
            val flag = project.flags.require(key)
            val told = (iteration.json["flags"] as JsonObject)[key] as JsonObject
            val outside = flag.indexOf(told.text("notInExperimentVariationId"))
            val shares = iteration.treatments.map {
                json("variation" to flag.indexOf(it.variationOf(key)), "weight" to (it.share() * THOUSANDTHS).toInt())
            }
            val rest = ALL - shares.sumOf { it.getValue("weight").toString().toInt() }
            val untracked = json("variation" to outside, "weight" to rest, "_untracked" to true).takeIf { rest > 0 }
            val allocation = json("defaultVariation" to outside, "canReshuffle" to iteration.json["canReshuffleTraffic"])
            val rollout = json(
                "variations" to shares + listOfNotNull(untracked),
                "experimentAllocation" to allocation,
                "seed" to (iteration.id.hashCode() and Int.MAX_VALUE),
                "contextKind" to iteration.json["randomizationUnit"],
            )
            serve(Serving(key, rule, json("rollout" to rollout)))
        }
    }

    private fun serve(serving: Serving) {
        servings[serving.flagKey to serving.ruleId] = serving.json
    }

    private fun servingOf(flagKey: String, rule: String): Serving {
        val served = servings[flagKey to rule] ?: project.flags.require(flagKey).serving(environment, rule)
        return Serving(flagKey, rule, served ?: refuse(400, "Flag '$flagKey' has no rule '$rule' any more"))
    }

    private fun Iteration.undoOf(flagKey: String, rule: String) = undo.find { it.flagKey == flagKey && it.ruleId == rule }

    private fun Iteration.flags(): Map<String, String> =
        (json["flags"] as JsonObject).mapValues { (it.value as JsonObject).text("targetingRule").orEmpty() }

    private fun JsonObject.share(): BigDecimal = text("allocationPercent").orEmpty().toBigDecimal()

    private fun with(draft: Iteration?) = Iterations(draft, iterations.current, iterations.previous)

    private companion object {
        val OF_EXPERIMENT = setOf("name", "description", "maintainerId", "tags", "methodology", "analysisConfig", "dataSource")
        val THOUSANDTHS = 1000.toBigDecimal()
        const val ALL = 100_000
    }
}
