package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonObject

private const val MAX_LIMIT = 100
private const val MAX_KEY = 256
private const val EXPERIMENTS = "projects/{project}/environments/{environment}/experiments"

internal fun Routes.Under.experiments(account: LaunchDarklyAccount) {
    get(EXPERIMENTS) { listed(account.environment(this).experiments) }
    get("projects/{project}/experiments") { listed(account.project(this).environments.flatMap { it.experiments }) }
    get("$EXPERIMENTS/{experiment}") { ok(account.experiment(this).shown(expanded())) }
    post(EXPERIMENTS) { Reply(201, account.newExperiment(account.environment(this), jsonObject()).shown(expanded())) }
    patch("$EXPERIMENTS/{experiment}") {
        val experiment = account.experiment(this)
        val patch = ExperimentPatch(account, experiment)
        instructions().forEach(patch::carryOut)
        patch.commit()
        ok(experiment.shown(expanded()))
    }
    post("$EXPERIMENTS/{experiment}/iterations") {
        val experiment = account.experiment(this)
        if (experiment.isArchived) refuse(400, "The experiment is archived")
        val draft = ExperimentDrafts(account, experiment.environment).draft(jsonObject())
        experiment.iterations = experiment.iterations.let { Iterations(draft, it.current, it.previous) }
        ok(draft.shown(expanded()))
    }
}

internal fun LaunchDarklyAccount.experiment(call: Call): Experiment = environment(call).experiments.require(call["experiment"])

private fun Call.listed(all: List<Experiment>): Reply {
    val states = (query("lifecycleState") ?: "active").split(',').map { it.trim() }
    states.find { it !in setOf("active", "archived") }?.let { refuse(400, "lifecycleState '$it' must be 'active' or 'archived'") }
    val filters = query("filter").orEmpty().split(',').filter { it.isNotBlank() }.map(::filter)
    val found = all.filter { one -> (if (one.isArchived) "archived" else "active") in states && filters.all { it(one) } }
    return ok(itemsPage(found, MAX_LIMIT, "total_count") { it.shown(expanded()) })
}

private fun filter(text: String): (Experiment) -> Boolean {
    val value = text.substringAfter(':', "").trim()
    return when (val field = text.substringBefore(':').trim()) {
        "flagKey" -> { experiment -> experiment.iterations.all.any { it.uses(value) } }
        "metricKey" -> { experiment -> experiment.iterations.all.any { it.measures(value) } }
        "status" -> { experiment -> experiment.iterations.all.any { it.status == value } }
        else -> refuse(400, "filter: there is no field '$field'")
    }
}

private fun LaunchDarklyAccount.newExperiment(environment: Environment, body: JsonObject): Experiment {
    val key = body.requiredText("key").asKey("experiment", MAX_KEY)
    val name = body.requiredText("name")
    val iteration = body.optionalObject("iteration") ?: refuse(400, "iteration is required")
    val path = "/api/v2/projects/${environment.project.id}/environments/${environment.id}"
    val json = sparse(
        "_id" to ids.next("experiment"),
        "key" to key,
        "name" to name,
        "description" to body.optionalText("description"),
        "_maintainerId" to (body.optionalText("maintainerId") ?: MEMBER),
        "_creationDate" to now(),
        "environmentKey" to environment.id,
        "methodology" to (body.optionalText("methodology") ?: "bayesian"),
        "dataSource" to (body.optionalText("dataSource") ?: "launchdarkly"),
        "type" to (body.optionalText("type") ?: "experiment"),
        "analysisConfig" to body.optionalObject("analysisConfig"),
        "holdoutId" to body.optionalText("holdoutId"),
        "tags" to (body["tags"].orAbsent()?.texts("tags") ?: emptyList<String>()),
        "_links" to json("parent" to link(path), "self" to link("$path/experiments/$key")),
    )
    json.text("holdoutId")?.let { id ->
        if (environment.holdouts.none { it.objectId == id }) refuse(400, "holdoutId: there is no holdout $id in '${environment.id}'")
    }
    if (environment.experiments.find(key) != null) refuse(409, "An experiment with the key '$key' already exists")
    val draft = ExperimentDrafts(this, environment).draft(iteration)
    return environment.experiments.add(Experiment(experimentFields(json), environment, Iterations(draft)))
}

/** [json], if what it says of the experiment itself is among the values that LaunchDarkly names. */
internal fun experimentFields(json: JsonObject): JsonObject {
    val problems = Problems()
    problems.expect(!json["name"].text().isNullOrBlank(), "name", "is required")
    ONE_OF.forEach { (field, values) ->
        val value = json[field]
        problems.expect(value == null || value.text() in values, field, "must be one of ${values.joinToString()}, is $value")
    }
    problems.inStrings("tags", json["tags"])
    problems.expect(json["analysisConfig"].let { it == null || it is JsonObject }, "analysisConfig", "must be an object")
    problems.refuseIfAny()
    return json
}

private val ONE_OF = mapOf(
    "methodology" to setOf("bayesian", "frequentist", "export_only"),
    "dataSource" to setOf("launchdarkly", "snowflake", "databricks", "redshift"),
    "type" to setOf("experiment", "mab", "holdout"),
)
