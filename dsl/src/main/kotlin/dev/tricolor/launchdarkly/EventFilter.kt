@file:JvmName("LaunchDarklyPayloads")
@file:JvmMultifileClass

package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Which events of a metric count: a condition, or a group of them.
 *
 * @property type what is compared
 * @property attribute the attribute or property that is compared; null in a group
 * @property op how it is compared, as in a [Clause]; in a group, how its members are joined
 * @property values what it is compared with; in a group, its members as they are
 * @property members the members of a group; empty otherwise
 * @property contextKind the kind of context that it is about
 * @property negate whether it holds when the comparison does not
 */
@Serializable(with = EventFilter.Companion::class)
public class EventFilter internal constructor(json: JsonObject) : Document(json) {
    public val type: EventFilterType? = json.stringOrNull("type")?.let(EventFilterType::of)
    public val attribute: String? = json.stringOrNull("attribute")
    public val op: String? = json.stringOrNull("op")
    public val values: List<JsonElement> = (json["values"] as? JsonArray).orEmpty()
    public val members: List<EventFilter> = if (type == EventFilterType.GROUP) members(values) else emptyList()
    public val contextKind: String? = json.stringOrNull("contextKind")
    public val negate: Boolean = json.booleanOrNull("negate") ?: false

    public companion object : DocumentType<EventFilter>(::EventFilter)
}

/** A group may come to hold what is no filter; that stays among the values. */
private fun members(values: List<JsonElement>) =
    JsonObject(mapOf("values" to JsonArray(values.filterIsInstance<JsonObject>()))).documents("values", ::EventFilter)

/** What an [EventFilter] compares. */
public class EventFilterType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** An attribute of the context. */
        @JvmField public val CONTEXT_ATTRIBUTE: EventFilterType = EventFilterType("contextAttribute")

        /** A property of the event. */
        @JvmField public val EVENT_PROPERTY: EventFilterType = EventFilterType("eventProperty")

        /** Nothing: it joins other filters. */
        @JvmField public val GROUP: EventFilterType = EventFilterType("group")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): EventFilterType = EventFilterType(value)
    }
}

/** Builds an [EventFilter]; [contextAttribute], [eventProperty] and [filterGroup] make them. */
public class EventFilterBuilder internal constructor(type: EventFilterType, parts: JsonObject) : PayloadBuilder("event filter") {
    init {
        fields["type"] = JsonPrimitive(type.value)
        fields += parts
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.stringOrNull("op")?.isBlank() != true, "op") { "is blank" }
        problems.require(!(json["values"] as? JsonArray).isNullOrEmpty(), "values") { "are none, must be at least one" }
    }
}

/** Counts events of contexts of which [clause] holds: `contextAttribute(attribute("country") eq "CA")`. */
public fun contextAttribute(clause: ClauseBuilder): EventFilterBuilder = comparing(EventFilterType.CONTEXT_ATTRIBUTE, clause)

/** Counts events with properties of which [clause] holds: `eventProperty(attribute("price") atLeast 10)`. */
public fun eventProperty(clause: ClauseBuilder): EventFilterBuilder = comparing(EventFilterType.EVENT_PROPERTY, clause)

/** Joins [filters] by [op], in LaunchDarkly's words for it. */
public fun filterGroup(op: String, vararg filters: EventFilterBuilder): EventFilterBuilder {
    val members = filters.map { it.json() }
    val parts = mapOf("op" to JsonPrimitive(op), "values" to JsonArray(members), "negate" to JsonPrimitive(false))
    return EventFilterBuilder(EventFilterType.GROUP, JsonObject(parts)).apply {
        filters.forEachIndexed { index, filter -> filter.checkInto(problems.at("values[$index]"), members[index]) }
    }
}

private fun comparing(type: EventFilterType, clause: ClauseBuilder): EventFilterBuilder {
    val parts = clause.json()
    return EventFilterBuilder(type, parts).apply {
        problems.require((parts["attribute"] as? JsonPrimitive)?.content?.isNotBlank() == true, "attribute") { "is blank" }
    }
}
