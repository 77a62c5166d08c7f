package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.optimizely.classic.ClassicLimits
import kotlinx.serialization.json.JsonObject

private val FIELDS = Fields(
    mapOf(
        "description" to NAME,
        "is_paused" to FLAG,
        "js_component" to TEXT,
        "weight" to within(0L..ClassicLimits.BASIS_POINTS).orNull(),
    ),
    readOnly = setOf("id", "experiment_id", "project_id", "section_id", "created"),
)

internal fun Routes.Under.variations(account: ClassicAccount) {
    get("experiments/{experiment}/variations") { ok(account.variationsOf(account.experiment(this)).map { it.json }) }
    post("experiments/{experiment}/variations") {
        val experiment = account.experiment(this)
        val body = jsonObject()
        body.requireParent("experiment_id", experiment)
        body.requiredText("description")
        Reply(201, account.newVariation(experiment, FIELDS.taken(body)).json)
    }
    get("variations/{variation}") { ok(account.variations.require(this["variation"]).json) }
    put("variations/{variation}") {
        val variation = account.variations.require(this["variation"])
        variation.json = variation.json + FIELDS.taken(jsonObject())
        Reply(202, variation.json)
    }
    delete("variations/{variation}") {
        val variation = account.variations.require(this["variation"])
        account.variations.remove(variation)
        account.experiments.requireId("${variation.long("experiment_id")}").changeIds("variation_ids") { it - variation.number }
        account.planted.values.forEach { it.forgetVariation(variation.number) }
        Reply(204)
    }
}

internal fun ClassicAccount.variationsOf(experiment: Experiment): List<Entity> =
    experiment.variationIds.map { variations.requireId("$it") }

/** Weights are not held against those of the other variations: nor does Optimizely do that. */
internal fun ClassicAccount.newVariation(experiment: Experiment, given: JsonObject): Entity {
    val defaults = json(
        "is_paused" to false,
        "description" to "",
        "weight" to 0,
        "created" to stamp(),
        "section_id" to null,
        "js_component" to "",
        "experiment_id" to experiment.number,
        "project_id" to experiment.projectId,
        "id" to newId(),
    )
    val variation = variations.add(Entity(defaults + given))
    experiment.changeIds("variation_ids") { it + variation.number }
    return variation
}
