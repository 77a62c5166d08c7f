package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Field
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.element
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A single condition of an audience.
 *
 * @property type what is looked at; a type of which Tricolor knows nothing is kept as it is
 * @property name which of its kind: the key of an attribute, the name of a cookie
 * @property value what it is compared with: text, and for attributes also numbers, true and false
 * @property matchType how it is compared; null when it is not said, see [effectiveMatchType]
 */
@Serializable(with = Condition.Companion::class)
public class Condition internal constructor(json: JsonObject) : Document(json), Conditions<Condition> {
    public val type: ConditionType = ConditionType.of(json.string("type"))
    public val name: String? = json.stringOrNull("name")
    public val value: JsonElement? = json.element("value")
    public val matchType: ConditionMatchType? = json.stringOrNull("match_type")?.let(ConditionMatchType::of)

    /** How it is compared: unless it is said, [ConditionMatchType.EXACT] where there is a value, else [ConditionMatchType.EXISTS]. */
    public val effectiveMatchType: ConditionMatchType
        get() = matchType ?: if (value == null) ConditionMatchType.EXISTS else ConditionMatchType.EXACT

    override fun readable(): String = readableCondition(this)

    override fun toDatafile(): JsonElement = JsonObject(json.mapKeys { (name, _) -> if (name == "match_type") "match" else name })

    override fun leaves(): List<Condition> = listOf(this)

    override fun toString(): String = readable()

    public companion object : DocumentType<Condition>(::Condition)
}

/** What a [Condition] looks at; the documented types are constants. */
public class ConditionType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A custom attribute, of Full Stack and web projects. */
        @JvmField public val CUSTOM_ATTRIBUTE: ConditionType = ConditionType("custom_attribute")

        /** The browser or mobile device; superseded by the next three since 2015. */
        @JvmField public val BROWSER: ConditionType = ConditionType("browser")

        /** The browser. */
        @JvmField public val BROWSER_VERSION: ConditionType = ConditionType("browser_version")

        /** The kind of device. */
        @JvmField public val DEVICE: ConditionType = ConditionType("device")

        /** The operating system. */
        @JvmField public val PLATFORM: ConditionType = ConditionType("platform")

        /** The `utm_campaign` that the visitor came by. */
        @JvmField public val CAMPAIGN: ConditionType = ConditionType("campaign")

        /** A cookie. */
        @JvmField public val COOKIES: ConditionType = ConditionType("cookies")

        /** A tag that JavaScript put on the visitor. */
        @JvmField public val CUSTOM_TAG: ConditionType = ConditionType("custom_tag")

        /** A parameter of the page's query. */
        @JvmField public val QUERY: ConditionType = ConditionType("query")

        /** The page that the visitor came from. */
        @JvmField public val REFERRER: ConditionType = ConditionType("referrer")

        /** The IP address. */
        @JvmField public val IP: ConditionType = ConditionType("ip")

        /** A dimension, by its name and not its id. */
        @JvmField public val CUSTOM_DIMENSION: ConditionType = ConditionType("custom_dimension")

        /** A custom event that the visitor triggered. */
        @JvmField public val EVENT: ConditionType = ConditionType("event")

        /** What JavaScript evaluates to. */
        @JvmField public val CODE: ConditionType = ConditionType("code")

        /** The language that the browser prefers. */
        @JvmField public val LANGUAGE: ConditionType = ConditionType("language")

        /** The place. */
        @JvmField public val LOCATION: ConditionType = ConditionType("location")

        /** The way that the visitor came. */
        @JvmField public val SOURCE_TYPE: ConditionType = ConditionType("source_type")

        /** The time of day and the day of the week. */
        @JvmField public val TIME_AND_DAY: ConditionType = ConditionType("time_and_day")

        /** An uploaded list. */
        @JvmField public val LIST: ConditionType = ConditionType("list")

        /** A dimension of a data provider; in datafiles also the segments of Optimizely's own data platform. */
        @JvmField public val THIRD_PARTY_DIMENSION: ConditionType = ConditionType("third_party_dimension")

        /** A dimension of uploaded data. */
        @JvmField public val UPLOADED_DATA_DIMENSION: ConditionType = ConditionType("uploaded_data_dimension")

        /** It is the visitor's first session. */
        @JvmField public val FIRST_SESSION: ConditionType = ConditionType("first_session")

        /** The visitor has a universal user id. */
        @JvmField public val HAS_PPID: ConditionType = ConditionType("has_ppid")

        /** A new or returning visitor. Only read: Optimizely refuses to save it, [FIRST_SESSION] is in its place. */
        @JvmField public val VISITOR: ConditionType = ConditionType("visitor")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ConditionType = ConditionType(value)
    }
}

/** How a [Condition] compares. Which of them a condition can have follows from its type. */
public class ConditionMatchType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Is the value. */
        @JvmField public val EXACT: ConditionMatchType = ConditionMatchType("exact")

        /** Contains the value. */
        @JvmField public val SUBSTRING: ConditionMatchType = ConditionMatchType("substring")

        /** Is there, whatever its value. */
        @JvmField public val EXISTS: ConditionMatchType = ConditionMatchType("exists")

        /** Matches the regular expression. */
        @JvmField public val REGEX: ConditionMatchType = ConditionMatchType("regex")

        /** Has the host and path of the value. */
        @JvmField public val SIMPLE: ConditionMatchType = ConditionMatchType("simple")

        /** Starts with the value. */
        @JvmField public val PREFIX: ConditionMatchType = ConditionMatchType("prefix")

        /** Is in the network. */
        @JvmField public val CIDR: ConditionMatchType = ConditionMatchType("cidr")

        /** Is a greater number. */
        @JvmField public val GT: ConditionMatchType = ConditionMatchType("gt")

        /** Is a greater number, or the same. */
        @JvmField public val GE: ConditionMatchType = ConditionMatchType("ge")

        /** Is a smaller number. */
        @JvmField public val LT: ConditionMatchType = ConditionMatchType("lt")

        /** Is a smaller number, or the same. */
        @JvmField public val LE: ConditionMatchType = ConditionMatchType("le")

        /** Is the same semantic version. */
        @JvmField public val SEMVER_EQ: ConditionMatchType = ConditionMatchType("semver_eq")

        /** Is a later semantic version. */
        @JvmField public val SEMVER_GT: ConditionMatchType = ConditionMatchType("semver_gt")

        /** Is a later semantic version, or the same. */
        @JvmField public val SEMVER_GE: ConditionMatchType = ConditionMatchType("semver_ge")

        /** Is an earlier semantic version. */
        @JvmField public val SEMVER_LT: ConditionMatchType = ConditionMatchType("semver_lt")

        /** Is an earlier semantic version, or the same. */
        @JvmField public val SEMVER_LE: ConditionMatchType = ConditionMatchType("semver_le")

        /** Is in the segment of Optimizely's data platform. */
        @JvmField public val QUALIFIED: ConditionMatchType = ConditionMatchType("qualified")

        /** The match type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ConditionMatchType = ConditionMatchType(value)
    }
}

/** Builds a [Condition] by the vendor's names: `condition("weather") { value("rain") }`. */
public class ConditionBuilder internal constructor(type: String) : PayloadBuilder("condition") {
    init {
        fields["type"] = JsonPrimitive(type)
    }

    /** Which of its kind is looked at. */
    public var name: String by text("name")

    /** What it is compared with. */
    public var value: JsonElement by json("value")

    /** How it is compared. */
    public var matchType: ConditionMatchType by
        Field("match_type", { JsonPrimitive(it.value) }) { ConditionMatchType.of((it as JsonPrimitive).content) }

    /** Sets [ConditionBuilder.name]. */
    public fun name(name: String): ConditionBuilder = apply { this.name = name }

    /** Sets [ConditionBuilder.value]. */
    public fun value(value: String): ConditionBuilder = apply { this.value = JsonPrimitive(value) }

    /** Sets [ConditionBuilder.value]. */
    public fun value(value: Number): ConditionBuilder = apply { this.value = JsonPrimitive(value) }

    /** Sets [ConditionBuilder.value]. */
    public fun value(value: Boolean): ConditionBuilder = apply { this.value = JsonPrimitive(value) }

    /** Sets [ConditionBuilder.matchType]. */
    public fun matchType(matchType: ConditionMatchType): ConditionBuilder = apply { this.matchType = matchType }
}
