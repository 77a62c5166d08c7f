package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A layer: experiments that exclude each other, so that nobody takes part in two of them.
 *
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 * @property createdAt in epoch milliseconds
 * @property randomizationUnit the context kind that its traffic is divided by
 * @property environments which experiments share its traffic, by the key of the environment
 * @see <a href="https://launchdarkly.com/docs/api/layers">Layers</a>
 */
@Serializable(with = Layer.Companion::class)
public class Layer internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val randomizationUnit: String? = json.stringOrNull("randomizationUnit")
    public val environments: Map<String, LayerConfiguration> = json.documentsByName("environments", ::LayerConfiguration)

    public companion object : DocumentType<Layer>(::Layer) {
        @JvmStatic
        override fun fromJson(text: String): Layer = super.fromJson(text)
    }
}

/**
 * Which experiments share the traffic of a layer in one environment.
 *
 * @property reservations what each of them has
 */
@Serializable(with = LayerConfiguration.Companion::class)
public class LayerConfiguration internal constructor(json: JsonObject) : Document(json) {
    public val reservations: List<LayerReservation> = json.documents("reservations", ::LayerReservation)

    public companion object : DocumentType<LayerConfiguration>(::LayerConfiguration)
}

/**
 * What an experiment has of the traffic of a layer.
 *
 * @property experimentKey the experiment
 * @property flagKey the flag that it is about
 * @property reservationPercent its share, in percent
 */
@Serializable(with = LayerReservation.Companion::class)
public class LayerReservation internal constructor(json: JsonObject) : Document(json) {
    public val experimentKey: String? = json.stringOrNull("experimentKey")
    public val flagKey: String? = json.stringOrNull("flagKey")
    public val reservationPercent: Long? = json.longOrNull("reservationPercent")

    public companion object : DocumentType<LayerReservation>(::LayerReservation)
}

/** Builds a layer; all of it is required. */
public class LayerBuilder(key: String, name: String, description: String) : PayloadBuilder("layer") {
    init {
        fields["key"] = JsonPrimitive(key)
        fields["name"] = JsonPrimitive(name)
        fields["description"] = JsonPrimitive(description)
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireKey("key", json.string("key"), LaunchDarklyLimits.FLAG_KEY)
        problems.requireName(json)
    }
}

/**
 * Says what is done with a layer, in order: what concerns the layer as a whole here, who shares its traffic [inEnvironment], of which one
 * patch changes one. Instructions that contradict each other are refused.
 */
public class LayerPatchBuilder : SemanticPatchBuilder<LayerPatchBuilder>("layer patch") {
    /** Gives it another name: `updateName`. */
    public fun rename(name: String): LayerPatchBuilder {
        next().require(name.isNotBlank(), "name") { "is blank" }
        return instruction("updateName", "name" to JsonPrimitive(name))
    }

    /** Says what it is for: `updateDescription`. */
    public fun updateDescription(text: String): LayerPatchBuilder = instruction("updateDescription", "description" to JsonPrimitive(text))

    /** Says who shares its traffic in the environment with the key [environmentKey]. */
    public fun inEnvironment(environmentKey: String, block: Block<LayerEnvironmentPatchBuilder>): LayerPatchBuilder = apply {
        val before = (fields["environmentKey"] as? JsonPrimitive)?.content
        problems.requireKey("environmentKey", environmentKey, LaunchDarklyLimits.PROJECT_KEY)
        problems.require(before == null || before == environmentKey, "environmentKey") {
            "is ${quoted(before)} and ${quoted(environmentKey)}; one patch changes one environment"
        }
        fields["environmentKey"] = JsonPrimitive(environmentKey)
        LayerEnvironmentPatchBuilder(this).configuredBy(block)
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictions(instructions()) { instruction ->
            fun said(name: String) = (instruction[name] as? JsonPrimitive)?.content.orEmpty()
            when (said("kind")) {
                "updateName" -> listOf(Claim("the name", quoted(said("name"))))
                "updateDescription" -> listOf(Claim("the description", quoted(said("description"))))
                RESERVE -> listOf(Claim("the share of ${said("experimentKey")}", "${said("reservationPercent")} percent"))
                REMOVE -> listOf(Claim("the share of ${said("experimentKey")}", "none"))
                else -> emptyList()
            }
        }
    }

    internal companion object {
        const val RESERVE = "updateExperimentReservation"
        const val REMOVE = "removeExperiment"
    }
}

/** The part of a [LayerPatchBuilder] that changes one environment. */
@TricolorDsl
public class LayerEnvironmentPatchBuilder internal constructor(private val patch: LayerPatchBuilder) {
    /** Gives an experiment a share of the traffic, in percent: 0 to 100: `updateExperimentReservation`. */
    public fun updateExperimentReservation(experimentKey: String, reservationPercent: Long): LayerEnvironmentPatchBuilder = apply {
        patch.next().requireKey("experimentKey", experimentKey, LaunchDarklyLimits.FLAG_KEY)
        patch.next().require(reservationPercent in 0..WHOLE, "reservationPercent") { "is $reservationPercent, must be 0 to $WHOLE" }
        patch.instruction(
            LayerPatchBuilder.RESERVE,
            "experimentKey" to JsonPrimitive(experimentKey),
            "reservationPercent" to JsonPrimitive(reservationPercent),
        )
    }

    /** Takes an experiment out of the layer: `removeExperiment`. */
    public fun removeExperiment(experimentKey: String): LayerEnvironmentPatchBuilder = apply {
        patch.next().requireKey("experimentKey", experimentKey, LaunchDarklyLimits.FLAG_KEY)
        patch.instruction(LayerPatchBuilder.REMOVE, "experimentKey" to JsonPrimitive(experimentKey))
    }
}

private const val WHOLE = 100L
