package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Ids
import dev.tricolor.emulator.core.OrderedKeys
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject
import java.time.Clock
import java.util.concurrent.ConcurrentHashMap

/** Everything that one Split account holds. It starts as a new account does, see [seed]. */
internal class Account(private val clock: Clock) {
    val ids = Ids()
    val id: String = ids.next("organization")
    val groups = Store<Resource>("group")
    val users = Store<User>("user")
    val rolloutStatuses = Store<Resource>("rollout status")
    val workspaces = Store<Workspace>("workspace")
    val apiKeys = Store<ApiKey>("API key")

    /** The secrets of the admin keys among them; who is let in is asked before the lock around the state. */
    val adminSecrets: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val changeRequests = Store<ChangeRequest>("change request")
    val scheduled = LinkedHashSet<ChangeRequest>()
    private val strangers = ArrayList<String>()

    /** By what admits to the place of the file. */
    val uploads = HashMap<String, Pair<ChangeRequest, UploadPlace>>()

    init {
        seed()
    }

    fun now(): Long = clock.millis()

    /** What the API key with this [secret] is called; one that was not created here is called by a number, never by what it is. */
    fun nameOfKey(secret: String): String = apiKeys.find(secret)?.json?.text("name") ?: run {
        if (secret !in strangers) strangers += secret
        val number = strangers.indexOf(secret) + 1
        if (number == 1) "admin-api-key" else "admin-api-key-$number"
    }

    /** An environment of any workspace, for the paths that name none. A name counts only while it is the only one. */
    fun environment(idOrName: String): Environment =
        workspaces.firstNotNullOfOrNull { it.environments.withId(idOrName) }
            ?: workspaces.mapNotNull { it.environments.find(idOrName) }.singleOrNull()
            ?: refuse(404, "Could not find environment $idOrName")
}

internal class Workspace(json: JsonObject) : Resource(json) {
    val environments = Store<Environment>("environment")
    val trafficTypes = Store<TrafficType>("traffic type")
    val flags = Store<Flag>("feature flag")
    val segments = Store<Segment>("segment")
    val ruleBasedSegments = Store<RuleBasedSegment>("rule-based segment")
    val largeSegments = Store<LargeSegment>("large segment")
    val flagSets = Store<Resource>("flag set")
    var restriction: JsonObject? = null
}

internal class Environment(json: JsonObject, val workspace: Workspace) : Resource(json) {
    /** Missing ones are reported in the words of the real service. */
    val definitions = Store<Definition>("splitmetadata")
    val segments = Store<SegmentDefinition>("segment definition")
    val ruleBasedSegments = Store<RuleBasedSegmentDefinition>("rule-based segment definition")
    val largeSegments = Store<LargeSegmentDefinition>("large segment definition")

    /** By the id of their traffic type, then by their key. Nothing lists them. */
    val identities = HashMap<String, HashMap<String, JsonObject>>()

    /** By the flag or segment that it would change: there is one of each at most. */
    val openChangeRequests = HashMap<Resource, ChangeRequest>()

    val reference: JsonObject get() = json("id" to id, "name" to name)
}

internal class TrafficType(json: JsonObject) : Resource(json) {
    val attributes = Store<Attribute>("attribute")
}

/** People choose its id; what they call it need not be unique. */
internal class Attribute(json: JsonObject) : Resource(json) {
    override val name: String get() = id
}

internal class Flag(json: JsonObject, val owners: List<JsonObject>?) : Resource(json) {
    var archived = false
}

/** A flag in one environment. [json] holds only what the user decides; see `rendered` for the rest. */
internal class Definition(json: JsonObject, val flag: Flag, val creationTime: Long) : Resource(json) {
    var killed = false
    var lastUpdateTime = creationTime

    override val id: String get() = flag.id
    override val name: String get() = flag.name
}

/** Split gives segments no id. */
internal class Segment(json: JsonObject) : Resource(json) {
    override val id: String get() = name
}

/** A segment in one environment, with its keys. */
internal class SegmentDefinition(val segment: Segment, val creationTime: Long) : Resource(segment.json) {
    val keys = OrderedKeys()
    var lastUpdateTime = creationTime

    override val id: String get() = segment.name
    override val name: String get() = segment.name
}

/** Its own JSON names the traffic type by id alone. */
internal class RuleBasedSegment(json: JsonObject, val trafficType: JsonObject) : Resource(json)

/** A rule-based segment in one environment. [json] holds only what the user decides. */
internal class RuleBasedSegmentDefinition(json: JsonObject, val segment: RuleBasedSegment, val creationTime: Long) : Resource(json) {
    var lastUpdateTime = creationTime

    override val id: String get() = segment.id
    override val name: String get() = segment.name
}

internal class LargeSegment(json: JsonObject) : Resource(json)

/** A large segment in one environment. A million keys are kept as the file that they came in: nothing gives them back. */
internal class LargeSegmentDefinition(val segment: LargeSegment, val creationTime: Long) : Resource(segment.json) {
    var file = ByteArray(0)

    override val id: String get() = segment.id
    override val name: String get() = segment.name
}

internal class User(json: JsonObject) : Resource(json) {
    override val name: String get() = checkNotNull(json.text("email"))
}

/** Addressed by its id or by its secret; the name that people gave it need not be unique. */
internal class ApiKey(json: JsonObject, private val secret: String, val environments: Set<String>) : Resource(json) {
    override val name: String get() = secret
}
