package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A metric: what experiments measure. One that is to be created, as [MetricBuilder] builds it, is said in the same words.
 *
 * Its [key] is what it is addressed by here; its [eventKey] is what programs send by their SDK's `track`. They need not be the same, and
 * several metrics may measure the events of one key.
 *
 * @property id its id
 * @property versionId the id of this version of it; each change makes a new one
 * @property version counts its versions
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property kind what its events are
 * @property description what it is for
 * @property category its category
 * @property tags its tags
 * @property isNumeric whether a value is measured; otherwise whether an event happens
 * @property eventKey the key of its events, of a custom metric
 * @property selector the CSS selectors of what is clicked, of a click metric
 * @property urls the pages it is about, of a click or page view metric
 * @property traceQuery the query for its traces, of a trace metric
 * @property traceValueLocation where in a trace its value stands, of a numeric trace metric
 * @property successCriteria which way is better
 * @property unit the unit of its values
 * @property analysisUnits the context kinds that it can be measured of
 * @property randomizationUnits the same, in an older form
 * @property unitAggregationType how the events of one unit become one number
 * @property unitAggregationField the column of which different values are counted; said when it is created, not answered
 * @property analysisType what of the numbers is compared
 * @property percentileValue which percentile, 0 to 100, where [analysisType] is percentile
 * @property eventDefault what counts for units without an event
 * @property filters which of its events count
 * @property windowStartOffset from when events count, in milliseconds after a unit's first exposure
 * @property windowEndOffset until when events count, in milliseconds after a unit's first exposure
 * @property winsorLowerPercentile below which percentile values are raised to it
 * @property winsorUpperPercentile above which percentile values are lowered to it
 * @property winsorIncludeImputed whether the percentiles are counted with the zeros of units without an event
 * @property winsorExcludeImputed deprecated by LaunchDarkly, and ignored
 * @property denominator what its values are divided by, of a ratio metric
 * @property dataSource where its events are kept
 * @property maintainerId the member who looks after it
 * @property maintainer the member who looks after it
 * @property creationDate in epoch milliseconds
 * @property lastModified as RFC 3339 text
 * @property lastSeen when an event of it came last, in epoch milliseconds
 * @property archived whether it is archived
 * @property archivedAt in epoch milliseconds
 * @property isActive whether events of it come
 * @property attachedFlagCount how many flags it is attached to
 * @property attachedFeatures the flags it is attached to
 * @property experimentCount how many experiments measure it; given where [MetricField.EXPERIMENT_COUNT] asks for it
 * @property metricGroupCount how many groups it is in; given where [MetricField.METRIC_GROUP_COUNT] asks for it
 * @property activeExperimentCount how many experiments that run measure it
 * @property activeGuardedRolloutCount how many guarded rollouts that run measure it
 * @property experiments the experiments that measure it; given where [MetricField.EXPERIMENTS] asks for them
 * @property metricGroups the groups it is in; given where [MetricField.METRIC_GROUPS] asks for them
 * @property lastUsedInExperiment the experiment that measured it last
 * @property lastUsedInGuardedRollout the guarded rollout that measured it last
 * @property access what the token may do with it
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/metrics">Metrics</a>
 */
@Serializable(with = Metric.Companion::class)
public class Metric internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val versionId: String? = json.stringOrNull("_versionId")
    public val version: Long? = json.longOrNull("_version")
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val kind: MetricKind? = json.stringOrNull("kind")?.let(MetricKind::of)
    public val description: String? = json.stringOrNull("description")
    public val category: String? = json.stringOrNull("category")
    public val tags: List<String> = json.strings("tags")
    public val isNumeric: Boolean? = json.booleanOrNull("isNumeric")
    public val eventKey: String? = json.stringOrNull("eventKey")
    public val selector: String? = json.stringOrNull("selector")
    public val urls: List<UrlMatcher> = json.documents("urls", ::UrlMatcher)
    public val traceQuery: String? = json.stringOrNull("traceQuery")
    public val traceValueLocation: String? = json.stringOrNull("traceValueLocation")
    public val successCriteria: SuccessCriteria? = json.stringOrNull("successCriteria")?.let(SuccessCriteria::of)
    public val unit: String? = json.stringOrNull("unit")
    public val analysisUnits: List<String> = json.strings("analysisUnits")
    public val randomizationUnits: List<String> = json.strings("randomizationUnits")
    public val unitAggregationType: UnitAggregationType? = json.stringOrNull("unitAggregationType")?.let(UnitAggregationType::of)
    public val unitAggregationField: String? = json.stringOrNull("unitAggregationField")
    public val analysisType: MetricAnalysisType? = json.stringOrNull("analysisType")?.let(MetricAnalysisType::of)
    public val percentileValue: Long? = json.longOrNull("percentileValue")
    public val eventDefault: EventDefault? = json.document("eventDefault", ::EventDefault)
    public val filters: EventFilter? = json.document("filters", ::EventFilter)
    public val windowStartOffset: Long? = json.longOrNull("windowStartOffset")
    public val windowEndOffset: Long? = json.longOrNull("windowEndOffset")
    public val winsorLowerPercentile: Double? = json.doubleOrNull("winsorLowerPercentile")
    public val winsorUpperPercentile: Double? = json.doubleOrNull("winsorUpperPercentile")
    public val winsorIncludeImputed: Boolean? = json.booleanOrNull("winsorIncludeImputed")
    public val winsorExcludeImputed: Boolean? = json.booleanOrNull("winsorExcludeImputed")
    public val denominator: MetricDenominator? = json.document("denominator", ::MetricDenominator)
    public val dataSource: MetricDataSource? = json.document("dataSource", ::MetricDataSource)
    public val maintainerId: String? = json.stringOrNull("maintainerId")
    public val maintainer: MemberSummary? = json.document("_maintainer", ::MemberSummary)
    public val creationDate: Long? = json.longOrNull("_creationDate")
    public val lastModified: String? = json.document("lastModified") { it.stringOrNull("date") }
    public val lastSeen: Long? = json.longOrNull("lastSeen")
    @get:JvmName("isArchived")
    public val archived: Boolean = json.booleanOrNull("archived") ?: false
    public val archivedAt: Long? = json.longOrNull("archivedAt")
    public val isActive: Boolean? = json.booleanOrNull("isActive")
    public val attachedFlagCount: Long? = json.longOrNull("_attachedFlagCount")
    public val attachedFeatures: List<AttachedFlag> = json.documents("_attachedFeatures", ::AttachedFlag)
    public val experimentCount: Long? = json.longOrNull("experimentCount")
    public val metricGroupCount: Long? = json.longOrNull("metricGroupCount")
    public val activeExperimentCount: Long? = json.longOrNull("activeExperimentCount")
    public val activeGuardedRolloutCount: Long? = json.longOrNull("activeGuardedRolloutCount")
    public val experiments: List<DependentExperiment> = json.documents("experiments", ::DependentExperiment)
    public val metricGroups: List<DependentMetricGroup> = json.documents("metricGroups", ::DependentMetricGroup)
    public val lastUsedInExperiment: DependentExperiment? = json.document("lastUsedInExperiment", ::DependentExperiment)
    public val lastUsedInGuardedRollout: DependentGuardedRollout? = json.document("lastUsedInGuardedRollout", ::DependentGuardedRollout)
    public val access: Access? = json.document("_access", ::Access)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<Metric>(::Metric) {
        @JvmStatic
        override fun fromJson(text: String): Metric = super.fromJson(text)
    }
}

/** What the events of a metric are. */
public class MetricKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A page is opened. */
        @JvmField public val PAGEVIEW: MetricKind = MetricKind("pageview")

        /** Something on a page is clicked. */
        @JvmField public val CLICK: MetricKind = MetricKind("click")

        /** A program says so, by its SDK's `track`. */
        @JvmField public val CUSTOM: MetricKind = MetricKind("custom")

        /** A trace matches a query. */
        @JvmField public val TRACE: MetricKind = MetricKind("trace")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricKind = MetricKind(value)
    }
}

/** Which way is better. */
public class SuccessCriteria private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** More is better. */
        @JvmField public val HIGHER_THAN_BASELINE: SuccessCriteria = SuccessCriteria("HigherThanBaseline")

        /** Less is better. */
        @JvmField public val LOWER_THAN_BASELINE: SuccessCriteria = SuccessCriteria("LowerThanBaseline")

        /** The criteria that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SuccessCriteria = SuccessCriteria(value)
    }
}

/** What of a metric LaunchDarkly shows only where it is asked for. */
public class MetricField private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The experiments that measure it; not in lists. */
        @JvmField public val EXPERIMENTS: MetricField = MetricField("experiments")

        /** How many experiments measure it. */
        @JvmField public val EXPERIMENT_COUNT: MetricField = MetricField("experimentCount")

        /** The groups it is in; not in lists. */
        @JvmField public val METRIC_GROUPS: MetricField = MetricField("metricGroups")

        /** How many groups it is in; not in lists. */
        @JvmField public val METRIC_GROUP_COUNT: MetricField = MetricField("metricGroupCount")

        /** Where its events come from; not in lists. */
        @JvmField public val EVENT_SOURCES: MetricField = MetricField("eventSources")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricField = MetricField(value)
    }
}

/** What metrics can be sorted by. */
public class MetricSort private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** By when they were created. */
        @JvmField public val CREATED_AT: MetricSort = MetricSort("createdAt")

        /** By name. */
        @JvmField public val NAME: MetricSort = MetricSort("name")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricSort = MetricSort(value)
    }
}

/**
 * Pages by their address.
 *
 * @property kind how addresses are compared: `exact`, `canonical`, `substring` or `regex`
 * @property url the address, where it is compared as a whole
 * @property substring the part that an address must have
 * @property pattern the regular expression that an address must match
 */
@Serializable(with = UrlMatcher.Companion::class)
public class UrlMatcher internal constructor(json: JsonObject) : Document(json) {
    public val kind: String? = json.stringOrNull("kind")
    public val url: String? = json.stringOrNull("url")
    public val substring: String? = json.stringOrNull("substring")
    public val pattern: String? = json.stringOrNull("pattern")

    public companion object : DocumentType<UrlMatcher>(::UrlMatcher)
}

/**
 * What counts for units without an event.
 *
 * @property disabled whether they are left out
 * @property value what counts for them otherwise
 */
@Serializable(with = EventDefault.Companion::class)
public class EventDefault internal constructor(json: JsonObject) : Document(json) {
    @get:JvmName("isDisabled")
    public val disabled: Boolean = json.booleanOrNull("disabled") ?: false
    public val value: Double? = json.doubleOrNull("value")

    public companion object : DocumentType<EventDefault>(::EventDefault)
}

/**
 * Where the events of a metric are kept.
 *
 * @property key its key: `launchdarkly-hosted`, or that of a warehouse
 * @property environmentKey the environment whose connection to the warehouse is used
 * @property name what people call it
 * @property integrationKey the kind of the warehouse: `snowflake`
 */
@Serializable(with = MetricDataSource.Companion::class)
public class MetricDataSource internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val environmentKey: String? = json.stringOrNull("environmentKey")
    public val name: String? = json.stringOrNull("_name")
    public val integrationKey: String? = json.stringOrNull("_integrationKey")

    public companion object : DocumentType<MetricDataSource>(::MetricDataSource)
}

/**
 * What the values of a ratio metric are divided by.
 *
 * @property eventName the events in the warehouse
 * @property isNumeric whether a value is added up; otherwise events are counted
 * @property unitAggregationType how the events of one unit become one number
 * @property unitAggregationField the column of which different values are counted
 * @property dataSource where the events are kept
 * @property filters which of the events count
 * @property windowStartOffset from when events count, in milliseconds after a unit's first exposure
 * @property windowEndOffset until when events count, in milliseconds after a unit's first exposure
 * @property winsorLowerPercentile below which percentile values are raised to it
 * @property winsorUpperPercentile above which percentile values are lowered to it
 * @property winsorIncludeImputed whether the percentiles are counted with the zeros of units without an event
 * @property winsorExcludeImputed deprecated by LaunchDarkly, and ignored
 */
@Serializable(with = MetricDenominator.Companion::class)
public class MetricDenominator internal constructor(json: JsonObject) : Document(json) {
    public val eventName: String? = json.stringOrNull("eventName")
    public val isNumeric: Boolean? = json.booleanOrNull("isNumeric")
    public val unitAggregationType: UnitAggregationType? = json.stringOrNull("unitAggregationType")?.let(UnitAggregationType::of)
    public val unitAggregationField: String? = json.stringOrNull("unitAggregationField")
    public val dataSource: MetricDataSource? = json.document("dataSource", ::MetricDataSource)
    public val filters: EventFilter? = json.document("filters", ::EventFilter)
    public val windowStartOffset: Long? = json.longOrNull("windowStartOffset")
    public val windowEndOffset: Long? = json.longOrNull("windowEndOffset")
    public val winsorLowerPercentile: Double? = json.doubleOrNull("winsorLowerPercentile")
    public val winsorUpperPercentile: Double? = json.doubleOrNull("winsorUpperPercentile")
    public val winsorIncludeImputed: Boolean? = json.booleanOrNull("winsorIncludeImputed")
    public val winsorExcludeImputed: Boolean? = json.booleanOrNull("winsorExcludeImputed")

    public companion object : DocumentType<MetricDenominator>(::MetricDenominator)
}

/**
 * An experiment that measures a metric or a group of them.
 *
 * @property key its key
 * @property name what people call it
 * @property environmentKey the environment it runs in
 * @property environmentId that environment's id
 * @property creationDate in epoch milliseconds
 * @property archivedDate in epoch milliseconds; null unless it is archived
 * @property links where it is found
 */
@Serializable(with = DependentExperiment.Companion::class)
public class DependentExperiment internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val environmentKey: String? = json.stringOrNull("environmentKey")
    public val environmentId: String? = json.stringOrNull("environmentId")
    public val creationDate: Long? = json.longOrNull("creationDate")
    public val archivedDate: Long? = json.longOrNull("archivedDate")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<DependentExperiment>(::DependentExperiment)
}

/**
 * A group that a metric is in.
 *
 * @property key its key
 * @property name what people call it
 * @property kind whether its metrics are steps that follow each other
 * @property links where it is found
 */
@Serializable(with = DependentMetricGroup.Companion::class)
public class DependentMetricGroup internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val kind: MetricGroupKind? = json.stringOrNull("kind")?.let(MetricGroupKind::of)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<DependentMetricGroup>(::DependentMetricGroup)
}

/**
 * A guarded rollout that measures a metric.
 *
 * @property id its id
 * @property flagKey the flag that is rolled out
 * @property flagName what people call that flag
 * @property flagPurpose what that flag is for
 * @property environmentKey the environment it runs in
 * @property environmentName what people call that environment
 * @property status how far it has come
 * @property creationDate in epoch milliseconds
 * @property links where it is found
 */
@Serializable(with = DependentGuardedRollout.Companion::class)
public class DependentGuardedRollout internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val flagKey: String? = json.stringOrNull("flagKey")
    public val flagName: String? = json.stringOrNull("flagName")
    public val flagPurpose: String? = json.stringOrNull("flagPurpose")
    public val environmentKey: String? = json.stringOrNull("environmentKey")
    public val environmentName: String? = json.stringOrNull("environmentName")
    public val status: String? = json.stringOrNull("status")
    public val creationDate: Long? = json.longOrNull("creationDate")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<DependentGuardedRollout>(::DependentGuardedRollout)
}

/**
 * A flag that a metric is attached to.
 *
 * @property key its key
 * @property name what people call it
 * @property links where it is found
 */
@Serializable(with = AttachedFlag.Companion::class)
public class AttachedFlag internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<AttachedFlag>(::AttachedFlag)
}
