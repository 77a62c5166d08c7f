package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.normal
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.pow
import kotlin.math.sqrt

/** The middle nine tenths of a normal distribution lie within this many standard deviations. */
private const val NINE_TENTHS = 1.6448536269514722

/** What is believed of a treatment's mean, as a normal distribution. */
internal class Belief(val mean: Double, val deviation: Double) {
    val lower: Double get() = mean - NINE_TENTHS * deviation
    val upper: Double get() = mean + NINE_TENTHS * deviation

    /** By how much this one is more than [other], as a fraction of that one; null when that one is 0. The spread is that of first order. */
    fun relativeTo(other: Belief): Belief? {
        if (other.mean == 0.0) return null
        val ofOwn = deviation / other.mean
        val ofOther = mean * other.deviation / other.mean.pow(2)
        return Belief((mean - other.mean) / other.mean, sqrt(ofOwn.pow(2) + ofOther.pow(2)))
    }

    fun negative(): Belief = Belief(-mean, deviation)

    fun density(x: Double): Double = exp(-((x - mean) / deviation).pow(2) / 2) / (deviation * sqrt(2 * PI))

    fun below(x: Double): Double = normal((x - mean) / deviation)
}

private const val STEPS = 2_000
private const val REACH = 8.0
private const val NEARLY_NOTHING = 1e-12

/** How likely each of [beliefs] is the greatest: over all values, the sum of its own density times the chance that all others are less. */
internal fun chancesToBeBest(beliefs: List<Belief>): List<Double> {
    // One of which everything is known is a step, over which nothing can be summed.
    val spread = beliefs.map { if (it.deviation > 0) it else Belief(it.mean, maxOf(abs(it.mean), 1.0) * NEARLY_NOTHING) }
    val chances = spread.map { own ->
        val step = 2 * REACH * own.deviation / STEPS
        (0..STEPS).sumOf { at ->
            val x = own.mean + (at - STEPS / 2) * step
            spread.filter { it !== own }.fold(own.density(x) * step) { product, other -> product * other.below(x) }
        }
    }
    return chances.map { it / chances.sum() }
}
