package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An event: something that visitors do, for metrics to count. Custom events are made by this API; others belong to a page, or to a classic
 * project.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property key what programs name it by; unique in its project
 * @property name what people call it; the key, where nobody said
 * @property description what it is for
 * @property eventType what kind of event it is
 * @property category what visitors do when it happens
 * @property eventProperties what comes along with it, for metrics to filter by
 * @property pageId the page that it happens on, of a click or a page view
 * @property config which elements are clicked, of a click
 * @property isClassic whether it belongs to a classic project, and can only be read
 * @property isEditable whether it can be changed
 * @property archived whether it is put away
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/events">Events</a>
 */
@Serializable(with = Event.Companion::class)
public class Event internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val eventType: EventType? = json.stringOrNull("event_type")?.let(EventType::of)
    public val category: EventCategory? = json.stringOrNull("category")?.let(EventCategory::of)
    public val eventProperties: List<EventProperty> = json.documents("event_properties", ::EventProperty)
    public val pageId: Long? = json.longOrNull("page_id")
    public val config: EventConfig? = json.document("config", ::EventConfig)
    public val isClassic: Boolean? = json.booleanOrNull("is_classic")
    public val isEditable: Boolean? = json.booleanOrNull("is_editable")
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Event>(::Event)
}

/**
 * Something that comes along with an event.
 *
 * @property name what programs name it by
 * @property dataType what its values are
 */
@Serializable(with = EventProperty.Companion::class)
public class EventProperty internal constructor(json: JsonObject) : Document(json) {
    public val name: String = json.string("name")
    public val dataType: EventPropertyType? = json.stringOrNull("data_type")?.let(EventPropertyType::of)

    public companion object : DocumentType<EventProperty>(::EventProperty)
}

/**
 * Which elements of a page a click is on.
 *
 * @property selector their CSS selector
 */
@Serializable(with = EventConfig.Companion::class)
public class EventConfig internal constructor(json: JsonObject) : Document(json) {
    public val selector: String? = json.stringOrNull("selector")

    public companion object : DocumentType<EventConfig>(::EventConfig)
}

/** What kind an [Event] is of. Those of classic projects have names of their own, such as `classic_click`. */
public class EventType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** What programs send. */
        @JvmField public val CUSTOM: EventType = EventType("custom")

        /** A click on an element of a page. */
        @JvmField public val CLICK: EventType = EventType("click")

        /** A view of a page. */
        @JvmField public val PAGEVIEW: EventType = EventType("pageview")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): EventType = EventType(value)
    }
}

/** What visitors do when an [Event] happens. */
public class EventCategory private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** They put something into their cart. */
        @JvmField public val ADD_TO_CART: EventCategory = EventCategory("add_to_cart")

        /** They save something. */
        @JvmField public val SAVE: EventCategory = EventCategory("save")

        /** They search. */
        @JvmField public val SEARCH: EventCategory = EventCategory("search")

        /** They share something. */
        @JvmField public val SHARE: EventCategory = EventCategory("share")

        /** They buy. */
        @JvmField public val PURCHASE: EventCategory = EventCategory("purchase")

        /** They do what the page is for. */
        @JvmField public val CONVERT: EventCategory = EventCategory("convert")

        /** They sign up. */
        @JvmField public val SIGN_UP: EventCategory = EventCategory("sign_up")

        /** They subscribe. */
        @JvmField public val SUBSCRIBE: EventCategory = EventCategory("subscribe")

        /** Something else. */
        @JvmField public val OTHER: EventCategory = EventCategory("other")

        /** The category that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): EventCategory = EventCategory(value)
    }
}

/** What the values of an [EventProperty] are. */
public class EventPropertyType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** True or false. */
        @JvmField public val BOOLEAN: EventPropertyType = EventPropertyType("boolean")

        /** Numbers. */
        @JvmField public val NUMBER: EventPropertyType = EventPropertyType("number")

        /** Texts. */
        @JvmField public val STRING: EventPropertyType = EventPropertyType("string")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): EventPropertyType = EventPropertyType(value)
    }
}
