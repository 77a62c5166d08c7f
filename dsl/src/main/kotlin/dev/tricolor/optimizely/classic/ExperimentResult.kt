package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * What one variation has done for one goal.
 *
 * @property variationId the variation; in a multivariate experiment several, joined by `_`
 * @property variationName its name; in a multivariate experiment several, joined by `,`
 * @property goalId the goal
 * @property goalName its title
 * @property baselineId the variation that the others are compared with
 * @property beginTime when what is counted begins, in UTC
 * @property endTime when what is counted ends, in UTC
 * @property visitors how many saw the variation
 * @property conversions how many of them reached the goal
 * @property conversionRate conversions by visitors; null for a revenue goal
 * @property status whether it has won
 * @property improvement by how much it is better than the baseline, as a fraction of that; 0.1 is 10 percent
 * @property difference by how much its rate, or its revenue per visitor, is higher than that of the baseline
 * @property isRevenue whether the goal is about revenue
 * @property revenue what it has brought in; null but for a revenue goal
 * @property revenuePerVisitor what it has brought in by visitors; null but for a revenue goal
 */
public abstract class VariationOutcome internal constructor(json: JsonObject) : Document(json) {
    public val variationId: String = json.string("variation_id")
    public val variationName: String? = json.stringOrNull("variation_name")
    public val goalId: Long? = json.longOrNull("goal_id")
    public val goalName: String? = json.stringOrNull("goal_name")
    public val baselineId: String? = json.stringOrNull("baseline_id")
    public val beginTime: String? = json.stringOrNull("begin_time")
    public val endTime: String? = json.stringOrNull("end_time")
    public val visitors: Long? = json.longOrNull("visitors")
    public val conversions: Long? = json.longOrNull("conversions")
    public val conversionRate: Double? = json.doubleOrNull("conversion_rate")
    public val status: OutcomeStatus? = json.stringOrNull("status")?.let(OutcomeStatus::of)
    public val improvement: Double? = json.doubleOrNull("improvement")
    public val difference: Double? = json.doubleOrNull("difference")
    public val isRevenue: Boolean? = json.booleanOrNull("is_revenue")
    public val revenue: Double? = json.doubleOrNull("revenue")
    public val revenuePerVisitor: Double? = json.doubleOrNull("revenue_per_visitor")
}

/**
 * A row of an experiment's results by the t-test, which Optimizely used before January 21, 2015.
 *
 * @property confidence the chance to beat the baseline, 0 to 1
 */
@Serializable(with = ExperimentResult.Companion::class)
public class ExperimentResult internal constructor(json: JsonObject) : VariationOutcome(json) {
    public val confidence: Double? = json.doubleOrNull("confidence")

    public companion object : DocumentType<ExperimentResult>(::ExperimentResult)
}

/**
 * A row of an experiment's results by the Stats Engine, for experiments started on or after January 21, 2015.
 *
 * @property statisticalSignificance how likely the difference is more than chance, 0 to 1
 * @property differenceConfidenceIntervalMin the lower end of where the difference lies
 * @property differenceConfidenceIntervalMax the upper end of where the difference lies
 * @property visitorsUntilSignificance about how many visitors are needed until it is significant; Optimizely spells the field in two ways
 */
@Serializable(with = ExperimentStat.Companion::class)
public class ExperimentStat internal constructor(json: JsonObject) : VariationOutcome(json) {
    public val statisticalSignificance: Double? = json.doubleOrNull("statistical_significance")
    public val differenceConfidenceIntervalMin: Double? = json.doubleOrNull("difference_confidence_interval_min")
    public val differenceConfidenceIntervalMax: Double? = json.doubleOrNull("difference_confidence_interval_max")
    public val visitorsUntilSignificance: Long? =
        json.longOrNull("visitors_until_statistically_significant") ?: json.longOrNull("visitors_until_significance")

    public companion object : DocumentType<ExperimentStat>(::ExperimentStat)
}

/** Whether a variation has won. */
public class OutcomeStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is better than the baseline. */
        @JvmField public val WINNER: OutcomeStatus = OutcomeStatus("winner")

        /** It is worse than the baseline. */
        @JvmField public val LOSER: OutcomeStatus = OutcomeStatus("loser")

        /** Nobody can tell yet. */
        @JvmField public val INCONCLUSIVE: OutcomeStatus = OutcomeStatus("inconclusive")

        /** It is what the others are compared with. */
        @JvmField public val BASELINE: OutcomeStatus = OutcomeStatus("baseline")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): OutcomeStatus = OutcomeStatus(value)
    }
}
