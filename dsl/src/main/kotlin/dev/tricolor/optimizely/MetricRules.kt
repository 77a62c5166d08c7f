package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.quotedList
import kotlinx.serialization.json.JsonObject

/** Adds what can never be measured. An aggregator that nobody knows yet may need anything. */
internal fun Problems.checkMetric(json: JsonObject) {
    val metric = Metric(json)
    checkMeasure(metric)
    val isRatio = metric.aggregator == MetricAggregator.RATIO
    require(isRatio || metric.metrics.isEmpty(), "metrics") { "are said, must be left out of what is no ratio" }
    require(isRatio || metric.timeWindow == null, "time_window") { "is said, must be left out of what is no ratio" }
    require(metric.timeWindow?.matches(TIME_WINDOW) != false, "time_window") {
        "is ${quoted(metric.timeWindow)}, must be such as \"48\", \"2d\", \"48h\" or \"90m\""
    }
    if (isRatio) checkParts(metric.metrics)
    metric.eventProperties?.conditions?.forEachIndexed { index, condition ->
        at("event_properties.filter.conditions[$index]").checkCondition(condition)
    }
}

private fun Problems.checkMeasure(metric: Metric) {
    requireId("event_id", metric.eventId)
    val aggregator = metric.aggregator
    val needsField = aggregator == MetricAggregator.SUM
    val inSessions = aggregator == MetricAggregator.BOUNCE || aggregator == MetricAggregator.EXIT
    require(!needsField || metric.field != null, "field") { "is missing, must be \"revenue\" or \"value\": what is summed up" }
    require(needsField || metric.field == null || aggregator !in KNOWN, "field") {
        "is ${quoted(metric.field)}, must be left out: ${quoted(aggregator)} sums nothing up"
    }
    require(aggregator !in OF_AN_EVENT || metric.eventId != null, "event_id") {
        "is missing, must be ${if (inSessions) "the page that" else "the event that"} ${quoted(aggregator)} is about"
    }
    require(!inSessions || metric.scope == null || metric.scope == MetricScope.SESSION, "scope") {
        "is ${quoted(metric.scope)}, must be \"session\": ${quoted(aggregator)} is about sessions"
    }
    // Events of which none is meant cannot be counted.
    require(metric.scope != MetricScope.EVENT || metric.eventId != null || aggregator in OF_AN_EVENT || aggregator !in KNOWN, "scope") {
        "is \"event\", must be something else, because there is no event_id"
    }
}

private fun Problems.checkParts(parts: List<Metric>) {
    require(parts.size >= 2, "metrics") { "are ${parts.size}, must be two: what is divided, and by what" }
    parts.forEachIndexed { index, part ->
        val at = at("metrics[$index]")
        at.checkMeasure(part)
        at.require(part.aggregator in PARTS || part.aggregator !in KNOWN, "aggregator") {
            "is ${quoted(part.aggregator)}, must be one of ${quotedList(PARTS)} in a ratio"
        }
    }
}

private fun Problems.checkCondition(condition: MetricCondition) {
    val type = when (condition.operator) {
        MetricOperator.CONTAINS, MetricOperator.DOES_NOT_CONTAIN -> "string"
        in COMPARING -> "number"
        else -> null
    }
    require(!condition.name.isNullOrBlank(), "name") { "is missing or blank" }
    require(type == null || condition.type == type, "operator") {
        "is ${quoted(condition.operator)}, must be one for the type ${quoted(condition.type)}"
    }
}

private val TIME_WINDOW by lazy { Regex("\\d+[dhm]?") }
private val PARTS by lazy { with(MetricAggregator) { listOf(UNIQUE, COUNT, SUM) } }
private val OF_AN_EVENT by lazy { with(MetricAggregator) { listOf(UNIQUE, COUNT, BOUNCE, EXIT) } }
private val KNOWN by lazy { OF_AN_EVENT + MetricAggregator.SUM + MetricAggregator.RATIO }
private val COMPARING by lazy {
    with(MetricOperator) { listOf(GREATER_THAN, GREATER_THAN_OR_EQUAL_TO, LESS_THAN, LESS_THAN_OR_EQUAL_TO) }
}
