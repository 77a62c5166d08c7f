package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.classic.ClassicLimits
import kotlinx.serialization.json.JsonObject
import java.time.Instant
import java.time.format.DateTimeParseException

private const val START = "start_time"
private const val STOP = "stop_time"
private const val ACTIVE = "ACTIVE"

private val TIME = Kind("a time in UTC such as 2015-01-01T08:00:00Z") { value ->
    value.text()?.let { ClassicLimits.isScheduleTime(it) && instantOrNull(it) != null } == true
}

private val FIELDS = Fields(mapOf(START to TIME.orNull(), STOP to TIME.orNull()), readOnly = setOf("id", "experiment_id", "status"))

/** A schedule. What was past when it was said never happens. */
internal class Schedule(json: JsonObject, val experiment: Experiment, var saidAt: Instant) : Entity(json) {
    val isActive: Boolean get() = json.text("status") == ACTIVE

    fun replaced() {
        json = json + json("status" to "INACTIVE")
    }

    /** Whether it starts (true) or stops (false) its experiment after [saidAt] and until [now], in order. */
    fun due(now: Instant): List<Boolean> = listOf(START to true, STOP to false)
        .mapNotNull { (name, start) -> json.text(name)?.let(::instantOrNull)?.let { it to start } }
        .filter { (time, _) -> time > saidAt && time <= now }
        .sortedBy { it.first }
        .map { it.second }
}

internal fun Routes.Under.schedules(account: ClassicAccount) {
    get("experiments/{experiment}/schedules") {
        val experiment = account.experiment(this)
        ok(account.schedules.filter { it.experiment === experiment }.map { it.json })
    }
    post("experiments/{experiment}/schedules") {
        val experiment = account.experiment(this)
        val body = jsonObject()
        body.requireParent("experiment_id", experiment)
        val times = timesIn(body, json(START to null, STOP to null))
        account.schedules.filter { it.experiment === experiment }.forEach { it.replaced() }
        val made = json("status" to ACTIVE) + times + json("experiment_id" to experiment.number, "id" to account.newId())
        Reply(201, account.schedules.add(Schedule(made, experiment, account.now())).json)
    }
    get("schedules/{schedule}") { ok(account.schedules.require(this["schedule"]).json) }
    put("schedules/{schedule}") {
        val schedule = account.schedules.require(this["schedule"])
        schedule.json = schedule.json + timesIn(jsonObject(), schedule.json)
        schedule.saidAt = account.now()
        Reply(202, schedule.json)
    }
    delete("schedules/{schedule}") {
        account.schedules.remove(account.schedules.require(this["schedule"]))
        Reply(204)
    }
}

/** Lets experiments start and stop whose time has come. */
internal fun ClassicAccount.runSchedules() {
    val now = now()
    schedules.filter { it.isActive }.forEach { schedule ->
        schedule.due(now).forEach { run(schedule.experiment, start = it) }
        schedule.saidAt = maxOf(schedule.saidAt, now)
    }
}

private fun timesIn(body: JsonObject, before: JsonObject): JsonObject {
    val given = FIELDS.taken(body)
    if (given.isEmpty()) refuse(400, "$START or $STOP is required")
    val times = JsonObject(before.filterKeys { it == START || it == STOP } + given)
    val start = times.text(START)
    val stop = times.text(STOP)
    val problems = Problems()
    problems.expect(start != null || stop != null, START, "must not be null when $STOP is")
    problems.expect(start == null || stop == null || start < stop, STOP, "must be after $START")
    problems.refuseIfAny()
    return times
}

private fun instantOrNull(text: String): Instant? = try {
    Instant.parse(text)
} catch (_: DateTimeParseException) {
    null
}
