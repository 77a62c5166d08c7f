package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Problem
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import dev.tricolor.quotedList
import dev.tricolor.stringOrNull

/**
 * Builds a change of an experiment that was read: variations, metrics and the whitelist keep what is not mentioned, with all that this
 * version does not know. A list that is left alone is not sent.
 *
 * @param experiment the experiment as it is
 */
public class ExperimentEditBuilder(private val experiment: Experiment) :
    ExperimentChanges<ExperimentEditBuilder>(experiment) {

    /** Changes of the variation with the key [key], or else the name [key], what [block] says. */
    public fun variation(key: String, block: Block<VariationBuilder>): ExperimentEditBuilder = apply {
        at(key)?.let { putVariation(it, VariationBuilder(variations[it]).configuredBy(block)) }
    }

    /** Changes the weight of the variation with the key [key], or else the name [key], in basis points; all together must be 10,000. */
    public fun weight(key: String, weight: Int): ExperimentEditBuilder = variation(key) { this.weight = weight }

    /** Leaves the variation with the key [key], or else the name [key], out; its results may be gone with it. */
    public fun removeVariation(key: String): ExperimentEditBuilder = apply {
        at(key)?.let(::dropVariation)
    }

    /** Forgets all metrics that are there; [metric] adds new ones. */
    public fun removeMetrics(): ExperimentEditBuilder = apply { dropMetrics() }

    /** Lets the user [userId] see the variation with the key [variationKey], or else that name, whatever chance says. */
    public fun whitelist(userId: String, variationKey: String): ExperimentEditBuilder = apply {
        val id = at(variationKey)?.let { Variation(variations[it]).variationId } ?: return@apply
        putWhitelisted(userId, id)
    }

    /** Lets chance say what the user [userId] sees. */
    public fun removeFromWhitelist(userId: String): ExperimentEditBuilder = apply { dropWhitelisted(userId) }

    private fun at(key: String): Int? {
        val index = variations.indexOfFirst { it.stringOrNull("key") == key }.takeIf { it >= 0 }
            ?: variations.indexOfFirst { it.stringOrNull("name") == key }.takeIf { it >= 0 }
        if (index == null) {
            val there = variations.map { it.stringOrNull("key") ?: it.stringOrNull("name") }
            problems.add("variations", "there is no ${quoted(key)}; there are ${quotedList(there)}")
        }
        return index
    }

    override fun tolerated(): Collection<Problem> =
        Problems().also { super.check(experiment.json, it) }.all.filterNot { it.path == "action" }
}
