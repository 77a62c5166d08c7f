@file:JvmName("LaunchDarklyPayloads")
@file:JvmMultifileClass

package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * Says what an iteration of an experiment tries, on whom, and what it measures.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
public fun iteration(block: Block<IterationBuilder>): NewIteration = IterationBuilder().configuredBy(block).iteration()

/**
 * What can be said of an iteration, as part of an experiment or by itself: a hypothesis, metrics of which one is primary, treatments of
 * which one is the baseline, and the flags by which they are served.
 */
@TricolorDsl
public abstract class IterationFieldsBuilder<Self : IterationFieldsBuilder<Self>> internal constructor(payload: String) :
    PayloadBuilder(payload) {
    private val metrics = mutableListOf<JsonObject>()
    private val treatments = TreatmentsBuilder()
    private val flags = LinkedHashMap<String, JsonObject>()

    /** What is expected: "One page converts better". */
    public var hypothesis: String by text("hypothesis")

    /** Whether people may get another variation when the audience grows or shrinks; they may unless it is said. */
    public var canReshuffleTraffic: Boolean by flag("canReshuffleTraffic")

    /** The key of the context kind of which each gets one variation; `user` unless it is said. */
    public var randomizationUnit: String by text("randomizationUnit")

    /** How often a bandit moves traffic, in milliseconds. Says nothing of other experiments. */
    public var reallocationFrequencyMillis: Long by long("reallocationFrequencyMillis")

    /** The id of the uploaded covariates by which variance is reduced. */
    public var covariateId: String by text("covariateId")

    /** Sets [IterationFieldsBuilder.hypothesis]. */
    public fun hypothesis(text: String): Self = self().apply { hypothesis = text }

    /** Sets [IterationFieldsBuilder.canReshuffleTraffic]. */
    public fun canReshuffleTraffic(allowed: Boolean): Self = self().apply { canReshuffleTraffic = allowed }

    /** Sets [IterationFieldsBuilder.randomizationUnit]. */
    public fun randomizationUnit(contextKind: String): Self = self().apply { randomizationUnit = contextKind }

    /** Sets [IterationFieldsBuilder.reallocationFrequencyMillis]. */
    public fun reallocationFrequencyMillis(millis: Long): Self = self().apply { reallocationFrequencyMillis = millis }

    /** Sets [IterationFieldsBuilder.covariateId]. */
    public fun covariateId(id: String): Self = self().apply { covariateId = id }

    /** The context attributes by which results can be sliced; takes the place of the ones that were said before. */
    public fun attributes(vararg names: String): Self = attributes(names.asList())

    /** The context attributes by which results can be sliced; takes the place of the ones that were said before. */
    public fun attributes(names: Collection<String>): Self = self().apply { fields["attributes"] = JsonArray(names.map(::JsonPrimitive)) }

    /** Measures the metric [key]. */
    public fun metric(key: String): Self = metric(key, primary = false)

    /** Measures the metric [key]; the experiment is decided by it when it is the [primary] one. */
    public fun metric(key: String, primary: Boolean): Self = self().apply {
        metrics += buildJsonObject { put("key", JsonPrimitive(key)) }
        if (primary) decideBy("primarySingleMetricKey", key)
    }

    /** Measures the metrics of the group [key]. */
    public fun metricGroup(key: String): Self = funnel(key, primary = false)

    /** Measures the funnel [key], a metric group. */
    public fun funnel(key: String): Self = funnel(key, primary = false)

    /** Measures the funnel [key], a metric group; the experiment is decided by it when it is the [primary] one. */
    public fun funnel(key: String, primary: Boolean): Self = self().apply {
        metrics += buildJsonObject {
            put("key", JsonPrimitive(key))
            put("isGroup", JsonPrimitive(true))
        }
        if (primary) decideBy("primaryFunnelKey", key)
    }

    /** Tries what [block] says, on [allocation] percent of the traffic: 0 to 100, with decimals or without. */
    public fun treatment(name: String, allocation: Number, block: Block<TreatmentBuilder>): Self =
        treatment(name, allocation, baseline = false, block)

    /**
     * Tries what [block] says, on [allocation] percent of the traffic: 0 to 100, with decimals or without. The others are compared with it
     * when it is the [baseline], which exactly one must be.
     */
    public fun treatment(name: String, allocation: Number, baseline: Boolean, block: Block<TreatmentBuilder>): Self = self().apply {
        treatments.treatment(name, allocation, baseline, block)
    }

    /** Takes the traffic of the flag [of] that no rule matches; [version] is that of its configuration in the environment, as read. */
    public fun onFallthrough(of: String, version: Long): Self = onFallthrough(of, version) {}

    /** Takes the traffic of the flag [of] that no rule matches; [version] is that of its configuration in the environment, as read. */
    public fun onFallthrough(of: String, version: Long, block: Block<ParticipatingFlagBuilder>): Self =
        onRule(of, FALLTHROUGH, version, block)

    /** Takes the traffic that the rule [ruleId] of the flag [of] matches; [version] is that of its configuration, as read. */
    public fun onRule(of: String, ruleId: String, version: Long): Self = onRule(of, ruleId, version) {}

    /** Takes the traffic that the rule [ruleId] of the flag [of] matches; [version] is that of its configuration, as read. */
    public fun onRule(of: String, ruleId: String, version: Long, block: Block<ParticipatingFlagBuilder>): Self = self().apply {
        val flag = ParticipatingFlagBuilder(ruleId, version).configuredBy(block).json()
        if (flags.put(of, flag) != null) ofIteration(problems).add("flags.$of", "is said twice")
    }

    /** Where what is wrong with the iteration is told. */
    internal abstract fun ofIteration(problems: Problems): Problems

    override fun json(): JsonObject {
        put("metrics", metrics)
        put("treatments", treatments.said)
        if (flags.isNotEmpty()) fields["flags"] = JsonObject(flags.toMap())
        return super.json()
    }

    private fun decideBy(field: String, key: String) {
        val before = fields.put(field, JsonPrimitive(key))
        if (before != null) ofIteration(problems).add(field, "is \"$key\", and $before already; one alone can be primary")
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self

    private companion object {
        const val FALLTHROUGH = "fallthrough"
    }
}

/** Builds a [NewIteration]. */
public class IterationBuilder internal constructor() : IterationFieldsBuilder<IterationBuilder>("iteration") {
    internal fun iteration() = NewIteration(build())

    override fun ofIteration(problems: Problems): Problems = problems

    override fun check(json: JsonObject, problems: Problems): Unit = checkIteration(NewIteration(json), problems)
}

/** Says what is tried. */
@TricolorDsl
public class TreatmentsBuilder internal constructor() {
    internal val said = mutableListOf<JsonObject>()

    /** Tries what [block] says, on [allocation] percent of the traffic: 0 to 100, with decimals or without. */
    public fun treatment(name: String, allocation: Number, block: Block<TreatmentBuilder>): TreatmentsBuilder =
        treatment(name, allocation, baseline = false, block)

    /**
     * Tries what [block] says, on [allocation] percent of the traffic: 0 to 100, with decimals or without. The others are compared with it
     * when it is the [baseline], which exactly one must be.
     */
    public fun treatment(name: String, allocation: Number, baseline: Boolean, block: Block<TreatmentBuilder>): TreatmentsBuilder = apply {
        said += TreatmentBuilder(name, allocation, baseline).configuredBy(block).json()
    }
}

/** Builds one treatment: the variation of each flag that it serves. */
public class TreatmentBuilder internal constructor(name: String, allocation: Number, baseline: Boolean) : PayloadBuilder("treatment") {
    private val parameters = mutableListOf<JsonObject>()

    init {
        fields["name"] = JsonPrimitive(name)
        fields["baseline"] = JsonPrimitive(baseline)
        fields["allocationPercent"] = decimal(allocation)
    }

    /** Serves the variation with the id [variationId] of the flag [flagKey]; each flag of the experiment needs one. */
    public fun serves(flagKey: String, variationId: String): TreatmentBuilder = apply {
        parameters += buildJsonObject {
            put("flagKey", JsonPrimitive(flagKey))
            put("variationId", JsonPrimitive(variationId))
        }
    }

    /** Serves [variation] of the flag [flagKey], as it was read: `serves("checkout", flag.variation("true"))`. */
    public fun serves(flagKey: String, variation: Variation): TreatmentBuilder = serves(flagKey, variation.id.orEmpty())

    override fun json(): JsonObject {
        if ("parameters" !in fields || parameters.isNotEmpty()) fields["parameters"] = JsonArray(parameters.toList())
        return super.json()
    }
}

/** Says more of a flag that takes part in an iteration. */
public class ParticipatingFlagBuilder internal constructor(ruleId: String, version: Long) : PayloadBuilder("flag of an iteration") {
    init {
        fields["ruleId"] = JsonPrimitive(ruleId)
        fields["flagConfigVersion"] = JsonPrimitive(version)
    }

    /** The id of the variation for traffic outside the analysis; that of the baseline unless it is said. */
    public var notInExperimentVariationId: String by text("notInExperimentVariationId")

    /** Sets [ParticipatingFlagBuilder.notInExperimentVariationId]. */
    public fun notInExperimentVariationId(variationId: String): ParticipatingFlagBuilder =
        apply { notInExperimentVariationId = variationId }
}

/** A number as the text that LaunchDarkly wants, without an exponent; what is no number is left to the checks. */
internal fun decimal(number: Number): JsonPrimitive =
    JsonPrimitive(number.toString().let { it.toBigDecimalOrNull()?.stripTrailingZeros()?.toPlainString() ?: it })
