package dev.tricolor.emulator.optimizely

import java.time.Instant
import java.util.TreeMap

/** A part of the visitors: the name of an attribute of theirs, and its value. */
internal typealias Segment = Pair<String, String>

/** Which numbers are meant: those of a metric, by its place, and a variation, by its id, among all visitors or some. */
internal data class Measured(val metric: Int, val variationId: String, val segment: Segment?)

/**
 * What was measured of one variation by one metric.
 *
 * @property samples what is divided by: visitors, sessions or events
 * @property value what is divided
 * @property variance of single samples
 */
internal class Numbers(val samples: Long, val value: Double, val variance: Double) {
    val rate: Double get() = if (samples == 0L) 0.0 else value / samples

    companion object {
        val NONE = Numbers(0, 0.0, 0.0)
    }
}

/** What a test has said that an experiment measured, and when it said so. */
internal class Measurements {
    private val history = TreeMap<Instant, Map<Measured, Numbers>>()

    /** How many more questions are answered that nothing is ready. */
    var notReady = 0

    /** When something was said that was between [from] and [to], which is left out. */
    fun moments(from: Instant, to: Instant): List<Instant> = history.keys.filter { it >= from && it < to }

    fun plant(at: Instant, measured: Measured, numbers: Numbers) {
        history[at] = history.lastEntry()?.value.orEmpty() + (measured to numbers)
    }

    /** What had been measured when [moment] had passed. */
    fun at(moment: Instant?): Map<Measured, Numbers> = moment?.let { history.floorEntry(it)?.value }.orEmpty()
}
