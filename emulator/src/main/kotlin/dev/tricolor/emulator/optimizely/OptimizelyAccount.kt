package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Ids
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject
import java.time.Clock
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** Everything that one account of Optimizely's holds. It starts empty. */
internal class OptimizelyAccount(private val clock: Clock) {
    val ids = Ids()
    val projects = Store<Project>("project")

    /** The moment, as Optimizely writes it, to the microsecond. */
    fun now(): String = TIME.format(clock.instant().atOffset(ZoneOffset.UTC))

    /** The members that everything has which was just made. */
    fun born(): JsonObject = now().let { json("id" to ids.number(), "created" to it, "last_modified" to it) }

    /** [item] with [changes] over its own members, changed just now. */
    fun change(item: Numbered, changes: JsonObject) {
        item.json = item.json + changes + json("last_modified" to now())
    }

    /** The project in the path's `{project}`. */
    fun project(call: Call): Project = projects.requireId(call["project"])

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

internal class Project(json: JsonObject) : Numbered(json)
