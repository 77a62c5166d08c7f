package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import dev.tricolor.element
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * When an experiment starts, stops, or both, by itself.
 *
 * @property id its id
 * @property experimentId the experiment
 * @property status whether it is the one that counts
 * @property startTime when the experiment starts, in UTC; null for never
 * @property stopTime when the experiment stops, in UTC; null for never
 */
@Serializable(with = Schedule.Companion::class)
public class Schedule internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val status: ScheduleStatus? = json.stringOrNull("status")?.let(ScheduleStatus::of)
    public val startTime: String? = json.stringOrNull("start_time")
    public val stopTime: String? = json.stringOrNull("stop_time")

    public companion object : DocumentType<Schedule>(::Schedule)
}

/** Whether a schedule is the one that counts. */
public class ScheduleStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is the last one that was created for its experiment. */
        @JvmField public val ACTIVE: ScheduleStatus = ScheduleStatus("ACTIVE")

        /** A later one has taken its place. */
        @JvmField public val INACTIVE: ScheduleStatus = ScheduleStatus("INACTIVE")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ScheduleStatus = ScheduleStatus(value)
    }
}

/** Builds a new schedule, or a change of one: it must say when the experiment starts, or stops, or both. */
public class ScheduleBuilder : ClassicBuilder("schedule") {
    /** When the experiment starts, in UTC: `2015-01-01T08:00:00Z`; null for never. */
    public var startTime: String? by nullableText("start_time")

    /** When the experiment stops, in UTC: `2015-01-02T08:00:00Z`; null for never. */
    public var stopTime: String? by nullableText("stop_time")

    /** Sets [ScheduleBuilder.startTime]. */
    public fun startTime(time: String?): ScheduleBuilder = apply { startTime = time }

    /** Sets [ScheduleBuilder.stopTime]. */
    public fun stopTime(time: String?): ScheduleBuilder = apply { stopTime = time }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(TIMES.any { it in json }, "start_time") { "is missing and stop_time is too, must be at least one of them" }
        problems.require("start_time" !in json || "stop_time" !in json || TIMES.any { json.element(it) != null }, "start_time") {
            "is null and stop_time is too, must be at least one of them; deleting the schedule ends it"
        }
        TIMES.forEach { problems.requireScheduleTime(json, it) }
        val (start, stop) = TIMES.map { name -> json.stringOrNull(name)?.takeIf(ClassicLimits::isScheduleTime) }
        problems.require(start == null || stop == null || start < stop, "stop_time") {
            "is ${quoted(stop)}, must be after the start, ${quoted(start)}"
        }
    }

    private companion object {
        val TIMES = listOf("start_time", "stop_time")
    }
}
