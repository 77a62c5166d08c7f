package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.text
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull

private val KINDS = setOf("pageview", "click", "custom", "trace")
private val URL_FIELDS = mapOf("exact" to "url", "canonical" to "url", "substring" to "substring", "regex" to "pattern")
private val CHOICES = mapOf(
    "successCriteria" to setOf("HigherThanBaseline", "LowerThanBaseline"),
    "unitAggregationType" to setOf("average", "sum", "count_distinct"),
    "analysisType" to setOf("mean", "percentile"),
)
private val TEXTS = setOf("name", "description", "eventKey", "selector", "unit", "maintainerId", "traceQuery", "traceValueLocation")

/** What LaunchDarkly finds wrong with a metric. */
internal fun metricRules(metric: JsonObject): Problems = Problems().apply {
    val kind = metric.text("kind")
    expect(kind in KINDS, "kind", "must be one of $KINDS, is ${metric["kind"]}")
    TEXTS.filter { it in metric }.forEach { expect(metric.text(it) != null, it, "must be a string") }
    expect(metric.text("name")?.isBlank() != true, "name", "is blank")
    CHOICES.filterKeys { it in metric }.forEach { (field, choices) ->
        expect(metric.text(field) in choices, field, "must be one of $choices, is ${metric[field]}")
    }
    inStrings("tags", metric["tags"]) { expect(LaunchDarklyLimits.isTag(it), "tags", "'$it' is no tag") }
    inStrings("analysisUnits", metric["analysisUnits"])
    fun needs(field: String) = expect(!metric.text(field).isNullOrBlank(), field, "is required for a $kind metric")
    if (kind == "custom") needs("eventKey")
    if (kind == "click") needs("selector")
    if (kind == "trace") needs("traceQuery")
    if (kind == "click" || kind == "pageview") urls(metric["urls"])
    if (metric["isNumeric"].boolean() == true && (kind == "custom" || kind == "trace")) {
        needs("successCriteria")
        if (kind == "trace") needs("traceValueLocation")
    }
    measure(metric)
    percentile(metric)
}

private fun Problems.urls(urls: JsonElement?) {
    inObjects("urls", urls) { path, url ->
        val field = URL_FIELDS[url.text("kind")]
        expect(field != null, "$path.kind", "must be one of ${URL_FIELDS.keys}, is ${url["kind"]}")
        if (field != null) expect(!url.text(field).isNullOrBlank(), "$path.$field", "is required")
    }
    expect((urls as? JsonArray)?.isEmpty() != true, "urls", "must not be empty")
}

private fun Problems.percentile(metric: JsonObject) {
    val value = metric["percentileValue"]
    if (value == null) {
        expect(metric.text("analysisType") != "percentile", "percentileValue", "is required where analysisType is percentile")
    } else {
        expect(value.integer().let { it != null && it in 0..100 }, "percentileValue", "must be 0 to 100, is $value")
    }
}

private fun Problems.measure(metric: JsonObject) {
    val distinct = metric.text("unitAggregationType") == "count_distinct"
    expect(!distinct || !metric.text("unitAggregationField").isNullOrBlank(), "unitAggregationField", "is required for count_distinct")
    val bounds = listOf("winsorLowerPercentile", "winsorUpperPercentile").map { field ->
        val bound = (metric[field] as? JsonPrimitive)?.takeUnless { it.isString }?.doubleOrNull
        expect(field !in metric || bound != null && bound > 0 && bound < 100, field, "must be between 0 and 100, is ${metric[field]}")
        bound
    }
    val (lower, upper) = bounds
    expect(lower == null || upper == null || lower < upper, "winsorUpperPercentile", "must be more than winsorLowerPercentile")
    listOf("windowStartOffset", "windowEndOffset").filter { it in metric }.forEach {
        expect(metric[it].integer() != null, it, "must be milliseconds, is ${metric[it]}")
    }
    metric["filters"]?.let { filter(it) }
}

private fun Problems.filter(filter: JsonElement) {
    if (filter !is JsonObject) return add("filters", "must be an object")
    expect(!filter.text("type").isNullOrBlank(), "filters.type", "is required")
    expect(!filter.text("op").isNullOrBlank(), "filters.op", "is required")
    expect(filter["values"] is JsonArray, "filters.values", "is required")
    expect(filter["negate"].boolean() != null, "filters.negate", "is required")
}
