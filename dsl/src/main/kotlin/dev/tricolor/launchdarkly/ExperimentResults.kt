package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull

/**
 * What one iteration of an experiment has shown of one metric, analysed by Bayes' rule.
 *
 * @property treatmentResults the results of each treatment, over all traffic; filled only when [results] has no slices
 * @property metricSeen whether events of the metric have arrived
 * @property probabilityOfMismatch how likely it is, 0 to 1, that the traffic was not spread as it was allocated
 * @property results the results by slices of the traffic
 * @property links where it and what belongs to it are found
 */
@Serializable(with = ExperimentResults.Companion::class)
public class ExperimentResults internal constructor(json: JsonObject) : Document(json) {
    public val treatmentResults: List<TreatmentResult> = json.documents("treatmentResults", ::TreatmentResult)
    public val metricSeen: MetricSeen? = json.document("metricSeen", ::MetricSeen)
    public val probabilityOfMismatch: Double? = json.doubleOrNull("probabilityOfMismatch")
    public val results: List<SlicedResults> = json.documents("results", ::SlicedResults)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<ExperimentResults>(::ExperimentResults)
}

/**
 * The results of one slice of the traffic.
 *
 * @property attribute the context attribute by which it is sliced; null for all traffic
 * @property attributeValue the value of that attribute in this slice
 * @property treatmentResults the results of each treatment
 */
@Serializable(with = SlicedResults.Companion::class)
public class SlicedResults internal constructor(json: JsonObject) : Document(json) {
    public val attribute: String? = json.stringOrNull("attribute")
    public val attributeValue: String? = json.stringOrNull("attributeValue")
    public val treatmentResults: List<TreatmentResult> = json.documents("treatmentResults", ::TreatmentResult)

    public companion object : DocumentType<SlicedResults>(::SlicedResults)
}

/**
 * What a treatment has shown of a metric.
 *
 * @property treatmentId the treatment's id
 * @property treatmentName the treatment's name
 * @property mean the mean that is believed after the data, over all units
 * @property dataMean the mean of the data alone
 * @property dataStdDev the standard deviation of the data
 * @property credibleInterval where the mean lies with 90 percent probability, unless the vendor is told otherwise
 * @property pBest how likely it is, 0 to 1, that this treatment is the best
 * @property relativeDifferences how much it differs from each other treatment, as a fraction of that one's mean
 * @property units how many units it was measured of
 * @property traffic how many units it was served to; null unless asked for
 * @property eventValuesSum all values together
 * @property distribution what is believed of the mean
 * @property correlation the correlation with the covariate
 * @property standardDeviationRatio the standard deviation with the covariate, as a fraction of the one without
 * @property covariateImbalance how unequally the covariate is spread over the treatments
 * @property varianceReduction the fraction of the variance that the covariate takes away
 * @property model the model behind the numbers; says which of the next two is filled
 * @property bayesianNormal the parameters of a normal model
 * @property bayesianBeta the parameters of a beta-binomial model
 */
@Serializable(with = TreatmentResult.Companion::class)
public class TreatmentResult internal constructor(json: JsonObject) : Document(json) {
    public val treatmentId: String? = json.stringOrNull("treatmentId")
    public val treatmentName: String? = json.stringOrNull("treatmentName")
    public val mean: Double? = json.doubleOrNull("mean")
    public val dataMean: Double? = json.doubleOrNull("dataMean")
    public val dataStdDev: Double? = json.doubleOrNull("dataStdDev")
    public val credibleInterval: CredibleInterval? = json.document("credibleInterval", ::CredibleInterval)
    public val pBest: Double? = json.doubleOrNull("pBest")
    public val relativeDifferences: List<RelativeDifference> = json.documents("relativeDifferences", ::RelativeDifference)
    public val units: Long? = json.longOrNull("units")
    public val traffic: Long? = json.longOrNull("traffic")
    public val eventValuesSum: Double? = json.doubleOrNull("eventValuesSum")
    public val distribution: Distribution? = json.document("distribution", ::Distribution)
    public val correlation: Double? = json.doubleOrNull("correlation")
    public val standardDeviationRatio: Double? = json.doubleOrNull("standardDeviationRatio")
    public val covariateImbalance: Double? = json.doubleOrNull("covariateImbalance")
    public val varianceReduction: Double? = json.doubleOrNull("varianceReduction")
    public val model: ResultModel? = json.stringOrNull("model")?.let(ResultModel::of)
    public val bayesianNormal: BayesianNormalStats? = json.document("bayesianNormal", ::BayesianNormalStats)
    public val bayesianBeta: BayesianBetaStats? = json.document("bayesianBeta", ::BayesianBetaStats)

    public companion object : DocumentType<TreatmentResult>(::TreatmentResult)
}

/**
 * Between which values something lies.
 *
 * @property lower the lower bound
 * @property upper the upper bound
 */
@Serializable(with = CredibleInterval.Companion::class)
public class CredibleInterval internal constructor(json: JsonObject) : Document(json) {
    public val lower: Double? = json.doubleOrNull("lower")
    public val upper: Double? = json.doubleOrNull("upper")

    public companion object : DocumentType<CredibleInterval>(::CredibleInterval)
}

/**
 * By how much a treatment differs from another one, as a fraction of the other's mean: 0.1 is ten percent more.
 *
 * @property fromTreatmentId the other treatment
 * @property lower the lower bound
 * @property upper the upper bound
 * @property variance the variance of the difference
 * @property varianceReduction the fraction of the variance that the covariate takes away
 */
@Serializable(with = RelativeDifference.Companion::class)
public class RelativeDifference internal constructor(json: JsonObject) : Document(json) {
    public val fromTreatmentId: String? = json.stringOrNull("fromTreatmentId")
    public val lower: Double? = json.doubleOrNull("lower")
    public val upper: Double? = json.doubleOrNull("upper")
    public val variance: Double? = json.doubleOrNull("variance")
    public val varianceReduction: Double? = json.doubleOrNull("varianceReduction")

    public companion object : DocumentType<RelativeDifference>(::RelativeDifference)
}

/**
 * What is believed of a mean.
 *
 * @property kind the kind of distribution
 * @property parameters its parameters by name: `mu` and `sigma` of a normal one, `alpha` and `beta` of a beta one; without what is no
 * number
 */
@Serializable(with = Distribution.Companion::class)
public class Distribution internal constructor(json: JsonObject) : Document(json) {
    public val kind: DistributionKind? = json.stringOrNull("kind")?.let(DistributionKind::of)
    public val parameters: Map<String, Double> = json.document("parameters") { named ->
        named.mapNotNull { (name, value) -> (value as? JsonPrimitive)?.takeUnless { it.isString }?.doubleOrNull?.let { name to it } }
            .toMap()
    }.orEmpty()

    public companion object : DocumentType<Distribution>(::Distribution)
}

/** A kind of [Distribution]. */
public class DistributionKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Normal, with `mu` and `sigma`. */
        @JvmField public val NORMAL: DistributionKind = DistributionKind("normal")

        /** Beta, with `alpha` and `beta`. */
        @JvmField public val BETA: DistributionKind = DistributionKind("beta")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): DistributionKind = DistributionKind(value)
    }
}

/** The model behind a [TreatmentResult]. */
public class ResultModel private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Of values; [TreatmentResult.bayesianNormal] has its parameters. */
        @JvmField public val BAYESIAN_NORMAL: ResultModel = ResultModel("bayesianNormal")

        /** Of conversions; [TreatmentResult.bayesianBeta] has its parameters. */
        @JvmField public val BAYESIAN_BETA: ResultModel = ResultModel("bayesianBeta")

        /** The model that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ResultModel = ResultModel(value)
    }
}

/**
 * The parameters of a normal model.
 *
 * @property dataWeight how much the data count against what was believed before, 0 to 1
 * @property priorMean what was believed before
 */
@Serializable(with = BayesianNormalStats.Companion::class)
public class BayesianNormalStats internal constructor(json: JsonObject) : Document(json) {
    public val dataWeight: Double? = json.doubleOrNull("dataWeight")
    public val priorMean: Double? = json.doubleOrNull("priorMean")

    public companion object : DocumentType<BayesianNormalStats>(::BayesianNormalStats)
}

/**
 * The parameters of a beta-binomial model.
 *
 * @property priorAlpha conversions that were believed in before
 * @property priorBeta failures to convert that were believed in before
 * @property priorMean the rate that was believed in before
 * @property dataWeight how much the data count against that, 0 to 1
 */
@Serializable(with = BayesianBetaStats.Companion::class)
public class BayesianBetaStats internal constructor(json: JsonObject) : Document(json) {
    public val priorAlpha: Double? = json.doubleOrNull("priorAlpha")
    public val priorBeta: Double? = json.doubleOrNull("priorBeta")
    public val priorMean: Double? = json.doubleOrNull("priorMean")
    public val dataWeight: Double? = json.doubleOrNull("dataWeight")

    public companion object : DocumentType<BayesianBetaStats>(::BayesianBetaStats)
}

/**
 * Whether events of a metric have arrived.
 *
 * @property ever whether any has
 * @property timestamp when the last one did, in epoch milliseconds
 */
@Serializable(with = MetricSeen.Companion::class)
public class MetricSeen internal constructor(json: JsonObject) : Document(json) {
    public val ever: Boolean? = json.booleanOrNull("ever")
    public val timestamp: Long? = json.longOrNull("timestamp")

    public companion object : DocumentType<MetricSeen>(::MetricSeen)
}

/**
 * What one iteration of an experiment has shown of the metrics of a group.
 *
 * @property metrics the results of each metric, in the group's order
 * @property links where it and what belongs to it are found
 */
@Serializable(with = MetricGroupResults.Companion::class)
public class MetricGroupResults internal constructor(json: JsonObject) : Document(json) {
    public val metrics: List<MetricInGroupResults> = json.documents("metrics", ::MetricInGroupResults)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<MetricGroupResults>(::MetricGroupResults)
}

/**
 * The results of one metric of a group.
 *
 * @property metric the metric
 * @property results its results
 */
@Serializable(with = MetricInGroupResults.Companion::class)
public class MetricInGroupResults internal constructor(json: JsonObject) : Document(json) {
    public val metric: ExperimentMetric? = json.document("metric", ::ExperimentMetric)
    public val results: ExperimentResults? = json.document("results", ::ExperimentResults)

    public companion object : DocumentType<MetricInGroupResults>(::MetricInGroupResults)
}
