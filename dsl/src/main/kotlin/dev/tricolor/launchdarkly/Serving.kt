package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** What is served to those whom a rule, or none, matches: one variation, or several by weight. */
internal class Serving {
    private var variation: VariationReference? = null
    private var rollout: RolloutBuilder? = null

    fun serve(variation: VariationReference) {
        this.variation = variation
    }

    fun rollout(block: Block<RolloutBuilder>) {
        rollout = RolloutBuilder().configuredBy(block)
    }

    fun inFlag(variations: List<Variation>): Map<String, JsonElement> = listOfNotNull(
        variation?.let { "variation" to JsonPrimitive(it.indexIn(variations)) },
        rollout?.let { "rollout" to it.inFlag(variations) },
    ).toMap()

    fun inPatch(): Map<String, JsonElement> =
        variation?.let { mapOf("variationId" to JsonPrimitive(it.text)) }.orEmpty() + rollout?.inPatch().orEmpty()

    fun checkInFlag(variations: List<Variation>, problems: Problems) {
        requireOne(problems)
        variation?.problemIn(variations)?.let { problems.add("variation", it) }
        rollout?.check(problems.at("rollout"), { "variations[$it]" }) { it.problemIn(variations) }
    }

    fun checkInPatch(problems: Problems) {
        requireOne(problems)
        variation?.let(::problemInPatch)?.let { problems.add("variationId", it) }
        rollout?.check(problems.at("rolloutWeights"), { "[$it]" }, ::problemInPatch)
    }

    private fun requireOne(problems: Problems) {
        problems.require(variation != null || rollout != null, "") { "serves nothing, must serve a variation or a rollout" }
        problems.require(variation == null || rollout == null, "") { "serves a variation and a rollout, must serve one of them" }
    }
}

/** A patch cannot know in what order the server has the variations. */
private fun problemInPatch(variation: VariationReference): String? = when {
    variation.text == null -> "is the index $variation; a patch refers to a variation by its id"
    variation.text.isBlank() -> "is blank, must be the id of a variation"
    else -> null
}
