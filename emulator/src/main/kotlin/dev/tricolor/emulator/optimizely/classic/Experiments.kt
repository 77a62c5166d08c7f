package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.classic.ClassicLimits
import kotlinx.serialization.json.JsonObject
import java.time.Instant

private const val NOT_STARTED = "Not started"
private const val RUNNING = "Running"
internal const val PAUSED = "Paused"
private const val ARCHIVED = "Archived"

private val FIELDS = Fields(
    mapOf(
        "description" to NAME,
        "details" to TEXT,
        "edit_url" to NAME,
        "status" to oneOf(NOT_STARTED, RUNNING, PAUSED, ARCHIVED),
        "audience_ids" to IDS,
        "activation_mode" to oneOf("immediate", "manual", "conditional"),
        "conditional_code" to TEXT.orNull(),
        "custom_css" to TEXT,
        "custom_js" to TEXT,
        "percentage_included" to within(0L..ClassicLimits.BASIS_POINTS),
        "url_conditions" to OBJECTS,
        "experiment_type" to oneOf("ab"),
        "primary_goal_id" to ID.orNull(),
        "display_goal_order_lst" to IDS,
    ),
    readOnly = setOf("id", "project_id", "variation_ids", "is_multivariate", "shareable_results_link", "created", "last_modified"),
)

private val URL_FIELDS = Fields(
    mapOf("match_type" to oneOf("simple", "exact", "substring", "regex"), "value" to NAME, "negate" to FLAG),
    readOnly = setOf("index", "created", "last_modified"),
)

/** An experiment, and when it began to run and ended. */
internal class Experiment(json: JsonObject) : Entity(json) {
    var begun: Instant? = null
        private set
    var ended: Instant? = null
        private set

    val status: String get() = checkNotNull(json.text("status"))
    val variationIds: List<Long> get() = longs("variation_ids")

    /** What becomes of its times when [status] was [before]. */
    fun note(before: String, now: Instant) {
        if (status == before) return
        if (status == RUNNING) {
            begun = begun ?: now
            ended = null
        } else if (before == RUNNING) {
            ended = now
        }
    }
}

internal fun Routes.Under.experiments(account: ClassicAccount) {
    get("projects/{project}/experiments") { ok(account.experiments.of(account.project(this)).map { it.json }) }
    post("projects/{project}/experiments") { Reply(201, account.newExperiment(account.project(this), jsonObject()).json) }
    get("experiments/{experiment}") { ok(account.experiment(this).json) }
    put("experiments/{experiment}") {
        val experiment = account.experiment(this)
        account.change(experiment, jsonObject())
        Reply(202, experiment.json)
    }
    delete("experiments/{experiment}") {
        account.remove(account.experiment(this))
        Reply(204)
    }
}

/** Starts or stops an experiment because its schedule says so. */
internal fun ClassicAccount.run(experiment: Experiment, start: Boolean) {
    if (experiment.status != ARCHIVED) change(experiment, json("status" to if (start) RUNNING else PAUSED))
}

private fun ClassicAccount.newExperiment(project: Project, body: JsonObject): Experiment {
    body.requireParent("project_id", project)
    body.requiredText("description")
    val editUrl = body.requiredText("edit_url")
    val given = FIELDS.taken(body)
    val id = newId()
    val now = stamp()
    val defaults = json(
        "id" to id,
        "project_id" to project.number,
        "percentage_included" to ClassicLimits.BASIS_POINTS,
        "display_goal_order_lst" to emptyList<Long>(),
        "is_multivariate" to false,
        "variation_ids" to emptyList<Long>(),
        "status" to NOT_STARTED,
        // The address is compared in the simple way, to which a slash at its end is nothing.
        "url_conditions" to listOf(json("value" to editUrl.trimEnd('/'))),
        "description" to "",
        "last_modified" to now,
        "activation_mode" to "immediate",
        "details" to "",
        "custom_css" to "",
        "created" to now,
        "custom_js" to "",
        "primary_goal_id" to null,
        "experiment_type" to "ab",
        "shareable_results_link" to "https://www.optimizely.com/results?experiment_id=$id&token=${id.toString(radix = 36)}",
        "edit_url" to editUrl,
        "audience_ids" to emptyList<Long>(),
    )
    val experiment = Experiment(withUrls(defaults + given))
    checkReferences(experiment.json)
    experiments.add(experiment)
    experiment.note(NOT_STARTED, now())
    listOf("Default Variation #1", "Default Variation #2").forEach { name ->
        newVariation(experiment, json("description" to name, "weight" to ClassicLimits.BASIS_POINTS / 2))
    }
    return experiment
}

private fun ClassicAccount.change(experiment: Experiment, body: JsonObject) {
    val given = FIELDS.taken(body)
    val before = experiment.status
    val changed = experiment.json + given + json("last_modified" to stamp())
    if (before != NOT_STARTED && changed.text("status") == NOT_STARTED && experiment.begun != null) {
        refuse(400, "status: must not be \"$NOT_STARTED\", the experiment was started")
    }
    checkReferences(changed)
    experiment.json = if ("url_conditions" in given) withUrls(changed) else changed
    experiment.note(before, now())
    // The project's file is made anew when what runs changes.
    if (experiment.status != before) {
        val project = projects.requireId("${experiment.projectId}")
        project.json = project.json + json("code_revision" to project.long("code_revision") + 1)
    }
}

/** Puts the conditions of [experiment] into the shape that they are shown in. */
private fun ClassicAccount.withUrls(experiment: JsonObject): JsonObject {
    val now = stamp()
    val shown = experiment.objects("url_conditions").mapIndexed { index, condition ->
        val given = URL_FIELDS.taken(condition)
        json(
            "index" to index,
            "match_type" to (given.text("match_type") ?: "simple"),
            "created" to (condition.text("created") ?: now),
            "value" to given.requiredText("value"),
            "last_modified" to now,
            "negate" to (given["negate"].boolean() ?: false),
        )
    }
    return experiment + json("url_conditions" to shown)
}

private fun ClassicAccount.checkReferences(json: JsonObject) {
    val experiment = Entity(json)
    val problems = Problems()
    fun among(name: String, ids: List<Long>, known: List<Entity>) = ids.filter { id -> known.none { it.number == id } }
        .forEach { problems.add(name, "there is no $it in the project") }
    val project = projects.requireId("${experiment.projectId}")
    among("audience_ids", experiment.longs("audience_ids"), audiences.of(project))
    among("primary_goal_id", listOfNotNull(json["primary_goal_id"].integer()), goals.of(project))
    among("display_goal_order_lst", experiment.longs("display_goal_order_lst"), goals.of(project))
    problems.refuseIfAny()
}

private fun ClassicAccount.remove(experiment: Experiment) {
    experiments.remove(experiment)
    experiment.variationIds.forEach { id -> variations.withId("$id")?.let(variations::remove) }
    schedules.filter { it.experiment === experiment }.forEach(schedules::remove)
    goals.forEach { goal -> goal.changeIds("experiment_ids") { it - experiment.number } }
    planted.keys.removeAll { it.first == experiment.number }
}
