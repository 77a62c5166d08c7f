package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * One block of time in which an experiment records. It is drafted, runs, and is stopped; a new one takes its place.
 *
 * @property id its id
 * @property hypothesis what is expected
 * @property status whether it has been started or stopped
 * @property createdAt in epoch milliseconds
 * @property startedAt in epoch milliseconds; null before it is started
 * @property endedAt in epoch milliseconds; null before it is stopped
 * @property winningTreatmentId the treatment that was chosen when it was stopped
 * @property winningReason why that one
 * @property canReshuffleTraffic whether people may get another variation when the audience grows or shrinks
 * @property flags where each flag takes part, by the flag's key
 * @property reallocationFrequencyMillis how often a bandit moves traffic, in milliseconds; null for all others
 * @property version counts the changes of the iteration
 * @property primaryMetric the metric or group by which the experiment is decided, in an older form
 * @property primarySingleMetric the metric by which it is decided; null when that is a funnel
 * @property primaryFunnel the funnel by which it is decided; null when that is a single metric
 * @property randomizationUnit the context kind of which each gets one variation
 * @property attributes the context attributes by which results can be sliced
 * @property treatments what is tried; empty unless [ExperimentField.TREATMENTS] was asked for
 * @property secondaryMetrics the metrics besides the primary one, in an older form; empty unless [ExperimentField.SECONDARY_METRICS] was
 * asked for
 * @property metrics the metrics and groups that are measured
 * @property layerSnapshot its share of the layer, as it was when it was stopped
 * @property covariateInfo the uploaded covariates by which variance is reduced
 */
@Serializable(with = Iteration.Companion::class)
public class Iteration internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val hypothesis: String? = json.stringOrNull("hypothesis")
    public val status: IterationStatus? = json.stringOrNull("status")?.let(IterationStatus::of)
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val startedAt: Long? = json.longOrNull("startedAt")
    public val endedAt: Long? = json.longOrNull("endedAt")
    public val winningTreatmentId: String? = json.stringOrNull("winningTreatmentId")
    public val winningReason: String? = json.stringOrNull("winningReason")
    public val canReshuffleTraffic: Boolean? = json.booleanOrNull("canReshuffleTraffic")
    public val flags: Map<String, IterationFlag> = json.documentsByName("flags", ::IterationFlag)
    public val reallocationFrequencyMillis: Long? = json.longOrNull("reallocationFrequencyMillis")
    public val version: Long? = json.longOrNull("version")
    public val primaryMetric: ExperimentMetric? = json.document("primaryMetric", ::ExperimentMetric)
    public val primarySingleMetric: ExperimentMetric? = json.document("primarySingleMetric", ::ExperimentMetric)
    public val primaryFunnel: ExperimentMetric? = json.document("primaryFunnel", ::ExperimentMetric)
    public val randomizationUnit: String? = json.stringOrNull("randomizationUnit")
    public val attributes: List<String> = json.strings("attributes")
    public val treatments: List<Treatment> = json.documents("treatments", ::Treatment)
    public val secondaryMetrics: List<ExperimentMetric> = json.documents("secondaryMetrics", ::ExperimentMetric)
    public val metrics: List<ExperimentMetric> = json.documents("metrics", ::ExperimentMetric)
    public val layerSnapshot: LayerSnapshot? = json.document("layerSnapshot", ::LayerSnapshot)
    public val covariateInfo: CovariateInfo? = json.document("covariateInfo", ::CovariateInfo)

    public companion object : DocumentType<Iteration>(::Iteration)
}

/** How far an iteration has come. */
public class IterationStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is a draft. */
        @JvmField public val NOT_STARTED: IterationStatus = IterationStatus("not_started")

        /** It records. */
        @JvmField public val RUNNING: IterationStatus = IterationStatus("running")

        /** It is over. */
        @JvmField public val STOPPED: IterationStatus = IterationStatus("stopped")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): IterationStatus = IterationStatus(value)
    }
}

/**
 * One of the things that are tried: which variation of each flag is served, and to how many.
 *
 * @property id its id, which is that of the flag's variation; null in one that was built
 * @property name what people call it
 * @property allocationPercent its share of the traffic in percent, as text: `"33.3"`
 * @property baseline whether the others are compared with it
 * @property parameters the variation of each flag
 */
@Serializable(with = Treatment.Companion::class)
public class Treatment internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val name: String? = json.stringOrNull("name")
    public val allocationPercent: String? = json.stringOrNull("allocationPercent")
    @get:JvmName("isBaseline")
    public val baseline: Boolean = json.booleanOrNull("baseline") ?: false
    public val parameters: List<TreatmentParameter> = json.documents("parameters", ::TreatmentParameter)

    public companion object : DocumentType<Treatment>(::Treatment)
}

/**
 * The variation of one flag that a treatment serves.
 *
 * @property flagKey the flag
 * @property variationId the id of its variation
 */
@Serializable(with = TreatmentParameter.Companion::class)
public class TreatmentParameter internal constructor(json: JsonObject) : Document(json) {
    public val flagKey: String? = json.stringOrNull("flagKey")
    public val variationId: String? = json.stringOrNull("variationId")

    public companion object : DocumentType<TreatmentParameter>(::TreatmentParameter)
}

/**
 * Where a flag takes part in an iteration.
 *
 * @property targetingRule the rule whose traffic takes part: its id, or `fallthrough`
 * @property targetingRuleDescription what the flag says of that rule
 * @property targetingRuleClauses the conditions of that rule
 * @property flagConfigVersion the version of the flag's configuration in the environment
 * @property notInExperimentVariationId the variation that the traffic outside the analysis gets
 * @property links where the flag is found
 */
@Serializable(with = IterationFlag.Companion::class)
public class IterationFlag internal constructor(json: JsonObject) : Document(json) {
    public val targetingRule: String? = json.stringOrNull("targetingRule")
    public val targetingRuleDescription: String? = json.stringOrNull("targetingRuleDescription")
    public val targetingRuleClauses: List<JsonElement> = (json["targetingRuleClauses"] as? JsonArray).orEmpty()
    public val flagConfigVersion: Long? = json.longOrNull("flagConfigVersion")
    public val notInExperimentVariationId: String? = json.stringOrNull("notInExperimentVariationId")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<IterationFlag>(::IterationFlag)
}

/**
 * A metric or a group of metrics, as an experiment names or shows it; how much is shown depends on where it stands.
 *
 * @property key its key
 * @property versionId the version of it that the experiment measures
 * @property name what people call it
 * @property kind for a metric the kind of its events, for a group the kind of the group
 * @property isNumeric whether a value is measured; otherwise a conversion is
 * @property unitAggregationType how the events of one unit become one number
 * @property analysisType what of the numbers is compared
 * @property eventKey the key of its events, of a custom metric
 * @property isGroup whether it is a group
 * @property metrics the metrics of a group, in its order
 * @property nameInGroup what the step is called in a funnel
 * @property randomizationUnits the context kinds that it can be measured of, in an older form
 * @property analysisUnits the context kinds that it can be measured of
 * @property links where it is found
 */
@Serializable(with = ExperimentMetric.Companion::class)
public class ExperimentMetric internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val versionId: String? = json.stringOrNull("_versionId")
    public val name: String? = json.stringOrNull("name")
    public val kind: ExperimentMetricKind? = json.stringOrNull("kind")?.let(ExperimentMetricKind::of)
    public val isNumeric: Boolean? = json.booleanOrNull("isNumeric")
    public val unitAggregationType: UnitAggregationType? = json.stringOrNull("unitAggregationType")?.let(UnitAggregationType::of)
    public val analysisType: MetricAnalysisType? = json.stringOrNull("analysisType")?.let(MetricAnalysisType::of)
    public val eventKey: String? = json.stringOrNull("eventKey")
    public val isGroup: Boolean? = json.booleanOrNull("isGroup")
    public val metrics: List<ExperimentMetric> = json.documents("metrics", ::ExperimentMetric)
    public val nameInGroup: String? = json.stringOrNull("nameInGroup")
    public val randomizationUnits: List<String> = json.strings("randomizationUnits")
    public val analysisUnits: List<String> = json.strings("analysisUnits")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<ExperimentMetric>(::ExperimentMetric)
}

/** The kind of a metric's events, or of a group of metrics. */
public class ExperimentMetricKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A metric of page views. */
        @JvmField public val PAGEVIEW: ExperimentMetricKind = ExperimentMetricKind("pageview")

        /** A metric of clicks. */
        @JvmField public val CLICK: ExperimentMetricKind = ExperimentMetricKind("click")

        /** A metric of events that the program sends. */
        @JvmField public val CUSTOM: ExperimentMetricKind = ExperimentMetricKind("custom")

        /** A metric of traces. */
        @JvmField public val TRACE: ExperimentMetricKind = ExperimentMetricKind("trace")

        /** A group of steps that follow each other. */
        @JvmField public val FUNNEL: ExperimentMetricKind = ExperimentMetricKind("funnel")

        /** A group without an order. */
        @JvmField public val STANDARD: ExperimentMetricKind = ExperimentMetricKind("standard")

        /** A group of metrics that must not get worse; known to LaunchDarkly for a time. */
        @JvmField public val GUARDRAIL: ExperimentMetricKind = ExperimentMetricKind("guardrail")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentMetricKind = ExperimentMetricKind(value)
    }
}

/** How the events of one unit become one number. */
public class UnitAggregationType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** By adding them up. */
        @JvmField public val SUM: UnitAggregationType = UnitAggregationType("sum")

        /** By their average. */
        @JvmField public val AVERAGE: UnitAggregationType = UnitAggregationType("average")

        /** By counting the different ones. */
        @JvmField public val COUNT_DISTINCT: UnitAggregationType = UnitAggregationType("count_distinct")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): UnitAggregationType = UnitAggregationType(value)
    }
}

/** What of the numbers of a metric is compared. */
public class MetricAnalysisType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Their mean. */
        @JvmField public val MEAN: MetricAnalysisType = MetricAnalysisType("mean")

        /** One of their percentiles. */
        @JvmField public val PERCENTILE: MetricAnalysisType = MetricAnalysisType("percentile")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricAnalysisType = MetricAnalysisType(value)
    }
}

/**
 * The share of an experiment in a layer of experiments that exclude each other.
 *
 * @property key the layer's key
 * @property name the layer's name
 * @property reservationPercent the experiment's share of the layer's traffic, in percent
 * @property otherReservationPercent what the other experiments of the layer have of it, in percent
 */
@Serializable(with = LayerSnapshot.Companion::class)
public class LayerSnapshot internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val reservationPercent: Long? = json.longOrNull("reservationPercent")
    public val otherReservationPercent: Long? = json.longOrNull("otherReservationPercent")

    public companion object : DocumentType<LayerSnapshot>(::LayerSnapshot)
}

/**
 * A file of covariates, by which variance is reduced.
 *
 * @property id its id
 * @property fileName what the file was called
 * @property createdAt when it was uploaded, in epoch milliseconds
 */
@Serializable(with = CovariateInfo.Companion::class)
public class CovariateInfo internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val fileName: String? = json.stringOrNull("fileName")
    public val createdAt: Long? = json.longOrNull("createdAt")

    public companion object : DocumentType<CovariateInfo>(::CovariateInfo)
}
