package dev.tricolor.emulator

import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.optimizely.Item
import dev.tricolor.emulator.optimizely.Measured
import dev.tricolor.emulator.optimizely.Measurements
import dev.tricolor.emulator.optimizely.Numbers
import dev.tricolor.emulator.optimizely.OptimizelyAccount
import dev.tricolor.emulator.optimizely.Segment
import dev.tricolor.emulator.optimizely.variationId
import dev.tricolor.emulator.optimizely.variationName

/**
 * What experiments of the emulated Optimizely have measured: no events ever arrive there, so a test says what would have come of them.
 *
 * ```kotlin
 * emulator.optimizelyResults.of(experiment.id)
 *     .conversions("control", samples = 1_000, conversions = 100)
 *     .conversions("one_page", samples = 1_000, conversions = 130)
 * ```
 *
 * The results are computed from that; the same numbers always give the same results. Of a variation with `n` samples and the sum `x` the
 * rate is `r = x / n`, and the variance of single samples `v` is said, or `r (1 - r)` of conversions. Against a baseline `r0`, `v0`, `n0`
 * - the lift is `r / r0 - 1`; scaled by the baseline's rate it is `r - r0`, and the total increase is `(r - r0) n`;
 * - its standard error is that of first order: the root of `v / (n r0²) + r² v0 / (n0 r0⁴)`;
 * - the significance is that of a two-sided test against no difference: with `z` the lift by its error, `2 Φ(z) - 1`;
 * - the interval reaches as many errors to both sides as the project's confidence threshold `c` asks for, `Φ⁻¹((1 + c) / 2)`; the lift is
 *   significant when 0 is not in it;
 * - the visitors remaining are `(n + n0) ((Φ⁻¹((1 + c) / 2) / z)² - 1)`, rounded up: how many more would make this very lift significant.
 *
 * Optimizely's own statistics are sequential and corrected for many comparisons; these are not. Nothing is compared with a baseline whose
 * rate is 0. The reach of a variation is the most samples that any of its metrics has. A time series has a point for each time that
 * something was said, by the emulator's clock.
 */
public class PlantedOptimizelyResults internal constructor(
    private val account: OptimizelyAccount,
    private val exclusively: (() -> Unit) -> Unit,
) {
    /**
     * The results of an experiment. What was said of it before stays, unless it is said anew.
     *
     * @throws IllegalArgumentException if there is no such experiment
     */
    public fun of(experimentId: Long): PlantedExperimentResults {
        var found: Item? = null
        exclusively { found = account.experiments.withId(experimentId.toString()) }
        val experiment = requireNotNull(found) { "there is no experiment $experimentId" }
        return PlantedExperimentResults(experiment, null, exclusively) { change ->
            change(account.measurements.getOrPut(experiment.id) { Measurements() }, account)
        }
    }
}

/** The results of one experiment. All methods may be called from any thread. */
public class PlantedExperimentResults internal constructor(
    private val experiment: Item,
    private val segment: Segment?,
    private val exclusively: (() -> Unit) -> Unit,
    private val change: ((Measurements, OptimizelyAccount) -> Unit) -> Unit,
) {
    /**
     * Of [samples] visitors, or sessions, that saw the variation, [conversions] converted.
     *
     * @param variation the variation's key, name or id
     * @param metric the metric's place in the experiment; 0 is the primary one
     * @throws IllegalArgumentException if there is no such variation or metric, or the numbers cannot be
     */
    @JvmOverloads
    public fun conversions(variation: String, samples: Long, conversions: Long, metric: Int = 0): PlantedExperimentResults = apply {
        require(conversions in 0..samples) { "conversions must be 0 to $samples, are $conversions" }
        val rate = if (samples == 0L) 0.0 else conversions.toDouble() / samples
        plant(variation, metric, Numbers(samples, conversions.toDouble(), rate * (1 - rate)))
    }

    /**
     * What [samples] visitors, sessions or events came to, of those who saw the variation: a number of events, a sum, or what stands above
     * the line of a ratio.
     *
     * @param variation the variation's key, name or id
     * @param total what they all came to together
     * @param variance how widely single ones vary; 0 if all of them are alike
     * @param metric the metric's place in the experiment; 0 is the primary one
     * @throws IllegalArgumentException if there is no such variation or metric, or the numbers cannot be
     */
    @JvmOverloads
    public fun values(
        variation: String,
        samples: Long,
        total: Double,
        variance: Double,
        metric: Int = 0,
    ): PlantedExperimentResults = apply {
        require(samples > 0) { "samples must be more than 0, are $samples" }
        require(total.isFinite() && variance.isFinite() && variance >= 0) {
            "total and variance must be finite, and the variance not negative: $total, $variance"
        }
        plant(variation, metric, Numbers(samples, total, variance))
    }

    /**
     * The results among those whose attribute is [value], apart from those of all.
     *
     * @param name `browser`, `device`, `source`, the id of an attribute, or `segment_conditions`
     * @param value what is asked for; of `segment_conditions` the JSON, without spaces
     */
    public fun segment(name: String, value: String): PlantedExperimentResults =
        PlantedExperimentResults(experiment, name to value, exclusively, change)

    /**
     * The next [times] that results are asked for they are not ready: 202.
     *
     * @throws IllegalArgumentException if [times] is negative
     */
    public fun notReady(times: Int): PlantedExperimentResults = apply {
        require(times >= 0) { "times must not be negative, is $times" }
        exclusively { change { measurements, _ -> measurements.notReady = times } }
    }

    private fun plant(variation: String, metric: Int, numbers: Numbers) {
        exclusively {
            val metrics = experiment.json.objects("metrics").size
            require(metric in 0 until metrics) { "there is no metric $metric; the experiment has $metrics" }
            val measured = Measured(metric, idOf(variation), segment)
            change { measurements, account -> measurements.plant(account.moment(), measured, numbers) }
        }
    }

    private fun idOf(variation: String): String {
        val variations = experiment.json.objects("variations")
        val found = variations.find { it.variationId() == variation }
            ?: variations.find { it.text("key") == variation } ?: variations.find { it.text("name") == variation }
        return requireNotNull(found) {
            "there is no variation $variation; there are ${variations.joinToString { it.variationName() ?: it.variationId() }}"
        }.variationId()
    }
}
