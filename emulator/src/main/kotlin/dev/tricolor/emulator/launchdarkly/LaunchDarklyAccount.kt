package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Ids
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonObject
import java.time.Clock

/** Everything that one LaunchDarkly account holds. It starts with the project `default` and its environments `production` and `test`. */
internal class LaunchDarklyAccount(private val clock: Clock) {
    val ids = Ids()
    val projects = Store<Project>("project")

    /** What experiments have measured, by the ids of their iterations and the keys of metrics. */
    val plantedNumbers = HashMap<Pair<String, String>, PlantedNumbers>()

    init {
        newProject(json("key" to "default", "name" to "Default"))
    }

    fun now(): Long = clock.millis()

    /** An id such as most things have: 24 hexadecimal digits. */
    fun objectId(kind: String): String = ids.next(kind).replace("-", "").take(OBJECT_ID)

    /** The project in the path's `{project}`. */
    fun project(call: Call): Project = projects.require(call["project"])

    /** The flag in the path's `{flag}`, of the project in `{project}`. */
    fun flag(call: Call): Flag = project(call).flags.require(call["flag"])

    /** The environment in the path's `{environment}`, of the project in `{project}`. */
    fun environment(call: Call): Environment = project(call).environments.require(call["environment"])

    /** The segment in the path's `{segment}`, of the environment in `{environment}`. */
    fun segment(call: Call): Segment = environment(call).segments.require(call["segment"])
}

/** What LaunchDarkly addresses by the key that its creator chose. */
internal open class Keyed(json: JsonObject) : Resource(json) {
    override val id: String get() = checkNotNull(json.text("key"))
    override val name: String get() = id
}

internal class Project(json: JsonObject) : Keyed(json) {
    val environments = Store<Environment>("environment")
    val flags = Store<Flag>("flag")
    val metrics = Store<Metric>("metric")
    val metricGroups = Store<MetricGroup>("metric group")
    val layers = Store<Layer>("layer")
    var flagDefaults: JsonObject = FIRST_FLAG_DEFAULTS
    val contextKinds = Store<Keyed>("context kind")
    var randomizationUnits: List<JsonObject> = FIRST_UNITS
}

internal class Environment(json: JsonObject, val project: Project) : Keyed(json) {
    val segments = Store<Segment>("segment")

    /** How often a segment of each key has been created. */
    val segmentGenerations = HashMap<String, Int>()
    val experiments = Store<Experiment>("experiment")
    val holdouts = Store<Holdout>("holdout")

    /** How often it has been changed, its creation included. */
    var version = 1L
        private set

    fun change(json: JsonObject) {
        this.json = json
        version++
    }
}

/** The member who looks after what nobody else is said to look after. */
internal const val MEMBER = "569f183514f4432160000001"

/** The kind of a context that is not said to be of another. */
internal const val USER = "user"

private const val OBJECT_ID = 24

/** This text, if it can be the key of a [kind]: a letter or digit, then letters, digits, dots, underscores and hyphens. */
internal fun String.asKey(kind: String, max: Int): String {
    if (!LaunchDarklyLimits.isKey(this, max)) refuse(400, "'$this' is no key of a $kind: at most $max letters, digits, '.', '_' and '-'")
    return this
}
