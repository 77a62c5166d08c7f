package dev.tricolor.optimizely.config

/** A part of an [OptimizelyConfig]. Two are equal when they are of one class and everything in them is equal. */
public sealed class OptimizelyConfigPart {
    internal abstract val content: List<Pair<String, Any?>>

    final override fun equals(other: Any?): Boolean =
        this === other || other is OptimizelyConfigPart && other.javaClass == javaClass && other.content == content

    final override fun hashCode(): Int = content.hashCode()

    final override fun toString(): String = content.joinToString(prefix = "${javaClass.simpleName}(", postfix = ")") { (name, value) ->
        "$name=${if (value is Map<*, *>) value.values else value}"
    }
}

/**
 * An experiment, or a rule of a feature.
 *
 * @property audiences for whom it is, by the names of audiences: `("us" OR "female") AND "adult"`; empty when for everyone, and when the
 * datafile names its audiences only in the old form, `audienceIds`
 * @property variations the variations by their keys; of several with one key the last
 */
public class OptimizelyExperiment internal constructor(
    public val id: String,
    public val key: String,
    public val audiences: String,
    @get:JvmName("getVariationsMap") public val variations: Map<String, OptimizelyVariation>,
) : OptimizelyConfigPart() {
    override val content get() = listOf("id" to id, "key" to key, "audiences" to audiences, "variations" to variations)
}

/**
 * A feature flag.
 *
 * @property variables its variables by their keys, with their default values
 * @property experimentRules its experiments, in order
 * @property deliveryRules the rules of its rollout, in order: the last is the one for everyone else; empty without a rollout
 */
public class OptimizelyFeature internal constructor(
    public val id: String,
    public val key: String,
    @get:JvmName("getVariablesMap") public val variables: Map<String, OptimizelyVariable>,
    public val experimentRules: List<OptimizelyExperiment>,
    public val deliveryRules: List<OptimizelyExperiment>,
) : OptimizelyConfigPart() {
    /** [experimentRules] by their keys, as older SDKs have them; of several with one key the last. */
    @get:JvmName("getExperimentsMap")
    public val experiments: Map<String, OptimizelyExperiment> get() = experimentRules.keyed(OptimizelyExperiment::key)

    override val content get() = listOf(
        "id" to id,
        "key" to key,
        "variables" to variables,
        "experimentRules" to experimentRules,
        "deliveryRules" to deliveryRules,
    )
}

/**
 * A variation.
 *
 * @property featureEnabled whether it turns the feature on; null when the datafile does not say, which the SDKs take for no
 * @property variables the variables of the feature with the values that they have here; empty when the experiment belongs to no feature
 */
public class OptimizelyVariation internal constructor(
    public val id: String,
    public val key: String,
    public val featureEnabled: Boolean?,
    @get:JvmName("getVariablesMap") public val variables: Map<String, OptimizelyVariable>,
) : OptimizelyConfigPart() {
    override val content get() = listOf("id" to id, "key" to key, "featureEnabled" to featureEnabled, "variables" to variables)
}

/**
 * A variable of a feature.
 *
 * @property type `boolean`, `integer`, `double`, `string`, `json`, or what Optimizely may add
 * @property value its value as text, whatever its type
 */
public class OptimizelyVariable internal constructor(
    public val id: String,
    public val key: String,
    public val type: String,
    public val value: String,
) : OptimizelyConfigPart() {
    override val content get() = listOf("id" to id, "key" to key, "type" to type, "value" to value)
}

/** What users can be told apart by. */
public class OptimizelyAttribute internal constructor(public val id: String, public val key: String) : OptimizelyConfigPart() {
    override val content get() = listOf("id" to id, "key" to key)
}

/**
 * What experiments count.
 *
 * @property experimentIds the experiments that count it
 */
public class OptimizelyEvent internal constructor(
    public val id: String,
    public val key: String,
    public val experimentIds: List<String>,
) : OptimizelyConfigPart() {
    override val content get() = listOf("id" to id, "key" to key, "experimentIds" to experimentIds)
}

/**
 * A group of users.
 *
 * @property conditions who belongs to it, as JSON text: the text of the datafile, or compact JSON where that has no text but a list
 */
public class OptimizelyAudience internal constructor(
    public val id: String,
    public val name: String,
    public val conditions: String,
) : OptimizelyConfigPart() {
    override val content get() = listOf("id" to id, "name" to name, "conditions" to conditions)
}
