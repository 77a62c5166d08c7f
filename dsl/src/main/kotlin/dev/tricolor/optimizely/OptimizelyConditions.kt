package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What both languages of conditions have in common. Java finds it in [Conditions]. */
@TricolorDsl
public abstract class ConditionsScope<L> internal constructor() {
    /** [conditions] do not hold; `!` says the same. */
    public fun not(conditions: Conditions<L>): Conditions<L> = conditions.not()

    /** All of [conditions] hold. */
    public fun allOf(vararg conditions: Conditions<L>): Conditions<L> = Conditions.allOf(conditions.asList())

    /** All of [conditions] hold. */
    public fun allOf(conditions: Collection<Conditions<L>>): Conditions<L> = Conditions.allOf(conditions)

    /** At least one of [conditions] holds. */
    public fun anyOf(vararg conditions: Conditions<L>): Conditions<L> = Conditions.anyOf(conditions.asList())

    /** At least one of [conditions] holds. */
    public fun anyOf(conditions: Collection<Conditions<L>>): Conditions<L> = Conditions.anyOf(conditions)
}

/**
 * What can be said in an audience's conditions: `conditions { browser("gc") and query("utm_campaign", "true") }`. Java imports the
 * functions statically: `attribute("country").eq("CA").or(attribute("region").eq("north"))`.
 *
 * [attribute] is for every project of today's platform, the others are for classic and web projects. Where a match type can be said and is
 * not, Optimizely takes `exact` if there is a value and `exists` if there is none.
 */
@TricolorDsl
public object OptimizelyConditions : ConditionsScope<Condition>() {
    /** The custom attribute with the key [key]: `attribute("country") eq "CA"`. */
    @JvmStatic
    public fun attribute(key: String): AttributeSubject = AttributeSubject(key)

    /**
     * Uses a browser or a mobile device, such as `gc`, `ie11` or `ipad`. Superseded since 2015 by [browserVersion], [device] and
     * [platform]; Optimizely still takes it.
     */
    @JvmStatic
    public fun browser(value: String): Conditions<Condition> = condition(ConditionType.BROWSER, value = value)

    /** Uses the browser. */
    @JvmStatic
    public fun browserVersion(browser: BrowserVersion): Conditions<Condition> =
        condition(ConditionType.BROWSER_VERSION, value = browser.value)

    /** Uses the kind of device. */
    @JvmStatic
    public fun device(device: VisitorDevice): Conditions<Condition> = condition(ConditionType.DEVICE, value = device.value)

    /** Uses the operating system. */
    @JvmStatic
    public fun platform(platform: VisitorPlatform): Conditions<Condition> = condition(ConditionType.PLATFORM, value = platform.value)

    /**
     * Came by a campaign: its `utm_campaign` is there, or compares with [value].
     *
     * @param value anything but `none`, which is Optimizely's word for no campaign
     * @param matchType `exists`, `exact`, `substring` or `regex`
     */
    @JvmStatic
    @JvmOverloads
    public fun campaign(value: String? = null, matchType: ConditionMatchType? = null): Conditions<Condition> =
        condition(ConditionType.CAMPAIGN, value = value, matchType = matchType)

    /**
     * Has the cookie [name], or one that compares with [value].
     *
     * @param matchType `exists`, `exact`, `substring` or `regex`
     */
    @JvmStatic
    @JvmOverloads
    public fun cookie(name: String, value: String? = null, matchType: ConditionMatchType? = null): Conditions<Condition> =
        condition(ConditionType.COOKIES, name, value, matchType)

    /**
     * Was given the tag [name] by JavaScript, or one that compares with [value].
     *
     * @param matchType `exists`, `exact`, `substring` or `regex`
     */
    @JvmStatic
    @JvmOverloads
    public fun customTag(name: String, value: String? = null, matchType: ConditionMatchType? = null): Conditions<Condition> =
        condition(ConditionType.CUSTOM_TAG, name, value, matchType)

    /**
     * The page's address has the query parameter [name], or one that compares with [value].
     *
     * @param matchType `exists`, `exact`, `substring` or `regex`
     */
    @JvmStatic
    @JvmOverloads
    public fun query(name: String, value: String? = null, matchType: ConditionMatchType? = null): Conditions<Condition> =
        condition(ConditionType.QUERY, name, value, matchType)

    /**
     * Came from a page whose address compares with [url].
     *
     * @param matchType `exact`, `simple` (host and path), `substring` or `regex`
     */
    @JvmStatic
    @JvmOverloads
    public fun referrer(url: String, matchType: ConditionMatchType? = null): Conditions<Condition> =
        condition(ConditionType.REFERRER, value = url, matchType = matchType)

    /**
     * Has an IP address that compares with [address].
     *
     * @param matchType `exact`, `prefix`, `cidr` (`10.0.0.0/8`) or `regex`
     */
    @JvmStatic
    @JvmOverloads
    public fun ip(address: String, matchType: ConditionMatchType? = null): Conditions<Condition> =
        condition(ConditionType.IP, value = address, matchType = matchType)

    /** Has a value, or the value [value], in the dimension with the name, not the id, [name]. */
    @JvmStatic
    @JvmOverloads
    public fun customDimension(name: String, value: String? = null): Conditions<Condition> =
        condition(ConditionType.CUSTOM_DIMENSION, name, value)

    /** Triggered the goal whose custom event is [name]. */
    @JvmStatic
    public fun event(name: String): Conditions<Condition> = condition(ConditionType.EVENT, name)

    /** The JavaScript [javascript] evaluates to something truthy. */
    @JvmStatic
    public fun code(javascript: String): Conditions<Condition> = condition(ConditionType.CODE, value = javascript)

    /** Prefers the language, such as `en` or `en-us`. */
    @JvmStatic
    public fun language(code: String): Conditions<Condition> = condition(ConditionType.LANGUAGE, value = code)

    /**
     * Is in the place: a country, and perhaps its region and city, `location("US", "CA", "SANFRANCISCO")`.
     *
     * They are joined by `|`, as classic projects have it. Samples of v2 have `-` instead: `location("US-CA-SANFRANCISCO")`.
     */
    @JvmStatic
    public fun location(vararg parts: String): Conditions<Condition> = condition(ConditionType.LOCATION, value = parts.joinToString("|"))

    /** Came this way. */
    @JvmStatic
    public fun sourceType(source: TrafficSource): Conditions<Condition> = condition(ConditionType.SOURCE_TYPE, value = source.value)

    /**
     * Comes from [from] to [to], as `HH:MM`, on one of [days]; `00:00` to `23:59` is the whole day.
     *
     * @param days at least one
     */
    @JvmStatic
    public fun timeAndDay(from: String, to: String, vararg days: Weekday): Conditions<Condition> =
        condition(ConditionType.TIME_AND_DAY, value = "${from}_${to}_${days.joinToString(",")}")

    /** Is in the uploaded list [name], or has the value [value] there. */
    @JvmStatic
    @JvmOverloads
    public fun list(name: String, value: String? = null): Conditions<Condition> = condition(ConditionType.LIST, name, value)

    /** Has the value [value] in the dimension [name] of a data provider. */
    @JvmStatic
    public fun thirdPartyDimension(name: String, value: String): Conditions<Condition> =
        condition(ConditionType.THIRD_PARTY_DIMENSION, name, value)

    /** Has the value [value] in the dimension [name] of uploaded data. */
    @JvmStatic
    public fun uploadedDataDimension(name: String, value: String): Conditions<Condition> =
        condition(ConditionType.UPLOADED_DATA_DIMENSION, name, value)

    /** Is here for the first time; returning visitors are those of whom it is `not`. */
    @JvmStatic
    public fun firstSession(): Conditions<Condition> = condition(ConditionType.FIRST_SESSION)

    /** Has a universal user id. */
    @JvmStatic
    public fun hasPpid(): Conditions<Condition> = condition(ConditionType.HAS_PPID)

    /** A condition by the vendor's names, for what has no function here. */
    @JvmStatic
    public fun condition(type: String, block: Block<ConditionBuilder>): Conditions<Condition> =
        Condition(ConditionBuilder(type).configuredBy(block).json())

    private fun condition(type: ConditionType, name: String? = null, value: String? = null, matchType: ConditionMatchType? = null) =
        conditionOf(type, name, value?.let(::JsonPrimitive), matchType)
}

/** A custom attribute that is compared: `attribute("age") ge 18`. Texts are compared with their case. */
public class AttributeSubject internal constructor(private val key: String) {
    /** Is [value]. */
    public infix fun eq(value: String): Conditions<Condition> = compared(ConditionMatchType.EXACT, JsonPrimitive(value))

    /** Is the number [value]. */
    public infix fun eq(value: Number): Conditions<Condition> = compared(ConditionMatchType.EXACT, JsonPrimitive(value))

    /** Is [value]. */
    public infix fun eq(value: Boolean): Conditions<Condition> = compared(ConditionMatchType.EXACT, JsonPrimitive(value))

    /** Is known, whatever its value. */
    public fun exists(): Conditions<Condition> = compared(ConditionMatchType.EXISTS, null)

    /** Contains [part]. */
    public infix fun contains(part: String): Conditions<Condition> = compared(ConditionMatchType.SUBSTRING, JsonPrimitive(part))

    /** Is a number greater than [value]. */
    public infix fun gt(value: Number): Conditions<Condition> = compared(ConditionMatchType.GT, JsonPrimitive(value))

    /** Is the number [value] or a greater one. */
    public infix fun ge(value: Number): Conditions<Condition> = compared(ConditionMatchType.GE, JsonPrimitive(value))

    /** Is a number smaller than [value]. */
    public infix fun lt(value: Number): Conditions<Condition> = compared(ConditionMatchType.LT, JsonPrimitive(value))

    /** Is the number [value] or a smaller one. */
    public infix fun le(value: Number): Conditions<Condition> = compared(ConditionMatchType.LE, JsonPrimitive(value))

    /** Is the semantic version [version], such as `2.1.0-beta`; `2.1` is all of its patches. */
    public infix fun semverEq(version: String): Conditions<Condition> = compared(ConditionMatchType.SEMVER_EQ, JsonPrimitive(version))

    /** Is a later semantic version than [version]. */
    public infix fun semverGt(version: String): Conditions<Condition> = compared(ConditionMatchType.SEMVER_GT, JsonPrimitive(version))

    /** Is the semantic version [version] or a later one. */
    public infix fun semverGe(version: String): Conditions<Condition> = compared(ConditionMatchType.SEMVER_GE, JsonPrimitive(version))

    /** Is an earlier semantic version than [version]. */
    public infix fun semverLt(version: String): Conditions<Condition> = compared(ConditionMatchType.SEMVER_LT, JsonPrimitive(version))

    /** Is the semantic version [version] or an earlier one. */
    public infix fun semverLe(version: String): Conditions<Condition> = compared(ConditionMatchType.SEMVER_LE, JsonPrimitive(version))

    private fun compared(matchType: ConditionMatchType, value: JsonElement?) =
        conditionOf(ConditionType.CUSTOM_ATTRIBUTE, key, value, matchType)
}

private fun conditionOf(type: ConditionType, name: String?, value: JsonElement?, matchType: ConditionMatchType?): Conditions<Condition> {
    val members = listOf(
        "type" to JsonPrimitive(type.value),
        "name" to name?.let(::JsonPrimitive),
        "match_type" to matchType?.let { JsonPrimitive(it.value) },
        "value" to value,
    )
    return Condition(JsonObject(members.mapNotNull { (member, said) -> said?.let { member to it } }.toMap()))
}
