package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonObject

private val CHANGEABLE = setOf(
    "audience_conditions", "changes", "description", "environments", "feature_id", "holdback", "key", "metrics", "name", "page_ids",
    "schedule", "traffic_allocation", "url_targeting", "variations", "whitelist",
)
private val GIVEN = CHANGEABLE + setOf("campaign_id", "multivariate_traffic_policy", "type")
private val OF_A_VARIATION = setOf(
    "actions", "archived", "description", "feature_enabled", "key", "name", "status", "variable_values", "weight",
)

internal fun Routes.Under.experiments(account: OptimizelyAccount) {
    val experiments = account.experiments
    get("experiments") { linkedPage(account.askedExperiments(this)) { account.rendered(it) } }
    post("experiments") {
        val body = jsonObject()
        Fields(body).apply {
            required("project_id")
            refuseIfAny()
        }
        val project = account.namedProject(body)
        ExperimentRules(account, project, JsonObject(emptyMap())).check(body.given(GIVEN))
        Reply(201, account.rendered(account.add(experiments, account.newExperiment(project, body.given(GIVEN), query("action")))))
    }
    get("experiments/{experiment}") { ok(account.rendered(experiments.numbered(this["experiment"]))) }
    patch("experiments/{experiment}") {
        val experiment = experiments.numbered(this["experiment"])
        changeExperiment(account, experiment)
        ok(account.rendered(experiment))
    }
    delete("experiments/{experiment}") {
        val experiment = experiments.numbered(this["experiment"])
        if (experiment.json.isArchived()) refuse(410, "Experiment ${experiment.id} is already archived")
        account.change(experiments, experiment, ExperimentStates(account, experiment.project).archive(experiment.json))
        Reply(204)
    }
    get("experiments/{experiment}/results/share") {
        val experiment = experiments.numbered(this["experiment"])
        val token = experiment.id.toLong().toString(radix = 36)
        ok(json("url" to "https://app.optimizely.com/s/$token/${experiment.id}"))
    }
}

private fun OptimizelyAccount.askedExperiments(call: Call): List<Item> {
    val campaign = call.query("campaign_id") ?: return asked(call, experiments)
    if (call.query("project_id") != null) refuse(400, "project_id and campaign_id cannot be asked for together")
    val id = campaign.toLongOrNull() ?: refuse(400, "campaign_id must be a whole number, is '$campaign'")
    return experiments.filter { it.json["campaign_id"].integer() == id }.ifEmpty { refuse(404, "Could not find campaign $id") }
}

/** With what is known of its feature. */
internal fun OptimizelyAccount.rendered(experiment: Item): JsonObject {
    val feature = experiment.json["feature_id"].orAbsent()?.let { features.withId(it.toString()) } ?: return experiment.json
    return experiment.json + json("feature_key" to feature.json["key"], "feature_name" to feature.json["name"])
}

private fun OptimizelyAccount.newExperiment(project: Project, given: JsonObject, action: String?): Item {
    val isWeb = project.json.text("platform") == "web"
    val defaults = json(
        "allocation_policy" to "manual",
        "audience_conditions" to "everyone",
        "campaign_id" to ids.number(),
        "changes" to emptyList<Any>(),
        "custom_field_values" to json(),
        "description" to "",
        "holdback" to 0,
        "is_classic" to false,
        "metrics" to emptyList<Any>(),
        "project_id" to project.json["id"],
        "type" to if ("feature_id" in given) "feature" else "a/b",
    ) + if (isWeb) json() else json("traffic_allocation" to WHOLE, "whitelist" to emptyList<Any>())
    val states = ExperimentStates(this, project)
    val said = given.without(setOf("environments")).targetingRewritten()
    val made = born() + defaults + said + json("variations" to variations(given, json())) + states.first(action)
    return Item(states.inEnvironments(if (isWeb) made.without(setOf("environments")) else made, given.environments()), project)
}

private fun Call.changeExperiment(account: OptimizelyAccount, experiment: Item) {
    val action = query("action")
    val body = jsonObject().given(CHANGEABLE)
    val before = experiment.json
    if (action == "unarchive" && body.isNotEmpty()) refuse(400, "The body must be {} when action is unarchive")
    if (before.isArchived() && action != "unarchive") refuse(400, "Experiment ${experiment.id} is archived")
    ExperimentRules(account, experiment.project, before).check(body)
    requireNoDraft(account, experiment, changes = body.isNotEmpty() || action == "publish" || action == "start")
    val said = body.without(setOf("environments")).targetingRewritten()
    val variations = if ("variations" in body) json("variations" to account.variations(body, before)) else JsonObject(emptyMap())
    val states = ExperimentStates(account, experiment.project)
    val changed = states.inEnvironments((before + said + variations).withoutVisitorsOfNone(), body.environments())
    account.changeTo(experiment, if (action == null) changed else states.act(changed, action))
}

/** [OptimizelyAccount.change] only adds, and an experiment that runs again has no time of its last pause. */
private fun OptimizelyAccount.changeTo(experiment: Item, json: JsonObject) {
    change(experiments, experiment, json)
    if ("latest" !in json) experiments.update(experiment, experiment.json.without(setOf("latest")))
}

/** What was begun in the app is not lost unless the request says so. */
private fun Call.requireNoDraft(account: OptimizelyAccount, experiment: Item, changes: Boolean) {
    val overrides = "override_changes" in request.query && query("override_changes") != "false"
    if (changes && experiment.id in account.drafts && !overrides) {
        refuse(
            409,
            "Experiment edit conflict: there are changes currently drafted on the Experiment. " +
                "Provide \"override_changes\" parameter to force an update.",
        )
    }
    if (changes) account.drafts.remove(experiment.id)
}

/** The variations of [body]: one with an id is the one that [before] has, with changes over it; one without is new. */
private fun OptimizelyAccount.variations(body: JsonObject, before: JsonObject): List<JsonObject> {
    val known = before.objects("variations").associateBy { it["variation_id"].integer() }
    val defaults = json("actions" to emptyList<Any>(), "archived" to false, "status" to "active")
    return body.objects("variations").map { said ->
        val old = known[said["variation_id"].integer()] ?: (json("variation_id" to ids.number()) + defaults)
        old + said.given(OF_A_VARIATION)
    }
}

/** This experiment, whose whitelist names no variation that has been left out. */
private fun JsonObject.withoutVisitorsOfNone(): JsonObject {
    val known = objects("variations").map { it["variation_id"].integer() }
    val whitelist = objects("whitelist").filter { it["variation_id"].integer() in known }
    return if ("whitelist" in this) this + json("whitelist" to whitelist) else this
}

private fun JsonObject.environments() = this["environments"] as? JsonObject ?: json()
