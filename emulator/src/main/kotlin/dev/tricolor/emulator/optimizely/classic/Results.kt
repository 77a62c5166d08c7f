package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject
import java.time.Instant
import java.time.temporal.ChronoUnit

/** From then on experiments have been computed by the Stats Engine. */
private val STATS_ENGINE = Instant.parse("2015-01-21T00:00:00Z")
private const val SURE_BY_TEST = 0.95

internal fun Routes.Under.results(account: ClassicAccount) {
    get("experiments/{experiment}/results") { ok(account.rows(this, account.experiment(this), ::result)) }
    get("experiments/{experiment}/stats") {
        val experiment = account.experiment(this)
        val tooOld = experiment.begun?.isBefore(STATS_ENGINE) == true
        ok(if (tooOld) emptyList<JsonObject>() else account.rows(this, experiment, ::stat))
    }
}

internal fun ClassicAccount.goalsOf(experiment: Experiment): List<Entity> =
    goals.filter { experiment.number in it.longs("experiment_ids") }

/** A row for each variation and goal of an experiment that was started; nothing was seen of whatever nobody has planted. */
private fun ClassicAccount.rows(call: Call, experiment: Experiment, judged: (Comparison?) -> JsonObject): List<JsonObject> {
    val slice = slice(call, experiment)
    val begun = experiment.begun ?: return emptyList()
    val variations = variationsOf(experiment)
    val frame = json(
        "baseline_id" to variations.firstOrNull()?.id,
        "begin_time" to begun.seconds(),
        "end_time" to (experiment.ended ?: now()).seconds(),
    )
    return goalsOf(experiment).flatMap { goal ->
        val outcomes = variations.map { outcome(experiment, goal, slice, it) }
        variations.mapIndexed { index, variation ->
            val outcome = outcomes[index]
            val comparison = if (index == 0) null else Comparison(outcome.measured, outcomes.first().measured)
            json("variation_id" to variation.id, "variation_name" to variation.json["description"]) +
                json("goal_id" to goal.number, "goal_name" to goal.json["title"]) + frame +
                json("visitors" to outcome.visitors, "conversions" to outcome.conversions) + outcome.json +
                json("improvement" to (comparison?.improvement ?: 0.0), "difference" to (comparison?.difference ?: 0.0)) +
                judged(comparison) + json("is_revenue" to goal.isRevenue)
        }
    }
}

internal val Entity.isRevenue: Boolean get() = json["goal_type"].integer() == REVENUE

private fun ClassicAccount.outcome(experiment: Experiment, goal: Entity, slice: Slice, variation: Entity): Outcome =
    planted[experiment.number to goal.number]?.of(slice, variation.number)
        ?: if (goal.isRevenue) Revenue(0, 0, 0.0, 0.0) else Conversions(0, 0)

private fun ClassicAccount.slice(call: Call, experiment: Experiment): Slice {
    fun asked(name: String, known: List<Entity>): Long? = call.query(name)?.let { id ->
        known.find { it.id == id && it.projectId == experiment.projectId }?.number ?: refuse(400, "$name: there is no $id in the project")
    }
    val audience = asked("audience_id", audiences)
    val dimension = asked("dimension_id", dimensions)
    val value = call.query("dimension_value")
    return when {
        audience != null && dimension != null -> refuse(400, "audience_id and dimension_id exclude each other")
        (dimension == null) != (value == null) -> refuse(400, "dimension_id and dimension_value need each other")
        audience != null -> Slice.Audience(audience)
        dimension != null && value != null -> Slice.Dimension(dimension, value)
        else -> Slice.Everyone
    }
}

private fun result(comparison: Comparison?): JsonObject {
    val chance = comparison?.chance ?: 0.0
    val status = comparison?.status(sure = chance >= SURE_BY_TEST || chance <= 1 - SURE_BY_TEST && comparison.difference < 0)
    return json("status" to (status ?: "baseline"), "confidence" to chance)
}

/** What is left until it is significant is shown by both of its documented names. */
private fun stat(comparison: Comparison?): JsonObject {
    val toGo = if (comparison == null) 0L else comparison.visitorsToGo
    val significance = comparison?.significance ?: 0.0
    return json(
        "status" to (comparison?.status(sure = significance >= 1 - ALPHA) ?: "baseline"),
        "statistical_significance" to significance,
        "difference_confidence_interval_min" to (comparison?.let { it.difference - it.margin } ?: 0.0),
        "difference_confidence_interval_max" to (comparison?.let { it.difference + it.margin } ?: 0.0),
        "visitors_until_statistically_significant" to toGo,
        "visitors_until_significance" to toGo,
    )
}

private fun Instant.seconds(): String = truncatedTo(ChronoUnit.SECONDS).toString()
