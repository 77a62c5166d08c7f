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
import dev.tricolor.element
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull
import java.math.BigDecimal

/**
 * What an experiment has measured.
 *
 * @property experimentId the experiment
 * @property confidenceThreshold from which confidence on something counts as significant: 0.5 to 1
 * @property startTime from when on is counted
 * @property endTime until when is counted, exclusively
 * @property isStale whether newer results are to be had, because these are out of a cache that has aged
 * @property reach how many visitors saw what
 * @property statsConfig how the results are computed
 * @property metrics what was measured of each metric, in the order of the experiment's: the first is the primary one
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_results">Experiment results</a>
 */
@Serializable(with = ExperimentResults.Companion::class)
public class ExperimentResults internal constructor(json: JsonObject) : Document(json) {
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val confidenceThreshold: Double? = json.doubleOrNull("confidence_threshold")
    public val startTime: String? = json.stringOrNull("start_time")
    public val endTime: String? = json.stringOrNull("end_time")
    public val isStale: Boolean? = json.booleanOrNull("is_stale")
    public val reach: ExperimentReach? = json.document("reach", ::ExperimentReach)
    public val statsConfig: StatsConfig? = json.document("stats_config", ::StatsConfig)
    public val metrics: List<MetricResults> = json.documents("metrics", ::MetricResults)

    public companion object : DocumentType<ExperimentResults>(::ExperimentResults)
}

/**
 * How results are computed.
 *
 * @property confidenceLevel the confidence of intervals
 * @property differenceType whether differences are `absolute` or `relative`
 * @property epochEnabled whether traffic is split into epochs, in which its allocation does not change
 */
@Serializable(with = StatsConfig.Companion::class)
public class StatsConfig internal constructor(json: JsonObject) : Document(json) {
    public val confidenceLevel: Double? = json.doubleOrNull("confidence_level")
    public val differenceType: String? = json.stringOrNull("difference_type")
    public val epochEnabled: Boolean? = json.booleanOrNull("epoch_enabled")

    public companion object : DocumentType<StatsConfig>(::StatsConfig)
}

/**
 * How many visitors saw what.
 *
 * @property baselineCount how many saw the baseline
 * @property baselineReach their share of all
 * @property treatmentCount how many saw something else
 * @property treatmentReach their share of all
 * @property totalCount how many are in the experiment
 * @property variations the same of each variation. The keys are Optimizely's own; what they stand for is in the values
 */
@Serializable(with = ExperimentReach.Companion::class)
public class ExperimentReach internal constructor(json: JsonObject) : Document(json) {
    public val baselineCount: Long? = json.longOrNull("baseline_count")
    public val baselineReach: Double? = json.doubleOrNull("baseline_reach")
    public val treatmentCount: Long? = json.longOrNull("treatment_count")
    public val treatmentReach: Double? = json.doubleOrNull("treatment_reach")
    public val totalCount: Long? = json.longOrNull("total_count")
    public val variations: Map<String, VariationReach> = json.documentsByName("variations", ::VariationReach)

    /** The reach of the variation with the id [variationId]; null when there is none. */
    public fun of(variationId: Long): VariationReach? = variations.ofVariation(variationId) { it.variationId }

    public companion object : DocumentType<ExperimentReach>(::ExperimentReach)
}

/**
 * How many visitors saw one variation.
 *
 * @property variationId the variation's id, as text
 * @property name what people call it
 * @property count how many saw it
 * @property reach their share of all
 */
@Serializable(with = VariationReach.Companion::class)
public class VariationReach internal constructor(json: JsonObject) : Document(json) {
    public val variationId: String? = json.idOrNull("variation_id")
    public val name: String? = json.stringOrNull("name")
    public val count: Long? = json.longOrNull("count")
    public val reach: Double? = json.doubleOrNull("variation_reach")

    public companion object : DocumentType<VariationReach>(::VariationReach)
}

/**
 * What was measured of one metric.
 *
 * @property metric the metric itself
 * @property name what people call it: mostly the event's name
 * @property conclusion which variation wins and which loses
 * @property results what was measured of each variation. The keys are Optimizely's own and need not be the ids of the variations, which are
 * in the values: [of] goes by those. A campaign has one with the key `baseline`
 */
@Serializable(with = MetricResults.Companion::class)
public class MetricResults internal constructor(json: JsonObject) : Document(json) {
    public val metric: Metric = Metric(json)
    public val name: String? = json.stringOrNull("name")
    public val conclusion: MetricConclusion? = json.document("conclusion", ::MetricConclusion)
    public val results: Map<String, VariantResults> = json.documentsByName("results", ::VariantResults)

    /** What the others are compared with; null when nothing says which it is. */
    public val baseline: VariantResults? get() = results.values.find { it.isBaseline == true }

    /** What was measured of the variation with the id [variationId]; null when there is nothing. */
    public fun of(variationId: Long): VariantResults? = results.ofVariation(variationId) { it.variationId }

    public companion object : DocumentType<MetricResults>(::MetricResults)
}

/** What says that it is the variation's; the key decides only where nothing is said. */
internal fun <T> Map<String, T>.ofVariation(variationId: Long, id: (T) -> String?): T? {
    val asked = variationId.toString()
    return values.find { id(it) == asked } ?: this[asked]?.takeIf { id(it) == null }
}

/** An id, which may be a text or a number. */
internal fun JsonObject.idOrNull(key: String): String? = (element(key) as? JsonPrimitive)?.content

/**
 * Which variations win and lose by one metric, by their ids as text.
 *
 * @property winner the one that is significantly better than all others; null when there is none
 * @property loser the one that is significantly worse than all others; null when there is none
 */
@Serializable(with = MetricConclusion.Companion::class)
public class MetricConclusion internal constructor(json: JsonObject) : Document(json) {
    public val winner: String? = json.idOrNull("winner")
    public val loser: String? = json.idOrNull("loser")

    public companion object : DocumentType<MetricConclusion>(::MetricConclusion)
}

/**
 * What was measured of one variation by one metric.
 *
 * @property variationId the variation's id, as text
 * @property name what people call it
 * @property experimentId the experiment that it is of, in a campaign
 * @property level what it is of: `variation`, `experiment` or `campaign`
 * @property isBaseline whether the others are compared with it
 * @property samples what is divided by: visitors, sessions or events
 * @property value what is divided: conversions, events, or a sum
 * @property rate [value] by [samples]
 * @property variance how widely the metric varies
 * @property lift by how much it is better or worse than the baseline; null of the baseline itself, and while nothing is known
 * @property totalIncrease the same of all visitors together; null where [lift] is
 */
@Serializable(with = VariantResults.Companion::class)
public class VariantResults internal constructor(json: JsonObject) : Document(json) {
    public val variationId: String? = json.idOrNull("variation_id")
    public val name: String? = json.stringOrNull("name")
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val level: String? = json.stringOrNull("level")
    public val isBaseline: Boolean? = json.booleanOrNull("is_baseline")
    public val samples: BigDecimal? = json.decimalOrNull("samples")
    public val value: BigDecimal? = json.decimalOrNull("value")
    public val rate: Double? = json.doubleOrNull("rate")
    public val variance: Double? = json.doubleOrNull("variance")
    public val lift: ResultsDatapoint? = json.document("lift", ::ResultsDatapoint)
    public val totalIncrease: ResultsDatapoint? = json.document("total_increase", ::ResultsDatapoint)

    public companion object : DocumentType<VariantResults>(::VariantResults)
}

/**
 * By how much something is more or less than the baseline, and how certain that is.
 *
 * @property value by how much
 * @property valueScaled the same, scaled by the baseline's rate
 * @property confidenceInterval within what it lies with the confidence of [StatsConfig.confidenceLevel]
 * @property confidenceIntervalScaled the same, scaled by the baseline's rate
 * @property significance how likely the difference is not chance: 0 to 1
 * @property isSignificant whether that is enough
 * @property isMostConclusive whether it is the best of all variations, the winner
 * @property liftStatus whether that is better or worse, in the metric's direction
 * @property visitorsRemaining how many more visitors it will take to be significant; null also where Optimizely says, by the greatest
 * number there is, that it does not know
 * @property endOfEpoch whether an epoch ended here
 */
@Serializable(with = ResultsDatapoint.Companion::class)
public class ResultsDatapoint internal constructor(json: JsonObject) : Document(json) {
    public val value: Double? = json.doubleOrNull("value")
    public val valueScaled: Double? = json.doubleOrNull("value_scaled")
    public val confidenceInterval: ConfidenceInterval? = json.intervalOrNull("confidence_interval")
    public val confidenceIntervalScaled: ConfidenceInterval? = json.intervalOrNull("confidence_interval_scaled")
    public val significance: Double? = json.doubleOrNull("significance")
    public val isSignificant: Boolean? = json.booleanOrNull("is_significant")
    public val isMostConclusive: Boolean? = json.booleanOrNull("is_most_conclusive")
    public val liftStatus: LiftStatus? = json.stringOrNull("lift_status")?.let(LiftStatus::of)
    public val visitorsRemaining: Long? = json.longOrNull("visitors_remaining")?.takeIf { it != Long.MAX_VALUE }
    public val endOfEpoch: Boolean? = json.booleanOrNull("end_of_epoch")

    public companion object : DocumentType<ResultsDatapoint>(::ResultsDatapoint)
}

/**
 * A range that a value lies in.
 *
 * @property low its lower end
 * @property high its upper end
 */
public class ConfidenceInterval internal constructor(public val low: Double, public val high: Double) {
    /** Whether [value] lies in it. */
    public operator fun contains(value: Double): Boolean = value in low..high

    override fun equals(other: Any?): Boolean = other is ConfidenceInterval && other.low == low && other.high == high

    override fun hashCode(): Int = 31 * low.hashCode() + high.hashCode()

    override fun toString(): String = "[$low, $high]"
}

/** A list of two numbers; whatever else stands there stays in the JSON only. */
private fun JsonObject.intervalOrNull(key: String): ConfidenceInterval? {
    val ends = (element(key) as? JsonArray)?.map { (it as? JsonPrimitive)?.takeUnless(JsonPrimitive::isString)?.doubleOrNull }
    val low = ends?.getOrNull(0)
    val high = ends?.getOrNull(1)
    return if (ends?.size == 2 && low != null && high != null) ConfidenceInterval(low, high) else null
}

/** Whether a variation does better or worse than the baseline. */
public class LiftStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Neither, as far as is known. */
        @JvmField public val EQUAL: LiftStatus = LiftStatus("equal")

        /** Better. */
        @JvmField public val BETTER: LiftStatus = LiftStatus("better")

        /** Worse. */
        @JvmField public val WORSE: LiftStatus = LiftStatus("worse")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): LiftStatus = LiftStatus(value)
    }
}
