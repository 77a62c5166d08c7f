package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.longs
import dev.tricolor.stringOrNull
import dev.tricolor.textsByName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A feature of a Full Stack project: something that can be on or off, with variables that configure it.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property key what code names it by; unique in its project
 * @property name what people call it; its key unless it is said
 * @property description what it is for
 * @property archived whether it is put away
 * @property environments who gets it without an experiment, by the key of the environment: `production`, or `Production` in older projects
 * @property variables what configures it
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/features">Features</a>
 */
@Serializable(with = Feature.Companion::class)
public class Feature internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val environments: Map<String, FeatureEnvironment> = json.documentsByName("environments", ::FeatureEnvironment)
    public val variables: List<FeatureVariable> = json.documents("variables", ::FeatureVariable)
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    /** The variable with the key [key]; null when there is none. */
    public fun variable(key: String): FeatureVariable? = variables.find { it.key == key }

    public companion object : DocumentType<Feature>(::Feature)
}

/**
 * Who gets a feature in one environment without an experiment.
 *
 * @property id the environment's id
 * @property isPrimary whether it is the project's primary environment
 * @property rolloutRules who gets it; at most one rule, as Optimizely is today
 */
@Serializable(with = FeatureEnvironment.Companion::class)
public class FeatureEnvironment internal constructor(json: JsonObject) : Document(json) {
    public val id: Long? = json.longOrNull("id")
    public val isPrimary: Boolean? = json.booleanOrNull("is_primary")
    public val rolloutRules: List<RolloutRule> = json.documents("rollout_rules", ::RolloutRule)

    public companion object : DocumentType<FeatureEnvironment>(::FeatureEnvironment)
}

/**
 * Gives a feature to a share of some audiences.
 *
 * @property enabled whether it applies
 * @property percentageIncluded the share of the audiences that gets the feature, in basis points: 0 to 10,000
 * @property audienceConditions who it is for, as text: [audiences] reads it
 * @property audienceIds who it is for, as Optimizely had it before there were conditions: one of these
 * @property variableValues what variables are for whoever gets the feature by this rule, by their keys
 */
@Serializable(with = RolloutRule.Companion::class)
public class RolloutRule internal constructor(json: JsonObject) : Document(json) {
    public val enabled: Boolean? = json.booleanOrNull("enabled")
    public val percentageIncluded: Int? = json.intOrNull("percentage_included")
    public val audienceConditions: String? = json.stringOrNull("audience_conditions")
    public val audienceIds: List<Long> = json.longs("audience_ids")
    public val variableValues: Map<String, String> = json.textsByName("variable_values")

    /**
     * Who it is for, as a tree; everyone when nothing is said.
     *
     * @throws kotlinx.serialization.SerializationException if the conditions are written in a way that this version does not know
     */
    public fun audiences(): Conditions<AudienceReference> = audiences(audienceConditions, audienceIds)

    public companion object : DocumentType<RolloutRule>(::RolloutRule)
}

internal fun audiences(conditions: String?, ids: List<Long> = emptyList()): Conditions<AudienceReference> = when {
    conditions != null -> readAudienceConditions(conditions)
    ids.isEmpty() -> Everyone
    else -> anyOfAudiences(ids)
}

internal fun anyOfAudiences(ids: List<Long>): Conditions<AudienceReference> =
    Conditions.anyOf(ids.map(OptimizelyAudiences::audience))

/**
 * A value that configures a feature.
 *
 * @property id its id
 * @property key what code names it by; unique in its feature
 * @property type what its values are
 * @property defaultValue what it is unless an experiment or a rule says otherwise, as text
 * @property description what it is for
 * @property archived whether it is put away
 */
@Serializable(with = FeatureVariable.Companion::class)
public class FeatureVariable internal constructor(json: JsonObject) : Document(json) {
    public val id: Long? = json.longOrNull("id")
    public val key: String? = json.stringOrNull("key")
    public val type: FeatureVariableType? = json.stringOrNull("type")?.let(FeatureVariableType::of)
    public val defaultValue: String? = json.stringOrNull("default_value")
    public val description: String? = json.stringOrNull("description")
    public val archived: Boolean? = json.booleanOrNull("archived")

    public companion object : DocumentType<FeatureVariable>(::FeatureVariable)
}

/** What the values of a feature's variable are. All of them travel as text. */
public class FeatureVariableType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** `true` or `false`. */
        @JvmField public val BOOLEAN: FeatureVariableType = FeatureVariableType("boolean")

        /** Any text. */
        @JvmField public val STRING: FeatureVariableType = FeatureVariableType("string")

        /** A number. */
        @JvmField public val DOUBLE: FeatureVariableType = FeatureVariableType("double")

        /** A whole number. */
        @JvmField public val INTEGER: FeatureVariableType = FeatureVariableType("integer")

        /** JSON. */
        @JvmField public val JSON: FeatureVariableType = FeatureVariableType("json")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FeatureVariableType = FeatureVariableType(value)
    }
}
