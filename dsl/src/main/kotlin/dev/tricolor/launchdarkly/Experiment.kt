package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/**
 * An experiment in one environment: what is tried on whom, iteration after iteration.
 *
 * Unless more is asked for by [ExperimentField], LaunchDarkly shows of its iterations only the current one, of that one's metrics only the
 * primary one, and no treatments.
 *
 * @property id its id
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 * @property maintainerId the member who looks after it
 * @property creationDate in epoch milliseconds
 * @property environmentKey the environment it runs in
 * @property methodology how its results are analysed
 * @property dataSource where the events that it measures are kept
 * @property archivedDate in epoch milliseconds; null unless it is archived
 * @property tags its tags
 * @property holdoutId the holdout that it leaves out
 * @property type what kind of experiment it is
 * @property currentIteration the iteration that runs, or ran last; null before the first start
 * @property draftIteration the iteration that has not been started; null when there is none, or [ExperimentField.DRAFT_ITERATION] was not
 * asked for
 * @property previousIterations the iterations before the current one; empty unless [ExperimentField.PREVIOUS_ITERATIONS] was asked for
 * @property analysisConfig how exactly results are analysed; null unless [ExperimentField.ANALYSIS_CONFIG] was asked for
 * @property mutableFieldsByStatus which fields can be changed when; null unless [ExperimentField.MUTABLE_FIELDS_BY_STATUS] was asked for
 * @property access what the token may do with it
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/experiments">Experiments</a>
 */
@Serializable(with = Experiment.Companion::class)
public class Experiment internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val maintainerId: String? = json.stringOrNull("_maintainerId")
    public val creationDate: Long? = json.longOrNull("_creationDate")
    public val environmentKey: String? = json.stringOrNull("environmentKey")
    public val methodology: ExperimentMethodology? = json.stringOrNull("methodology")?.let(ExperimentMethodology::of)
    public val dataSource: ExperimentDataSource? = json.stringOrNull("dataSource")?.let(ExperimentDataSource::of)
    public val archivedDate: Long? = json.longOrNull("archivedDate")
    public val tags: List<String> = json.strings("tags")
    public val holdoutId: String? = json.stringOrNull("holdoutId")
    public val type: ExperimentType? = json.stringOrNull("type")?.let(ExperimentType::of)
    public val currentIteration: Iteration? = json.document("currentIteration", ::Iteration)
    public val draftIteration: Iteration? = json.document("draftIteration", ::Iteration)
    public val previousIterations: List<Iteration> = json.documents("previousIterations", ::Iteration)
    public val analysisConfig: AnalysisConfig? = json.document("analysisConfig", ::AnalysisConfig)
    public val mutableFieldsByStatus: MutableFields? = json.document("mutableFieldsByStatus", ::MutableFields)
    public val access: Access? = json.document("_access", ::Access)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<Experiment>(::Experiment)
}

/** How the results of an experiment are analysed. */
public class ExperimentMethodology private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** By probabilities that a treatment is better; what LaunchDarkly takes unless told otherwise. */
        @JvmField public val BAYESIAN: ExperimentMethodology = ExperimentMethodology("bayesian")

        /** By tests of significance. */
        @JvmField public val FREQUENTIST: ExperimentMethodology = ExperimentMethodology("frequentist")

        /** Not by LaunchDarkly: the data are only exported. */
        @JvmField public val EXPORT_ONLY: ExperimentMethodology = ExperimentMethodology("export_only")

        /** The methodology that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentMethodology = ExperimentMethodology(value)
    }
}

/** Where the events that an experiment measures are kept. */
public class ExperimentDataSource private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** LaunchDarkly, unless told otherwise. */
        @JvmField public val LAUNCHDARKLY: ExperimentDataSource = ExperimentDataSource("launchdarkly")

        /** A Snowflake warehouse. */
        @JvmField public val SNOWFLAKE: ExperimentDataSource = ExperimentDataSource("snowflake")

        /** A Databricks warehouse. */
        @JvmField public val DATABRICKS: ExperimentDataSource = ExperimentDataSource("databricks")

        /** A Redshift warehouse. */
        @JvmField public val REDSHIFT: ExperimentDataSource = ExperimentDataSource("redshift")

        /** The source that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentDataSource = ExperimentDataSource(value)
    }
}

/** What kind of experiment it is. */
public class ExperimentType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** One whose allocations stay as they are said; what it is unless told otherwise. */
        @JvmField public val EXPERIMENT: ExperimentType = ExperimentType("experiment")

        /** A multi-armed bandit: LaunchDarkly moves traffic to what does best. */
        @JvmField public val MAB: ExperimentType = ExperimentType("mab")

        /** The experiment on which a holdout stands. */
        @JvmField public val HOLDOUT: ExperimentType = ExperimentType("holdout")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentType = ExperimentType(value)
    }
}

/** What is shown of an experiment only when it is asked for. What was asked for and is empty stays absent. */
public class ExperimentField private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The iterations before the current one. */
        @JvmField public val PREVIOUS_ITERATIONS: ExperimentField = ExperimentField("previousIterations")

        /** The iteration that has not been started. */
        @JvmField public val DRAFT_ITERATION: ExperimentField = ExperimentField("draftIteration")

        /** The metrics of each iteration besides the primary one. */
        @JvmField public val SECONDARY_METRICS: ExperimentField = ExperimentField("secondaryMetrics")

        /** The treatments of each iteration. */
        @JvmField public val TREATMENTS: ExperimentField = ExperimentField("treatments")

        /** How exactly results are analysed. */
        @JvmField public val ANALYSIS_CONFIG: ExperimentField = ExperimentField("analysisConfig")

        /** Which fields can be changed in which status of the iteration. */
        @JvmField public val MUTABLE_FIELDS_BY_STATUS: ExperimentField = ExperimentField("mutableFieldsByStatus")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentField = ExperimentField(value)
    }
}

/** Whether an experiment is archived. */
public class LifecycleState private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is not archived. */
        @JvmField public val ACTIVE: LifecycleState = LifecycleState("active")

        /** It is archived. */
        @JvmField public val ARCHIVED: LifecycleState = LifecycleState("archived")

        /** The state that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): LifecycleState = LifecycleState(value)
    }
}

/**
 * How exactly the results of an experiment are analysed.
 *
 * @property bayesianThreshold from which probability a treatment counts as better, in percent, as text: `"95"`
 * @property significanceThreshold up to which p-value a difference counts as significant, as text; documented both as `"5"` and as 0.0 to
 * 1.0
 * @property testDirection to which side frequentist tests look, in the vendor's spelling
 * @property multipleComparisonCorrectionMethod how many comparisons at once are made up for
 * @property multipleComparisonCorrectionScope over what the correction goes
 * @property sequentialTestingEnabled whether frequentist results may be looked at before the end
 */
@Serializable(with = AnalysisConfig.Companion::class)
public class AnalysisConfig internal constructor(json: JsonObject) : Document(json) {
    public val bayesianThreshold: String? = json.stringOrNull("bayesianThreshold")
    public val significanceThreshold: String? = json.stringOrNull("significanceThreshold")
    public val testDirection: String? = json.stringOrNull("testDirection")
    public val multipleComparisonCorrectionMethod: CorrectionMethod? =
        json.stringOrNull("multipleComparisonCorrectionMethod")?.let(CorrectionMethod::of)
    public val multipleComparisonCorrectionScope: CorrectionScope? =
        json.stringOrNull("multipleComparisonCorrectionScope")?.let(CorrectionScope::of)
    public val sequentialTestingEnabled: Boolean? = json.booleanOrNull("sequentialTestingEnabled")

    public companion object : DocumentType<AnalysisConfig>(::AnalysisConfig)
}

/** How it is made up for that many comparisons are made at once. */
public class CorrectionMethod private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Bonferroni's. */
        @JvmField public val BONFERRONI: CorrectionMethod = CorrectionMethod("bonferroni")

        /** Benjamini's and Hochberg's. */
        @JvmField public val BENJAMINI_HOCHBERG: CorrectionMethod = CorrectionMethod("benjamini-hochberg")

        /** The method that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): CorrectionMethod = CorrectionMethod(value)
    }
}

/** Which comparisons are counted together when they are made up for. */
public class CorrectionScope private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Those of all variations. */
        @JvmField public val VARIATIONS: CorrectionScope = CorrectionScope("variations")

        /** Those of all variations and metrics. */
        @JvmField public val VARIATIONS_AND_METRICS: CorrectionScope = CorrectionScope("variations-and-metrics")

        /** Those of all metrics. */
        @JvmField public val METRICS: CorrectionScope = CorrectionScope("metrics")

        /** The scope that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): CorrectionScope = CorrectionScope(value)
    }
}

/**
 * Which fields of an experiment can be changed by [ExperimentPatchBuilder.updateFields], by the status of its iteration.
 *
 * @property notStarted what can be done to which field before the iteration is started
 * @property running the same while it runs
 * @property stopped the same once it is stopped
 */
@Serializable(with = MutableFields.Companion::class)
public class MutableFields internal constructor(json: JsonObject) : Document(json) {
    public val notStarted: Map<String, List<FieldAction>> = json.document("not_started", ::actions).orEmpty()
    public val running: Map<String, List<FieldAction>> = json.document("running", ::actions).orEmpty()
    public val stopped: Map<String, List<FieldAction>> = json.document("stopped", ::actions).orEmpty()

    public companion object : DocumentType<MutableFields>(::MutableFields)
}

/** What stands among the fields and is no list stays in the JSON only. */
private fun actions(fields: JsonObject) =
    fields.filterValues { it is JsonArray }.keys.associateWith { fields.strings(it).map(FieldAction::of) }

/** What can be done to a field of an experiment. */
public class FieldAction private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Something can be added to it. */
        @JvmField public val ADD: FieldAction = FieldAction("add")

        /** It can be given another value. */
        @JvmField public val UPDATE: FieldAction = FieldAction("update")

        /** Something of it, or all of it, can be removed. */
        @JvmField public val REMOVE: FieldAction = FieldAction("remove")

        /** The action that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FieldAction = FieldAction(value)
    }
}
