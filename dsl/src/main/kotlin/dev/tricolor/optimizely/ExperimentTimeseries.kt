package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.decimalOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal

/**
 * How what an experiment has measured came about, point by point.
 *
 * @property experimentId the experiment
 * @property confidenceThreshold from which confidence on something counts as significant: 0.5 to 1
 * @property startTime from when on is counted
 * @property endTime until when is counted, exclusively
 * @property isStale whether newer results are to be had, because these are out of a cache that has aged
 * @property statsConfig how the results are computed
 * @property metrics what was measured of each metric, in the order of the experiment's: the first is the primary one
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_timeseries">Experiment results time
 * series</a>
 */
@Serializable(with = ExperimentTimeseries.Companion::class)
public class ExperimentTimeseries internal constructor(json: JsonObject) : Document(json) {
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val confidenceThreshold: Double? = json.doubleOrNull("confidence_threshold")
    public val startTime: String? = json.stringOrNull("start_time")
    public val endTime: String? = json.stringOrNull("end_time")
    public val isStale: Boolean? = json.booleanOrNull("is_stale")
    public val statsConfig: StatsConfig? = json.document("stats_config", ::StatsConfig)
    public val metrics: List<MetricTimeseries> = json.documents("metrics", ::MetricTimeseries)

    public companion object : DocumentType<ExperimentTimeseries>(::ExperimentTimeseries)
}

/**
 * How one metric came about.
 *
 * @property metric the metric itself
 * @property name what people call it: mostly the event's name
 * @property results each variation's points. The keys are Optimizely's own and need not be the ids of the variations, which are in the
 * values: [of] goes by those
 */
@Serializable(with = MetricTimeseries.Companion::class)
public class MetricTimeseries internal constructor(json: JsonObject) : Document(json) {
    public val metric: Metric = Metric(json)
    public val name: String? = json.stringOrNull("name")
    public val results: Map<String, VariantTimeseries> = json.documentsByName("results", ::VariantTimeseries)

    /** The points of the variation with the id [variationId]; null when there are none. */
    public fun of(variationId: Long): VariantTimeseries? = results.ofVariation(variationId) { it.variationId }

    public companion object : DocumentType<MetricTimeseries>(::MetricTimeseries)
}

/**
 * The points of one variation by one metric.
 *
 * @property variationId the variation's id, as text
 * @property name what people call it
 * @property experimentId the experiment that it is of, in a campaign
 * @property level what it is of: `variation`, `experiment` or `campaign`
 * @property isBaseline whether the others are compared with it
 * @property timeseries the points, one after the other
 */
@Serializable(with = VariantTimeseries.Companion::class)
public class VariantTimeseries internal constructor(json: JsonObject) : Document(json) {
    public val variationId: String? = json.idOrNull("variation_id")
    public val name: String? = json.stringOrNull("name")
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val level: String? = json.stringOrNull("level")
    public val isBaseline: Boolean? = json.booleanOrNull("is_baseline")
    public val timeseries: List<TimeseriesDatapoint> = json.documents("timeseries", ::TimeseriesDatapoint)

    public companion object : DocumentType<VariantTimeseries>(::VariantTimeseries)
}

/**
 * What had been measured by one moment.
 *
 * @property time the moment
 * @property samples what is divided by: visitors, sessions or events
 * @property value what is divided: conversions, events, or a sum
 * @property rate [value] by [samples]
 * @property variance how widely the metric varies
 * @property lift by how much it is better or worse than the baseline; null of the baseline itself, and while nothing is known
 */
@Serializable(with = TimeseriesDatapoint.Companion::class)
public class TimeseriesDatapoint internal constructor(json: JsonObject) : Document(json) {
    public val time: String? = json.stringOrNull("time")
    public val samples: BigDecimal? = json.decimalOrNull("samples")
    public val value: BigDecimal? = json.decimalOrNull("value")
    public val rate: Double? = json.doubleOrNull("rate")
    public val variance: Double? = json.doubleOrNull("variance")
    public val lift: ResultsDatapoint? = json.document("lift", ::ResultsDatapoint)

    public companion object : DocumentType<TimeseriesDatapoint>(::TimeseriesDatapoint)
}

/**
 * What Optimizely concludes from an experiment.
 *
 * @property experimentId the experiment
 * @property startTime from when on is counted
 * @property endTime until when is counted, exclusively
 * @property inferredOutcome how it went
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_report">Report of an experiment</a>
 */
@Serializable(with = ExperimentReport.Companion::class)
public class ExperimentReport internal constructor(json: JsonObject) : Document(json) {
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val startTime: String? = json.stringOrNull("start_time")
    public val endTime: String? = json.stringOrNull("end_time")
    public val inferredOutcome: ExperimentOutcome? = json.stringOrNull("inferred_outcome")?.let(ExperimentOutcome::of)

    public companion object : DocumentType<ExperimentReport>(::ExperimentReport)
}

/** How an experiment went, as far as is known. */
public class ExperimentOutcome private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A variation is better than the baseline. */
        @JvmField public val WIN: ExperimentOutcome = ExperimentOutcome("win")

        /** The variations are worse than the baseline. */
        @JvmField public val LOSS: ExperimentOutcome = ExperimentOutcome("loss")

        /** Neither is certain. */
        @JvmField public val INCONCLUSIVE: ExperimentOutcome = ExperimentOutcome("inconclusive")

        /** The outcome that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentOutcome = ExperimentOutcome(value)
    }
}

/**
 * An experiment or a campaign, in a few words.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property projectName what people call that
 * @property name what people call it; its key, where it has no name
 * @property description what it is for
 * @property type whether it is an `experiment` or a `campaign`
 * @property experimentType what kind of experiment it is
 * @property status how far it has come
 * @property archived whether it is put away
 * @property created when it was made
 * @property lastModified when it was last changed
 */
@Serializable(with = ExperimentSummary.Companion::class)
public class ExperimentSummary internal constructor(json: JsonObject) : Document(json) {
    public val id: Long? = json.longOrNull("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val projectName: String? = json.stringOrNull("project_name")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val type: String? = json.stringOrNull("type")
    public val experimentType: ExperimentType? = json.stringOrNull("experiment_type")?.let(ExperimentType::of)
    public val status: ExperimentStatus? = json.stringOrNull("status")?.let(ExperimentStatus::of)
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<ExperimentSummary>(::ExperimentSummary)
}

/**
 * Where results can be looked at, without an account.
 *
 * @property url the link
 */
@Serializable(with = ResultsShareLink.Companion::class)
public class ResultsShareLink internal constructor(json: JsonObject) : Document(json) {
    public val url: String? = json.stringOrNull("url")

    public companion object : DocumentType<ResultsShareLink>(::ResultsShareLink)
}
