package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.FeatureVariableType
import dev.tricolor.optimizely.OptimizelyLimits
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonObject

private val TYPES = setOf("boolean", "string", "double", "integer", "json")

/** What a feature of [project] may be; [before] is what it is, and empty of a new one. */
internal class FeatureRules(private val account: OptimizelyAccount, private val project: Project, private val before: JsonObject) {
    private val audiences = TargetedAudiences(account, project)

    fun check(body: JsonObject) = Fields(body).run {
        item(body)
        key(body)
        variables(body)
        inObject("environments") { environments -> environments.keys.forEach { environment(it, environments) } }
        sameAudiences(body)
        refuseIfAny()
    }

    private fun Fields.variables(body: JsonObject) {
        inObjects("variables") { variable(it) }
        val known = before.objects("variables")
        val said = body.objects("variables")
        val untouched = known.filter { old -> said.none { it["id"].integer() == old["id"].integer() } }
        val ids = said.mapNotNull { it["id"].integer() }
        check("variables", ids.size == ids.distinct().size, "have ids that are not unique: ${ids.joinToString()}")
        val keys = untouched.mapNotNull { it.text("key") } + said.mapNotNull { it.text("key") }
        check("variables", keys.size == keys.distinct().size, "have keys that are not unique: ${keys.joinToString()}")
    }

    private fun Fields.variable(variable: JsonObject) {
        val id = variable["id"].orAbsent()
        val old = before.objects("variables").find { it["id"].integer() == id.integer() }
        texts("key", "default_value", "description")
        booleans("archived")
        key(variable)
        oneOf("type", TYPES)
        if (id == null) required("key", "type") else check("id", old != null, "there is no variable $id")
        // It may be an empty text.
        check("default_value", id != null || variable["default_value"].orAbsent() != null, "is required")
        val type = variable.text("type") ?: old?.text("type")
        val value = variable.text("default_value") ?: old?.text("default_value")
        if (type != null && value != null) check("default_value", fits(type, value), "must be of type $type, is '$value'")
    }

    private fun Fields.environment(key: String, environments: JsonObject) {
        check(key, account.environment(project, key) != null, "there is no environment '$key' in project ${project.id}")
        inObject(key) { environment ->
            inObjects("rollout_rules") { rule(it) }
            check("rollout_rules", environment.objects("rollout_rules").size <= 1, "can be one at most")
        }
        check(key, environments[key] is JsonObject, "must be an object")
    }

    private fun Fields.rule(rule: JsonObject) {
        booleans("enabled")
        basisPoints("percentage_included")
        audiences.check(this, rule)
        inObject("variable_values") { values -> values.keys.forEach { texts(it) } }
    }

    /** What is said of any environment must be for the audiences of the primary one. */
    private fun Fields.sameAudiences(body: JsonObject) {
        val said = body.rollouts()
        val primary = before.rollouts().filterKeys { key -> account.environment(project, key)?.isPrimary == true && key !in said }
        val audiences = try {
            (primary + said).values.flatten().map { it.audienceConditions() }
        } catch (_: SerializationException) {
            return
        }
        if (said.isEmpty()) return
        check("environments", audiences.all { it.sameAs(audiences.first()) }, "must be for the audiences of the primary environment")
    }

    private fun JsonObject.rollouts(): Map<String, List<JsonObject>> = (this["environments"] as? JsonObject).orEmpty().entries
        .mapNotNull { (key, value) -> (value as? JsonObject)?.let { (account.environment(project, key)?.key ?: key) to it } }
        .associate { (key, value) -> key to value.objects("rollout_rules") }
}

/** Whether [value] can be that of a variable of [type]. */
internal fun fits(type: String, value: String): Boolean = OptimizelyLimits.isVariableValue(FeatureVariableType.of(type), value)
