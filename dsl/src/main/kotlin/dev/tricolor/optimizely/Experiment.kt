package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.longs
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An experiment: variations, who sees them, and what is measured of it.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property campaignId the campaign that it belongs to; one that stands alone has such an id, too, and no campaign behind it
 * @property key what code names it by, in Full Stack and mobile projects; unique in its project
 * @property name what people call it, in web projects
 * @property description what it is for, or its hypothesis
 * @property type what kind of experiment it is
 * @property status how far it has come; in Full Stack, in the primary environment
 * @property environments how far it has come in each environment, by its key; Full Stack only
 * @property trafficAllocation the share of visitors who are in it, in basis points; Full Stack
 * @property holdback the share of visitors who are not in it, in basis points; web, and Full Stack as it was in 2018
 * @property allocationPolicy how traffic is spread over its variations: `manual`
 * @property audienceConditions who it is for, as text: [audiences] reads it
 * @property featureId the feature that its variations configure, which makes it a feature test
 * @property featureKey that feature's key
 * @property featureName that feature's name
 * @property metrics what is measured; the first is the primary metric, the next four are secondary, all others are monitored
 * @property variations what is tried
 * @property whitelist who sees which variation, whatever chance says
 * @property pageIds the pages that it runs on; web
 * @property urlTargeting where else it runs; web
 * @property schedule when it starts and stops by itself
 * @property changes what is done to the page before all variations; web
 * @property multivariateTrafficPolicy how combinations of a multivariate test are weighted: `full_factorial`
 * @property isClassic whether only the classic API, v1, can change it
 * @property earliest when it was first started
 * @property latest when it was last paused; null while it runs
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/experiments">Experiments</a>
 */
@Serializable(with = Experiment.Companion::class)
public class Experiment internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val campaignId: Long? = json.longOrNull("campaign_id")
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val type: ExperimentType? = json.stringOrNull("type")?.let(ExperimentType::of)
    public val status: ExperimentStatus? = json.stringOrNull("status")?.let(ExperimentStatus::of)
    public val environments: Map<String, ExperimentEnvironment> = json.documentsByName("environments", ::ExperimentEnvironment)
    public val trafficAllocation: Int? = json.intOrNull("traffic_allocation")
    public val holdback: Int? = json.intOrNull("holdback")
    public val allocationPolicy: String? = json.stringOrNull("allocation_policy")
    public val audienceConditions: String? = json.stringOrNull("audience_conditions")
    public val featureId: Long? = json.longOrNull("feature_id")
    public val featureKey: String? = json.stringOrNull("feature_key")
    public val featureName: String? = json.stringOrNull("feature_name")
    public val metrics: List<Metric> = json.documents("metrics", ::Metric)
    public val variations: List<Variation> = json.documents("variations", ::Variation)
    public val whitelist: List<WhitelistEntry> = json.documents("whitelist", ::WhitelistEntry)
    public val pageIds: List<Long> = json.longs("page_ids")
    public val urlTargeting: UrlTargeting? = json.document("url_targeting", ::UrlTargeting)
    public val schedule: ExperimentSchedule? = json.document("schedule", ::ExperimentSchedule)
    public val changes: List<PageChange> = json.documents("changes", ::PageChange)
    public val multivariateTrafficPolicy: String? = json.stringOrNull("multivariate_traffic_policy")
    public val isClassic: Boolean? = json.booleanOrNull("is_classic")
    public val earliest: String? = json.stringOrNull("earliest")
    public val latest: String? = json.stringOrNull("latest")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    /** The variation with the key [key]; null when there is none. */
    public fun variation(key: String): Variation? = variations.find { it.key == key }

    /**
     * Who it is for, as a tree; everyone when nothing is said.
     *
     * @throws kotlinx.serialization.SerializationException if the conditions are written in a way that this version does not know
     */
    public fun audiences(): Conditions<AudienceReference> = audiences(audienceConditions)

    public companion object : DocumentType<Experiment>(::Experiment)
}

/**
 * How far an experiment has come in one environment.
 *
 * @property status how far
 */
@Serializable(with = ExperimentEnvironment.Companion::class)
public class ExperimentEnvironment internal constructor(json: JsonObject) : Document(json) {
    public val status: ExperimentStatus? = json.stringOrNull("status")?.let(ExperimentStatus::of)

    public companion object : DocumentType<ExperimentEnvironment>(::ExperimentEnvironment)
}

/**
 * A user who sees a variation, whatever chance says.
 *
 * @property userId the user's id
 * @property variationId the variation's id
 */
@Serializable(with = WhitelistEntry.Companion::class)
public class WhitelistEntry internal constructor(json: JsonObject) : Document(json) {
    public val userId: String? = json.stringOrNull("user_id")
    public val variationId: Long? = json.longOrNull("variation_id")

    public companion object : DocumentType<WhitelistEntry>(::WhitelistEntry)
}

/**
 * Where a web experiment runs, without a page of its own.
 *
 * @property editUrl what the editor loads
 * @property key what code names it by
 * @property conditions which URLs are meant, as text
 * @property activationType what makes it begin
 * @property activationCode the JavaScript that makes it begin, where [activationType] is `polling` or `callback`
 * @property pageId the page that stands for it
 */
@Serializable(with = UrlTargeting.Companion::class)
public class UrlTargeting internal constructor(json: JsonObject) : Document(json) {
    public val editUrl: String? = json.stringOrNull("edit_url")
    public val key: String? = json.stringOrNull("key")
    public val conditions: String? = json.stringOrNull("conditions")
    public val activationType: String? = json.stringOrNull("activation_type")
    public val activationCode: String? = json.stringOrNull("activation_code")
    public val pageId: Long? = json.longOrNull("page_id")

    public companion object : DocumentType<UrlTargeting>(::UrlTargeting)
}

/**
 * When an experiment starts and stops by itself.
 *
 * @property startTime to the minute, in [timeZone]: `2019-02-20T15:00`
 * @property stopTime to the minute, in [timeZone]
 * @property timeZone by its IANA name: `America/New_York`; UTC unless it is said
 */
@Serializable(with = ExperimentSchedule.Companion::class)
public class ExperimentSchedule internal constructor(json: JsonObject) : Document(json) {
    public val startTime: String? = json.stringOrNull("start_time")
    public val stopTime: String? = json.stringOrNull("stop_time")
    public val timeZone: String? = json.stringOrNull("time_zone")

    public companion object : DocumentType<ExperimentSchedule>(::ExperimentSchedule)
}

/** What kind of experiment it is. */
public class ExperimentType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Variations against each other. */
        @JvmField public val AB: ExperimentType = ExperimentType("a/b")

        /** Variations of a feature against each other. */
        @JvmField public val FEATURE: ExperimentType = ExperimentType("feature")

        /** Combinations of what several sections may be; web. */
        @JvmField public val MULTIVARIATE: ExperimentType = ExperimentType("multivariate")

        /** An experience in a campaign; web. */
        @JvmField public val PERSONALIZATION: ExperimentType = ExperimentType("personalization")

        /** Variations that get the more traffic the better they do. */
        @JvmField public val MULTIARMED_BANDIT: ExperimentType = ExperimentType("multiarmed_bandit")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentType = ExperimentType(value)
    }
}

/** How far an experiment has come. */
public class ExperimentStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A draft: never started. */
        @JvmField public val NOT_STARTED: ExperimentStatus = ExperimentStatus("not_started")

        /** Visitors are in it. */
        @JvmField public val RUNNING: ExperimentStatus = ExperimentStatus("running")

        /** Stopped; it can go on. */
        @JvmField public val PAUSED: ExperimentStatus = ExperimentStatus("paused")

        /** Put away. */
        @JvmField public val ARCHIVED: ExperimentStatus = ExperimentStatus("archived")

        /** Stopped because its campaign is. */
        @JvmField public val CAMPAIGN_PAUSED: ExperimentStatus = ExperimentStatus("campaign_paused")

        /** Ended for good. */
        @JvmField public val CONCLUDED: ExperimentStatus = ExperimentStatus("concluded")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentStatus = ExperimentStatus(value)
    }
}

/** What happens to an experiment when it is made or changed, beside that. */
public class ExperimentAction private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The changes take effect; who is not in a running experiment does not see them. */
        @JvmField public val PUBLISH: ExperimentAction = ExperimentAction("publish")

        /** The changes take effect, and the experiment starts. */
        @JvmField public val START: ExperimentAction = ExperimentAction("start")

        /** A running experiment stops. */
        @JvmField public val PAUSE: ExperimentAction = ExperimentAction("pause")

        /** A paused experiment goes on as it was; not when one is made. */
        @JvmField public val RESUME: ExperimentAction = ExperimentAction("resume")

        /** An archived experiment comes back, paused; not when one is made. */
        @JvmField public val UNARCHIVE: ExperimentAction = ExperimentAction("unarchive")

        /** The action that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExperimentAction = ExperimentAction(value)
    }
}
