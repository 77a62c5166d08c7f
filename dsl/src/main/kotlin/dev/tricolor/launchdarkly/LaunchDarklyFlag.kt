@file:JvmName("LaunchDarklyPayloads")
@file:JvmMultifileClass

package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.MalformedDocumentException
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Says what a new flag is, and what it does in its environments. Without variations it serves true and false.
 *
 * ```
 * launchDarklyFlag("checkout", "Checkout") {
 *     boolean()
 *     environment("production") {
 *         on()
 *         rule { clause(attribute("country") oneOf listOf("ES")); rollout { 10.percent to "true"; 90.percent to "false" } }
 *         fallthrough("false")
 *     }
 * }
 * ```
 *
 * @param key unique in its project: 1 to 256 letters, digits, `.`, `_` and `-`
 * @param name what people call it; the key unless said
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, each with its path
 */
@JvmOverloads
public fun launchDarklyFlag(key: String, name: String = key, block: Block<LaunchDarklyFlagBuilder> = Block {}): LaunchDarklyFlag =
    LaunchDarklyFlag(LaunchDarklyFlagBuilder(key, name).configuredBy(block).build())

/**
 * A flag that is to be created. It takes one request to create it, [creation], and one for each environment that says something,
 * [patches].
 *
 * In its JSON environments stand as they do in a [FeatureFlag], where variations are told by their index; prerequisites alone name theirs
 * by its id.
 *
 * @property key unique in its project
 * @property name what people call it
 * @property description what it is for
 * @property variations what it can serve; empty for true and false, or the stages of a migration
 * @property defaults which variations its environments begin with
 * @property temporary whether it is meant to go some day; null means that it is
 * @property tags its tags
 * @property clientSideAvailability which client-side SDKs may have it
 * @property customProperties metadata of other tools, by the property's key
 * @property purpose null for flags without a special one
 * @property migrationSettings of a migration flag
 * @property maintainerId the member who maintains it
 * @property maintainerTeamKey the team that maintains it
 * @property initialPrerequisites prerequisites in every environment
 * @property isFlagOn whether it is on in every environment; null means that it is not
 * @property environments what it does, by the key of the environment
 */
@Serializable(with = LaunchDarklyFlag.Companion::class)
public class LaunchDarklyFlag internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val variations: List<Variation> = json.documents("variations", ::Variation)
    public val defaults: Defaults? = json.document("defaults", ::Defaults)
    public val temporary: Boolean? = json.booleanOrNull("temporary")
    public val tags: List<String> = json.strings("tags")
    public val clientSideAvailability: ClientSideAvailability? = json.document("clientSideAvailability", ::ClientSideAvailability)
    public val customProperties: Map<String, CustomProperty> = json.documentsByName("customProperties", ::CustomProperty)
    public val purpose: FlagPurpose? = json.stringOrNull("purpose")?.let(FlagPurpose::of)
    public val migrationSettings: MigrationSettings? = json.document("migrationSettings", ::MigrationSettings)
    public val maintainerId: String? = json.stringOrNull("maintainerId")
    public val maintainerTeamKey: String? = json.stringOrNull("maintainerTeamKey")
    public val initialPrerequisites: List<Prerequisite> = json.documents("initialPrerequisites", ::Prerequisite)
    public val isFlagOn: Boolean? = json.booleanOrNull("isFlagOn")
    public val environments: Map<String, FeatureFlagConfig> = json.documentsByName("environments", ::FeatureFlagConfig)

    /** The body of the request that creates the flag: everything but [environments]. */
    public fun creation(): JsonObject = JsonObject(json - "environments")

    /**
     * The semantic patches that make the environments of [flag], which this one was created as, do what is said here; by the key of the
     * environment, without those of which nothing is said. Repeating one changes nothing.
     *
     * @throws IllegalArgumentException if [flag] has other variations, or the server did not say their ids
     */
    public fun patches(flag: FeatureFlag): Map<String, JsonObject> {
        val meant = variationsOf(json)
        require(flag.variations.map { it.value } == meant.map { it.value }) {
            "flag ${flag.key} has the variations ${flag.variations.map { it.valueText }}, must have ${meant.map { it.valueText }}"
        }
        val ids = flag.variations.map { requireNotNull(it.id) { "flag ${flag.key}: variation ${it.valueText} has no id" } }
        val said = environments.filterValues { it.json.isNotEmpty() }
        return said.mapValues { (key, config) -> FlagConfiguration(ids).patch(key, config) }
    }

    public companion object : DocumentType<LaunchDarklyFlag>(::LaunchDarklyFlag) {
        @JvmStatic
        override fun fromJson(text: String): LaunchDarklyFlag = super.fromJson(text)
    }
}

/** Builds a [LaunchDarklyFlag]. */
public class LaunchDarklyFlagBuilder internal constructor(private val key: String, name: String) : PayloadBuilder("flag") {
    private val variations = mutableListOf<VariationBuilder>()
    private val environments = LinkedHashMap<String, FlagEnvironmentBuilder>()
    private var defaults: Pair<VariationReference, VariationReference>? = null

    init {
        fields["key"] = JsonPrimitive(key)
        fields["name"] = JsonPrimitive(name)
    }

    /** What people call it. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is meant to go some day; it is unless said. */
    public var temporary: Boolean by flag("temporary")

    /** Whether it is turned on in every environment; it is not unless said. */
    public var isFlagOn: Boolean by flag("isFlagOn")

    /** The id of the member who maintains it, 24 hexadecimal digits. */
    public var maintainerId: String by text("maintainerId")

    /** The key of the team that maintains it. */
    public var maintainerTeamKey: String by text("maintainerTeamKey")

    /** Serves true and false. Java, where the word is taken, says `booleans()`. */
    @JvmName("booleans")
    public fun boolean(): LaunchDarklyFlagBuilder = variation(true).variation(false)

    /** Adds a variation that serves text. */
    @JvmOverloads
    public fun variation(value: String, block: Block<VariationBuilder> = Block {}): LaunchDarklyFlagBuilder =
        variation(JsonPrimitive(value), block)

    /** Adds a variation that serves a number. */
    @JvmOverloads
    public fun variation(value: Number, block: Block<VariationBuilder> = Block {}): LaunchDarklyFlagBuilder =
        variation(JsonPrimitive(value), block)

    /** Adds a variation that serves true or false. */
    @JvmOverloads
    public fun variation(value: Boolean, block: Block<VariationBuilder> = Block {}): LaunchDarklyFlagBuilder =
        variation(JsonPrimitive(value), block)

    /** Adds a variation that serves any JSON. */
    @JvmOverloads
    public fun variation(value: JsonElement, block: Block<VariationBuilder> = Block {}): LaunchDarklyFlagBuilder = apply {
        variations += VariationBuilder(JsonObject(mapOf("value" to value))).configuredBy(block)
    }

    /** Which variations environments begin with, by name or the text of the value: served when the flag is [on], and when it is [off]. */
    public fun defaults(on: String, off: String): LaunchDarklyFlagBuilder =
        apply { defaults = VariationReference(on) to VariationReference(off) }

    /** Which variations environments begin with, by index. */
    public fun defaults(on: Int, off: Int): LaunchDarklyFlagBuilder =
        apply { defaults = VariationReference(on) to VariationReference(off) }

    /** Its tags: letters, digits, `.`, `_` and `-`, at most 64 of them each. */
    public fun tags(vararg tags: String): LaunchDarklyFlagBuilder = tags(tags.asList())

    /** Its tags: letters, digits, `.`, `_` and `-`, at most 64 of them each. */
    public fun tags(tags: Collection<String>): LaunchDarklyFlagBuilder = apply { fields["tags"] = texts(tags) }

    /** Which client-side SDKs may have it: those with a client-side id, those with a mobile key. */
    public fun clientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): LaunchDarklyFlagBuilder = apply {
        fields["clientSideAvailability"] = JsonObject(
            mapOf("usingEnvironmentId" to JsonPrimitive(usingEnvironmentId), "usingMobileKey" to JsonPrimitive(usingMobileKey)),
        )
    }

    /** Metadata of another tool's. */
    public fun customProperty(key: String, name: String, vararg values: String): LaunchDarklyFlagBuilder =
        customProperty(key, name, values.asList())

    /** Metadata of another tool's. */
    public fun customProperty(key: String, name: String, values: Collection<String>): LaunchDarklyFlagBuilder = apply {
        val property = JsonObject(mapOf("name" to JsonPrimitive(name), "value" to texts(values)))
        fields["customProperties"] = JsonObject((fields["customProperties"] as? JsonObject).orEmpty() + (key to property))
    }

    /**
     * Makes it a flag that moves from one system to another; the server makes its variations, one for each stage.
     *
     * @param stageCount 2, 4 or 6
     * @param contextKind the kind of context that is moved; of six stages only
     */
    @JvmOverloads
    public fun migration(stageCount: Int, contextKind: String? = null): LaunchDarklyFlagBuilder = apply {
        fields["purpose"] = JsonPrimitive(FlagPurpose.MIGRATION.value)
        fields["migrationSettings"] = JsonObject(
            listOfNotNull(contextKind?.let { "contextKind" to JsonPrimitive(it) }, "stageCount" to JsonPrimitive(stageCount)).toMap(),
        )
    }

    /** In every environment, looks at this flag only when [flagKey] is on and serves its variation with the id [variationId]. */
    public fun initialPrerequisite(flagKey: String, variationId: String): LaunchDarklyFlagBuilder = apply {
        val before = fields["initialPrerequisites"] as? JsonArray
        fields["initialPrerequisites"] = JsonArray(before.orEmpty() + prerequisiteJson(flagKey, variationId))
    }

    /** What it does in the environment with the key [environmentKey]; saying more of the same environment adds to it. */
    public fun environment(environmentKey: String, block: Block<FlagEnvironmentBuilder>): LaunchDarklyFlagBuilder = apply {
        environments.getOrPut(environmentKey) { FlagEnvironmentBuilder(key) }.configuredBy(block)
    }

    /** Sets [LaunchDarklyFlagBuilder.name]. */
    public fun name(name: String): LaunchDarklyFlagBuilder = apply { this.name = name }

    /** Sets [LaunchDarklyFlagBuilder.description]. */
    public fun description(text: String): LaunchDarklyFlagBuilder = apply { description = text }

    /** Sets [LaunchDarklyFlagBuilder.temporary]. */
    public fun temporary(temporary: Boolean): LaunchDarklyFlagBuilder = apply { this.temporary = temporary }

    /** Sets [LaunchDarklyFlagBuilder.isFlagOn]. */
    public fun isFlagOn(on: Boolean): LaunchDarklyFlagBuilder = apply { isFlagOn = on }

    /** Sets [LaunchDarklyFlagBuilder.maintainerId]. */
    public fun maintainer(memberId: String): LaunchDarklyFlagBuilder = apply { maintainerId = memberId }

    /** Sets [LaunchDarklyFlagBuilder.maintainerTeamKey]. */
    public fun maintainerTeam(teamKey: String): LaunchDarklyFlagBuilder = apply { maintainerTeamKey = teamKey }

    override fun json(): JsonObject {
        if (variations.isNotEmpty()) fields["variations"] = JsonArray(variations.map { it.json() })
        // What is malformed is told by check; here it must not get in the way.
        val all = try {
            variationsOf(JsonObject(fields))
        } catch (_: MalformedDocumentException) {
            emptyList()
        }
        defaults?.let { (on, off) ->
            fields["defaults"] = JsonObject(
                mapOf("onVariation" to JsonPrimitive(on.indexIn(all)), "offVariation" to JsonPrimitive(off.indexIn(all))),
            )
        }
        val places = environments.mapValues { it.value.inFlag(all) }.filterValues { it.isNotEmpty() }
        if (places.isNotEmpty()) fields["environments"] = JsonObject(places)
        return JsonObject(READING_ORDER.filter(fields::containsKey).associateWith(fields::getValue) + fields)
    }

    override fun check(json: JsonObject, problems: Problems) {
        val flag = LaunchDarklyFlag(JsonObject(json - "environments"))
        problems.requireKey("key", flag.key, LaunchDarklyLimits.FLAG_KEY)
        problems.require(!flag.name.isNullOrBlank(), "name") { "is blank" }
        problems.requireTags("tags", flag.tags)
        problems.require(flag.maintainerId?.let(LaunchDarklyLimits::isMemberId) != false, "maintainerId") {
            "is ${quoted(flag.maintainerId)}, must be 24 hexadecimal digits"
        }
        flag.customProperties.forEach { (key, property) ->
            problems.require(key.isNotBlank() && !property.name.isNullOrBlank(), "customProperties.$key") { "has a blank key or name" }
        }
        flag.initialPrerequisites.forEachIndexed { index, prerequisite ->
            problems.at("initialPrerequisites[$index]").requirePrerequisite(prerequisite.key, prerequisite.variationId.orEmpty())
        }
        checkVariations(flag, problems)
        val all = variationsOf(json)
        environments.forEach { (key, environment) ->
            val place = problems.at("environments.$key")
            place.requireKey("", key, LaunchDarklyLimits.PROJECT_KEY)
            environment.checkInto(place, JsonObject(environment.fields))
            environment.checkInFlag(all, place)
        }
    }

    private fun checkVariations(flag: LaunchDarklyFlag, problems: Problems) {
        flag.variations.forEachIndexed { index, variation ->
            val first = flag.variations.indexOfFirst { it.value == variation.value }
            problems.require(first == index, "variations[$index].value") {
                "is ${variation.value}, as is that of variations[$first]; values are unique"
            }
        }
        val all = variationsOf(flag.json)
        defaults?.let { (on, off) ->
            on.problemIn(all)?.let { problems.add("defaults.onVariation", it) }
            off.problemIn(all)?.let { problems.add("defaults.offVariation", it) }
        }
        if (flag.purpose == FlagPurpose.MIGRATION) {
            problems.require(flag.variations.isEmpty(), "variations") { "are said, but those of a migration flag are the server's" }
            problems.require(flag.defaults == null, "defaults") { "are said, but those of a migration flag are the server's" }
            problems.require(flag.migrationSettings?.stageCount in STAGES, "migrationSettings.stageCount") {
                "is ${flag.migrationSettings?.stageCount}, must be 2, 4 or 6"
            }
        }
    }

    private companion object {
        val READING_ORDER = listOf("key", "name", "description", "purpose", "variations", "defaults", "temporary", "tags")
    }
}

private val STAGES = mapOf(
    2 to listOf("off", "complete"),
    4 to listOf("off", "shadow", "live", "complete"),
    6 to listOf("off", "dualwrite", "shadow", "live", "rampdown", "complete"),
)

/** The variations that [flag] says, or those that the server makes where it says none. */
private fun variationsOf(flag: JsonObject): List<Variation> {
    val said = flag.documents("variations", ::Variation)
    val stages = flag.document("migrationSettings", ::MigrationSettings)?.stageCount?.let(STAGES::get)
    val made = stages?.map(::JsonPrimitive) ?: listOf(JsonPrimitive(true), JsonPrimitive(false))
    return said.ifEmpty { made.map { Variation(JsonObject(mapOf("value" to it))) } }
}
