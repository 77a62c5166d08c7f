package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject

/** The numbers of the experiment that measures the metric on the flag, variation by variation, in the oldest form. */
internal fun Call.legacyResults(account: LaunchDarklyAccount): JsonObject {
    val flag = account.flag(this)
    val environment = account.environment(this)
    val metric = flag.project.metrics.require(this["metric"])
    val (from, to) = listOf("from", "to").map(::moment)
    if (from != null && to != null && from > to) refuse(400, "from must not be after to")
    val iteration = environment.experiments.mapNotNull { it.iterations.current }.lastOrNull { it.uses(flag.id) && it.measures(metric.id) }
    val planted = iteration?.let { account.plantedNumbers[it.id to metric.id] }
    val numbers = flag.variationIds.map { variation ->
        iteration?.treatments?.find { it.variationOf(flag.id) == variation }?.let { planted?.numbersOf(it) }
    }
    val baseline = iteration?.treatments?.find { it["baseline"].boolean() == true }?.let { planted?.numbersOf(it) }
    val best = numbers.filterNotNull().maxByOrNull { it.belief.mean * if (planted?.lowerIsBetter == true) -1 else 1 }
    return sparse(
        "_links" to json("self" to link(request.target)),
        "metadata" to flag.json.objects("variations").map { json("key" to it["value"]) },
        "totals" to numbers.map { it?.totals(baseline) ?: sparse("cumulativeCount" to 0, "cumulativeImpressionCount" to 0) },
        "series" to emptyList<JsonObject>(),
        "stats" to best?.let { sparse("winningVariationIdx" to numbers.indexOf(it), "minSampleSizeMet" to true) },
        "metricSeen" to sparse("ever" to (planted != null), "timestamp" to planted?.at),
    )
}

private fun Numbers.totals(baseline: Numbers?) = sparse(
    "cumulativeValue" to sum,
    "cumulativeCount" to sum.toLong(),
    "cumulativeImpressionCount" to units,
    "cumulativeConversionRate" to if (units == 0L) 0.0 else sum / units,
    "cumulativeConfidenceInterval" to json("lower" to belief.lower, "upper" to belief.upper),
    "improvement" to baseline?.takeIf { it !== this }?.let { belief.relativeTo(it.belief)?.mean },
)

private fun Call.moment(name: String): Long? =
    query(name)?.let { it.toLongOrNull() ?: refuse(400, "$name must be epoch milliseconds, is '$it'") }
