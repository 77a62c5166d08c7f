package dev.tricolor.launchdarkly

import dev.tricolor.Problems

private const val PERCENT = 100L

/** Every rule of a metric that can be known without asking LaunchDarkly, but for those of what it shares with a denominator. */
internal fun Problems.checkMetric(metric: Metric) {
    requireKey("key", metric.key, LaunchDarklyLimits.FLAG_KEY)
    require(metric.name?.isBlank() != true, "name") { "is blank" }
    requireTags("tags", metric.tags)
    requireUnits(metric.analysisUnits)
    checkKind(metric)
    checkNumbers(metric)
    val percentile = metric.analysisType == MetricAnalysisType.PERCENTILE
    require(!percentile || metric.percentileValue != null, "percentileValue") { "is missing, must be 0 to $PERCENT" }
    metric.percentileValue?.let(::wrongPercentile)?.let { add("percentileValue", it) }
    metric.eventDefault?.value?.let { value -> require(value.isFinite(), "eventDefault.value") { "is $value, must be a number" } }
}

private fun Problems.checkKind(metric: Metric) {
    fun needs(what: String, value: String?) =
        require(!value.isNullOrBlank(), what) { "is missing or blank, a ${metric.kind} metric needs it" }
    when (metric.kind) {
        null -> add("kind", "is missing, must be custom, click, pageview or trace")
        MetricKind.CUSTOM -> needs("eventKey", metric.eventKey)
        MetricKind.TRACE -> needs("traceQuery", metric.traceQuery)
        MetricKind.CLICK -> needs("selector", metric.selector)
    }
    if (metric.kind in WITH_URLS) require(metric.urls.isNotEmpty(), "urls") { "are none, a ${metric.kind} metric needs at least one" }
}

private fun Problems.checkNumbers(metric: Metric) {
    val numeric = metric.isNumeric == true
    require(!numeric || metric.kind !in WITH_URLS, "isNumeric") { "is true, which a ${metric.kind} metric cannot be" }
    require(numeric || metric.unit == null, "unit") { "is said, but the metric is not numeric" }
    if (!numeric || metric.kind !in WITH_VALUES) return
    require(metric.successCriteria != null, "successCriteria") { "is missing, a numeric metric needs to know which way is better" }
    require(metric.kind != MetricKind.TRACE || !metric.traceValueLocation.isNullOrBlank(), "traceValueLocation") {
        "is missing or blank, a numeric trace metric needs it"
    }
}

private val WITH_URLS = setOf(MetricKind.CLICK, MetricKind.PAGEVIEW)
private val WITH_VALUES = setOf(MetricKind.CUSTOM, MetricKind.TRACE)

internal fun wrongPercentile(value: Long): String? = if (value in 0..PERCENT) null else "is $value, must be 0 to $PERCENT"

internal fun Problems.requireUnits(contextKinds: List<String>): Unit = contextKinds.forEachIndexed { index, kind ->
    require(kind.isNotBlank(), "analysisUnits[$index]") { "is blank" }
}

internal fun Problems.requireWindow(start: Long?, end: Long?) {
    require(start == null || end == null || start < end, "windowEndOffset") { "is $end, must be after the start, $start" }
}

internal fun Problems.requireWinsor(lower: Double?, upper: Double?) {
    fun between(path: String, percent: Double?) =
        require(percent == null || percent > 0 && percent < PERCENT, path) { "is $percent, must be more than 0 and less than $PERCENT" }
    between("winsorLowerPercentile", lower)
    between("winsorUpperPercentile", upper)
    val crossed = lower != null && upper != null && lower >= upper
    require(!crossed, "winsorUpperPercentile") { "is $upper, must be more than the lower one, $lower" }
}
