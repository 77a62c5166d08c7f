package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.csvLine
import dev.tricolor.emulator.core.orAbsent
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private val HEADER = listOf(
    "Start time (UTC)", "End time (UTC)", "Variation Name", "Variation ID", "Is Baseline Variation", "Metric Event Name", "Metric Event ID",
    "Metric Numerator Type", "Metric Denominator Type", "Metric Winning Direction", "Numerator Value", "Denominator Value", "Metric Value",
    "Improvement Status from Baseline", "Improvement Value from Baseline", "Statistical Significance", "Is Improvement Significant",
    "Confidence Interval - Low", "Confidence Interval - High", "Samples Remaining to Significance", "Properties",
)

/** The results as CSV: a line for each metric and variation, behind one that names the columns. */
internal fun ExperimentResults.csv(): String = csvLine(HEADER) + metrics.indices.joinToString("") { index ->
    last(index).let { comparison -> variations.joinToString("") { csvLine(cells(index, comparison.variant(it))) } }
}

private fun ExperimentResults.cells(index: Int, variant: JsonObject): List<String> {
    val metric = metrics[index]
    val lift = variant["lift"] as? JsonObject ?: JsonObject(emptyMap())
    val interval = lift["confidence_interval"] as? JsonArray
    return listOf(
        start, end, variant.cell("name"), variant.cell("variation_id"), variant.cell("is_baseline"),
        nameOf(metric), metric.cell("event_id"), metric.cell("aggregator"), metric.cell("scope"), metric.cell("winning_direction"),
        variant.cell("value"), variant.cell("samples"), variant.cell("rate"),
        lift.cell("lift_status"), lift.cell("value"), lift.cell("significance"), lift.cell("is_significant"),
        interval?.getOrNull(0).cell(), interval?.getOrNull(1).cell(), lift.cell("visitors_remaining"),
        metric["event_properties"].orAbsent()?.toString().orEmpty(),
    )
}

private fun JsonObject.cell(name: String): String = this[name].cell()

private fun JsonElement?.cell(): String = (orAbsent() as? JsonPrimitive)?.content.orEmpty()
