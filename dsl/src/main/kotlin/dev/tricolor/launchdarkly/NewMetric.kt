package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A metric to be created, as [MetricBuilder] builds it.
 *
 * @property key what it will be addressed by; never changes
 * @property name what people call it
 * @property kind what its events are
 * @property description what it is for
 * @property tags its tags
 * @property isNumeric whether a value is measured; null means whether an event happens
 * @property eventKey the key of its events, of a custom metric
 * @property selector the CSS selectors of what is clicked, of a click metric
 * @property urls the pages it is about, of a click or page view metric
 * @property traceQuery the query for its traces, of a trace metric
 * @property traceValueLocation where in a trace its value stands, of a numeric trace metric
 * @property successCriteria which way is better
 * @property unit the unit of its values
 * @property analysisUnits the context kinds that it can be measured of
 * @property randomizationUnits the same, in an older form
 * @property unitAggregationType how the events of one unit become one number
 * @property unitAggregationField the column of which different values are counted
 * @property analysisType what of the numbers is compared
 * @property percentileValue which percentile, 0 to 100, where [analysisType] is percentile
 * @property eventDefault what counts for units without an event
 * @property filters which of its events count
 * @property windowStartOffset from when events count, in milliseconds after a unit's first exposure
 * @property windowEndOffset until when events count, in milliseconds after a unit's first exposure
 * @property winsorLowerPercentile below which percentile values are raised to it
 * @property winsorUpperPercentile above which percentile values are lowered to it
 * @property winsorIncludeImputed whether the percentiles are counted with the zeros of units without an event
 * @property winsorExcludeImputed deprecated by LaunchDarkly, and ignored
 * @property denominator what its values are divided by, of a ratio metric
 * @property dataSource where its events are kept
 * @property maintainerId the member who looks after it
 */
@Serializable(with = NewMetric.Companion::class)
public class NewMetric internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val kind: MetricKind? = json.stringOrNull("kind")?.let(MetricKind::of)
    public val description: String? = json.stringOrNull("description")
    public val tags: List<String> = json.strings("tags")
    public val isNumeric: Boolean? = json.booleanOrNull("isNumeric")
    public val eventKey: String? = json.stringOrNull("eventKey")
    public val selector: String? = json.stringOrNull("selector")
    public val urls: List<UrlMatcher> = json.documents("urls", ::UrlMatcher)
    public val traceQuery: String? = json.stringOrNull("traceQuery")
    public val traceValueLocation: String? = json.stringOrNull("traceValueLocation")
    public val successCriteria: SuccessCriteria? = json.stringOrNull("successCriteria")?.let(SuccessCriteria::of)
    public val unit: String? = json.stringOrNull("unit")
    public val analysisUnits: List<String> = json.strings("analysisUnits")
    public val randomizationUnits: List<String> = json.strings("randomizationUnits")
    public val unitAggregationType: UnitAggregationType? = json.stringOrNull("unitAggregationType")?.let(UnitAggregationType::of)
    public val unitAggregationField: String? = json.stringOrNull("unitAggregationField")
    public val analysisType: MetricAnalysisType? = json.stringOrNull("analysisType")?.let(MetricAnalysisType::of)
    public val percentileValue: Long? = json.longOrNull("percentileValue")
    public val eventDefault: EventDefault? = json.document("eventDefault", ::EventDefault)
    public val filters: EventFilter? = json.document("filters", ::EventFilter)
    public val windowStartOffset: Long? = json.longOrNull("windowStartOffset")
    public val windowEndOffset: Long? = json.longOrNull("windowEndOffset")
    public val winsorLowerPercentile: Double? = json.doubleOrNull("winsorLowerPercentile")
    public val winsorUpperPercentile: Double? = json.doubleOrNull("winsorUpperPercentile")
    public val winsorIncludeImputed: Boolean? = json.booleanOrNull("winsorIncludeImputed")
    public val winsorExcludeImputed: Boolean? = json.booleanOrNull("winsorExcludeImputed")
    public val denominator: MetricDenominator? = json.document("denominator", ::MetricDenominator)
    public val dataSource: MetricDataSource? = json.document("dataSource", ::MetricDataSource)
    public val maintainerId: String? = json.stringOrNull("maintainerId")

    public companion object : DocumentType<NewMetric>(::NewMetric) {
        @JvmStatic
        override fun fromJson(text: String): NewMetric = super.fromJson(text)
    }
}
