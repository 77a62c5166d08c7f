package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of a feature, new or not. */
public abstract class FeatureFields<Self : FeatureFields<Self>> internal constructor(payload: String) : PayloadBuilder(payload) {
    /** What people call it; its key unless it is said. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is put away. */
    public var archived: Boolean by flag("archived")

    private val variables = mutableListOf<JsonObject>()
    private val environments = LinkedHashMap<String, JsonObject>()

    /** Sets [FeatureFields.name]. */
    public fun name(name: String): Self = self().apply { this.name = name }

    /** Sets [FeatureFields.description]. */
    public fun description(description: String): Self = self().apply { this.description = description }

    /** Sets [FeatureFields.archived]. */
    public fun archived(archived: Boolean): Self = self().apply { this.archived = archived }

    /**
     * Adds a new variable.
     *
     * @param key what code will name it by: 1 to 64 letters, digits, `_` and `-`; unique in the feature
     * @param type what its values are
     * @param default what it is unless an experiment or a rule says otherwise, as text that fits its type
     */
    @JvmOverloads
    public fun variable(
        key: String,
        type: FeatureVariableType,
        default: String,
        block: Block<FeatureVariableBuilder> = Block {},
    ): Self = self().apply { addVariable(FeatureVariableBuilder(key, type, default).configuredBy(block)) }

    /** Says who gets the feature in the environment with the key [key], spelled as the project has it. */
    public fun environment(key: String, block: Block<FeatureEnvironmentBuilder>): Self = self().apply {
        val builder = FeatureEnvironmentBuilder().configuredBy(block)
        problems.forget("environments.$key")
        builder.json().also { builder.checkInto(problems.at("environments.$key"), it) }.let { environments[key] = it }
        fields["environments"] = JsonObject(environments.toMap())
    }

    internal fun addVariable(builder: PayloadBuilder) {
        val value = builder.json()
        builder.checkInto(problems.at("variables[${variables.size}]"), value)
        variables += value
        fields["variables"] = JsonArray(variables.toList())
    }

    override fun check(json: JsonObject, problems: Problems) {
        json.stringOrNull("key")?.let { problems.requireKey("key", it) }
        problems.requireIds(json, "project_id")
        problems.requireUnique("variables", "key", json.documents("variables") { it.stringOrNull("key") })
        val rules = json.documentsByName("environments") { environment -> environment.documents("rollout_rules") { it } }.values.flatten()
        val audiences = rules.map { it["audience_conditions"] ?: it["audience_ids"] }.filterNotNull().distinct()
        problems.require(audiences.size <= 1, "environments") {
            "are for different audiences, must be for those of the primary environment: ${audiences.joinToString()}"
        }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

/**
 * Builds a new feature.
 *
 * @param projectId the project that it will belong to
 * @param key what code will name it by: 1 to 64 letters, digits, `_` and `-`; unique in its project
 */
public class FeatureBuilder(projectId: Long, key: String) : FeatureFields<FeatureBuilder>("feature") {
    init {
        fields["project_id"] = JsonPrimitive(projectId)
        fields["key"] = JsonPrimitive(key)
    }
}

/** Builds a change of a feature: what is not said stays as it is. */
public class FeatureUpdateBuilder : FeatureFields<FeatureUpdateBuilder>("feature update") {
    /** What code names it by: 1 to 64 letters, digits, `_` and `-`; unique in its project. */
    public var key: String by text("key")

    /** Sets [FeatureUpdateBuilder.key]. */
    public fun key(key: String): FeatureUpdateBuilder = apply { this.key = key }

    /** Changes the variable with the id [id]; what is not said of it stays as it is. */
    public fun variable(id: Long, block: Block<FeatureVariableUpdateBuilder>): FeatureUpdateBuilder =
        apply { addVariable(FeatureVariableUpdateBuilder(id, null).configuredBy(block)) }

    /** Changes [variable], whose type its new default must fit; what is not said of it stays as it is. */
    public fun variable(variable: FeatureVariable, block: Block<FeatureVariableUpdateBuilder>): FeatureUpdateBuilder = apply {
        val id = requireNotNull(variable.id) { "the variable has no id; only what Optimizely has answered has one" }
        addVariable(FeatureVariableUpdateBuilder(id, variable.type).configuredBy(block))
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}

/** What can be said of a feature's variable, new or not. */
public abstract class FeatureVariableFields<Self : FeatureVariableFields<Self>> internal constructor(
    private val type: FeatureVariableType?,
) : PayloadBuilder("feature variable") {
    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is put away. */
    public var archived: Boolean by flag("archived")

    /** Sets [FeatureVariableFields.description]. */
    public fun description(description: String): Self = self().apply { this.description = description }

    /** Sets [FeatureVariableFields.archived]. */
    public fun archived(archived: Boolean): Self = self().apply { this.archived = archived }

    override fun check(json: JsonObject, problems: Problems) {
        json.stringOrNull("key")?.let { problems.requireKey("key", it) }
        problems.requireValue("default_value", type, json.stringOrNull("default_value"))
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

/** Says what a new variable is. */
public class FeatureVariableBuilder internal constructor(key: String, type: FeatureVariableType, default: String) :
    FeatureVariableFields<FeatureVariableBuilder>(type) {
    init {
        fields["key"] = JsonPrimitive(key)
        fields["type"] = JsonPrimitive(type.value)
        fields["default_value"] = JsonPrimitive(default)
    }
}

/** Says what changes of a variable, which Optimizely finds by its id. */
public class FeatureVariableUpdateBuilder internal constructor(id: Long, type: FeatureVariableType?) :
    FeatureVariableFields<FeatureVariableUpdateBuilder>(type) {
    init {
        fields["id"] = JsonPrimitive(id)
    }

    /** What code names it by: 1 to 64 letters, digits, `_` and `-`; unique in the feature. */
    public var key: String by text("key")

    /** What it is unless an experiment or a rule says otherwise, as text that fits its type. */
    public var defaultValue: String by text("default_value")

    /** Sets [FeatureVariableUpdateBuilder.key]. */
    public fun key(key: String): FeatureVariableUpdateBuilder = apply { this.key = key }

    /** Sets [FeatureVariableUpdateBuilder.defaultValue]. */
    public fun defaultValue(value: String): FeatureVariableUpdateBuilder = apply { defaultValue = value }
}

/** Says who gets a feature in one environment. */
public class FeatureEnvironmentBuilder internal constructor() : PayloadBuilder("feature environment") {
    init {
        fields["rollout_rules"] = JsonArray(emptyList())
    }

    /** Gives the feature to whom the rule says; without a rule nobody gets it. There can be one at most. */
    public fun rolloutRule(block: Block<RolloutRuleBuilder>): FeatureEnvironmentBuilder = apply {
        val rules = fields.getValue("rollout_rules") as JsonArray
        val builder = RolloutRuleBuilder().configuredBy(block)
        val rule = builder.json().also { builder.checkInto(problems.at("rollout_rules[${rules.size}]"), it) }
        fields["rollout_rules"] = JsonArray(rules + rule)
    }

    override fun check(json: JsonObject, problems: Problems) {
        val rules = json.documents("rollout_rules") { it }
        problems.require(rules.size <= 1, "rollout_rules") { "are ${rules.size}, must be one at most" }
    }
}

/** Says which share of which audiences gets a feature. */
public class RolloutRuleBuilder internal constructor() : PayloadBuilder("rollout rule") {
    /** Whether the rule applies; it does not unless it is said. */
    public var enabled: Boolean by flag("enabled")

    /** The share of the audiences that gets the feature, in basis points: 0 to 10,000. */
    public var percentageIncluded: Int by int("percentage_included", 0)

    /** Who it is for: `audienceConditions { audience(7000) and not(audience(7001)) }`; everyone unless it is said. */
    public var audienceConditions: Conditions<AudienceReference> by audienceConditionsField()

    private val values = LinkedHashMap<String, JsonPrimitive>()

    /** Sets [RolloutRuleBuilder.enabled]. */
    @JvmOverloads
    public fun enabled(enabled: Boolean = true): RolloutRuleBuilder = apply { this.enabled = enabled }

    /** Sets [RolloutRuleBuilder.percentageIncluded]. */
    public fun percentageIncluded(basisPoints: Int): RolloutRuleBuilder = apply { percentageIncluded = basisPoints }

    /** Sets [RolloutRuleBuilder.audienceConditions]. */
    public fun audienceConditions(conditions: Conditions<AudienceReference>): RolloutRuleBuilder =
        apply { audienceConditions = conditions }

    /** Says who it is for: `audienceConditions { audience(7000) and not(audience(7001)) }`. */
    @JvmSynthetic
    public fun audienceConditions(block: OptimizelyAudiences.() -> Conditions<AudienceReference>): RolloutRuleBuilder =
        audienceConditions(OptimizelyAudiences.block())

    /** Is for whoever is in one of these audiences: the older way, in the member `audience_ids`. */
    public fun audienceIds(vararg ids: Long): RolloutRuleBuilder = apply { fields["audience_ids"] = JsonArray(ids.map(::JsonPrimitive)) }

    /** Sets a variable of the feature for whoever gets it by this rule. */
    public fun variableValue(key: String, value: String): RolloutRuleBuilder = apply {
        values[key] = JsonPrimitive(value)
        fields["variable_values"] = JsonObject(values.toMap())
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireShare("percentage_included", json)
        problems.requireIds(json, "audience_ids")
        problems.require("audience_ids" !in json || "audience_conditions" !in json, "audience_ids") {
            "are said and so are audience_conditions, must be one of them"
        }
        json.booleanOrNull("enabled")
    }
}
