package dev.tricolor.emulator

import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.launchdarkly.Conversions
import dev.tricolor.emulator.launchdarkly.Experiment
import dev.tricolor.emulator.launchdarkly.Iteration
import dev.tricolor.emulator.launchdarkly.LaunchDarklyAccount
import dev.tricolor.emulator.launchdarkly.Numbers
import dev.tricolor.emulator.launchdarkly.PlantedNumbers
import dev.tricolor.emulator.launchdarkly.Values
import dev.tricolor.emulator.launchdarkly.measuresAnyhow

/**
 * What experiments of the emulated LaunchDarkly have measured: no events ever arrive there, so a test says what would have come of them.
 *
 * ```kotlin
 * emulator.launchDarklyResults.of("web", "production", "checkout-layout-test", "checkout-done")
 *     .conversions("One page", units = 1_000, conversions = 130)
 *     .conversions("Classic", units = 1_000, conversions = 100)
 * ```
 *
 * The results are computed from that. A rate of conversions is believed to be anything at first (a beta distribution with 1 and 1), a mean
 * of values is not believed to be anything. What is believed then is taken for normal: the credible interval is its middle 90 percent, a
 * relative difference is that of the means with the spread that follows to first order, and `pBest` is the chance that a treatment's mean
 * is the highest one, or the lowest one of a metric that is better when lower. The same numbers always give the same results.
 */
public class PlantedResults internal constructor(
    private val account: LaunchDarklyAccount,
    private val exclusively: (() -> Unit) -> Unit,
) {
    /**
     * The results of a metric in the iteration that runs, or ran last. What was said of it before stays, unless it is said anew.
     *
     * @throws IllegalArgumentException if there is no such experiment, it has not been started, or does not measure the metric, by itself
     * or in a group
     */
    public fun of(projectKey: String, environmentKey: String, experimentKey: String, metricKey: String): MetricResults {
        var results: MetricResults? = null
        exclusively {
            val experiment = account.projects.find(projectKey)?.environments?.find(environmentKey)?.experiments?.find(experimentKey)
            requireNotNull(experiment) { "there is no experiment $experimentKey in $environmentKey of $projectKey" }
            results = resultsOf(experiment, metricKey)
        }
        return checkNotNull(results)
    }

    private fun resultsOf(experiment: Experiment, metricKey: String): MetricResults {
        val iteration = requireNotNull(experiment.iterations.current) { "no iteration of ${experiment.id} has been started" }
        val project = experiment.environment.project
        require(iteration.measuresAnyhow(metricKey)) { "${experiment.id} does not measure $metricKey" }
        val lowerIsBetter = project.metrics.find(metricKey)?.json?.text("successCriteria") == "LowerThanBaseline"
        val numbers = account.plantedNumbers.getOrPut(iteration.id to metricKey) { PlantedNumbers(lowerIsBetter) }
        return MetricResults(iteration, null) { slice, treatment, said ->
            exclusively {
                numbers.slices.getOrPut(slice) { LinkedHashMap() }[treatment] = said
                numbers.at = account.now()
            }
        }
    }
}

/** The results of one metric in one iteration. All methods may be called from any thread. */
public class MetricResults internal constructor(
    private val iteration: Iteration,
    private val slice: Pair<String, String>?,
    private val plant: (slice: Pair<String, String>?, treatmentId: String, Numbers) -> Unit,
) {
    /**
     * Of [units] people, or whatever the experiment is randomized by, that got the treatment, [conversions] converted.
     *
     * @param treatment the treatment's name or id
     * @throws IllegalArgumentException if there is no such treatment, or the numbers cannot be
     */
    public fun conversions(treatment: String, units: Long, conversions: Long): MetricResults = apply {
        require(conversions in 0..units) { "conversions must be 0 to $units, are $conversions" }
        plant(slice, idOf(treatment), Conversions(units, conversions))
    }

    /**
     * The values of [units] people, or whatever the experiment is randomized by, that got the treatment, have this mean and deviation.
     *
     * @param treatment the treatment's name or id
     * @throws IllegalArgumentException if there is no such treatment, or the numbers cannot be
     */
    public fun values(treatment: String, units: Long, mean: Double, standardDeviation: Double): MetricResults = apply {
        require(units > 0) { "units must be more than 0, are $units" }
        require(mean.isFinite() && standardDeviation.isFinite() && standardDeviation >= 0) {
            "mean and deviation must be finite, and the deviation not negative: $mean, $standardDeviation"
        }
        plant(slice, idOf(treatment), Values(units, mean, standardDeviation))
    }

    /** The results among those whose [attribute] is [value], apart from those of all. */
    public fun slice(attribute: String, value: String): MetricResults = MetricResults(iteration, attribute to value, plant)

    private fun idOf(treatment: String): String {
        val found = iteration.treatments.find { it.text("_id") == treatment } ?: iteration.treatments.find { it.text("name") == treatment }
        return requireNotNull(found?.text("_id")) {
            "there is no treatment $treatment; treatments are ${iteration.treatments.joinToString { it.text("name").orEmpty() }}"
        }
    }
}
