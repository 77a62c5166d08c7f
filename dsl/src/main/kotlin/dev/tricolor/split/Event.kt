@file:JvmName("SplitPayloads")
@file:JvmMultifileClass

package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Something that a key has done, from which metrics are made.
 *
 * @property eventTypeId what was done: `checkout`
 * @property trafficTypeName the name of the kind of traffic that the key is of
 * @property key who did it: the key with which the SDK asks for treatments, or the event counts for nobody
 * @property timestamp when, in epoch milliseconds
 * @property environmentName the name of the environment where it was done
 * @property value what metrics add up: a price, a duration; null where they only count
 * @property properties what else is known of it: texts, numbers, true or false, null
 * @see <a href="https://docs.split.io/reference/events-overview">Events</a>
 */
@Serializable(with = Event.Companion::class)
public class Event internal constructor(json: JsonObject) : Document(json) {
    public val eventTypeId: String = json.string("eventTypeId")
    public val trafficTypeName: String = json.string("trafficTypeName")
    public val key: String = json.string("key")
    public val timestamp: Long? = json.longOrNull("timestamp")
    public val environmentName: String? = json.stringOrNull("environmentName")
    public val value: Double? = json.doubleOrNull("value")
    public val properties: Map<String, JsonElement> = json.document("properties") { it }.orEmpty()

    public companion object : DocumentType<Event>(::Event)
}

/**
 * Says that something was done: `event("checkout", "user", "anna", now) { value = 49.9 }`.
 *
 * @param eventTypeId what was done: at most 80 letters, digits, `-`, `_` and `.`, with a letter or a digit in front
 * @param trafficTypeName the name of the kind of traffic that [key] is of
 * @param key who did it, as in the SDKs
 * @param timestamp when, in epoch milliseconds
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
@JvmOverloads
public fun event(
    eventTypeId: String,
    trafficTypeName: String,
    key: String,
    timestamp: Long,
    block: Block<EventBuilder> = Block {},
): Event = Event(EventBuilder(eventTypeId, trafficTypeName, key, timestamp).configuredBy(block).build())

/** Builds an [Event]. */
public class EventBuilder internal constructor(eventTypeId: String, trafficTypeName: String, key: String, timestamp: Long) :
    PayloadBuilder("event") {
    init {
        fields["eventTypeId"] = JsonPrimitive(eventTypeId)
        fields["trafficTypeName"] = JsonPrimitive(trafficTypeName)
        fields["key"] = JsonPrimitive(key)
        fields["timestamp"] = JsonPrimitive(timestamp)
    }

    /** The name of the environment where it was done; needed unless the SDK key that it is sent with is of one environment alone. */
    public var environmentName: String by text("environmentName")

    /** What metrics add up: a price, a duration. Unset where they only count. */
    public var value: Double by double("value")

    /** Sets [EventBuilder.environmentName]. */
    public fun environmentName(name: String): EventBuilder = apply { environmentName = name }

    /** Sets [EventBuilder.value]. */
    public fun value(value: Double): EventBuilder = apply { this.value = value }

    /** Adds something else that is known of it; null says that nothing is. */
    public fun property(name: String, value: String?): EventBuilder = apply { putInto(PROPERTIES, name, JsonPrimitive(value)) }

    /** Adds something else that is known of it. */
    public fun property(name: String, value: Number): EventBuilder = apply { putInto(PROPERTIES, name, JsonPrimitive(value)) }

    /** Adds something else that is known of it. */
    public fun property(name: String, value: Boolean): EventBuilder = apply { putInto(PROPERTIES, name, JsonPrimitive(value)) }

    override fun check(json: JsonObject, problems: Problems) {
        val type = json.string("eventTypeId")
        problems.require(SplitLimits.isEventType(type), "eventTypeId") {
            "is ${quoted(type)}, must be a letter or a digit, then letters, digits, \"-\", \"_\" and \".\", " +
                "at most ${SplitLimits.EVENT_TYPE}"
        }
        problems.requireText(json, "trafficTypeName")
        problems.requireText(json, "key")
        val timestamp = json.longOrNull("timestamp")
        problems.require(timestamp != null && timestamp > 0, "timestamp") { "is $timestamp, must be positive: milliseconds since 1970" }
        if ("environmentName" in json) problems.requireText(json, "environmentName")
        problems.requireFinite("value", json["value"])
        problems.requireScalars(json, PROPERTIES)
        val names = (json[PROPERTIES] as? JsonObject)?.keys.orEmpty()
        problems.require(names.none { it.isBlank() }, PROPERTIES) { "have one of a blank name" }
    }

    private companion object {
        const val PROPERTIES = "properties"
    }
}
