package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The aggregators by their short names, for who speaks of metrics in Kotlin: `metric(unique, eventId)`. */
public interface MetricWords {
    /** [MetricAggregator.UNIQUE]: how many visitors or sessions have the event at all. */
    @get:JvmSynthetic
    public val unique: MetricAggregator get() = MetricAggregator.UNIQUE

    /** [MetricAggregator.COUNT]: how often the event happens. */
    @get:JvmSynthetic
    public val count: MetricAggregator get() = MetricAggregator.COUNT

    /** [MetricAggregator.SUM]: what a field of the events sums up to. */
    @get:JvmSynthetic
    public val sum: MetricAggregator get() = MetricAggregator.SUM

    /** [MetricAggregator.RATIO]: one metric divided by another. */
    @get:JvmSynthetic
    public val ratio: MetricAggregator get() = MetricAggregator.RATIO
}

/** What a metric and a part of a ratio have in common. */
public abstract class MeasureBuilder<Self : MeasureBuilder<Self>> internal constructor(
    aggregator: MetricAggregator,
    eventId: Long?,
    payload: String,
) : PayloadBuilder(payload) {
    init {
        fields["aggregator"] = JsonPrimitive(aggregator.value)
        if (eventId != null) fields["event_id"] = JsonPrimitive(eventId)
        val sessions = aggregator == MetricAggregator.BOUNCE || aggregator == MetricAggregator.EXIT
        fields["scope"] = JsonPrimitive((if (sessions) MetricScope.SESSION else MetricScope.VISITOR).value)
    }

    /** What of the events is summed up; [MetricAggregator.SUM] needs it, and nothing else has it. */
    public var field: MetricField by openEnum("field", MetricField::of)

    /** What it is divided by; visitors unless it is said, of [MetricAggregator.BOUNCE] and [MetricAggregator.EXIT] always sessions. */
    public var scope: MetricScope by openEnum("scope", MetricScope::of)

    /** Sets [MeasureBuilder.field]. */
    public fun field(field: MetricField): Self = self().apply { this.field = field }

    /** Sets [MeasureBuilder.scope]. */
    public fun scope(scope: MetricScope): Self = self().apply { this.scope = scope }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self
}

/** Says what is measured of an experiment. */
public class MetricBuilder internal constructor(aggregator: MetricAggregator, eventId: Long?) :
    MeasureBuilder<MetricBuilder>(aggregator, eventId, "metric"), MetricWords {
    init {
        fields["winning_direction"] = JsonPrimitive(WinningDirection.INCREASING.value)
    }

    /** Which way is better; more is, unless it is said. */
    public var winningDirection: WinningDirection by openEnum("winning_direction", WinningDirection::of)

    /** What people see. */
    public var displayTitle: String by text("display_title")

    /** How far apart the two events of a ratio may be: `48` and `48h` are hours, `2d` days, `90m` minutes; two days unless it is said. */
    public var timeWindow: String by text("time_window")

    private val parts = mutableListOf<JsonObject>()

    /** Sets [MetricBuilder.winningDirection]. */
    public fun winningDirection(direction: WinningDirection): MetricBuilder = apply { winningDirection = direction }

    /** Sets [MetricBuilder.displayTitle]. */
    public fun displayTitle(title: String): MetricBuilder = apply { displayTitle = title }

    /** Sets [MetricBuilder.timeWindow]. */
    public fun timeWindow(window: String): MetricBuilder = apply { timeWindow = window }

    /**
     * Adds what a ratio is made of: the first metric is divided by the second.
     *
     * @param aggregator [MetricAggregator.UNIQUE], [MetricAggregator.COUNT] or [MetricAggregator.SUM]
     */
    @JvmOverloads
    public fun metric(aggregator: MetricAggregator, eventId: Long? = null, block: Block<SubMetricBuilder> = Block {}): MetricBuilder =
        apply {
            parts += SubMetricBuilder(aggregator, eventId).configuredBy(block).json()
            fields["metrics"] = JsonArray(parts.toList())
        }

    /** Counts only the events that have the properties which [block] says: all of them. */
    public fun allOf(block: Block<MetricFilterBuilder>): MetricBuilder = filter("and", block)

    /** Counts only the events that have the properties which [block] says: at least one of them. */
    public fun anyOf(block: Block<MetricFilterBuilder>): MetricBuilder = filter("or", block)

    private fun filter(operator: String, block: Block<MetricFilterBuilder>) = apply {
        val conditions = MetricFilterBuilder().configuredBy(block).conditions
        val filter = mapOf("combine_operator" to JsonPrimitive(operator), "conditions" to JsonArray(conditions.toList()))
        fields["event_properties"] = JsonObject(mapOf("filter" to JsonObject(filter)))
    }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.checkMetric(json)
}

/** Says what a ratio is made of. */
public class SubMetricBuilder internal constructor(aggregator: MetricAggregator, eventId: Long?) :
    MeasureBuilder<SubMetricBuilder>(aggregator, eventId, "metric of a ratio")

/** Says which events count, by their properties. Values are compared as what they are: text, number, or true and false. */
@TricolorDsl
public class MetricFilterBuilder internal constructor() {
    internal val conditions = mutableListOf<JsonObject>()

    /** The property [name] compares with the text [value]. */
    public fun property(name: String, operator: MetricOperator, value: String): MetricFilterBuilder =
        condition(name, operator, "string", value)

    /** The property [name] compares with the number [value]. */
    public fun property(name: String, operator: MetricOperator, value: Number): MetricFilterBuilder =
        condition(name, operator, "number", value.toString())

    /** The property [name] compares with [value]. */
    public fun property(name: String, operator: MetricOperator, value: Boolean): MetricFilterBuilder =
        condition(name, operator, "boolean", value.toString())

    private fun condition(name: String, operator: MetricOperator, type: String, value: String) = apply {
        val members = mapOf("name" to name, "operator" to operator.value, "type" to type, "value" to value)
        conditions += JsonObject(members.mapValues { JsonPrimitive(it.value) })
    }
}
