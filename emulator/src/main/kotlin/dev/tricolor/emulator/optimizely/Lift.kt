package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.deviationsOf
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.normal
import dev.tricolor.emulator.core.plus
import kotlinx.serialization.json.JsonObject
import kotlin.math.abs
import kotlin.math.ceil
import kotlin.math.pow
import kotlin.math.sqrt

/**
 * By how much [own] is more or less than [baseline], as a fraction of that one, and how certain that is: the formulas are told in
 * [dev.tricolor.emulator.PlantedOptimizelyResults].
 */
internal class Lift private constructor(
    private val own: Numbers,
    private val baseline: Numbers,
    private val confidence: Double,
    private val lessIsBetter: Boolean,
) {
    private val relative = own.rate / baseline.rate - 1
    private val deviation = sqrt(
        own.variance / own.samples / baseline.rate.pow(2) +
            own.rate.pow(2) * baseline.variance / baseline.samples / baseline.rate.pow(4),
    )
    private val score = if (deviation > 0) abs(relative) / deviation else if (relative == 0.0) 0.0 else Double.POSITIVE_INFINITY
    private val reach = deviationsOf(confidence)
    private val significance = (2 * normal(score) - 1).coerceIn(0.0, 1.0)
    private val isSignificant = score >= reach

    /** By how much it is better: less than nothing when it is worse. */
    val advantage: Double get() = if (lessIsBetter) -relative else relative

    val isBetter: Boolean get() = isSignificant && advantage > 0

    val isWorse: Boolean get() = isSignificant && advantage < 0

    val status: String get() = if (isBetter) "better" else if (isWorse) "worse" else "equal"

    /** The lift itself. */
    fun json(isBest: Boolean): JsonObject = datapoint(1.0, isBest)

    /** The same of all samples together, in the unit of the value. */
    fun totalIncrease(isBest: Boolean): JsonObject = datapoint(baseline.rate * own.samples, isBest)

    private fun datapoint(scale: Double, isBest: Boolean): JsonObject {
        val interval = listOf(relative - reach * deviation, relative + reach * deviation).map { it * scale }
        return json(
            "value" to relative * scale,
            "value_scaled" to relative * scale * baseline.rate,
            "confidence_interval" to interval,
            "confidence_interval_scaled" to interval.map { it * baseline.rate },
            "significance" to significance,
            "is_significant" to isSignificant,
            "is_most_conclusive" to isBest,
            "lift_status" to status,
        ) + json("visitors_remaining" to remaining())
    }

    private fun remaining(): Long {
        if (isSignificant) return 0
        val needed = (reach / score).pow(2)
        val more = ceil((own.samples + baseline.samples) * (needed - 1))
        return if (more.isFinite() && more < Long.MAX_VALUE) more.toLong() else Long.MAX_VALUE
    }

    companion object {
        /** Null when there is nothing to compare with. */
        fun of(own: Numbers, baseline: Numbers, confidence: Double, lessIsBetter: Boolean): Lift? =
            if (own.samples == 0L || baseline.samples == 0L || baseline.rate == 0.0) null else Lift(own, baseline, confidence, lessIsBetter)
    }
}
