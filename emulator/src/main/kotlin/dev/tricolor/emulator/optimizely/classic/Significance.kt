package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.normal
import kotlin.math.abs
import kotlin.math.ceil
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt

/** The error that is lived with where a winner is declared: one in ten. */
internal const val ALPHA = 0.1

/** By how much a difference is expected to be, as a part of the baseline. */
private const val EXPECTED = 0.1
private const val DOUBLINGS = 60
private const val HALVINGS = 60

/** What was measured of one variation for one goal: how often, or how much, for one visitor, and how sure that is. */
internal class Measured(val visitors: Long, val mean: Double, val variance: Double)

/** How [one] compares with [baseline]. */
internal class Comparison(private val one: Measured, private val baseline: Measured) {
    val difference: Double = one.mean - baseline.mean

    /** By which part of the baseline it is better; 0 where there is nothing to compare with. */
    val improvement: Double = if (baseline.mean == 0.0) 0.0 else one.mean / baseline.mean - 1

    private val variance = one.variance + baseline.variance
    private val expected = (EXPECTED * baseline.mean).let { it * it }
    private val known = one.visitors > 0 && baseline.visitors > 0 && variance > 0

    /** The chance to beat the baseline: both means are taken for normally distributed. */
    val chance: Double = if (known) normal(difference / sqrt(variance)) else 0.0

    /**
     * One less the chance of such a difference by accident, however often one looks: by the mixture of sequential probability ratio tests
     * over normally distributed differences, which Optimizely's Stats Engine is built on.
     */
    val significance: Double = if (known && expected > 0) 1 - minOf(1.0, exp(-evidence(variance))) else 0.0

    /** Half the width of what the difference lies in with a chance of one less [ALPHA], however often one looks. */
    val margin: Double = if (!known || expected == 0.0) {
        0.0
    } else {
        sqrt(variance * (variance + expected) / expected * (ln((variance + expected) / variance) - 2 * ln(ALPHA)))
    }

    /** How many visitors more the variation needs if all goes on as it did; null when nobody can tell, because there is no difference. */
    val visitorsToGo: Long? = when {
        significance >= 1 - ALPHA -> 0
        !known || difference == 0.0 || expected == 0.0 -> null
        else -> ceil((enough() - 1) * one.visitors).toLong()
    }

    /** The logarithm of how much better a difference explains what was seen than none does. */
    private fun evidence(variance: Double): Double =
        (ln(variance / (variance + expected)) + expected * difference * difference / (variance * (variance + expected))) / 2

    /** How many times as many visitors are enough. */
    private fun enough(): Double {
        fun isEnough(times: Double) = evidence(variance / times) >= -ln(ALPHA)
        var most = 1.0
        repeat(DOUBLINGS) { if (!isEnough(most)) most *= 2 }
        var least = most / 2
        repeat(HALVINGS) {
            val middle = (least + most) / 2
            if (isEnough(middle)) most = middle else least = middle
        }
        return most
    }

    /** Whether the variation is a `winner` or a `loser`, given that it is [sure], else `inconclusive`. */
    fun status(sure: Boolean): String = if (!sure || abs(difference) == 0.0) "inconclusive" else if (difference > 0) "winner" else "loser"
}
