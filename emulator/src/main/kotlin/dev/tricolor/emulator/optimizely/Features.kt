package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private val CHANGEABLE = setOf("archived", "description", "environments", "key", "name", "variables")
private val OF_A_VARIABLE = setOf("archived", "default_value", "description", "key", "type")
private val TARGETING = setOf("audience_conditions", "audience_ids")
private val OF_A_RULE = TARGETING + setOf("enabled", "percentage_included", "variable_values")

internal fun Routes.Under.features(account: OptimizelyAccount) {
    val features = account.features
    get("features") { linkedPage(features.of(account.askedProject(this).withFeatures())) }
    post("features") {
        val body = jsonObject()
        Fields(body).apply {
            required("key", "project_id")
            refuseIfAny()
        }
        val project = account.namedProject(body).withFeatures()
        FeatureRules(account, project, JsonObject(emptyMap())).check(body)
        Reply(201, account.add(features, account.newFeature(project, body.given(CHANGEABLE))).json)
    }
    get("features/{feature}") { ok(features.requireId(this["feature"]).json) }
    patch("features/{feature}") {
        val feature = features.requireId(this["feature"])
        val body = jsonObject().given(CHANGEABLE)
        FeatureRules(account, feature.project, feature.json).check(body)
        account.change(features, feature, account.written(feature.project, body, feature.json))
        ok(feature.json)
    }
    delete("features/{feature}") { account.archive(features, features.requireId(this["feature"])) }
}

/** This project, unless it has another product: the web has no features, and flags have an API of their own. */
private fun Project.withFeatures(): Project = apply {
    if (json.text("platform") == "web") refuse(403, "Project $id is a web project, which has no features")
}

private fun OptimizelyAccount.newFeature(project: Project, given: JsonObject): Item {
    val defaults = json(
        "archived" to false,
        "description" to "",
        "environments" to environments.of(project).associate { it.key to firstRollout(it) }.let(::JsonObject),
        "name" to given["key"],
        "project_id" to project.json["id"],
        "variables" to emptyList<Any>(),
    )
    return Item(born() + defaults + given + written(project, given, defaults), project)
}

private fun firstRollout(environment: Environment) = rollout(environment, listOf(json()))

private fun rollout(environment: Environment, rules: List<JsonObject>): JsonObject {
    val defaults = json("enabled" to false, "percentage_included" to 0)
    return json(
        "id" to environment.json["id"],
        "is_primary" to environment.isPrimary,
        "rollout_rules" to rules.map { (defaults + it.given(OF_A_RULE)).targetingInBothWays() },
    )
}

/** What [given] makes of [before]: variables are found by their ids, environments by their keys. */
private fun OptimizelyAccount.written(project: Project, given: JsonObject, before: JsonObject): JsonObject {
    val variables = given["variables"].orAbsent()?.let { json("variables" to variables(given, before)) } ?: json()
    val said = given["environments"] as? JsonObject ?: return given + variables
    val kept = (before["environments"] as? JsonObject).orEmpty()
    val changed = said.mapValues { it.value as JsonObject }.filterValues { it["rollout_rules"].orAbsent() != null }.entries
        .associate { (key, value) ->
            val environment = checkNotNull(environment(project, key))
            environment.key to rollout(environment, value.objects("rollout_rules"))
        }
    return given + variables + json("environments" to JsonObject((kept + changed).forOneAudience(changed.keys)))
}

/** In all environments a feature is for the same: those that nothing was [said] of follow the primary one. */
private fun Map<String, JsonElement>.forOneAudience(said: Set<String>): Map<String, JsonElement> {
    val primary = values.map { it as JsonObject }.find { it["is_primary"].boolean() == true }
    val target = primary?.objects("rollout_rules")?.firstOrNull()?.filterKeys { it in TARGETING } ?: return this
    return mapValues { (key, value) ->
        val rules = (value as JsonObject).objects("rollout_rules")
        if (key in said) value else value + json("rollout_rules" to rules.map { JsonObject(it + target) })
    }
}

/** The variables of [before] with those of [given] over them; what is not mentioned stays. */
private fun OptimizelyAccount.variables(given: JsonObject, before: JsonObject): List<JsonObject> {
    val said = given.objects("variables")
    val changes = said.associateBy { it["id"].integer() }
    val changed = before.objects("variables").map { it + changes[it["id"].integer()].orEmpty().only() }
    val defaults = json("archived" to false, "description" to "")
    return changed + said.filter { it["id"].orAbsent() == null }.map { json("id" to ids.number()) + defaults + it.only() }
}

private fun Map<String, JsonElement>.only() = JsonObject(this).given(OF_A_VARIABLE)
