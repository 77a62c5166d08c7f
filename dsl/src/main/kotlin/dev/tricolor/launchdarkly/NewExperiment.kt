package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An experiment to be created, and its first iteration. Built by [experiment].
 *
 * @property key what it will be addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 * @property maintainerId the member who looks after it
 * @property iteration its first iteration, a draft
 * @property holdoutId the id of a holdout in the same environment that it leaves out
 * @property tags its tags
 * @property methodology how its results are analysed; null means [ExperimentMethodology.BAYESIAN]
 * @property analysisConfig how exactly
 * @property dataSource where the events that it measures are kept; null means [ExperimentDataSource.LAUNCHDARKLY]
 * @property type what kind of experiment it is; null means [ExperimentType.EXPERIMENT]
 */
@Serializable(with = NewExperiment.Companion::class)
public class NewExperiment internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val maintainerId: String? = json.stringOrNull("maintainerId")
    public val iteration: NewIteration? = json.document("iteration", ::NewIteration)
    public val holdoutId: String? = json.stringOrNull("holdoutId")
    public val tags: List<String> = json.strings("tags")
    public val methodology: ExperimentMethodology? = json.stringOrNull("methodology")?.let(ExperimentMethodology::of)
    public val analysisConfig: AnalysisConfig? = json.document("analysisConfig", ::AnalysisConfig)
    public val dataSource: ExperimentDataSource? = json.stringOrNull("dataSource")?.let(ExperimentDataSource::of)
    public val type: ExperimentType? = json.stringOrNull("type")?.let(ExperimentType::of)

    public companion object : DocumentType<NewExperiment>(::NewExperiment) {
        @JvmStatic
        override fun fromJson(text: String): NewExperiment = super.fromJson(text)
    }
}

/**
 * An iteration to be drafted. Built by [iteration], or as part of an experiment.
 *
 * @property hypothesis what is expected
 * @property canReshuffleTraffic whether people may get another variation when the audience grows or shrinks; null means that they may
 * @property metrics the metrics and groups to be measured
 * @property primarySingleMetricKey the metric by which the experiment is decided
 * @property primaryFunnelKey the funnel by which it is decided
 * @property treatments what is tried
 * @property flags where each flag takes part, by the flag's key
 * @property randomizationUnit the context kind of which each gets one variation; null means `user`
 * @property reallocationFrequencyMillis how often a bandit moves traffic, in milliseconds
 * @property covariateId the uploaded covariates by which variance is reduced
 * @property attributes the context attributes by which results can be sliced
 */
@Serializable(with = NewIteration.Companion::class)
public class NewIteration internal constructor(json: JsonObject) : Document(json) {
    public val hypothesis: String? = json.stringOrNull("hypothesis")
    public val canReshuffleTraffic: Boolean? = json.booleanOrNull("canReshuffleTraffic")
    public val metrics: List<MeasuredMetric> = json.documents("metrics", ::MeasuredMetric)
    public val primarySingleMetricKey: String? = json.stringOrNull("primarySingleMetricKey")
    public val primaryFunnelKey: String? = json.stringOrNull("primaryFunnelKey")
    public val treatments: List<Treatment> = json.documents("treatments", ::Treatment)
    public val flags: Map<String, ParticipatingFlag> = json.documentsByName("flags", ::ParticipatingFlag)
    public val randomizationUnit: String? = json.stringOrNull("randomizationUnit")
    public val reallocationFrequencyMillis: Long? = json.longOrNull("reallocationFrequencyMillis")
    public val covariateId: String? = json.stringOrNull("covariateId")
    public val attributes: List<String> = json.strings("attributes")

    public companion object : DocumentType<NewIteration>(::NewIteration) {
        @JvmStatic
        override fun fromJson(text: String): NewIteration = super.fromJson(text)
    }
}

/**
 * A metric or a group of metrics that is to be measured.
 *
 * @property key its key
 * @property isGroup whether it is a group; null means that it is not
 * @property primary whether the experiment is decided by it, in an older form
 */
@Serializable(with = MeasuredMetric.Companion::class)
public class MeasuredMetric internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val isGroup: Boolean? = json.booleanOrNull("isGroup")
    public val primary: Boolean? = json.booleanOrNull("primary")

    public companion object : DocumentType<MeasuredMetric>(::MeasuredMetric)
}

/**
 * Where a flag is to take part.
 *
 * @property ruleId the rule whose traffic takes part: its id, or `fallthrough`
 * @property flagConfigVersion the version of the flag's configuration in the environment, as it was read: by it LaunchDarkly notices that
 * the flag has been changed since
 * @property notInExperimentVariationId the id of the variation for traffic outside the analysis; null means that of the baseline
 */
@Serializable(with = ParticipatingFlag.Companion::class)
public class ParticipatingFlag internal constructor(json: JsonObject) : Document(json) {
    public val ruleId: String? = json.stringOrNull("ruleId")
    public val flagConfigVersion: Long? = json.longOrNull("flagConfigVersion")
    public val notInExperimentVariationId: String? = json.stringOrNull("notInExperimentVariationId")

    public companion object : DocumentType<ParticipatingFlag>(::ParticipatingFlag)
}
