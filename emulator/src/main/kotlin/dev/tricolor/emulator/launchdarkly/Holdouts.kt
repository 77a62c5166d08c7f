package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.without
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal

private const val HOLDOUTS = "projects/{project}/environments/{environment}/holdouts"
private const val MAX_PAGE = 100
private val WHOLE = BigDecimal(100)

/** A holdout; [json] is what is its own, [base] the experiment that it is measured by. */
internal class Holdout(json: JsonObject, val base: JsonObject, val environment: Environment) : Keyed(json) {
    val objectId: String get() = json.requiredText("_id")

    val experiments: List<Experiment> get() = environment.experiments.filter { it.json.text("holdoutId") == objectId }

    private val status: String
        get() = json.text("status") ?: if (experiments.any { it.iterations.current?.isRunning == true }) RUNNING else "created"

    private fun own(vararg names: String): JsonObject = json.without(json.keys - names.toSet()) + json("status" to status)

    fun brief(): JsonObject =
        own("_id", "key", "name", "createdAt", "updatedAt") + json("experiments" to experiments.map { it.dependent() })

    fun shown(): JsonObject = whole(emptySet()) + json("experiments" to experiments.map { it.dependent() })

    fun detailed(expand: Set<String>): JsonObject {
        val ofRelated = expand.filter { it.startsWith(RELATED) }.map { it.removePrefix(RELATED) }
        // The metrics of an experiment are shown by another name than here.
        val shown = ofRelated.toSet() + if ("metrics" in ofRelated) setOf("secondaryMetrics") else emptySet()
        return whole(expand) + json("isDirty" to false, "relatedExperiments" to experiments.map { it.shown(shown) })
    }

    private fun whole(expand: Set<String>): JsonObject {
        val kept = base.getValue("currentIteration") as JsonObject
        val iteration = if ("secondaryMetrics" in expand) kept else kept.without(setOf("metrics"))
        val named = json("name" to json["name"], "description" to json["description"], "currentIteration" to iteration)
        return own("_id", "description", "holdoutAmount", "createdAt", "updatedAt") + json("baseExperiment" to base + named)
    }

    private companion object {
        const val RELATED = "rel-"
    }
}

internal fun Routes.Under.holdouts(account: LaunchDarklyAccount) {
    get(HOLDOUTS) { ok(itemsPage(account.environment(this).holdouts, MAX_PAGE, "total_count") { it.brief() }) }
    post(HOLDOUTS) { Reply(201, account.newHoldout(account.environment(this), jsonObject()).shown()) }
    get("$HOLDOUTS/{holdout}") { ok(account.environment(this).holdouts.require(this["holdout"]).detailed(expanded())) }
    get("$HOLDOUTS/id/{holdout}") {
        val holdouts = account.environment(this).holdouts
        ok((holdouts.find { it.objectId == this["holdout"] } ?: refuse(404, "Could not find holdout ${this["holdout"]}")).shown())
    }
    patch("$HOLDOUTS/{holdout}") {
        val holdout = account.environment(this).holdouts.require(this["holdout"])
        account.carryOut(holdout, instructions())
        ok(holdout.shown())
    }
}

private fun LaunchDarklyAccount.carryOut(holdout: Holdout, instructions: List<JsonObject>) {
    val left = mutableListOf<Experiment>()
    val changed = instructions.fold(holdout.json) { json, instruction ->
        when (val kind = instruction.requiredText("kind")) {
            "updateName" -> json + json("name" to instruction.requiredText("value"))
            "updateDescription" -> json + json("description" to instruction.optionalText("value").orEmpty())
            "endHoldout" -> json + json("status" to "ended")
            "removeExperiment" -> json.also {
                val key = instruction.requiredText("value")
                left += holdout.environment.experiments.find(key) ?: refuse(400, "There is no experiment $key")
            }
            else -> refuse(400, "There is no instruction '$kind' for holdouts")
        }
    }
    holdout.json = changed + json("updatedAt" to now())
    left.filter { it in holdout.experiments }.forEach { it.json = it.json.without(setOf("holdoutId")) }
}

internal fun LaunchDarklyAccount.newHoldout(environment: Environment, body: JsonObject): Holdout {
    val key = body.requiredText("key").asKey("holdout", LaunchDarklyLimits.FLAG_KEY)
    val amount = body.optionalText("holdoutamount") ?: "5"
    val percent = amount.toBigDecimalOrNull()
    if (percent == null || percent.signum() < 0 || percent > WHOLE) refuse(400, "holdoutamount must be 0 to 100, is '$amount'")
    body.optionalText("prerequisiteflagkey")?.let { flag -> environment.project.flags.find(flag) ?: refuse(400, "There is no flag $flag") }
    val own = json(
        "_id" to objectId("holdout"),
        "key" to key,
        "name" to body.requiredText("name"),
        "description" to body.optionalText("description").orEmpty(),
        "holdoutAmount" to amount,
        "createdAt" to now(),
        "updatedAt" to now(),
    )
    return environment.holdouts.add(Holdout(own, baseExperiment(environment, key, body), environment))
}

private fun LaunchDarklyAccount.baseExperiment(environment: Environment, key: String, body: JsonObject): JsonObject {
    val href = "/api/v2/projects/${environment.project.id}/environments/${environment.id}"
    return sparse(
        "_id" to ids.next("experiment"),
        "key" to key,
        "_maintainerId" to (body.optionalText("maintainerId") ?: MEMBER),
        "_creationDate" to now(),
        "environmentKey" to environment.id,
        "methodology" to "bayesian",
        "dataSource" to "launchdarkly",
        "type" to "holdout",
        "_links" to json("parent" to link(href), "self" to link("$href/holdouts/$key")),
        "currentIteration" to baseIteration(environment.project, body),
    )
}

private fun LaunchDarklyAccount.baseIteration(project: Project, body: JsonObject): JsonObject {
    val unit = body.optionalText("randomizationunit") ?: defaultRandomizationUnit(project)
    if (project.contextKinds.find(unit) == null) refuse(400, "'$unit' is no context kind of the project")
    val metrics = body.optionalObjects("metrics").orEmpty().map { measured(project, it) }
    val primary = body.optionalText("primarymetrickey")?.let { key ->
        metrics.find { it.text("key") == key } ?: measured(project, json("key" to key))
    }
    return sparse(
        "_id" to ids.next("iteration"),
        "hypothesis" to "",
        "status" to RUNNING,
        "createdAt" to now(),
        "randomizationUnit" to unit,
        "attributes" to body["attributes"].orAbsent()?.texts("attributes"),
        (if (primary?.get("isGroup").boolean() == true) "primaryFunnel" else "primarySingleMetric") to primary?.without(setOf("isGroup")),
        "metrics" to metrics,
    )
}
