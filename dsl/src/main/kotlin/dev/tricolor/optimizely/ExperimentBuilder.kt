package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.quotedList
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
        problems.require(action in FIRST_ACTIONS || action == null, "action") {
            "is ${quoted(action)}, must be one of ${quotedList(FIRST_ACTIONS)} when an experiment is made"
        }
        problems.require("key" in json || json.stringOrNull("name")?.isNotBlank() == true, "name") { "is missing or blank" }
    }

    private companion object {
        val FIRST_ACTIONS by lazy { with(ExperimentAction) { listOf(PUBLISH, START, PAUSE) } }
    }
}
