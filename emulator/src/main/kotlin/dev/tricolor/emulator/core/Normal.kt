package dev.tricolor.emulator.core

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.sqrt

/** The normal distribution function, by the approximation of Abramowitz and Stegun (26.2.17), good to seven digits. */
internal fun normal(z: Double): Double {
    val t = 1 / (1 + 0.2316419 * abs(z))
    val tail = exp(-z * z / 2) / sqrt(2 * PI) *
        t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    return if (z > 0) 1 - tail else tail
}

/** Within how many standard deviations of the middle the share [confidence] of a normal distribution lies. */
internal fun deviationsOf(confidence: Double): Double {
    var low = 0.0
    var high = GREATEST
    repeat(BISECTIONS) {
        val middle = (low + high) / 2
        if (2 * normal(middle) - 1 < confidence) low = middle else high = middle
    }
    return high
}

private const val GREATEST = 10.0
private const val BISECTIONS = 60
