package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A holdout: a part of all contexts that is kept out of several experiments, to see what these do together.
 *
 * How much LaunchDarkly shows of one depends on how it was asked: a list has no [baseExperiment], and only reading by key gives
 * [relatedExperiments].
 *
 * @property id its id, by which experiments refer to it
 * @property key what it is addressed by
 * @property name what people call it
 * @property status how far it has come
 * @property description what it is for
 * @property holdoutAmount the share of contexts that it keeps out, in percent, as text: `"5"`
 * @property isDirty whether it has changed since it was last started
 * @property createdAt in epoch milliseconds
 * @property updatedAt in epoch milliseconds
 * @property baseExperiment the experiment that compares those who are kept out with the others
 * @property experiments the experiments that it keeps contexts out of, in short
 * @property relatedExperiments the same in full
 * @see <a href="https://launchdarkly.com/docs/api/holdouts">Holdouts</a>
 */
@Serializable(with = Holdout.Companion::class)
public class Holdout internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val baseExperiment: Experiment? = json.document("baseExperiment", ::Experiment)
    public val key: String? = json.stringOrNull("key") ?: baseExperiment?.key
    public val name: String? = json.stringOrNull("name") ?: baseExperiment?.name
    public val status: HoldoutStatus? = json.stringOrNull("status")?.let(HoldoutStatus::of)
    public val description: String? = json.stringOrNull("description")
    public val holdoutAmount: String? = json.stringOrNull("holdoutAmount")
    public val isDirty: Boolean? = json.booleanOrNull("isDirty")
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val updatedAt: Long? = json.longOrNull("updatedAt")
    public val experiments: List<RelatedExperiment> = json.documents("experiments", ::RelatedExperiment)
    public val relatedExperiments: List<Experiment> = json.documents("relatedExperiments", ::Experiment)

    public companion object : DocumentType<Holdout>(::Holdout)
}

/** How far a holdout has come. */
public class HoldoutStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It has been made. */
        @JvmField public val CREATED: HoldoutStatus = HoldoutStatus("created")

        /** It keeps contexts out. */
        @JvmField public val ENABLED: HoldoutStatus = HoldoutStatus("enabled")

        /** Experiments of it run. */
        @JvmField public val RUNNING: HoldoutStatus = HoldoutStatus("running")

        /** It is over. */
        @JvmField public val ENDED: HoldoutStatus = HoldoutStatus("ended")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): HoldoutStatus = HoldoutStatus(value)
    }
}

/** What of a holdout LaunchDarkly shows only where it is asked for. */
public class HoldoutField private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Of the base experiment: the iteration that has not been started. */
        @JvmField public val DRAFT_ITERATION: HoldoutField = HoldoutField("draftIteration")

        /** Of the base experiment: the iterations before the current one. */
        @JvmField public val PREVIOUS_ITERATIONS: HoldoutField = HoldoutField("previousIterations")

        /** Of the base experiment: the metrics besides the primary one. */
        @JvmField public val SECONDARY_METRICS: HoldoutField = HoldoutField("secondaryMetrics")

        /** Of the base experiment: what is tried. */
        @JvmField public val TREATMENTS: HoldoutField = HoldoutField("treatments")

        /** Of the experiments in it: the iteration that has not been started. */
        @JvmField public val RELATED_DRAFT_ITERATION: HoldoutField = HoldoutField("rel-draftIteration")

        /** Of the experiments in it: the iterations before the current one. */
        @JvmField public val RELATED_PREVIOUS_ITERATIONS: HoldoutField = HoldoutField("rel-previousIterations")

        /** Of the experiments in it: the metrics besides the primary one. */
        @JvmField public val RELATED_SECONDARY_METRICS: HoldoutField = HoldoutField("rel-secondaryMetrics")

        /** Of the experiments in it: what is tried. */
        @JvmField public val RELATED_TREATMENTS: HoldoutField = HoldoutField("rel-treatments")

        /** Of the experiments in it: the metrics. */
        @JvmField public val RELATED_METRICS: HoldoutField = HoldoutField("rel-metrics")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): HoldoutField = HoldoutField(value)
    }
}

/**
 * An experiment that a holdout keeps contexts out of, in short. LaunchDarkly does not document what is shown of it; [json] has it all.
 *
 * @property key its key
 * @property name what people call it
 */
@Serializable(with = RelatedExperiment.Companion::class)
public class RelatedExperiment internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")

    public companion object : DocumentType<RelatedExperiment>(::RelatedExperiment)
}

/**
 * Builds a holdout.
 *
 * @param key what it will be addressed by: a letter or digit, then letters, digits, `.`, `_` and `-`
 * @param name what people call it
 */
public class HoldoutBuilder(key: String, name: String) : PayloadBuilder("holdout") {
    private val metrics = mutableListOf<JsonObject>()

    init {
        fields["name"] = JsonPrimitive(name)
        fields["key"] = JsonPrimitive(key)
    }

    /** What it is for. */
    public var description: String by text("description")

    /** The id of the member who looks after it. */
    public var maintainerId: String by text("maintainerId")

    /** The key of the context kind of which a part is kept out. */
    public var randomizationUnit: String by text("randomizationunit")

    /** The key of a flag that contexts must be served by, to be counted. */
    public var prerequisiteFlagKey: String by text("prerequisiteflagkey")

    /** Sets [HoldoutBuilder.description]. */
    public fun description(text: String): HoldoutBuilder = apply { description = text }

    /** Sets [HoldoutBuilder.maintainerId]. */
    public fun maintainerId(memberId: String): HoldoutBuilder = apply { maintainerId = memberId }

    /** Sets [HoldoutBuilder.randomizationUnit]. */
    public fun randomizationUnit(contextKind: String): HoldoutBuilder = apply { randomizationUnit = contextKind }

    /** Sets [HoldoutBuilder.prerequisiteFlagKey]. */
    public fun prerequisiteFlagKey(flagKey: String): HoldoutBuilder = apply { prerequisiteFlagKey = flagKey }

    /** Keeps [percent] of the contexts out: 0 to 100, with decimals or without. */
    public fun amount(percent: Number): HoldoutBuilder = apply { fields["holdoutamount"] = decimal(percent) }

    /** The context attributes by which results can be sliced; takes the place of the ones that were said before. */
    public fun attributes(vararg names: String): HoldoutBuilder = apply { fields["attributes"] = texts(names.asList()) }

    /** Measures the metric [key]. */
    public fun metric(key: String): HoldoutBuilder = metric(key, primary = false)

    /** Measures the metric [key]; the holdout is decided by it when it is the [primary] one. */
    public fun metric(key: String, primary: Boolean): HoldoutBuilder = apply {
        metrics += JsonObject(mapOf("key" to JsonPrimitive(key)))
        if (primary) decideBy(key)
    }

    /** Measures the metrics of the group [key]. */
    public fun metricGroup(key: String): HoldoutBuilder = metricGroup(key, primary = false)

    /** Measures the metrics of the group [key]; the holdout is decided by it when it is the [primary] one. */
    public fun metricGroup(key: String, primary: Boolean): HoldoutBuilder = apply {
        metrics += JsonObject(mapOf("key" to JsonPrimitive(key), "isGroup" to JsonPrimitive(true)))
        if (primary) decideBy(key)
    }

    override fun json(): JsonObject {
        put("metrics", metrics)
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireKey("key", json.string("key"), LaunchDarklyLimits.FLAG_KEY)
        problems.requireName(json)
        json.stringOrNull("holdoutamount")?.let { problems.checkPercent(it, "holdoutamount") }
        json.stringOrNull("prerequisiteflagkey")?.let { problems.requireKey("prerequisiteflagkey", it, LaunchDarklyLimits.FLAG_KEY) }
        problems.require(json.stringOrNull("randomizationunit")?.isBlank() != true, "randomizationunit") { "is blank" }
        json.strings("attributes").forEachIndexed { index, name ->
            problems.require(name.isNotBlank(), "attributes[$index]") { "is blank" }
        }
        metrics.forEachIndexed { index, metric ->
            problems.requireKey("metrics[$index].key", metric.string("key"), LaunchDarklyLimits.FLAG_KEY)
            val first = metrics.indexOf(metric)
            problems.require(first == index, "metrics[$index].key") { "${quoted(metric.string("key"))} is already metrics[$first]" }
        }
    }

    private fun decideBy(key: String) {
        val before = (fields["primarymetrickey"] as? JsonPrimitive)?.content
        problems.require(before == null || before == key, "primarymetrickey") {
            "is ${quoted(before)} and ${quoted(key)}, must be one of them"
        }
        fields["primarymetrickey"] = JsonPrimitive(key)
    }
}

/** Says what is done with a holdout, in order. Instructions that contradict each other are refused. */
public class HoldoutPatchBuilder : SemanticPatchBuilder<HoldoutPatchBuilder>("holdout patch") {
    /** Gives it another name: `updateName`. */
    public fun rename(name: String): HoldoutPatchBuilder {
        next().require(name.isNotBlank(), "value") { "is blank" }
        return instruction("updateName", "value" to JsonPrimitive(name))
    }

    /** Says what it is for: `updateDescription`. */
    public fun updateDescription(text: String): HoldoutPatchBuilder = instruction("updateDescription", "value" to JsonPrimitive(text))

    /** Takes an experiment out of it, by its key: `removeExperiment`. */
    public fun removeExperiment(experimentKey: String): HoldoutPatchBuilder {
        next().requireKey("value", experimentKey, LaunchDarklyLimits.FLAG_KEY)
        return instruction("removeExperiment", "value" to JsonPrimitive(experimentKey))
    }

    /** Ends it, so that it keeps nobody out any more: `endHoldout`. */
    public fun end(): HoldoutPatchBuilder = instruction("endHoldout")

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictions(instructions()) { instruction ->
            val value = (instruction["value"] as? JsonPrimitive)?.content.orEmpty()
            when ((instruction["kind"] as? JsonPrimitive)?.content) {
                "updateName" -> listOf(Claim("the name", quoted(value)))
                "updateDescription" -> listOf(Claim("the description", quoted(value)))
                else -> emptyList()
            }
        }
    }
}
