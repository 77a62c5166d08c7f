package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Ids
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit

/** Everything that one account of Optimizely's holds. It starts empty. */
internal class OptimizelyAccount(private val clock: Clock) {
    val ids = Ids()
    val projects = Store<Project>("project")
    val attributes = Store<Item>("attribute")
    val events = Store<Item>("event")
    val audiences = Store<Item>("audience")
    val environments = Store<Environment>("environment")
    val features = Store<Item>("feature")
    val experiments = Store<Item>("experiment")
    val groups = Store<Item>("group")

    /** What experiments have measured, by their ids. */
    val measurements = HashMap<String, Measurements>()

    /** The ids of experiments that somebody has begun to change in the app. */
    val drafts = HashSet<String>()

    /** The moment, as Optimizely writes it, to the microsecond. */
    fun now(): String = written(clock.instant())

    /** [moment], as Optimizely writes it. */
    fun written(moment: Instant): String = TIME.format(moment.atOffset(ZoneOffset.UTC))

    fun moment(): Instant = clock.instant()

    /** The moment, to the second, as HTTP has it. */
    fun second(): Instant = clock.instant().truncatedTo(ChronoUnit.SECONDS)

    /** The members that everything has which was just made. */
    fun born(): JsonObject = now().let { json("id" to ids.number(), "created" to it, "last_modified" to it) }

    /** Adds [item], whose key must be free in its project. */
    fun <T : Item> add(store: Store<T>, item: T): T {
        requireFree(store, item, item.json)
        item.project.revision++
        return store.add(item)
    }

    /** [item] with [changes] over its own members, changed just now. */
    fun <T : Item> change(store: Store<T>, item: T, changes: JsonObject) {
        val json = item.json + changes + json("last_modified" to now())
        requireFree(store, item, json)
        store.update(item, json)
        item.project.revision++
    }

    fun change(project: Project, changes: JsonObject) {
        project.json = project.json + changes + json("last_modified" to now())
    }

    private fun <T : Item> requireFree(store: Store<T>, item: T, json: JsonObject) {
        val key = json.text("key") ?: return
        val other = store.find(item.project.nameOf(key))
        if (other != null && other !== item) refuse("key", "'$key' is already taken in project ${item.project.id}")
    }

    /** The project in the path's `{project}`. */
    fun project(call: Call): Project = projects.numbered(call["project"])

    /** The project that the query names by `project_id`. */
    fun askedProject(call: Call): Project = call.requiredQuery("project_id").let { id ->
        id.toLongOrNull() ?: refuse(400, "project_id must be a whole number, is '$id'")
        projects.requireId(id)
    }

    /** The project that [body] names by `project_id`. */
    fun namedProject(body: JsonObject): Project {
        val id = body["project_id"].integer() ?: refuse("project_id", "must be a whole number, is ${body["project_id"]}")
        return projects.withId(id.toString()) ?: refuse("project_id", "there is no project $id")
    }

    private companion object {
        val TIME: DateTimeFormatter = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
    }
}

/** What is addressed by a number alone. */
internal open class Numbered(json: JsonObject) : Resource(json) {
    override val id: String get() = json["id"].toString()
    override val name: String get() = id
}

internal class Project(json: JsonObject) : Numbered(json) {
    /** How often anything in it has changed: what the revisions of its datafiles follow. */
    var revision = 0L

    /** What is found in the account's stores by its [key], which is unique only here. */
    fun nameOf(key: String): String = "$id $key"
}

/** What belongs to a project; where it has a key, no other of its kind there has. */
internal open class Item(json: JsonObject, val project: Project) : Numbered(json) {
    override val name: String get() = json.text("key")?.let(project::nameOf) ?: id
}
