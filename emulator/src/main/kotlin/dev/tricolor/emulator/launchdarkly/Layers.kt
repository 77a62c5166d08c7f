package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.toJson
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonObject

private const val WHOLE = 100L

/** A layer: which experiments share its traffic, by environment, and how many percent each has. */
internal class Layer(json: JsonObject, val project: Project) : Keyed(json) {
    var shares: Map<String, Map<String, Long>> = emptyMap()

    fun holds(experimentKey: String): Boolean = shares.values.any { experimentKey in it }

    fun shown(): JsonObject = json + json(
        "environments" to JsonObject(
            shares.mapValues { (environment, experiments) -> json("reservations" to experiments.map { reservation(environment, it) }) },
        ),
    )

    private fun reservation(environment: String, share: Map.Entry<String, Long>) = json(
        "experimentKey" to share.key,
        "flagKey" to project.environments.find(environment)?.experiments?.find(share.key)?.flagKeys?.firstOrNull().orEmpty(),
        "reservationPercent" to share.value,
    )
}

internal fun Routes.Under.layers(account: LaunchDarklyAccount) {
    get("projects/{project}/layers") {
        val project = account.project(this)
        val found = filtered(project.layers, CONDITIONS).map { it.shown() }
        val self = link("/api/v2/projects/${project.id}/layers")
        ok(json("items" to found, "totalCount" to found.size, "_links" to json("self" to self)))
    }
    post("projects/{project}/layers") {
        val project = account.project(this)
        val body = jsonObject()
        val json = json(
            "key" to body.requiredText("key").asKey("layer", LaunchDarklyLimits.FLAG_KEY),
            "name" to body.requiredText("name"),
            "description" to (body.optionalText("description") ?: refuse(400, "description is required")),
            "createdAt" to account.now(),
        )
        Reply(201, project.layers.add(Layer(json, project)).shown())
    }
    patch("projects/{project}/layers/{layer}") {
        val layer = account.project(this).layers.require(this["layer"])
        val change = LayerChange(layer, jsonObject().optionalText("environmentKey"))
        instructions().forEach(change::carryOut)
        change.commit()
        ok(layer.shown())
    }
}

/** What becomes of a layer by a patch, which happens as a whole or not at all. */
private class LayerChange(private val layer: Layer, private val environmentKey: String?) {
    private var json = layer.json
    private var shares = layer.shares

    fun carryOut(instruction: JsonObject) {
        when (val kind = instruction.requiredText("kind")) {
            "updateName" -> json += mapOf("name" to instruction.requiredText("name").toJson())
            "updateDescription" -> json += mapOf("description" to instruction.requiredText("description").toJson())
            "updateExperimentReservation" -> reserve(instruction)
            "removeExperiment" -> share { it - instruction.requiredText("experimentKey") }
            else -> refuse(400, "There is no instruction '$kind' for layers")
        }
    }

    fun commit() {
        shares.forEach { (environment, experiments) ->
            val sum = experiments.values.sum()
            if (sum > WHOLE) refuse(400, "In $environment, $sum percent of the layer are given away")
        }
        layer.json = json
        layer.shares = shares
    }

    private fun reserve(instruction: JsonObject) {
        val key = instruction.requiredText("experimentKey")
        val percent = instruction["reservationPercent"].integer()?.takeIf { it in 0..WHOLE }
            ?: refuse(400, "reservationPercent must be 0 to 100, is ${instruction["reservationPercent"]}")
        environment().experiments.find(key) ?: refuse(400, "There is no experiment $key")
        share { it + (key to percent) }
    }

    private fun share(change: (Map<String, Long>) -> Map<String, Long>) {
        val environment = environment().id
        shares = shares + (environment to change(shares[environment].orEmpty()))
    }

    private fun environment(): Environment {
        val key = environmentKey ?: refuse(400, "environmentKey is required")
        return layer.project.environments.find(key) ?: refuse(400, "There is no environment $key")
    }
}

private val CONDITIONS: Conditions<Layer> = mapOf(
    "reservations.experimentKey contains" to { value -> value.word().let { key -> { it.holds(key) } } },
)
