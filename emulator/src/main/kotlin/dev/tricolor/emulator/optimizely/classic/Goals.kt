package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private const val CLICK = 0L
private const val CUSTOM_EVENT = 1L
private const val ENGAGEMENT = 2L
private const val PAGEVIEWS = 3L
internal const val REVENUE = 4L
private const val AUTOMATIC = "is made by Optimizely itself, one in each project"

private val MATCH_TYPES = listing("match types, which are 1 to 4") { value -> value.integer()?.let { it in 1..4 } == true }
private val EDITABLE = mapOf(
    "title" to NAME,
    "description" to TEXT,
    "goal_type" to within(CLICK..REVENUE),
    "archived" to FLAG,
    "addable" to FLAG.orNull(),
    "experiment_ids" to IDS,
    "selector" to TEXT.orNull(),
    "target_to_experiments" to FLAG.orNull(),
    "target_urls" to TEXTS,
    "target_url_match_types" to MATCH_TYPES,
    "urls" to TEXTS,
    "url_match_types" to MATCH_TYPES,
)
private val SHOWN = setOf("id", "project_id", "is_editable", "created", "last_modified")
private val NEW = Fields(EDITABLE + ("event" to TEXT.orNull()), SHOWN)

/** The event of a goal never changes, whatever a body says of it. */
private val CHANGE = Fields(EDITABLE, SHOWN + "event")

internal fun Routes.Under.goals(account: ClassicAccount) {
    get("projects/{project}/goals") { ok(account.goals.of(account.project(this)).map { it.json }) }
    post("projects/{project}/goals") { Reply(201, account.newGoal(account.project(this), jsonObject()).json) }
    get("goals/{goal}") { ok(account.goals.require(this["goal"]).json) }
    put("goals/{goal}") {
        val goal = account.goals.require(this["goal"])
        val changed = goal.json + CHANGE.taken(jsonObject()) + json("last_modified" to account.stamp())
        val type = goal.long("goal_type")
        if (changed["goal_type"].integer() != type) {
            requireCreatable(type)
            requireCreatable(changed["goal_type"].integer())
        }
        account.checkGoal(changed)
        goal.json = changed
        Reply(202, changed)
    }
    delete("goals/{goal}") {
        account.remove(account.goals.require(this["goal"]))
        Reply(204)
    }
}

internal fun ClassicAccount.addAutomaticGoals(project: Project) {
    listOf("Engagement" to ENGAGEMENT, "Total Revenue" to REVENUE).forEach { (title, type) ->
        goals.add(Entity(defaults(project) + json("title" to title, "goal_type" to type)))
    }
}

private fun ClassicAccount.newGoal(project: Project, body: JsonObject): Entity {
    body.requireParent("project_id", project)
    body.requiredText("title")
    if (body["goal_type"].integer() == null) refuse(400, "goal_type is required")
    val made = defaults(project) + NEW.taken(body)
    requireCreatable(made["goal_type"].integer())
    val problems = Problems()
    if (made["goal_type"].integer() == PAGEVIEWS) {
        listOf("urls", "url_match_types").forEach { problems.expect(it in body, it, "is required for a page view goal") }
    }
    problems.refuseIfAny()
    checkGoal(made)
    return goals.add(Entity(made))
}

private fun ClassicAccount.defaults(project: Project, now: String = stamp()) = json(
    "is_editable" to null,
    "addable" to true,
    "target_to_experiments" to null,
    "archived" to false,
    "description" to "",
    "id" to newId(),
    "target_urls" to emptyList<String>(),
    "title" to "",
    "event" to null,
    "url_match_types" to emptyList<Long>(),
    "project_id" to project.number,
    "goal_type" to null,
    "experiment_ids" to emptyList<Long>(),
    "selector" to null,
    "created" to now,
    "last_modified" to now,
    "target_url_match_types" to emptyList<Long>(),
    "urls" to emptyList<String>(),
)

private fun requireCreatable(type: Long?) {
    if (type == ENGAGEMENT || type == REVENUE) refuse(400, "goal_type: a goal of type $type $AUTOMATIC")
}

private fun ClassicAccount.checkGoal(goal: JsonObject) {
    val problems = Problems()
    fun size(name: String) = (goal[name] as? JsonArray)?.size
    when (goal["goal_type"].integer()) {
        CLICK -> {
            val everywhere = goal["target_to_experiments"].boolean()
            problems.expect(!goal.text("selector").isNullOrBlank(), "selector", "is required for a click goal")
            problems.expect(everywhere != null, "target_to_experiments", "is required for a click goal")
            problems.expect(everywhere != false || size("target_urls") != 0, "target_urls", "is required, target_to_experiments is false")
        }
        CUSTOM_EVENT -> problems.expect(!goal.text("event").isNullOrBlank(), "event", "is required for a custom event goal")
    }
    listOf("target_", "").forEach { prefix ->
        val same = size("${prefix}urls") == size("${prefix}url_match_types")
        problems.expect(same, "${prefix}url_match_types", "must be one for each of ${prefix}urls")
    }
    val project = Entity(goal).projectId
    Entity(goal).longs("experiment_ids").filter { experiments.withId("$it")?.projectId != project }
        .forEach { problems.add("experiment_ids", "there is no $it in the project") }
    problems.refuseIfAny()
}

/** Experiments, past ones too, know nothing of it any more. */
private fun ClassicAccount.remove(goal: Entity) {
    goals.remove(goal)
    planted.keys.removeAll { it.second == goal.number }
    experiments.filter { it.projectId == goal.projectId }.forEach { experiment ->
        experiment.changeIds("display_goal_order_lst") { it - goal.number }
        if (experiment.json["primary_goal_id"].integer() == goal.number) {
            experiment.json = experiment.json + json("primary_goal_id" to null)
        }
    }
}
