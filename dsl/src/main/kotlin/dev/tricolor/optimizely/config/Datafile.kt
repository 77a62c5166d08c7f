package dev.tricolor.optimizely.config

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** What an [OptimizelyConfig] is made of; everything else in a datafile is passed over as it is read. */
@Serializable
internal class Datafile(
    @Serializable(Version::class) val version: String,
    @Serializable(Revision::class) val revision: String,
    val experiments: List<Experiment>,
    val groups: List<Group>,
    val events: List<Event>,
    // Once they were dimensions.
    val attributes: List<Attribute> = emptyList(),
    val audiences: List<Audience> = emptyList(),
    val typedAudiences: List<Audience> = emptyList(),
    private val featureFlags: List<FeatureFlag> = emptyList(),
    private val rollouts: List<Rollout> = emptyList(),
    private val sdkKey: String = "",
    private val environmentKey: String = "",
) {
    /** What came with version 4 means nothing in an older one. */
    fun flags(): List<FeatureFlag> = if (hasFlags) featureFlags else emptyList()

    fun rollouts(): List<Rollout> = if (hasFlags) rollouts else emptyList()

    fun sdkKey(): String = if (hasFlags) sdkKey else ""

    fun environmentKey(): String = if (hasFlags) environmentKey else ""

    private val hasFlags get() = version == "4"
}

/** Also a rule of a rollout. */
@Serializable
internal class Experiment(
    val id: String,
    val key: String,
    val variations: List<Variation>,
    val type: String? = null,
    @Serializable(ExperimentAudiences::class) val audienceConditions: JsonElement? = null,
)

@Serializable
internal class Variation(
    val id: String,
    val key: String,
    val featureEnabled: Boolean? = null,
    val variables: List<VariableValue> = emptyList(),
)

@Serializable
internal class VariableValue(val id: String, val value: String)

@Serializable
internal class Group(val experiments: List<Experiment>)

@Serializable
internal class FeatureFlag(
    val id: String,
    val key: String,
    val rolloutId: String = "",
    val experimentIds: List<String> = emptyList(),
    val variables: List<Variable> = emptyList(),
)

@Serializable
internal class Variable(val id: String, val key: String, val type: String, val defaultValue: String, val subType: String? = null)

@Serializable
internal class Rollout(val id: String, val experiments: List<Experiment>)

@Serializable
internal class Attribute(val id: String, val key: String)

@Serializable
internal class Event(val id: String, val key: String, val experimentIds: List<String>)

@Serializable
internal class Audience(val id: String, val name: String, @Serializable(UserConditions::class) val conditions: JsonElement) {
    /** The old form is JSON in a text already. */
    fun conditionsText(): String = conditions.let { if (it is JsonPrimitive) it.content else it.toString() }
}
