package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull
import java.time.Instant

internal fun Routes.Under.experimentResults(account: OptimizelyAccount) {
    get("experiments/{experiment}/results") { whenReady(account) { ok(it.results()) } }
    get("experiments/{experiment}/timeseries") { whenReady(account) { ok(it.timeseries()) } }
    get("experiments/{experiment}/report") { whenReady(account) { ok(it.report()) } }
    get("export/experiments/{experiment}/results/csv") {
        whenReady(account) { Reply(200, text = it.csv(), headers = mapOf("Content-Type" to "text/csv")) }
    }
}

/** Nothing is told of an experiment that never ran (204), nor while it is said to be computed (202). */
private fun Call.whenReady(account: OptimizelyAccount, answer: (ExperimentResults) -> Reply): Reply {
    val experiment = account.experiments.numbered(this["experiment"])
    val question = ResultsQuestion(this, account, experiment)
    if ("earliest" !in experiment.json) return Reply(204)
    val measurements = account.measurements[experiment.id] ?: Measurements()
    if (measurements.notReady > 0) return Reply(202).also { measurements.notReady-- }
    return answer(ExperimentResults(account, experiment, question, measurements))
}

/** What was measured of one experiment, as far as [question] asks. */
internal class ExperimentResults(
    private val account: OptimizelyAccount,
    private val experiment: Item,
    private val question: ResultsQuestion,
    private val measurements: Measurements,
) {
    val metrics: List<JsonObject> = experiment.json.objects("metrics")
    val variations: List<JsonObject> get() = question.variations
    private val confidence = (experiment.project.json["confidence_threshold"] as? JsonPrimitive)?.doubleOrNull ?: DEFAULT_CONFIDENCE
    private val moments = measurements.moments(question.start, question.end)

    val start: String get() = account.written(question.start)
    val end: String get() = account.written(question.end)

    fun results(): JsonObject = head() + json("reach" to reach(), "metrics" to metrics.indices.map(::metricResults))

    fun timeseries(): JsonObject = head() + json("metrics" to metrics.indices.map(::metricTimeseries))

    /** Decided by the primary metric alone. */
    fun report(): JsonObject {
        val lifts = if (metrics.isEmpty()) emptyList() else comparison(0, moments.lastOrNull()).lifts.values.filterNotNull()
        val outcome = if (lifts.any { it.isBetter }) "win" else if (lifts.any { it.isWorse }) "loss" else "inconclusive"
        return json("experiment_id" to experiment.json["id"], "start_time" to start, "end_time" to end, "inferred_outcome" to outcome)
    }

    /** What is known of [metric] at [moment]: of each variation, by its id. */
    fun comparison(metric: Int, moment: Instant?): Comparison {
        val known = measurements.at(moment)
        val numbers = question.variations.associate { variation ->
            variation.variationId() to (known[Measured(metric, variation.variationId(), question.segment)] ?: Numbers.NONE)
        }
        val lessIsBetter = metrics[metric].text("winning_direction") == "decreasing"
        return Comparison(question.variations, numbers, question.baseline?.variationId(), confidence, lessIsBetter)
    }

    fun last(metric: Int): Comparison = comparison(metric, moments.lastOrNull())

    fun nameOf(metric: JsonObject): String = metric.text("display_title")
        ?: metric["event_id"].orAbsent()?.let { account.events.withId(it.toString())?.json?.text("name") }
        ?: "Overall ${metric.text("field") ?: metric.text("aggregator").orEmpty()}"

    private fun head() = json(
        "confidence_threshold" to confidence,
        "end_time" to end,
        "experiment_id" to experiment.json["id"],
        "is_stale" to false,
        "start_time" to start,
        "stats_config" to json("confidence_level" to confidence, "difference_type" to "relative", "epoch_enabled" to false),
    )

    private fun metricHead(metric: JsonObject) = metric + json("name" to nameOf(metric))

    private fun metricResults(index: Int): JsonObject {
        val comparison = last(index)
        val results = question.variations.associate { it.variationId() to comparison.variant(it) }
        val conclusion = json("winner" to comparison.winner, "loser" to comparison.loser).filterValues { it.orAbsent() != null }
        return metricHead(metrics[index]) + json("results" to JsonObject(results)) +
            if (conclusion.isEmpty()) json() else json("conclusion" to JsonObject(conclusion))
    }

    private fun metricTimeseries(index: Int): JsonObject {
        val points = moments.map { it to comparison(index, it) }
        val results = question.variations.associate { variation ->
            val timeseries = points.map { (time, comparison) -> json("time" to account.written(time)) + comparison.point(variation) }
            variation.variationId() to last(index).head(variation) + json("timeseries" to timeseries)
        }
        return metricHead(metrics[index]) + json("results" to JsonObject(results))
    }

    /** How many saw a variation is the most that any metric counts. */
    private fun reach(): JsonObject {
        val comparisons = metrics.indices.map(::last)
        val counts = question.variations.associateWith { variation ->
            comparisons.maxOfOrNull { it.numbers.getValue(variation.variationId()).samples } ?: 0L
        }
        val total = counts.values.sum()
        val share = { count: Long -> if (total == 0L) 0.0 else count.toDouble() / total }
        val baseline = counts[question.baseline] ?: 0L
        val variations = counts.entries.associate { (variation, count) ->
            val named = variation.variationName()?.let { json("name" to it) } ?: json()
            variation.variationId() to
                named + json("count" to count, "variation_id" to variation.variationId(), "variation_reach" to share(count))
        }
        return json(
            "baseline_count" to baseline,
            "baseline_reach" to share(baseline),
            "total_count" to total,
            "treatment_count" to total - baseline,
            "treatment_reach" to share(total - baseline),
            "variations" to JsonObject(variations),
        )
    }

    private companion object {
        const val DEFAULT_CONFIDENCE = 0.9
    }
}

internal fun JsonObject.variationId(): String = this["variation_id"].toString()

internal fun JsonObject.variationName(): String? = text("name") ?: text("key")

/** The variations of an experiment against their baseline, by one metric at one moment. */
internal class Comparison(
    variations: List<JsonObject>,
    val numbers: Map<String, Numbers>,
    private val baselineId: String?,
    confidence: Double,
    lessIsBetter: Boolean,
) {
    /** By the ids of variations; null where there is nothing to compare. */
    val lifts: Map<String, Lift?> = variations.map { it.variationId() }.filter { it != baselineId }.associateWith { id ->
        numbers[baselineId]?.let { Lift.of(numbers.getValue(id), it, confidence, lessIsBetter) }
    }

    val winner: String? = lifts.entries.filter { it.value?.isBetter == true }.maxByOrNull { it.value!!.advantage }?.key

    val loser: String? = lifts.entries.filter { it.value?.isWorse == true }.minByOrNull { it.value!!.advantage }?.key

    fun head(variation: JsonObject): JsonObject = json(
        "is_baseline" to (variation.variationId() == baselineId),
        "level" to "variation",
    ) + (variation.variationName()?.let { json("name" to it) } ?: json()) + json("variation_id" to variation.variationId())

    fun variant(variation: JsonObject): JsonObject {
        val id = variation.variationId()
        val lift = lifts[id] ?: return head(variation) + point(variation)
        return head(variation) + point(variation) + json("total_increase" to lift.totalIncrease(id == winner))
    }

    fun point(variation: JsonObject): JsonObject {
        val id = variation.variationId()
        val own = numbers.getValue(id)
        val counted = json("samples" to own.samples, "value" to own.value.written())
        if (own.samples == 0L) return counted
        val lift = lifts[id]?.let { json("lift" to it.json(id == winner)) } ?: json()
        return counted + json("rate" to own.rate, "variance" to own.variance) + lift
    }

    /** Whole where it is, as counts are. */
    private fun Double.written() = if (this % 1.0 == 0.0 && this in WHOLE) toLong().toJson() else toJson()

    private companion object {
        val WHOLE = -1e15..1e15
    }
}
