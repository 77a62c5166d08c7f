package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds a new experiment: `variation("control", 5_000); variation("one_page", 5_000); metric(unique, eventId)`.
 *
 * @param projectId the project that it will belong to
 * @param key what code will name it by: 1 to 64 letters, digits, `_` and `-`; unique in its project. Null in web projects, where it has a
 * name
 */
public class ExperimentBuilder(projectId: Long, key: String?) : ExperimentFields<ExperimentBuilder>("experiment", null) {
    init {
        fields["project_id"] = JsonPrimitive(projectId)
        key?.let { fields["key"] = JsonPrimitive(it) }
    }

    /** What kind of experiment it is; [ExperimentType.AB] unless it is said. Never changes. */
    public var type: ExperimentType by openEnum("type", ExperimentType::of)

    /** The campaign that it belongs to; of a personalization only. Never changes. */
    public var campaignId: Long by long("campaign_id")

    /** How the combinations of a multivariate test are weighted: `full_factorial`. Never changes. */
    public var multivariateTrafficPolicy: String by text("multivariate_traffic_policy")

    /** Sets [ExperimentBuilder.type]. */
    public fun type(type: ExperimentType): ExperimentBuilder = apply { this.type = type }

    /** Sets [ExperimentBuilder.campaignId]. */
    public fun campaignId(id: Long): ExperimentBuilder = apply { campaignId = id }

    /** Sets [ExperimentBuilder.multivariateTrafficPolicy]. */
    public fun multivariateTrafficPolicy(policy: String): ExperimentBuilder = apply { multivariateTrafficPolicy = policy }

    /**
     * Adds a variation.
     *
     * @param key what code will get for it: 1 to 64 letters, digits, `_` and `-`; unique in the experiment
     * @param weight the share of the experiment's visitors who see it, in basis points; all together must be 10,000
     */
    @JvmOverloads
    public fun variation(key: String, weight: Int, block: Block<VariationBuilder> = Block {}): ExperimentBuilder =
        apply { addVariation("key", key, weight, block) }

    /**
     * Adds a variation of a web experiment.
     *
     * @param name what people will call it
     * @param weight the share of the experiment's visitors who see it, in basis points; all together must be 10,000
     */
    @JvmOverloads
    public fun namedVariation(name: String, weight: Int, block: Block<VariationBuilder> = Block {}): ExperimentBuilder =
        apply { addVariation("name", name, weight, block) }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        // The combinations of a multivariate test come out of its sections.
        val ofSections = json.stringOrNull("type") == ExperimentType.MULTIVARIATE.value
        problems.require(ofSections || (json["variations"] as? JsonArray)?.isEmpty() == false, "variations") {
            "there are none, must be at least one"
        }
        problems.require("key" in json || json.stringOrNull("name")?.isNotBlank() == true, "name") { "is missing or blank" }
    }
}

/**
 * Builds a change of an experiment: what is not said stays as it is.
 *
 * A list that is said takes the place of the one that is there, as a whole. A variation that is not in it may be gone afterwards, with its
 * results: `edit` keeps what it does not mention.
 */
public class ExperimentUpdateBuilder : ExperimentFields<ExperimentUpdateBuilder>("experiment update", null) {
    /** What code names it by: 1 to 64 letters, digits, `_` and `-`; unique in its project. */
    public var key: String by text("key")

    /** Sets [ExperimentUpdateBuilder.key]. */
    public fun key(key: String): ExperimentUpdateBuilder = apply { this.key = key }

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

    /**
     * Adds a new variation, also where there is one with such a key: it is the id that tells one from a new one.
     *
     * @param key what code will get for it: 1 to 64 letters, digits, `_` and `-`; unique in the experiment
     * @param weight the share of the experiment's visitors who see it, in basis points; all together must be 10,000
     */
    @JvmOverloads
    public fun newVariation(key: String, weight: Int, block: Block<VariationBuilder> = Block {}): ExperimentUpdateBuilder =
        apply { addVariation("key", key, weight, block) }

    /** Lets the user [userId] see the variation with the id [variationId], whatever chance says. */
    public fun whitelist(userId: String, variationId: Long): ExperimentUpdateBuilder = apply { putWhitelisted(userId, variationId) }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}
