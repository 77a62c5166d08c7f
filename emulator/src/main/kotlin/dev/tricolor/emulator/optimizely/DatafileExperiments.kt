package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

/** How the experiments of a project stand in the datafile of [environment]. */
internal class DatafileExperiments(private val environment: Environment, private val features: List<Item>) {
    fun write(experiment: Item): JsonObject {
        val said = experiment.json
        val feature = features.find { it.id == said["feature_id"].number() }
        val variations = said.objects("variations").filterNot { it.isArchived() }
        val own = json(
            "id" to experiment.id,
            "key" to (said.text("key") ?: said.text("name") ?: experiment.id),
            "layerId" to (said["campaign_id"].number() ?: experiment.id),
            "status" to status(said),
            "variations" to variations.map { variation(it, feature) },
            "trafficAllocation" to allocation(variations.map { it.visibleId() to (it["weight"].integer() ?: 0) }, said.included()),
            "forcedVariations" to forced(said, variations),
        )
        return own + said.audienceConditions().targeting()
    }

    private fun variation(variation: JsonObject, feature: Item?): JsonObject {
        val own = json("id" to variation["variation_id"].number(), "key" to variation.keyOrName())
        if (feature == null) return own + json("variables" to emptyList<Any>())
        return own + json(
            "featureEnabled" to (variation["feature_enabled"] ?: true),
            "variables" to feature.overrides(variation["variable_values"]),
        )
    }

    private fun status(experiment: JsonObject): String {
        val environments = (experiment["environments"] as? JsonObject).orEmpty()
        val here = environments.entries.find { it.key.equals(environment.key, ignoreCase = true) }?.value as? JsonObject
        return STATUSES[here?.text("status") ?: experiment.text("status").takeIf { environment.isPrimary }] ?: NOT_STARTED
    }

    private fun forced(experiment: JsonObject, variations: List<JsonObject>): JsonObject {
        val keys = variations.associate { it["variation_id"].number() to it.keyOrName() }
        return JsonObject(
            experiment.objects("whitelist").mapNotNull { entry ->
                val key = keys[entry["variation_id"].number()]
                entry.text("user_id")?.let { user -> key?.let { json(user to it) } }
            }.fold(json()) { all, one -> all + one },
        )
    }

    private fun JsonObject.keyOrName() = text("key") ?: text("name") ?: this["variation_id"].number().orEmpty()

    /** A variation that is paused keeps its range, and nobody gets it. */
    private fun JsonObject.visibleId() = this["variation_id"].number().takeUnless { text("status") == "paused" }.orEmpty()

    /** Full Stack says who is in, the web who is not; experiments of old say both. */
    private fun JsonObject.included(): Long =
        (this["traffic_allocation"].integer() ?: WHOLE) * (WHOLE - (this["holdback"].integer() ?: 0)) / WHOLE

    private companion object {
        const val NOT_STARTED = "Not started"
        val STATUSES = mapOf("running" to "Running", "paused" to "Paused", "not_started" to NOT_STARTED)
    }
}

/** Exclusion groups, of which each experiment is in one at most. */
internal class DatafileGroups(private val groups: List<Item>, experiments: List<Item>) {
    private val known = experiments.associateBy { it.id }
    private val groupOf = groups.asReversed().flatMap { group -> group.entities().map { it["id"].number() to group } }.toMap()

    fun groupOf(experiment: Item): Item? = groupOf[experiment.id]

    fun write(experiment: (Item) -> JsonObject): List<JsonObject> = groups.map { group ->
        val mine = { id: String? -> known[id]?.takeIf { groupOf(it) === group } }
        val shares = group.entities().map { mine(it["id"].number())?.id.orEmpty() to (it["weight"].integer() ?: 0) }
        json(
            "id" to group.id,
            "policy" to "random",
            "trafficAllocation" to allocation(shares),
            "experiments" to group.entities().mapNotNull { mine(it["id"].number()) }.map(experiment),
        )
    }

    private fun Item.entities() = json.objects("entities").filter { it.text("kind") == "Experiment" }
}

/** How a feature is rolled out in [environment] to those who are in no experiment: rule by rule, and at last to everyone, switched off. */
internal class DatafileRollout(private val feature: Item, private val environment: Environment) {
    val id = "rollout-${feature.id}-${environment.id}"

    val rules: List<JsonObject> = (feature.json["environments"] as? JsonObject).orEmpty().entries
        .find { it.key.equals(environment.key, ignoreCase = true) }
        ?.let { it.value as? JsonObject }?.objects("rollout_rules").orEmpty()

    fun write(): JsonObject = json("id" to id, "experiments" to rules.mapIndexed(::rule) + everyoneElse())

    private fun rule(index: Int, rule: JsonObject): JsonObject {
        val isEnabled = rule["enabled"].boolean() == true
        val share = rule["percentage_included"].integer().takeIf { isEnabled } ?: 0
        val on = json("featureEnabled" to true, "variables" to feature.overrides(rule["variable_values"]))
        return delivery("$id-${index + 1}", if (isEnabled) "Running" else "Not started", share, on) + rule.audienceConditions().targeting()
    }

    private fun everyoneElse() =
        delivery("$id-default", "Running", WHOLE, json("featureEnabled" to false, "variables" to emptyList<Any>())) + EVERYONE

    private fun delivery(id: String, status: String, share: Long, variation: JsonObject) = json(
        "id" to id,
        "key" to id,
        "layerId" to this.id,
        "status" to status,
        "variations" to listOf(json("id" to "$id-variation", "key" to "$id-variation") + variation),
        "trafficAllocation" to listOf(json("entityId" to "$id-variation", "endOfRange" to share)),
        "forcedVariations" to json(),
    )
}
