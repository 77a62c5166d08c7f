package dev.tricolor.launchdarkly

import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.math.BigDecimal

/**
 * A share of the contexts: `10.percent`, `33.333.percent` or `33_333.thousandths`.
 *
 * @property thousandths how large it is, in thousandths of a percent
 */
public class Weight internal constructor(internal val thousandths: BigDecimal) {
    /** The weight in percent. */
    override fun toString(): String = "${thousandths.movePointLeft(3).stripTrailingZeros().toPlainString()} %"
}

/**
 * Spreads contexts over variations: `rollout { 10.percent to "on"; 90.percent to "off" }`. The weights add up to 100 percent, each a whole
 * number of thousandths of a percent.
 *
 * In a flag that is to be created a variation is named by its name, the text of its value or its index; in a patch by its id.
 */
@TricolorDsl
public class RolloutBuilder internal constructor() {
    private val shares = mutableListOf<Pair<VariationReference, BigDecimal>>()

    /** The attribute that decides who belongs together; `key` unless set. */
    public var bucketBy: String? = null

    /** The kind of context that is spread; `user` unless set. */
    public var contextKind: String? = null

    /** This many percent; with at most three decimals. */
    @get:JvmSynthetic
    public val Int.percent: Weight get() = Weight(BigDecimal(this).movePointRight(DECIMALS))

    /** This many percent; with at most three decimals. */
    @get:JvmSynthetic
    public val Double.percent: Weight get() = Weight(toBigDecimal().movePointRight(DECIMALS))

    /** This many thousandths of a percent. */
    @get:JvmSynthetic
    public val Int.thousandths: Weight get() = Weight(BigDecimal(this))

    /** Gives [variation] to so many of the contexts. */
    @JvmSynthetic
    public infix fun Weight.to(variation: String) {
        shares += VariationReference(variation) to thousandths
    }

    /** Gives the variation at [index] to so many of the contexts. */
    @JvmSynthetic
    public infix fun Weight.to(index: Int) {
        shares += VariationReference(index) to thousandths
    }

    /** Gives [variation] to [thousandths] of a percent, 0 to 100,000, of the contexts. */
    public fun weight(variation: String, thousandths: Int): RolloutBuilder = apply { thousandths.thousandths to variation }

    /** Gives the variation at [index] to [thousandths] of a percent, 0 to 100,000, of the contexts. */
    public fun weight(index: Int, thousandths: Int): RolloutBuilder = apply { thousandths.thousandths to index }

    /** Sets [RolloutBuilder.bucketBy]. */
    public fun bucketBy(attribute: String): RolloutBuilder = apply { bucketBy = attribute }

    /** Sets [RolloutBuilder.contextKind]. */
    public fun contextKind(key: String): RolloutBuilder = apply { contextKind = key }

    /** As it stands in a flag, which refers to its [variations] by index. */
    internal fun inFlag(variations: List<Variation>): JsonObject {
        val weighted = shares.map { (variation, weight) ->
            JsonObject(mapOf("variation" to JsonPrimitive(variation.indexIn(variations)), "weight" to JsonPrimitive(weight.toInt())))
        }
        return JsonObject(mapOf<String, JsonElement>("variations" to JsonArray(weighted)) + how("bucketBy", "contextKind"))
    }

    /** As it stands in an instruction, which refers to variations by id. */
    internal fun inPatch(): Map<String, JsonElement> {
        val weights = shares.associate { (variation, weight) -> variation.text.orEmpty() to JsonPrimitive(weight.toInt()) }
        return mapOf<String, JsonElement>("rolloutWeights" to JsonObject(weights)) + how("rolloutBucketBy", "rolloutContextKind")
    }

    /** Adds what is wrong with it; [place] says where a share stands, [wrong] what is wrong with its variation. */
    internal fun check(problems: Problems, place: (Int) -> String, wrong: (VariationReference) -> String?) {
        shares.forEachIndexed { index, (variation, weight) ->
            wrong(variation)?.let { problems.add("${place(index)}.variation", it) }
            problems.require(shares.indexOfFirst { it.first == variation } == index, "${place(index)}.variation") {
                "$variation has a share already"
            }
            problems.require(weight in WEIGHTS && weight.stripTrailingZeros().scale() <= 0, "${place(index)}.weight") {
                "is ${Weight(weight)}, must be 0 to 100 % with at most three decimals"
            }
        }
        val sum = shares.sumOf { it.second }
        problems.require(sum.compareTo(WEIGHTS.endInclusive) == 0, "") {
            "weights sum to ${sum.stripTrailingZeros().toPlainString()}, must be ${LaunchDarklyLimits.WEIGHTS}"
        }
        listOf("bucketBy" to bucketBy, "contextKind" to contextKind).forEach { (name, value) ->
            problems.require(value == null || value.isNotBlank(), name) { "is ${quoted(value)}, must not be blank" }
        }
    }

    private fun how(bucketByName: String, contextKindName: String): Map<String, JsonElement> =
        listOf(bucketByName to bucketBy, contextKindName to contextKind).filter { it.second != null }.associate { (name, value) ->
            name to JsonPrimitive(value)
        }

    private companion object {
        const val DECIMALS = 3
        val WEIGHTS = BigDecimal.ZERO..BigDecimal(LaunchDarklyLimits.WEIGHTS)
    }
}
