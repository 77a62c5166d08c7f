package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds a partial change of a definition. Whether treatments and segments that it names exist is known only to the service.
 *
 * @see <a href="https://docs.split.io/reference/partial-update-feature-flag-definition-in-environment">Partial update</a>
 */
public class UpdateSplitDefinitionBuilder : JsonPatchBuilder("split definition patch") {
    /** Kills the flag, or restores it. */
    public var killed: Boolean by flag("/killed")

    /** Percent of the traffic that the rules apply to, 0 to 100. */
    public var trafficAllocation: Int by int("/trafficAllocation", 0..100)

    /** What is given when killed, and outside the traffic allocation. */
    public var defaultTreatment: String by text("/defaultTreatment")

    /** What metrics compare the others with. */
    public var baselineTreatment: String by text("/baselineTreatment")

    /** Whether SDKs send no impressions of the flag. */
    public var impressionsDisabled: Boolean by flag("/impressionsDisabled")

    /** The title of the change; needed where the workspace requires titles and comments. Not part of the patch itself. */
    public var title: String? = null

    /** Why it is changed; needed where the workspace requires titles and comments. Not part of the patch itself. */
    public var comment: String? = null

    /** Replaces how the traffic is spread that no rule matches. */
    public fun defaultRule(block: Block<DefaultRuleBuilder>): UpdateSplitDefinitionBuilder = apply {
        val buckets = DefaultRuleBuilder().configuredBy(block).buckets
        replace("/defaultRule", JsonArray(buckets.toList()))
        checkBuckets(buckets.map(::Bucket), null, problems.at("defaultRule"))
    }

    /** Sets the keys that always get the treatment at [treatmentIndex], counted from 0. */
    public fun keys(treatmentIndex: Int, vararg keys: String): UpdateSplitDefinitionBuilder = apply {
        add("${treatment(treatmentIndex)}/keys", JsonArray(keys.map(::JsonPrimitive)))
    }

    /** Adds one key to the ones that always get the treatment at [treatmentIndex]; fails when it has no list of keys yet. */
    public fun addKey(treatmentIndex: Int, key: String): UpdateSplitDefinitionBuilder = apply {
        add("${treatment(treatmentIndex)}/keys/-", JsonPrimitive(key))
    }

    /** Sets the segments whose keys always get the treatment at [treatmentIndex], counted from 0. */
    public fun segments(treatmentIndex: Int, vararg names: String): UpdateSplitDefinitionBuilder = apply {
        add("${treatment(treatmentIndex)}/segments", JsonArray(names.map(::JsonPrimitive)))
    }

    /** Sets [UpdateSplitDefinitionBuilder.killed]. */
    public fun killed(killed: Boolean): UpdateSplitDefinitionBuilder = apply { this.killed = killed }

    /** Sets [UpdateSplitDefinitionBuilder.trafficAllocation]. */
    public fun trafficAllocation(percent: Int): UpdateSplitDefinitionBuilder = apply { trafficAllocation = percent }

    /** Sets [UpdateSplitDefinitionBuilder.defaultTreatment]. */
    public fun defaultTreatment(name: String): UpdateSplitDefinitionBuilder = apply { defaultTreatment = name }

    /** Sets [UpdateSplitDefinitionBuilder.baselineTreatment]. */
    public fun baselineTreatment(name: String): UpdateSplitDefinitionBuilder = apply { baselineTreatment = name }

    /** Sets [UpdateSplitDefinitionBuilder.impressionsDisabled]. */
    public fun impressionsDisabled(disabled: Boolean): UpdateSplitDefinitionBuilder = apply { impressionsDisabled = disabled }

    /** Sets [UpdateSplitDefinitionBuilder.title]. */
    public fun title(text: String?): UpdateSplitDefinitionBuilder = apply { title = text }

    /** Sets [UpdateSplitDefinitionBuilder.comment]. */
    public fun comment(text: String?): UpdateSplitDefinitionBuilder = apply { comment = text }

    private fun treatment(index: Int): String {
        problems.require(index in 0 until SplitLimits.TREATMENTS, "treatments[$index]") {
            "does not exist, a flag has at most ${SplitLimits.TREATMENTS} treatments, counted from 0"
        }
        return "/treatments/$index"
    }
}
