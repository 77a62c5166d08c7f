@file:JvmName("LaunchDarklyPayloads")
@file:JvmMultifileClass

package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Field
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Says what an experiment is, with its first iteration.
 *
 * @param key what it will be addressed by: a letter or digit, then letters, digits, `.`, `_` and `-`
 * @param name what people call it
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
public fun experiment(key: String, name: String, block: Block<ExperimentBuilder>): NewExperiment =
    ExperimentBuilder(key, name).configuredBy(block).experiment()

/** Builds a [NewExperiment]. What belongs to its first iteration is said here too. */
public class ExperimentBuilder(key: String, name: String) : IterationFieldsBuilder<ExperimentBuilder>("experiment") {
    init {
        fields["key"] = JsonPrimitive(key)
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String by text("description")

    /** The id of the member who looks after it; unless it is said, who the token belongs to. */
    public var maintainerId: String by text("maintainerId")

    /** The id, not the key, of a holdout in the same environment that it leaves out. */
    public var holdoutId: String by text("holdoutId")

    /** How its results are analysed; [ExperimentMethodology.BAYESIAN] unless it is said. */
    public var methodology: ExperimentMethodology by openEnum("methodology", ExperimentMethodology::of)

    /** Where the events that it measures are kept; [ExperimentDataSource.LAUNCHDARKLY] unless it is said. */
    public var dataSource: ExperimentDataSource by openEnum("dataSource", ExperimentDataSource::of)

    /** What kind of experiment it is; [ExperimentType.EXPERIMENT] unless it is said. */
    public var type: ExperimentType by openEnum("type", ExperimentType::of)

    /** Sets [ExperimentBuilder.description]. */
    public fun description(text: String): ExperimentBuilder = apply { description = text }

    /** Sets [ExperimentBuilder.maintainerId]. */
    public fun maintainerId(memberId: String): ExperimentBuilder = apply { maintainerId = memberId }

    /** Sets [ExperimentBuilder.holdoutId]. */
    public fun holdoutId(id: String): ExperimentBuilder = apply { holdoutId = id }

    /** Sets [ExperimentBuilder.methodology]. */
    public fun methodology(methodology: ExperimentMethodology): ExperimentBuilder = apply { this.methodology = methodology }

    /** Sets [ExperimentBuilder.dataSource]. */
    public fun dataSource(dataSource: ExperimentDataSource): ExperimentBuilder = apply { this.dataSource = dataSource }

    /** Sets [ExperimentBuilder.type]. */
    public fun type(type: ExperimentType): ExperimentBuilder = apply { this.type = type }

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): ExperimentBuilder = tags(tags.asList())

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): ExperimentBuilder = apply { fields["tags"] = texts(tags) }

    /** How exactly its results are analysed. */
    public fun analysisConfig(block: Block<AnalysisConfigBuilder>): ExperimentBuilder = apply {
        nested("analysisConfig", AnalysisConfigBuilder().configuredBy(block))
    }

    internal fun experiment() = NewExperiment(build())

    override fun ofIteration(problems: Problems): Problems = problems.at("iteration")

    override fun json(): JsonObject {
        val (ofIteration, own) = super.json().entries.partition { it.key in ITERATION_FIELDS }
        val iteration = (fields["iteration"] as? JsonObject).orEmpty() + ofIteration.map { it.toPair() }
        return JsonObject(own.associate { it.toPair() } + mapOf<String, JsonElement>("iteration" to JsonObject(iteration)))
    }

    override fun check(json: JsonObject, problems: Problems) {
        val experiment = NewExperiment(json)
        problems.requireKey("key", experiment.key, LaunchDarklyLimits.FLAG_KEY)
        problems.require(!experiment.name.isNullOrBlank(), "name") { "is blank" }
        problems.requireTags("tags", experiment.tags)
        checkIteration(experiment.iteration ?: NewIteration(JsonObject(emptyMap())), ofIteration(problems))
    }

    private companion object {
        val ITERATION_FIELDS = setOf(
            "hypothesis", "canReshuffleTraffic", "metrics", "primarySingleMetricKey", "primaryFunnelKey", "treatments", "flags",
            "randomizationUnit", "reallocationFrequencyMillis", "covariateId", "attributes",
        )
    }
}

/** Says how exactly the results of an experiment are analysed. */
public class AnalysisConfigBuilder internal constructor() : PayloadBuilder("analysis config") {
    /** From which probability a treatment counts as better, in percent: 0 to 100. */
    public var bayesianThreshold: Number by number("bayesianThreshold")

    /** Up to which p-value a difference counts as significant; LaunchDarkly documents both 5, percent, and 0.0 to 1.0. */
    public var significanceThreshold: Number by number("significanceThreshold")

    /** To which side frequentist tests look; LaunchDarkly does not document what can be said. */
    public var testDirection: String by text("testDirection")

    /** How it is made up for that many comparisons are made at once. */
    public var multipleComparisonCorrectionMethod: CorrectionMethod by openEnum("multipleComparisonCorrectionMethod", CorrectionMethod::of)

    /** Which comparisons are counted together for that. */
    public var multipleComparisonCorrectionScope: CorrectionScope by openEnum("multipleComparisonCorrectionScope", CorrectionScope::of)

    /** Whether frequentist results may be looked at before the end. */
    public var sequentialTestingEnabled: Boolean by flag("sequentialTestingEnabled")

    /** Sets [AnalysisConfigBuilder.bayesianThreshold]. */
    public fun bayesianThreshold(percent: Number): AnalysisConfigBuilder = apply { bayesianThreshold = percent }

    /** Sets [AnalysisConfigBuilder.significanceThreshold]. */
    public fun significanceThreshold(threshold: Number): AnalysisConfigBuilder = apply { significanceThreshold = threshold }

    /** Sets [AnalysisConfigBuilder.testDirection]. */
    public fun testDirection(direction: String): AnalysisConfigBuilder = apply { testDirection = direction }

    /** Sets [AnalysisConfigBuilder.multipleComparisonCorrectionMethod]. */
    public fun multipleComparisonCorrectionMethod(method: CorrectionMethod): AnalysisConfigBuilder =
        apply { multipleComparisonCorrectionMethod = method }

    /** Sets [AnalysisConfigBuilder.multipleComparisonCorrectionScope]. */
    public fun multipleComparisonCorrectionScope(scope: CorrectionScope): AnalysisConfigBuilder =
        apply { multipleComparisonCorrectionScope = scope }

    /** Sets [AnalysisConfigBuilder.sequentialTestingEnabled]. */
    public fun sequentialTestingEnabled(enabled: Boolean): AnalysisConfigBuilder = apply { sequentialTestingEnabled = enabled }

    override fun check(json: JsonObject, problems: Problems) {
        val config = AnalysisConfig(json)
        config.bayesianThreshold?.let { problems.checkPercent(it, "bayesianThreshold") }
        config.significanceThreshold?.let { problems.checkPercent(it, "significanceThreshold") }
    }

    private fun number(name: String) = Field<Number>(name, ::decimal) { (it as JsonPrimitive).content.toBigDecimal() }
}
