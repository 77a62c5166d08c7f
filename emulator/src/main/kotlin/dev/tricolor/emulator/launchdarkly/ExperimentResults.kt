package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject
import kotlin.math.sqrt

private const val EXPERIMENT = "projects/{project}/environments/{environment}/experiments/{experiment}"

internal fun Routes.Under.experimentResults(account: LaunchDarklyAccount) {
    get("$EXPERIMENT/metrics/{metric}/results") {
        val iteration = iteration(account)
        val metric = this["metric"]
        if (!iteration.measuresAnyhow(metric)) refuse(404, "The iteration does not measure the metric '$metric'")
        ok(account.results(iteration, metric, "traffic" in expanded()) + json("_links" to selfLink()))
    }
    get("$EXPERIMENT/metric-groups/{group}/results") {
        val iteration = iteration(account)
        val group = iteration.metrics().find { it.text("key") == this["group"] && it["isGroup"].boolean() == true }
            ?: refuse(404, "The iteration does not measure the metric group '${this["group"]}'")
        val results = group.objects("metrics").map { metric ->
            json("metric" to metric, "results" to account.results(iteration, metric.text("key").orEmpty(), traffic = false))
        }
        ok(json("_links" to selfLink(), "metrics" to results))
    }
    get("flags/{project}/{flag}/experiments/{environment}/{metric}") { ok(legacyResults(account)) }
}

private fun Call.iteration(account: LaunchDarklyAccount): Iteration {
    val iterations = account.experiment(this).iterations
    val asked = query("iterationId")
        ?: return iterations.current ?: refuse(404, "The experiment has no iteration that was started")
    return iterations.all.find { it.id == asked } ?: refuse(404, "Could not find iteration $asked")
}

private fun Call.selfLink() = json("self" to link(request.target))

private fun Iteration.metrics() = json.objects("metrics")

/** Whether the metric is measured by itself, or as one of a group. */
internal fun Iteration.measuresAnyhow(metricKey: String): Boolean = (metrics() + metrics().flatMap { it.objects("metrics") })
    .any { it.text("key") == metricKey && it["isGroup"].boolean() != true }

private fun LaunchDarklyAccount.results(iteration: Iteration, metricKey: String, traffic: Boolean): JsonObject {
    val planted = plantedNumbers[iteration.id to metricKey]
    val slices = planted?.slices.orEmpty().map { (slice, numbers) ->
        sparse("attribute" to slice?.first, "attributeValue" to slice?.second) +
            json("treatmentResults" to planted?.treatmentResults(iteration, numbers, traffic))
    }
    return sparse(
        "treatmentResults" to slices.firstOrNull { "attribute" !in it }?.get("treatmentResults"),
        "metricSeen" to sparse("ever" to (planted != null), "timestamp" to planted?.at),
        "results" to slices,
    )
}

private fun PlantedNumbers.treatmentResults(iteration: Iteration, numbers: Map<String, Numbers>, traffic: Boolean): List<JsonObject> {
    val measured = iteration.treatments.mapNotNull { treatment -> numbers[treatment.text("_id")]?.let { treatment to it } }
    val beliefs = measured.map { it.second.belief }
    val best = chancesToBeBest(if (lowerIsBetter) beliefs.map { it.negative() } else beliefs)
    return measured.mapIndexed { index, (treatment, number) ->
        val belief = beliefs[index]
        val others = measured.filterIndexed { other, _ -> other != index }
        json(
            "treatmentId" to treatment["_id"],
            "treatmentName" to treatment["name"],
            "mean" to belief.mean,
            "credibleInterval" to json("lower" to belief.lower, "upper" to belief.upper),
            "pBest" to best[index],
            "relativeDifferences" to others.mapNotNull { (other, ofOther) -> difference(belief, other, ofOther.belief) },
        ) + number.json + if (traffic) json("traffic" to number.units) else json()
    }
}

private fun difference(belief: Belief, other: JsonObject, ofOther: Belief): JsonObject? = belief.relativeTo(ofOther)?.let {
    json("fromTreatmentId" to other["_id"], "lower" to it.lower, "upper" to it.upper, "variance" to it.deviation * it.deviation)
}

/** What was measured of a treatment, and what is believed of its mean because of it. */
internal sealed class Numbers(val units: Long) {
    abstract val belief: Belief
    abstract val sum: Double
    abstract val json: JsonObject
}

/** Of [units] so many converted; before that, every rate was believed as likely as any other. */
internal class Conversions(units: Long, private val conversions: Long) : Numbers(units) {
    private val alpha = 1.0 + conversions
    private val beta = 1.0 + units - conversions
    private val mean = alpha / (alpha + beta)
    private val rate = if (units == 0L) 0.0 else conversions.toDouble() / units

    override val belief = Belief(mean, sqrt(mean * (1 - mean) / (alpha + beta + 1)))
    override val sum = conversions.toDouble()
    override val json = json(
        "units" to units, "eventValuesSum" to sum, "dataMean" to rate, "dataStdDev" to sqrt(rate * (1 - rate)),
        "distribution" to json("kind" to "beta", "parameters" to json("alpha" to alpha, "beta" to beta)),
        "model" to "bayesianBeta",
        "bayesianBeta" to
            json("priorAlpha" to 1.0, "priorBeta" to 1.0, "priorMean" to 0.5, "dataWeight" to units.toDouble() / (units + 2)),
    )
}

/** The values of [units] have this mean and standard deviation; nothing was believed before. */
internal class Values(units: Long, mean: Double, standardDeviation: Double) : Numbers(units) {
    override val belief = Belief(mean, standardDeviation / sqrt(units.toDouble()))
    override val sum = mean * units
    override val json = json(
        "units" to units, "eventValuesSum" to sum, "dataMean" to mean, "dataStdDev" to standardDeviation,
        "distribution" to json("kind" to "normal", "parameters" to json("mu" to mean, "sigma" to belief.deviation)),
        "model" to "bayesianNormal",
        "bayesianNormal" to json("dataWeight" to 1.0, "priorMean" to mean),
    )
}
