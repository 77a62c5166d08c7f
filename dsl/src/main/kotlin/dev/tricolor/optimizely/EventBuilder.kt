package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.documents
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of a custom event, new or not. */
public abstract class EventFields<Self : EventFields<Self>> internal constructor(payload: String) : ItemFields<Self>(payload) {
    /** What people call it; the key unless set. */
    public var name: String by text("name")

    /** What visitors do when it happens; [EventCategory.OTHER] unless set. */
    public var category: EventCategory by openEnum("category", EventCategory::of)

    /** Sets [EventFields.name]. */
    public fun name(name: String): Self = self().apply { this.name = name }

    /** Sets [EventFields.category]. */
    public fun category(category: EventCategory): Self = self().apply { this.category = category }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        json.stringOrNull("key")?.let { problems.requireSpacedKey("key", it) }
    }
}

/**
 * Builds a new custom event.
 *
 * @param key what programs name it by: at most 64 letters, digits, spaces, `_`, `-` and `.`
 */
public class EventBuilder(key: String) : EventFields<EventBuilder>("event") {
    init {
        fields["key"] = JsonPrimitive(key)
    }

    /** Adds something that comes along with it, for metrics to filter by. */
    public fun eventProperty(name: String, dataType: EventPropertyType): EventBuilder = apply {
        val property = JsonObject(mapOf("name" to JsonPrimitive(name), "data_type" to JsonPrimitive(dataType.value)))
        put("event_properties", (fields["event_properties"] as? JsonArray).orEmpty() + property)
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        val names = json.documents("event_properties", ::EventProperty).map { it.name }
        names.forEachIndexed { index, name ->
            problems.require(name.isNotBlank(), "event_properties[$index].name") { "is blank" }
            problems.require(names.indexOf(name) == index, "event_properties[$index].name") { "is ${quoted(name)} again" }
        }
    }
}

/** Builds a change of a custom event: what is not said stays as it is. */
public class EventUpdateBuilder : EventFields<EventUpdateBuilder>("event update") {
    /** What programs name it by. Programs that send the old key do not follow. */
    public var key: String by text("key")

    /** Sets [EventUpdateBuilder.key]. */
    public fun key(key: String): EventUpdateBuilder = apply { this.key = key }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}
