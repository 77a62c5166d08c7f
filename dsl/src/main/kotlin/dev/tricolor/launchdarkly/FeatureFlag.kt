package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A feature flag of a project: its variations, and what it does in each environment.
 *
 * @property key unique in the project
 * @property name what people call it
 * @property kind whether it has two variations, true and false, or others
 * @property description what it is for
 * @property version how often the flag has been changed; each environment counts for itself: [version]
 * @property creationDate in epoch milliseconds
 * @property includeInSnippet deprecated by LaunchDarkly for [clientSideAvailability]
 * @property clientSideAvailability which client-side SDKs may have it
 * @property variations what it can serve; environments refer to them by their index
 * @property temporary whether it is meant to go some day
 * @property tags its tags
 * @property links where to find what is related
 * @property maintainerId the member who maintains it
 * @property maintainer the member who maintains it
 * @property maintainerTeamKey the team that maintains it
 * @property maintainerTeam the team that maintains it
 * @property goalIds deprecated by LaunchDarkly
 * @property experiments legacy experiments only
 * @property customProperties metadata of other tools, by the property's key
 * @property archived whether it is in the archive; its key stays taken
 * @property archivedDate in epoch milliseconds
 * @property deprecated whether it should no longer be used
 * @property deprecatedDate in epoch milliseconds
 * @property defaults which variations new environments begin with
 * @property purpose null for flags without a special one
 * @property migrationSettings of a migration flag; given only where `expand` asks for it
 * @property environments what it does, by the key of the environment; in a list only those that were asked for
 * @see <a href="https://launchdarkly.com/docs/api/feature-flags">Feature flags</a>
 */
@Serializable(with = FeatureFlag.Companion::class)
public class FeatureFlag internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val kind: FlagKind? = json.stringOrNull("kind")?.let(FlagKind::of)
    public val description: String? = json.stringOrNull("description")
    public val version: Long? = json.longOrNull("_version")
    public val creationDate: Long? = json.longOrNull("creationDate")
    public val includeInSnippet: Boolean? = json.booleanOrNull("includeInSnippet")
    public val clientSideAvailability: ClientSideAvailability? = json.document("clientSideAvailability", ::ClientSideAvailability)
    public val variations: List<Variation> = json.documents("variations", ::Variation)
    @get:JvmName("isTemporary")
    public val temporary: Boolean = json.booleanOrNull("temporary") ?: false
    public val tags: List<String> = json.strings("tags")
    public val links: Map<String, Link> = json.links()
    public val maintainerId: String? = json.stringOrNull("maintainerId")
    public val maintainer: MemberSummary? = json.document("_maintainer", ::MemberSummary)
    public val maintainerTeamKey: String? = json.stringOrNull("maintainerTeamKey")
    public val maintainerTeam: MaintainerTeam? = json.document("_maintainerTeam", ::MaintainerTeam)
    public val goalIds: List<String> = json.strings("goalIds")
    public val experiments: JsonObject? = json.document("experiments") { it }
    public val customProperties: Map<String, CustomProperty> = json.documentsByName("customProperties", ::CustomProperty)
    @get:JvmName("isArchived")
    public val archived: Boolean = json.booleanOrNull("archived") ?: false
    public val archivedDate: Long? = json.longOrNull("archivedDate")
    @get:JvmName("isDeprecated")
    public val deprecated: Boolean = json.booleanOrNull("deprecated") ?: false
    public val deprecatedDate: Long? = json.longOrNull("deprecatedDate")
    public val defaults: Defaults? = json.document("defaults", ::Defaults)
    public val purpose: FlagPurpose? = json.stringOrNull("_purpose")?.let(FlagPurpose::of)
    public val migrationSettings: MigrationSettings? = json.document("migrationSettings", ::MigrationSettings)
    public val environments: Map<String, FeatureFlagConfig> = json.documentsByName("environments", ::FeatureFlagConfig)

    /**
     * The variation that bears [nameOrValue] as its name, or whose value reads so: `variation("true")`.
     *
     * @throws NoSuchElementException if there is none, or more than one
     */
    public fun variation(nameOrValue: String): Variation {
        val reference = VariationReference(nameOrValue)
        val index = reference.indexIn(variations) ?: throw NoSuchElementException("flag $key: ${reference.problemIn(variations)}")
        return variations[index]
    }

    /**
     * The id of [variation], by which patches and experiments refer to it.
     *
     * @throws NoSuchElementException if there is none, or more than one, or the server did not say its id
     */
    public fun variationId(nameOrValue: String): String =
        variation(nameOrValue).id ?: throw NoSuchElementException("flag $key: variation $nameOrValue has no id")

    /**
     * What the flag does in an environment.
     *
     * @throws NoSuchElementException if the flag was read without it
     */
    public fun environment(environmentKey: String): FeatureFlagConfig = environments[environmentKey]
        ?: throw NoSuchElementException("flag $key was read without environment $environmentKey, but with ${environments.keys}")

    /**
     * How often the flag has been changed in an environment; experiments ask for it, to be sure of what they build on.
     *
     * @throws NoSuchElementException if the flag was read without it
     */
    public fun version(environmentKey: String): Long = environment(environmentKey).version
        ?: throw NoSuchElementException("flag $key has no version in environment $environmentKey")

    public companion object : DocumentType<FeatureFlag>(::FeatureFlag)
}

/** Whether a flag has two variations, true and false, or others. */
public class FlagKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** True and false. */
        @JvmField public val BOOLEAN: FlagKind = FlagKind("boolean")

        /** Variations of any value. */
        @JvmField public val MULTIVARIATE: FlagKind = FlagKind("multivariate")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagKind = FlagKind(value)
    }
}

/** What a flag with a special purpose is for. */
public class FlagPurpose private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Moves from one system to another, in stages. */
        @JvmField public val MIGRATION: FlagPurpose = FlagPurpose("migration")

        /** Keeps a part of all contexts out of experiments. */
        @JvmField public val HOLDOUT: FlagPurpose = FlagPurpose("holdout")

        /** The purpose that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagPurpose = FlagPurpose(value)
    }
}

/**
 * Which variations a flag begins with in a new environment.
 *
 * @property onVariation index of what is served when the flag is on
 * @property offVariation index of what is served when the flag is off
 */
@Serializable(with = Defaults.Companion::class)
public class Defaults internal constructor(json: JsonObject) : Document(json) {
    public val onVariation: Int? = json.intOrNull("onVariation")
    public val offVariation: Int? = json.intOrNull("offVariation")

    public companion object : DocumentType<Defaults>(::Defaults)
}

/**
 * Which client-side SDKs may have a flag.
 *
 * @property usingEnvironmentId those that identify themselves by the client-side id: browsers
 * @property usingMobileKey those that identify themselves by a mobile key
 */
@Serializable(with = ClientSideAvailability.Companion::class)
public class ClientSideAvailability internal constructor(json: JsonObject) : Document(json) {
    public val usingEnvironmentId: Boolean? = json.booleanOrNull("usingEnvironmentId")
    public val usingMobileKey: Boolean? = json.booleanOrNull("usingMobileKey")

    public companion object : DocumentType<ClientSideAvailability>(::ClientSideAvailability)
}

/**
 * Metadata of another tool's.
 *
 * @property name what people call the property
 * @property value its values
 */
@Serializable(with = CustomProperty.Companion::class)
public class CustomProperty internal constructor(json: JsonObject) : Document(json) {
    public val name: String? = json.stringOrNull("name")
    public val value: List<String> = json.strings("value")

    public companion object : DocumentType<CustomProperty>(::CustomProperty)
}

/**
 * The team that maintains a flag.
 *
 * @property key its key
 * @property name what people call it
 * @property links where to find it
 */
@Serializable(with = MaintainerTeam.Companion::class)
public class MaintainerTeam internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<MaintainerTeam>(::MaintainerTeam)
}

/**
 * How a migration flag migrates.
 *
 * @property stageCount how many stages it has: 2, 4 or 6; each is a variation
 * @property contextKind the kind of context that is migrated; of flags with six stages only
 */
@Serializable(with = MigrationSettings.Companion::class)
public class MigrationSettings internal constructor(json: JsonObject) : Document(json) {
    public val stageCount: Int? = json.intOrNull("stageCount")
    public val contextKind: String? = json.stringOrNull("contextKind")

    public companion object : DocumentType<MigrationSettings>(::MigrationSettings)
}
