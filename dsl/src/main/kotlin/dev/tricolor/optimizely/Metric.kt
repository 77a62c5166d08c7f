package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * What is measured of an experiment, or what a ratio is made of.
 *
 * @property aggregator how events become a number
 * @property eventId the event that is counted; of [MetricAggregator.BOUNCE] and [MetricAggregator.EXIT], the page; null for what is
 * measured over all events, such as the revenue
 * @property field what of the events is summed up; of [MetricAggregator.SUM] only
 * @property scope what it is divided by
 * @property winningDirection which way is better
 * @property displayTitle what people see
 * @property eventProperties which of the events count
 * @property metrics what a ratio is made of
 * @property timeWindow how far apart the two events of a ratio may be: `48` and `48h` are hours, `2d` days, `90m` minutes; two days unless
 * it is said
 */
@Serializable(with = Metric.Companion::class)
public class Metric internal constructor(json: JsonObject) : Document(json) {
    public val aggregator: MetricAggregator? = json.stringOrNull("aggregator")?.let(MetricAggregator::of)
    public val eventId: Long? = json.longOrNull("event_id")
    public val field: MetricField? = json.stringOrNull("field")?.let(MetricField::of)
    public val scope: MetricScope? = json.stringOrNull("scope")?.let(MetricScope::of)
    public val winningDirection: WinningDirection? = json.stringOrNull("winning_direction")?.let(WinningDirection::of)
    public val displayTitle: String? = json.stringOrNull("display_title")
    public val eventProperties: MetricFilter? = json.document("event_properties") { it.document("filter", ::MetricFilter) }
    public val metrics: List<Metric> = json.documents("metrics", ::Metric)
    public val timeWindow: String? = json.stringOrNull("time_window")

    public companion object : DocumentType<Metric>(::Metric)
}

/**
 * Which events count for a metric, by their properties.
 *
 * @property combineOperator whether all [conditions] must hold, `and`, or any of them, `or`
 * @property conditions what is asked of single properties
 */
@Serializable(with = MetricFilter.Companion::class)
public class MetricFilter internal constructor(json: JsonObject) : Document(json) {
    public val combineOperator: String? = json.stringOrNull("combine_operator")
    public val conditions: List<MetricCondition> = json.documents("conditions", ::MetricCondition)

    public companion object : DocumentType<MetricFilter>(::MetricFilter)
}

/**
 * What is asked of a property of an event.
 *
 * @property name the property's name
 * @property operator how it is compared
 * @property type what its values are: `boolean`, `number` or `string`
 * @property value what it is compared with, as text
 */
@Serializable(with = MetricCondition.Companion::class)
public class MetricCondition internal constructor(json: JsonObject) : Document(json) {
    public val name: String? = json.stringOrNull("name")
    public val operator: MetricOperator? = json.stringOrNull("operator")?.let(MetricOperator::of)
    public val type: String? = json.stringOrNull("type")
    public val value: JsonElement? = json["value"]

    public companion object : DocumentType<MetricCondition>(::MetricCondition)
}

/** How events become a number. */
public class MetricAggregator private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** How many visitors or sessions have the event at all. */
        @JvmField public val UNIQUE: MetricAggregator = MetricAggregator("unique")

        /** How often the event happens. */
        @JvmField public val COUNT: MetricAggregator = MetricAggregator("count")

        /** What a field of the events sums up to. */
        @JvmField public val SUM: MetricAggregator = MetricAggregator("sum")

        /** The share of sessions beginning on a page that end there. */
        @JvmField public val BOUNCE: MetricAggregator = MetricAggregator("bounce")

        /** The share of sessions with a page that end on it. */
        @JvmField public val EXIT: MetricAggregator = MetricAggregator("exit")

        /** One metric divided by another. */
        @JvmField public val RATIO: MetricAggregator = MetricAggregator("ratio")

        /** The aggregator that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricAggregator = MetricAggregator(value)
    }
}

/** What of events is summed up. */
public class MetricField private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The revenue, in cents. */
        @JvmField public val REVENUE: MetricField = MetricField("revenue")

        /** The numeric value. */
        @JvmField public val VALUE: MetricField = MetricField("value")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricField = MetricField(value)
    }
}

/** What a metric is divided by. */
public class MetricScope private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The number of visitors. */
        @JvmField public val VISITOR: MetricScope = MetricScope("visitor")

        /** The number of sessions. */
        @JvmField public val SESSION: MetricScope = MetricScope("session")

        /** The number of times that the event happens. */
        @JvmField public val EVENT: MetricScope = MetricScope("event")

        /** The scope that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricScope = MetricScope(value)
    }
}

/** Which way is better. */
public class WinningDirection private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** More is better. */
        @JvmField public val INCREASING: WinningDirection = WinningDirection("increasing")

        /** Less is better. */
        @JvmField public val DECREASING: WinningDirection = WinningDirection("decreasing")

        /** The direction that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): WinningDirection = WinningDirection(value)
    }
}

/** How a property of an event is compared. */
public class MetricOperator private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Is the value. */
        @JvmField public val EQUAL_TO: MetricOperator = MetricOperator("equal_to")

        /** Is not the value. */
        @JvmField public val NOT_EQUAL_TO: MetricOperator = MetricOperator("not_equal_to")

        /** Is a greater number. */
        @JvmField public val GREATER_THAN: MetricOperator = MetricOperator("greater_than")

        /** Is the number or a greater one. */
        @JvmField public val GREATER_THAN_OR_EQUAL_TO: MetricOperator = MetricOperator("greater_than_or_equal_to")

        /** Is a smaller number. */
        @JvmField public val LESS_THAN: MetricOperator = MetricOperator("less_than")

        /** Is the number or a smaller one. */
        @JvmField public val LESS_THAN_OR_EQUAL_TO: MetricOperator = MetricOperator("less_than_or_equal_to")

        /** Is a text with the value in it. */
        @JvmField public val CONTAINS: MetricOperator = MetricOperator("contains")

        /** Is a text without the value in it. */
        @JvmField public val DOES_NOT_CONTAIN: MetricOperator = MetricOperator("does_not_contain")

        /** The operator that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricOperator = MetricOperator(value)
    }
}
