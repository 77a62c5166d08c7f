package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.longs
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An experiment: which visitors of which pages see which variations.
 *
 * @property id its id
 * @property projectId the project it is in
 * @property description what people call it
 * @property details its hypothesis
 * @property status whether it runs
 * @property editUrl the page that the editor opens
 * @property urlConditions the pages it runs on
 * @property percentageIncluded how many of the visitors take part, in basis points: 10,000 are all of them
 * @property audienceIds the audiences it is for; none means everyone
 * @property variationIds its variations; a variation is dropped by deleting it
 * @property displayGoalOrderLst goals in the order that they are shown in
 * @property primaryGoalId the goal that decides
 * @property activationMode when it begins on a page
 * @property conditionalCode what decides when, where [activationMode] is conditional
 * @property customCss CSS of all its variations
 * @property customJs what runs before the code of each of its variations
 * @property experimentType what kind of experiment it is
 * @property isMultivariate whether its variations are combined from sections
 * @property shareableResultsLink shows its results to whoever has it
 * @property created when it was created, as Optimizely writes it
 * @property lastModified when it was changed last, as Optimizely writes it
 */
@Serializable(with = Experiment.Companion::class)
public class Experiment internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val description: String? = json.stringOrNull("description")
    public val details: String? = json.stringOrNull("details")
    public val status: ExperimentStatus? = json.stringOrNull("status")?.let(ExperimentStatus::of)
    public val editUrl: String? = json.stringOrNull("edit_url")
    public val urlConditions: List<UrlCondition> = json.documents("url_conditions", ::UrlCondition)
    public val percentageIncluded: Int? = json.intOrNull("percentage_included")
    public val audienceIds: List<Long> = json.longs("audience_ids")
    public val variationIds: List<Long> = json.longs("variation_ids")
    public val displayGoalOrderLst: List<Long> = json.longs("display_goal_order_lst")
    public val primaryGoalId: Long? = json.longOrNull("primary_goal_id")
    public val activationMode: ActivationMode? = json.stringOrNull("activation_mode")?.let(ActivationMode::of)
    public val conditionalCode: String? = json.stringOrNull("conditional_code")
    public val customCss: String? = json.stringOrNull("custom_css")
    public val customJs: String? = json.stringOrNull("custom_js")
    public val experimentType: ExperimentType? = json.stringOrNull("experiment_type")?.let(ExperimentType::of)
    public val isMultivariate: Boolean? = json.booleanOrNull("is_multivariate")
    public val shareableResultsLink: String? = json.stringOrNull("shareable_results_link")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Experiment>(::Experiment)
}

/** Whether an experiment runs. */
public class ExperimentStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It has never run. */
        @JvmField public val NOT_STARTED: ExperimentStatus = ExperimentStatus("Not started")

        /** Visitors see it. */
        @JvmField public val RUNNING: ExperimentStatus = ExperimentStatus("Running")

        /** Visitors do not see it any more, or not for the time being. */
        @JvmField public val PAUSED: ExperimentStatus = ExperimentStatus("Paused")

        /** It is out of the project's file and hidden from the dashboard, but can be recovered. */
        @JvmField public val ARCHIVED: ExperimentStatus = ExperimentStatus("Archived")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentStatus = ExperimentStatus(value)
    }
}

/** When an experiment begins on a page. */
public class ActivationMode private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** At once. */
        @JvmField public val IMMEDIATE: ActivationMode = ActivationMode("immediate")

        /** When the page's own code says so. */
        @JvmField public val MANUAL: ActivationMode = ActivationMode("manual")

        /** When the experiment's conditional code says so. */
        @JvmField public val CONDITIONAL: ActivationMode = ActivationMode("conditional")

        /** The mode that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ActivationMode = ActivationMode(value)
    }
}

/** What kind of experiment it is. */
public class ExperimentType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** One page, or pages alike, in several variations. */
        @JvmField public val AB: ExperimentType = ExperimentType("ab")

        /** Combinations of changes; the API can only read these. */
        @JvmField public val MULTIVARIATE: ExperimentType = ExperimentType("multivariate")

        /** Several pages changed together; the API can only read these. */
        @JvmField public val MULTIPAGE: ExperimentType = ExperimentType("multipage")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentType = ExperimentType(value)
    }
}

/**
 * Pages by their address.
 *
 * @property index its place among the conditions
 * @property matchType how addresses are compared
 * @property value what they are compared with
 * @property negate whether these pages are left out instead
 * @property created when it was created, as Optimizely writes it
 * @property lastModified when it was changed last, as Optimizely writes it
 */
@Serializable(with = UrlCondition.Companion::class)
public class UrlCondition internal constructor(json: JsonObject) : Document(json) {
    public val index: Int? = json.intOrNull("index")
    public val matchType: UrlMatchType? = json.stringOrNull("match_type")?.let(UrlMatchType::of)
    public val value: String? = json.stringOrNull("value")
    @get:JvmName("isNegate")
    public val negate: Boolean = json.booleanOrNull("negate") ?: false
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<UrlCondition>(::UrlCondition)
}

/** How the addresses of an experiment's pages are compared; goals count the same ways with numbers, see [GoalUrlMatchType]. */
public class UrlMatchType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Without the query and fragment, and whatever the protocol. */
        @JvmField public val SIMPLE: UrlMatchType = UrlMatchType("simple")

        /** As a whole. */
        @JvmField public val EXACT: UrlMatchType = UrlMatchType("exact")

        /** A part of the address is enough. */
        @JvmField public val SUBSTRING: UrlMatchType = UrlMatchType("substring")

        /** By a regular expression. */
        @JvmField public val REGEX: UrlMatchType = UrlMatchType("regex")

        /** The way that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): UrlMatchType = UrlMatchType(value)
    }
}
