package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Ids
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** Everything that one classic Optimizely account holds. It starts with nothing. */
internal class ClassicAccount(private val clock: Clock) {
    val ids = Ids()
    val projects = Store<Project>("project")
    val experiments = Store<Experiment>("experiment")
    val schedules = Store<Schedule>("schedule")
    val variations = Store<Entity>("variation")
    val goals = Store<Entity>("goal")
    val audiences = Store<Entity>("audience")
    val dimensions = Store<Entity>("dimension")
    val uploadedLists = Store<Entity>("uploaded list")

    /** What experiments have measured, by their ids and those of goals. */
    val planted = HashMap<Pair<Long, Long>, PlantedOutcomes>()

    private var lastId = FIRST_ID

    /** The next id. All are larger than 32 bits hold, as the vendor's may be. */
    fun newId(): Long = ++lastId

    fun now(): Instant = clock.instant()

    /** The time as most things show it: to the microsecond. */
    fun stamp(): String = MICROS.format(now())

    fun project(call: Call): Project = projects.require(call["project"])

    fun experiment(call: Call): Experiment = experiments.require(call["experiment"])

    private companion object {
        const val FIRST_ID = 5_000_000_000L
        val MICROS: DateTimeFormatter = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC)
    }
}

internal const val ACCOUNT_ID = 4_000_000_001L

/** What Optimizely addresses by a number that it chose. */
internal open class Entity(json: JsonObject) : Resource(json) {
    override val id: String get() = json["id"].toString()
    override val name: String get() = id
    val number: Long get() = long("id")
    val projectId: Long get() = long("project_id")

    fun long(name: String): Long = checkNotNull(json[name].integer())

    fun longs(name: String): List<Long> = (json[name] as? JsonArray).orEmpty().mapNotNull { it.integer() }

    /** Changes the list of ids [name]. */
    fun changeIds(name: String, change: (List<Long>) -> List<Long>) {
        json = JsonObject(json + (name to JsonArray(change(longs(name)).map { JsonPrimitive(it) })))
    }
}

internal class Project(json: JsonObject) : Entity(json)

internal fun <T : Entity> Store<T>.of(project: Project): List<T> = filter { it.projectId == project.number }

/** Refuses a body that names, beside the path, another parent than the path does. */
internal fun JsonObject.requireParent(name: String, parent: Entity) {
    val said = this[name] ?: return
    if (said.integer() != parent.number) refuse(400, "$name is $said, but the path says ${parent.id}")
}
