package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of an experiment that is there. */
public abstract class ExperimentChanges<Self : ExperimentChanges<Self>> internal constructor(before: Experiment?) :
    ExperimentFields<Self>("experiment update", before) {

    /** What code names it by: 1 to 64 letters, digits, `_` and `-`; unique in its project. */
    public var key: String by text("key")

    /** Whether what somebody has begun to change in the app, and has not published, is done away with. It goes along in the query. */
    public var overrideChanges: Boolean = false

    /** Sets [ExperimentChanges.key]. */
    public fun key(key: String): Self = self().apply { this.key = key }

    /** Sets [ExperimentChanges.overrideChanges]. */
    @JvmOverloads
    public fun overrideChanges(override: Boolean = true): Self = self().apply { overrideChanges = override }

    /**
     * Adds a new variation, also where there is one with such a key: it is the id that tells one from a new one.
     *
     * @param key what code will get for it: 1 to 64 letters, digits, `_` and `-`; unique in the experiment
     * @param weight the share of the experiment's visitors who see it, in basis points; all together must be 10,000
     */
    @JvmOverloads
    public fun newVariation(key: String, weight: Int, block: Block<VariationBuilder> = Block {}): Self =
        self().apply { addVariation("key", key, weight, block) }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        if (action == null) problems.requireChange(json)
        problems.require(action != ExperimentAction.UNARCHIVE || json.isEmpty(), "action") {
            "is \"unarchive\", which must come alone, and not with ${json.keys.joinToString()}"
        }
    }
}

/**
 * Builds a change of an experiment: what is not said stays as it is.
 *
 * A list that is said takes the place of the one that is there, as a whole. A variation that is not in it may be gone afterwards, with its
 * results: `edit` keeps what it does not mention.
 */
public class ExperimentUpdateBuilder : ExperimentChanges<ExperimentUpdateBuilder>(null) {
    /**
     * Keeps the variation with the id [variationId], and changes of it what [block] says.
     *
     * @param weight the share of the experiment's visitors who see it, in basis points; all together must be 10,000
     */
    @JvmOverloads
    public fun variation(variationId: Long, weight: Int, block: Block<VariationBuilder> = Block {}): ExperimentUpdateBuilder = apply {
        val known = mapOf("variation_id" to JsonPrimitive(variationId), "weight" to JsonPrimitive(weight))
        putVariation(variations.size, VariationBuilder(JsonObject(known)).configuredBy(block))
    }

    /** Lets the user [userId] see the variation with the id [variationId], whatever chance says. */
    public fun whitelist(userId: String, variationId: Long): ExperimentUpdateBuilder = apply { putWhitelisted(userId, variationId) }
}
