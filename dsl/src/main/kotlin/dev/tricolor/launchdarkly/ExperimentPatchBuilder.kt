package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Says what is done with an experiment, in order.
 *
 * What LaunchDarkly allows depends on the status of its iteration. While one runs, that is as a rule name, description, maintainer and
 * tags, and to add metrics and attributes; the rest takes a new iteration: [saveAndStartNewIteration].
 */
public class ExperimentPatchBuilder : SemanticPatchBuilder<ExperimentPatchBuilder>("patch of an experiment") {
    /** Gives it another name: `updateName`. LaunchDarkly means to drop this kind for [updateFields]. */
    public fun rename(name: String): ExperimentPatchBuilder {
        next().require(name.isNotBlank(), "value") { "is blank" }
        return instruction("updateName", "value" to JsonPrimitive(name))
    }

    /** Gives it another description: `updateDescription`. LaunchDarkly means to drop this kind for [updateFields]. */
    public fun describe(description: String): ExperimentPatchBuilder =
        instruction("updateDescription", "value" to JsonPrimitive(description))

    /**
     * Changes fields of it and of its iteration: `updateExperimentFields`. Which ones can be changed, and how, says
     * [Experiment.mutableFieldsByStatus].
     */
    public fun updateFields(block: Block<FieldUpdatesBuilder>): ExperimentPatchBuilder {
        val updates = updates(block)
        next().require(updates.isNotEmpty(), "value") { "there are no fields, must be at least one" }
        return instruction("updateExperimentFields", "value" to updates)
    }

    /**
     * Stops the iteration that runs, makes a new one of it, and starts that: `saveAndStartNewIteration`.
     *
     * @param justification why
     */
    public fun saveAndStartNewIteration(justification: String): ExperimentPatchBuilder = saveAndStartNewIteration(justification) {}

    /**
     * Stops the iteration that runs, makes a new one of it with the fields that [block] changes, and starts that:
     * `saveAndStartNewIteration`. All fields can be changed that can be before the start of an iteration.
     *
     * @param justification why
     */
    public fun saveAndStartNewIteration(justification: String, block: Block<FieldUpdatesBuilder>): ExperimentPatchBuilder {
        requireText(justification, "changeJustification")
        val updates = updates(block).takeIf { it.isNotEmpty() }
        return instruction("saveAndStartNewIteration", "changeJustification" to JsonPrimitive(justification), "value" to updates)
    }

    /**
     * Starts the draft: `startIteration`. Every flag of it must be on and not archived, it needs a randomization unit, and an allocation
     * that is not 0. Where an iteration runs, say why: `startIteration(justification)`.
     */
    public fun startIteration(): ExperimentPatchBuilder = instruction("startIteration")

    /**
     * Starts the draft, and stops the iteration that runs, if one does: `startIteration`. Every flag of it must be on and not archived, it
     * needs a randomization unit, and an allocation that is not 0.
     *
     * @param justification why
     */
    public fun startIteration(justification: String): ExperimentPatchBuilder {
        requireText(justification, "changeJustification")
        return instruction("startIteration", "changeJustification" to JsonPrimitive(justification))
    }

    /** Stops the iteration that runs, without a winner: `stopIteration`. */
    public fun stopIteration(): ExperimentPatchBuilder = instruction("stopIteration")

    /**
     * Stops the iteration that runs: `stopIteration`.
     *
     * @param winningTreatmentId the [Treatment.id] of the treatment that is chosen; with null, as for a treatment that was not read from
     * LaunchDarkly, the patch is refused
     * @param reason why that one
     */
    public fun stopIteration(winningTreatmentId: String?, reason: String): ExperimentPatchBuilder {
        next().require(!winningTreatmentId.isNullOrBlank(), "winningTreatmentId") { "is missing; stopIteration() does without a winner" }
        requireText(reason, "winningReason")
        return instruction(
            "stopIteration", "winningTreatmentId" to winningTreatmentId?.let(::JsonPrimitive), "winningReason" to JsonPrimitive(reason),
        )
    }

    /** Archives it, so that lists leave it out and it cannot be started: `archiveExperiment`. */
    public fun archive(): ExperimentPatchBuilder = instruction("archiveExperiment")

    /** Takes it out of the archive: `restoreExperiment`. */
    public fun restore(): ExperimentPatchBuilder = instruction("restoreExperiment")

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        val kinds = instructions().map { (it["kind"] as? JsonPrimitive)?.content.orEmpty() }
        kinds.forEachIndexed { later, kind ->
            val earlier = (0 until later).firstOrNull { kind in CONTRADICTIONS[kinds[it]].orEmpty() }
            problems.require(earlier == null, "instructions[$later]") { "$kind contradicts ${kinds[earlier ?: 0]}, instructions[$earlier]" }
        }
        checkTwice(problems)
    }

    /** One field can be given one value only, in whichever words. */
    private fun checkTwice(problems: Problems) {
        val said = HashMap<String, Int>()
        instructions().forEachIndexed { index, instruction ->
            fieldsOf(instruction).forEach { field ->
                val first = said.getOrPut(field) { index }
                problems.require(first == index, "instructions[$index]") { "changes ${quoted(field)}, as instructions[$first] does" }
            }
        }
    }

    private fun fieldsOf(instruction: JsonObject): Set<String> = when ((instruction["kind"] as? JsonPrimitive)?.content) {
        "updateName" -> setOf("name")
        "updateDescription" -> setOf("description")
        "updateExperimentFields", "saveAndStartNewIteration" -> (instruction["value"] as? JsonObject)?.keys.orEmpty()
        else -> emptySet()
    }

    private fun updates(block: Block<FieldUpdatesBuilder>): JsonObject =
        FieldUpdatesBuilder().configuredBy(block).let { updates -> updates.json().also { updates.checkInto(next().at("value"), it) } }

    private fun requireText(text: String, path: String) = next().require(text.isNotBlank(), path) { "is blank" }

    private companion object {
        const val START = "startIteration"
        const val RESTART = "saveAndStartNewIteration"
        const val STOP = "stopIteration"
        const val ARCHIVE = "archiveExperiment"
        const val RESTORE = "restoreExperiment"

        /** What makes no sense after what in one patch: to stop and then start is another matter than to start and then stop. */
        val CONTRADICTIONS = mapOf(
            START to setOf(START, RESTART, STOP),
            RESTART to setOf(START, RESTART, STOP),
            STOP to setOf(STOP, RESTART),
            ARCHIVE to setOf(ARCHIVE, RESTORE, START, RESTART),
            RESTORE to setOf(RESTORE, ARCHIVE),
        )
    }
}

/**
 * Says which fields of an experiment, or of its iteration, change: `update("hypothesis", "…")`, `add("tags", listOf("checkout"))`. Fields
 * are known to be `name`, `description`, `maintainerId`, `tags`, `metrics`, `attributes`, `treatments`, `hypothesis` and `methodology`.
 */
@TricolorDsl
public class FieldUpdatesBuilder internal constructor() : PayloadBuilder("fields of an experiment") {
    /** Adds [value] to [field], which holds several. */
    public fun add(field: String, value: JsonElement): FieldUpdatesBuilder = say(field, FieldAction.ADD, value)

    /** Adds [values] to [field]. */
    public fun add(field: String, values: Collection<String>): FieldUpdatesBuilder = add(field, texts(values))

    /** Gives [field] another value. */
    public fun update(field: String, value: JsonElement): FieldUpdatesBuilder = say(field, FieldAction.UPDATE, value)

    /** Gives [field] another value. */
    public fun update(field: String, value: String): FieldUpdatesBuilder = update(field, JsonPrimitive(value))

    /** Gives [field] other values. */
    public fun update(field: String, values: Collection<String>): FieldUpdatesBuilder = update(field, texts(values))

    /** Gives the iteration other treatments in the place of all that it has: other allocations, for one. */
    public fun treatments(block: Block<TreatmentsBuilder>): FieldUpdatesBuilder {
        val said = TreatmentsBuilder().configuredBy(block).said
        val treatments = said.map(::Treatment)
        val flags = treatments.flatMap { it.parameters }.mapNotNull { it.flagKey }.toSet()
        checkTreatments(treatments, flags, problems.at("treatments.value"))
        return update("treatments", JsonArray(said))
    }

    /** Clears [field]. */
    public fun remove(field: String): FieldUpdatesBuilder = say(field, FieldAction.REMOVE, null)

    /** Takes [value] out of [field], which holds several. */
    public fun remove(field: String, value: JsonElement): FieldUpdatesBuilder = say(field, FieldAction.REMOVE, value)

    /** Takes [values] out of [field]. */
    public fun remove(field: String, values: Collection<String>): FieldUpdatesBuilder = remove(field, texts(values))

    private fun say(field: String, action: FieldAction, value: JsonElement?): FieldUpdatesBuilder = apply {
        problems.require(field.isNotBlank(), field) { "a field has no name" }
        problems.require(field !in fields, field) { "is changed already" }
        fields[field] = JsonObject(listOfNotNull("operation" to JsonPrimitive(action.value), value?.let { "value" to it }).toMap())
    }

    private fun texts(values: Collection<String>) = JsonArray(values.map(::JsonPrimitive))
}
