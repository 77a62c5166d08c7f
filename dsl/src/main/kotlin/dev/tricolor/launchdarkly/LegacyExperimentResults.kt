package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.doubleOrNull
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * The results of an experiment from the time when an experiment was a flag and a metric.
 *
 * @property metadata what is known of each variation, in the flag's order
 * @property totals the results of each variation, in the flag's order
 * @property series the same over time
 * @property stats what the variations are compared by
 * @property granularity how long each step of [series] is, in the vendor's words
 * @property metricSeen whether events of the metric have arrived
 * @property links where it and what belongs to it are found
 */
@Serializable(with = LegacyExperimentResults.Companion::class)
public class LegacyExperimentResults internal constructor(json: JsonObject) : Document(json) {
    public val metadata: List<LegacyMetadata> = json.documents("metadata", ::LegacyMetadata)
    public val totals: List<LegacyTotals> = json.documents("totals", ::LegacyTotals)
    public val series: List<LegacySlice> = json.documents("series", ::LegacySlice)
    public val stats: LegacyStats? = json.document("stats", ::LegacyStats)
    public val granularity: String? = json.stringOrNull("granularity")
    public val metricSeen: MetricSeen? = json.document("metricSeen", ::MetricSeen)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<LegacyExperimentResults>(::LegacyExperimentResults)
}

/**
 * What is known of a variation.
 *
 * @property key anything at all: the variation's value
 */
@Serializable(with = LegacyMetadata.Companion::class)
public class LegacyMetadata internal constructor(json: JsonObject) : Document(json) {
    public val key: JsonElement? = json["key"]

    public companion object : DocumentType<LegacyMetadata>(::LegacyMetadata)
}

/**
 * The results of a variation over the whole time.
 *
 * @property cumulativeValue all values together
 * @property cumulativeCount how many events there were
 * @property cumulativeImpressionCount how often the variation was served
 * @property cumulativeConversionRate events by impressions
 * @property cumulativeConfidenceInterval where the rate lies
 * @property pValue how likely the difference from the baseline is by chance
 * @property improvement by which fraction it is better than the baseline
 * @property minSampleSize how many impressions are needed for an answer
 */
@Serializable(with = LegacyTotals.Companion::class)
public class LegacyTotals internal constructor(json: JsonObject) : Document(json) {
    public val cumulativeValue: Double? = json.doubleOrNull("cumulativeValue")
    public val cumulativeCount: Long? = json.longOrNull("cumulativeCount")
    public val cumulativeImpressionCount: Long? = json.longOrNull("cumulativeImpressionCount")
    public val cumulativeConversionRate: Double? = json.doubleOrNull("cumulativeConversionRate")
    public val cumulativeConfidenceInterval: ConfidenceInterval? = json.document("cumulativeConfidenceInterval", ::ConfidenceInterval)
    public val pValue: Double? = json.doubleOrNull("pValue")
    public val improvement: Double? = json.doubleOrNull("improvement")
    public val minSampleSize: Long? = json.longOrNull("minSampleSize")

    public companion object : DocumentType<LegacyTotals>(::LegacyTotals)
}

/**
 * Between which values a rate lies.
 *
 * @property lower the lower bound
 * @property upper the upper bound
 */
@Serializable(with = ConfidenceInterval.Companion::class)
public class ConfidenceInterval internal constructor(json: JsonObject) : Document(json) {
    public val lower: Double? = json.doubleOrNull("lower")
    public val upper: Double? = json.doubleOrNull("upper")

    public companion object : DocumentType<ConfidenceInterval>(::ConfidenceInterval)
}

/**
 * One step of a series.
 *
 * @property time when it begins, in epoch milliseconds
 * @property variationData what each variation showed in it, in the flag's order
 */
@Serializable(with = LegacySlice.Companion::class)
public class LegacySlice internal constructor(json: JsonObject) : Document(json) {
    // These two alone begin with a capital letter.
    public val time: Long? = json.longOrNull("Time")
    public val variationData: List<LegacyVariationSlice> = json.documents("VariationData", ::LegacyVariationSlice)

    public companion object : DocumentType<LegacySlice>(::LegacySlice)
}

/**
 * What a variation showed in one step of a series, and until then.
 *
 * @property value all values of the step together
 * @property count how many events there were in the step
 * @property cumulativeValue all values until then together
 * @property cumulativeCount how many events there were until then
 * @property conversionRate events by impressions in the step
 * @property cumulativeConversionRate events by impressions until then
 * @property confidenceInterval where the rate of the step lies
 * @property cumulativeConfidenceInterval where the rate until then lies
 */
@Serializable(with = LegacyVariationSlice.Companion::class)
public class LegacyVariationSlice internal constructor(json: JsonObject) : Document(json) {
    public val value: Double? = json.doubleOrNull("value")
    public val count: Long? = json.longOrNull("count")
    public val cumulativeValue: Double? = json.doubleOrNull("cumulativeValue")
    public val cumulativeCount: Long? = json.longOrNull("cumulativeCount")
    public val conversionRate: Double? = json.doubleOrNull("conversionRate")
    public val cumulativeConversionRate: Double? = json.doubleOrNull("cumulativeConversionRate")
    public val confidenceInterval: ConfidenceInterval? = json.document("confidenceInterval", ::ConfidenceInterval)
    public val cumulativeConfidenceInterval: ConfidenceInterval? = json.document("cumulativeConfidenceInterval", ::ConfidenceInterval)

    public companion object : DocumentType<LegacyVariationSlice>(::LegacyVariationSlice)
}

/**
 * What the variations are compared by.
 *
 * @property pValue how likely the difference is by chance
 * @property chi2 the chi-squared statistic
 * @property winningVariationIdx the index of the winning variation in the flag, counted from 0
 * @property minSampleSizeMet whether there are enough impressions for an answer
 */
@Serializable(with = LegacyStats.Companion::class)
public class LegacyStats internal constructor(json: JsonObject) : Document(json) {
    public val pValue: Double? = json.doubleOrNull("pValue")
    public val chi2: Double? = json.doubleOrNull("chi2")
    public val winningVariationIdx: Int? = json.intOrNull("winningVariationIdx")
    public val minSampleSizeMet: Boolean? = json.booleanOrNull("minSampleSizeMet")

    public companion object : DocumentType<LegacyStats>(::LegacyStats)
}
