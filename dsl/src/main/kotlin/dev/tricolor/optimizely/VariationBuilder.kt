package dev.tricolor.optimizely

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Says what one variation of an experiment is. */
public class VariationBuilder internal constructor(initial: JsonObject) : PayloadBuilder("variation", initial) {
    /** What code gets for it, in Full Stack and mobile projects: 1 to 64 letters, digits, `_` and `-`; unique in its experiment. */
    public var key: String by text("key")

    /** What people call it; web experiments need it. */
    public var name: String by text("name")

    /** What it is. */
    public var description: String by text("description")

    /** The share of the experiment's visitors who see it, in basis points; all together must be 10,000. */
    public var weight: Int by int("weight", 0)

    /** Whether it is in use. */
    public var status: VariationStatus by openEnum("status", VariationStatus::of)

    /** Whether it is put away. */
    public var archived: Boolean by flag("archived")

    /** Whether the feature is on for who sees it; feature tests. */
    public var featureEnabled: Boolean by flag("feature_enabled")

    private val values = LinkedHashMap((initial["variable_values"] as? JsonObject).orEmpty())
    private val actions = (initial["actions"] as? JsonArray).orEmpty().toMutableList()

    /** Sets [VariationBuilder.key]. */
    public fun key(key: String): VariationBuilder = apply { this.key = key }

    /** Sets [VariationBuilder.name]. */
    public fun name(name: String): VariationBuilder = apply { this.name = name }

    /** Sets [VariationBuilder.description]. */
    public fun description(description: String): VariationBuilder = apply { this.description = description }

    /** Sets [VariationBuilder.weight]. */
    public fun weight(basisPoints: Int): VariationBuilder = apply { weight = basisPoints }

    /** Sets [VariationBuilder.status]. */
    public fun status(status: VariationStatus): VariationBuilder = apply { this.status = status }

    /** Sets [VariationBuilder.archived]. */
    public fun archived(archived: Boolean): VariationBuilder = apply { this.archived = archived }

    /** Sets [VariationBuilder.featureEnabled]. */
    public fun featureEnabled(enabled: Boolean): VariationBuilder = apply { featureEnabled = enabled }

    /** Sets a variable of the feature for who sees the variation, as text that fits the variable's type; feature tests. */
    public fun variableValue(key: String, value: String): VariationBuilder = apply {
        values[key] = JsonPrimitive(value)
        fields["variable_values"] = JsonObject(values.toMap())
    }

    /** Adds what is done to a page; web. A change is an object with a `type` and what that needs: see [PageChange]. */
    public fun action(pageId: Long, vararg changes: JsonObject): VariationBuilder = apply {
        actions += JsonObject(mapOf("page_id" to JsonPrimitive(pageId), "changes" to JsonArray(changes.toList())))
        fields["actions"] = JsonArray(actions.toList())
    }
}

/** Adds what is wrong with [variations], whose variables are those of [feature] where it is known. */
internal fun Problems.checkVariations(variations: List<JsonObject>, feature: Feature?) {
    val known = variations.map(::Variation)
    known.forEachIndexed { index, variation ->
        val at = at("variations[$index]")
        variation.key?.let { at.requireKey("key", it) }
        at.require(variation.key != null || !variation.name.isNullOrBlank() || variation.variationId != null, "key") {
            "is missing, and so is a name"
        }
        at.requireShare("weight", variation.weight)
        variation.actions.forEachIndexed { action, value -> at.requireId("actions[$action].page_id", value.pageId) }
        feature?.let { at.requireValues("variable_values", it, variation.variableValues) }
    }
    requireUnique("variations", "key", known.map { it.key })
    requireUnique("variations", "variation_id", known.map { it.variationId })
    requireWhole(known)
}

/** Whether what is put away still counts is not documented: the sum is right either way. */
private fun Problems.requireWhole(variations: List<Variation>) {
    val all = variations.sumOf { it.weight?.toLong() ?: 0 }
    val inUse = variations.filterNot { it.archived == true || it.status == VariationStatus.ARCHIVED }.sumOf { it.weight?.toLong() ?: 0 }
    val whole = OptimizelyLimits.WHOLE.toLong()
    require(variations.isEmpty() || all == whole || inUse == whole, "variations") {
        "weights sum to $all, must be $whole (basis points)${said(variations)}"
    }
}

private fun said(variations: List<Variation>): String =
    variations.joinToString(prefix = ": ") { "${quoted(it.key ?: it.name ?: it.variationId)} ${it.weight ?: "nothing"}" }
