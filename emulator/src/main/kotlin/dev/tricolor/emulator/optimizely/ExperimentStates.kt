package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private const val NOT_STARTED = "not_started"
private const val RUNNING = "running"
private const val PAUSED = "paused"
private const val ARCHIVED = "archived"

/** From which states an action leads where; null stays where it is. */
private class Transition(val from: Set<String>, val to: String?)

private val TRANSITIONS = mapOf(
    "publish" to Transition(setOf(NOT_STARTED, RUNNING, PAUSED), null),
    "start" to Transition(setOf(NOT_STARTED, PAUSED), RUNNING),
    "pause" to Transition(setOf(RUNNING), PAUSED),
    "resume" to Transition(setOf(PAUSED), RUNNING),
    "unarchive" to Transition(setOf(ARCHIVED), PAUSED),
)

/** The actions that can go along when an experiment is made; one that is made paused has never run. */
private val FIRST = mapOf("publish" to NOT_STARTED, "start" to RUNNING, "pause" to PAUSED)

/**
 * How far an experiment has come. Its status is that of its project's primary environment, the others have their own; web projects have no
 * environments.
 */
internal class ExperimentStates(private val account: OptimizelyAccount, private val project: Project) {
    private val primary = account.environments.of(project).find { it.isPrimary }

    /** The members of an experiment that was just made. */
    fun first(action: String?): JsonObject {
        val status = if (action == null) NOT_STARTED else FIRST[action] ?: refuse(400, "action must be one of ${FIRST.keys}, is '$action'")
        val all = account.environments.of(project).associate { it.key to json("status" to NOT_STARTED) }
        return into(json("environments" to JsonObject(all)), status)
    }

    /** What [action] makes of [experiment]; refused where it leads nowhere. */
    fun act(experiment: JsonObject, action: String): JsonObject {
        val transition = TRANSITIONS[action] ?: refuse(400, "action must be one of ${TRANSITIONS.keys}, is '$action'")
        val status = experiment.text("status").orEmpty()
        if (status !in transition.from) refuse(400, "Cannot $action an experiment that is $status")
        if (action == "unarchive") return everywhere(experiment, PAUSED)
        return transition.to?.let { into(experiment, it) } ?: experiment
    }

    fun archive(experiment: JsonObject): JsonObject = everywhere(experiment, ARCHIVED)

    /** What [said] of single environments makes of [experiment]. */
    fun inEnvironments(experiment: JsonObject, said: JsonObject): JsonObject = said.entries.fold(experiment) { changed, (key, value) ->
        val environment = checkNotNull(account.environment(project, key))
        val status = (value as JsonObject).text("status").orEmpty()
        val former = changed.environments().let { (it[environment.key] as? JsonObject)?.text("status") } ?: NOT_STARTED
        val begins = status == NOT_STARTED && former != NOT_STARTED || status == PAUSED && former == NOT_STARTED
        if (begins) refuse("environments.$key.status", "cannot be '$status' after '$former'")
        if (environment === primary) into(changed, status) else changed.activated(status).with(environment.key, status)
    }

    private fun into(experiment: JsonObject, status: String): JsonObject {
        val changed = experiment.activated(status).with(primary?.key, status) + json("status" to status)
        return when {
            status == RUNNING -> JsonObject(changed - "latest")
            experiment.text("status") == RUNNING -> changed + json("latest" to account.now())
            else -> changed
        }
    }

    private fun everywhere(experiment: JsonObject, status: String): JsonObject {
        val all = JsonObject(experiment.environments().mapValues { json("status" to status) })
        return into(experiment, status).let { if (all.isEmpty()) it else it + json("environments" to all) }
    }

    private fun JsonObject.activated(status: String) =
        if (status == RUNNING && "earliest" !in this) this + json("earliest" to account.now()) else this

    private fun JsonObject.with(environment: String?, status: String): JsonObject =
        if (environment == null) this else this + json("environments" to environments() + json(environment to json("status" to status)))

    private fun JsonObject.environments() = this["environments"] as? JsonObject ?: json()
}
