package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.Replaced
import dev.tricolor.TricolorDsl
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Metrics that are measured together; in a funnel, steps that follow each other.
 *
 * @property id its id
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property kind whether its metrics are steps that follow each other
 * @property description what it is for
 * @property tags its tags
 * @property metrics its metrics, in order
 * @property maintainer who looks after it
 * @property version counts its changes
 * @property creationDate in epoch milliseconds
 * @property lastModified in epoch milliseconds
 * @property experiments the experiments that measure it; given where [MetricGroupField.EXPERIMENTS] asks for them
 * @property experimentCount how many experiments measure it
 * @property activeExperimentCount how many experiments that run measure it
 * @property activeGuardedRolloutCount how many guarded rollouts that run measure it
 * @property access what the token may do with it
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/metrics-beta">Metric groups</a>
 */
@Serializable(with = MetricGroup.Companion::class)
public class MetricGroup internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val kind: MetricGroupKind? = json.stringOrNull("kind")?.let(MetricGroupKind::of)
    public val description: String? = json.stringOrNull("description")
    public val tags: List<String> = json.strings("tags")
    public val metrics: List<MetricInGroup> = json.documents("metrics", ::MetricInGroup)
    public val maintainer: Maintainer? = json.document("maintainer", ::Maintainer)
    public val version: Long? = json.longOrNull("_version")
    public val creationDate: Long? = json.longOrNull("_creationDate")
    public val lastModified: Long? = json.longOrNull("_lastModified")
    public val experiments: List<DependentExperiment> = json.documents("experiments", ::DependentExperiment)
    public val experimentCount: Long? = json.longOrNull("experimentCount")
    public val activeExperimentCount: Long? = json.longOrNull("activeExperimentCount")
    public val activeGuardedRolloutCount: Long? = json.longOrNull("activeGuardedRolloutCount")
    public val access: Access? = json.document("_access", ::Access)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<MetricGroup>(::MetricGroup)
}

/** How the metrics of a group belong together. */
public class MetricGroupKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** They are steps that follow each other; none can be numeric. */
        @JvmField public val FUNNEL: MetricGroupKind = MetricGroupKind("funnel")

        /** They are measured together. */
        @JvmField public val STANDARD: MetricGroupKind = MetricGroupKind("standard")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricGroupKind = MetricGroupKind(value)
    }
}

/** What of a group of metrics LaunchDarkly shows only where it is asked for; never in lists. */
public class MetricGroupField private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The experiments that measure it. */
        @JvmField public val EXPERIMENTS: MetricGroupField = MetricGroupField("experiments")

        /** How many experiments measure it. */
        @JvmField public val EXPERIMENT_COUNT: MetricGroupField = MetricGroupField("experimentCount")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricGroupField = MetricGroupField(value)
    }
}

/** What groups of metrics can be sorted by. */
public class MetricGroupSort private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** By name. */
        @JvmField public val NAME: MetricGroupSort = MetricGroupSort("name")

        /** By when they were created. */
        @JvmField public val CREATED_AT: MetricGroupSort = MetricGroupSort("createdAt")

        /** By how many experiments and rollouts measure them. */
        @JvmField public val CONNECTION_COUNT: MetricGroupSort = MetricGroupSort("connectionCount")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): MetricGroupSort = MetricGroupSort(value)
    }
}

/**
 * A metric as a group shows it.
 *
 * @property key the metric's key
 * @property versionId the version of it that the group has
 * @property name what people call it
 * @property nameInGroup what it is called in the group; in a funnel, what the step is called
 * @property kind what its events are
 * @property isNumeric whether a value is measured
 * @property unitAggregationType how the events of one unit become one number
 * @property analysisType what of the numbers is compared
 * @property eventKey the key of its events, of a custom metric
 * @property analysisUnits the context kinds that it can be measured of
 * @property randomizationUnits the same, in an older form
 * @property links where it is found
 */
@Serializable(with = MetricInGroup.Companion::class)
public class MetricInGroup internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val versionId: String? = json.stringOrNull("_versionId")
    public val name: String? = json.stringOrNull("name")
    public val nameInGroup: String? = json.stringOrNull("nameInGroup")
    public val kind: MetricKind? = json.stringOrNull("kind")?.let(MetricKind::of)
    public val isNumeric: Boolean? = json.booleanOrNull("isNumeric")
    public val unitAggregationType: UnitAggregationType? = json.stringOrNull("unitAggregationType")?.let(UnitAggregationType::of)
    public val analysisType: MetricAnalysisType? = json.stringOrNull("analysisType")?.let(MetricAnalysisType::of)
    public val eventKey: String? = json.stringOrNull("eventKey")
    public val analysisUnits: List<String> = json.strings("analysisUnits")
    public val randomizationUnits: List<String> = json.strings("randomizationUnits")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<MetricInGroup>(::MetricInGroup)
}

/**
 * Who looks after something: a member or a team.
 *
 * @property key the id of the member, or the key of the team
 * @property kind `member` or `team`
 * @property member the member, where it is one
 * @property team the team, where it is one
 */
@Serializable(with = Maintainer.Companion::class)
public class Maintainer internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val kind: String? = json.stringOrNull("kind")
    public val member: MemberSummary? = json.document("_member", ::MemberSummary)
    public val team: MaintainerTeam? = json.document("_team", ::MaintainerTeam)

    public companion object : DocumentType<Maintainer>(::Maintainer)
}

/** Says which metrics a group has, in order. */
@TricolorDsl
public class GroupedMetricsBuilder internal constructor(private val problems: Problems) {
    private val metrics = mutableListOf<JsonObject>()

    /** The metric with the key [key], under that name. */
    public fun metric(key: String): GroupedMetricsBuilder = metric(key, key)

    /** The metric with the key [key], which the group calls [nameInGroup]; in a funnel, that is the name of the step. */
    public fun metric(key: String, nameInGroup: String): GroupedMetricsBuilder = apply {
        val at = problems.at("metrics[${metrics.size}]")
        at.requireKey("key", key, LaunchDarklyLimits.FLAG_KEY)
        at.require(nameInGroup.isNotBlank(), "nameInGroup") { "is blank" }
        val first = metrics.indexOfFirst { it["key"] == JsonPrimitive(key) }
        at.require(first < 0, "key") { "${quoted(key)} is already metrics[$first]" }
        metrics += JsonObject(mapOf("key" to JsonPrimitive(key), "nameInGroup" to JsonPrimitive(nameInGroup)))
    }

    internal fun json() = JsonArray(metrics.toList())
}

/**
 * Builds a group of metrics.
 *
 * @param name what people call it
 * @param kind [MetricGroupKind.FUNNEL] or [MetricGroupKind.STANDARD]
 * @param maintainerId the id of the member who looks after it
 */
public class MetricGroupBuilder(name: String, kind: MetricGroupKind, maintainerId: String) : PayloadBuilder("metric group") {
    private val metrics = GroupedMetricsBuilder(problems)

    init {
        fields["name"] = JsonPrimitive(name)
        fields["kind"] = JsonPrimitive(kind.value)
        fields["maintainerId"] = JsonPrimitive(maintainerId)
        fields["tags"] = texts(emptyList())
    }

    /** What it will be addressed by; unless it is said, LaunchDarkly makes one of the name. */
    public var key: String by text("key")

    /** What it is for. */
    public var description: String by text("description")

    /** Sets [MetricGroupBuilder.key]. */
    public fun key(key: String): MetricGroupBuilder = apply { this.key = key }

    /** Sets [MetricGroupBuilder.description]. */
    public fun description(text: String): MetricGroupBuilder = apply { description = text }

    /** The metric with the key [key], which must exist, behind those that were said before; one at least must be said. */
    public fun metric(key: String): MetricGroupBuilder = apply { metrics.metric(key) }

    /** The metric with the key [key], which the group calls [nameInGroup]; in a funnel, that is the name of the step. */
    public fun metric(key: String, nameInGroup: String): MetricGroupBuilder = apply { metrics.metric(key, nameInGroup) }

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): MetricGroupBuilder = tags(tags.asList())

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): MetricGroupBuilder = apply { fields["tags"] = texts(tags) }

    override fun json(): JsonObject {
        fields["metrics"] = metrics.json()
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireName(json)
        json.stringOrNull("key")?.let { problems.requireKey("key", it, LaunchDarklyLimits.FLAG_KEY) }
        problems.require(!json.stringOrNull("maintainerId").isNullOrBlank(), "maintainerId") { "is blank" }
        problems.requireTags("tags", json.strings("tags"))
        problems.requireMetrics(metrics.json())
    }
}

/** Builds a change of a group of metrics. Its key and its kind cannot be changed. */
public class MetricGroupPatchBuilder : JsonPatchBuilder("metric group patch") {
    /** What people call it. */
    public var name: String by text("/name")

    /** What it is for; null for nothing. */
    public var description: String? by Replaced("/description", { JsonPrimitive(it) }) { null }

    /** The id of the member who looks after it. */
    public var maintainerId: String by text("/maintainerId")

    /** Sets [MetricGroupPatchBuilder.name]. */
    public fun name(name: String): MetricGroupPatchBuilder = apply { this.name = name }

    /** Sets [MetricGroupPatchBuilder.description]. */
    public fun description(text: String?): MetricGroupPatchBuilder = apply { description = text }

    /** Sets [MetricGroupPatchBuilder.maintainerId]. */
    public fun maintainerId(memberId: String): MetricGroupPatchBuilder = apply { maintainerId = memberId }

    /** Its metrics, in the place of all that it has. */
    public fun metrics(block: Block<GroupedMetricsBuilder>): MetricGroupPatchBuilder = apply {
        val metrics = GroupedMetricsBuilder(problems).configuredBy(block).json()
        problems.requireMetrics(metrics)
        replaceOnce("/metrics", metrics)
    }

    /** Its tags, in the place of all that it has. */
    public fun tags(vararg tags: String): MetricGroupPatchBuilder = tags(tags.asList())

    /** Its tags, in the place of all that it has. */
    public fun tags(tags: Collection<String>): MetricGroupPatchBuilder = apply { replaceTags(tags) }

    /** One more tag. */
    public fun addTag(tag: String): MetricGroupPatchBuilder = apply { appendTag(tag) }
}

private fun Problems.requireMetrics(metrics: JsonArray) = require(metrics.isNotEmpty(), "metrics") { "are none, must be at least one" }
