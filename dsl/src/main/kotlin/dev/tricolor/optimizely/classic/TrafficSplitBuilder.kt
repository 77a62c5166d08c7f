package dev.tricolor.optimizely.classic

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.intOrNull
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Says what share of an experiment's visitors each of its variations has; all together have all of them, 10,000 basis points. */
public class TrafficSplitBuilder : PayloadBuilder("traffic split") {
    /** The variation that people call [description] has [basisPoints] of the visitors: 0 to 10,000. */
    public fun weight(description: String, basisPoints: Int): TrafficSplitBuilder = apply {
        problems.require(description.isNotBlank(), "weights") { "are given to a variation whose description is blank" }
        problems.require(description !in fields, "weights") { "are given to ${quoted(description)} more than once" }
        fields[description] = JsonPrimitive(basisPoints)
    }

    override fun check(json: JsonObject, problems: Problems) {
        json.keys.forEach { problems.requireBasisPoints(json, it) }
        val sum = json.keys.sumOf { (json.intOrNull(it) ?: 0).toLong() }
        problems.require(sum == ClassicLimits.BASIS_POINTS.toLong(), "weights") { "sum to $sum, must be ${ClassicLimits.BASIS_POINTS}" }
    }
}
