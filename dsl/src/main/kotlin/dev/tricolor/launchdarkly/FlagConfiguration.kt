package dev.tricolor.launchdarkly

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Turns what a flag is to do in an environment, where variations are told by index, into instructions, which want their [ids]. */
internal class FlagConfiguration(private val ids: List<String>) {
    fun patch(environmentKey: String, config: FeatureFlagConfig): JsonObject =
        instructions(config).fold(FlagPatchBuilder().inEnvironment(environmentKey) {}) { patch, (kind, parameters) ->
            patch.instruction(kind, parameters)
        }.build()

    /** Each puts something in the place of what is there, so that they can be repeated; the flag is turned on when all is in. */
    private fun instructions(config: FeatureFlagConfig): List<Pair<String, Map<String, JsonElement>>> = listOfNotNull(
        list("replacePrerequisites", "prerequisites", config.prerequisites.map { it.json }),
        list("replaceTargets", "targets", (config.targets + config.contextTargets).map(::target)),
        list("replaceRules", "rules", config.rules.map(::rule)),
        config.fallthrough?.let { "updateFallthroughVariationOrRollout" to served(it.variation, it.rollout) },
        config.offVariation?.let { "updateOffVariation" to mapOf("variationId" to id(it)) },
        config.trackEvents?.let { "updateTrackEvents" to mapOf("trackEvents" to JsonPrimitive(it)) },
        config.trackEventsFallthrough?.let { "updateTrackEventsFallthrough" to mapOf("trackEvents" to JsonPrimitive(it)) },
        config.json["on"]?.let { (if (config.on) "turnFlagOn" else "turnFlagOff") to emptyMap() },
    )

    private fun list(kind: String, name: String, items: List<JsonObject>) =
        items.takeIf { it.isNotEmpty() }?.let { kind to mapOf(name to JsonArray(it)) }

    private fun target(target: Target) = targetJson(target.contextKind ?: USER, id(target.variation).content, target.values)

    private fun rule(rule: Rule) = JsonObject(rule.json - setOf("variation", "rollout") + served(rule.variation, rule.rollout))

    private fun served(variation: Int?, rollout: Rollout?): Map<String, JsonElement> {
        if (rollout == null) return mapOf("variationId" to id(variation))
        val weights = rollout.variations.associate { id(it.variation).content to JsonPrimitive(it.weight) }
        return listOfNotNull(
            "rolloutWeights" to JsonObject(weights),
            rollout.bucketBy?.let { "rolloutBucketBy" to JsonPrimitive(it) },
            rollout.contextKind?.let { "rolloutContextKind" to JsonPrimitive(it) },
        ).toMap()
    }

    private fun id(index: Int?): JsonPrimitive =
        JsonPrimitive(requireNotNull(index?.let(ids::getOrNull)) { "there is no variation $index; there are ${ids.size}" })
}
