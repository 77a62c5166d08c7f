package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.element
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Whether a flag is in use in an environment.
 *
 * @property name how far it has come
 * @property lastRequested when an SDK last asked for it, as RFC 3339 text; null when none ever did
 * @property default the default value that was last seen in code
 * @property links where to find the status, and the flag
 * @property featureFlagKey the flag's key, as far as [links] tell it
 */
@Serializable(with = FlagStatus.Companion::class)
public class FlagStatus internal constructor(json: JsonObject) : Document(json) {
    public val name: FlagStatusName? = json.stringOrNull("name")?.let(FlagStatusName::of)
    public val lastRequested: String? = json.stringOrNull("lastRequested")
    public val default: JsonElement? = json.element("default")
    public val links: Map<String, Link> = json.links()
    public val featureFlagKey: String? get() = links["self"]?.href?.substringBefore('?')?.substringAfterLast('/')

    public companion object : DocumentType<FlagStatus>(::FlagStatus)
}

/** How far a flag has come in an environment. */
public class FlagStatusName private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Made within the last seven days, and not asked for yet. */
        @JvmField public val NEW: FlagStatusName = FlagStatusName("new")

        /** Not asked for within the last seven days. */
        @JvmField public val INACTIVE: FlagStatusName = FlagStatusName("inactive")

        /** Asked for within the last seven days. */
        @JvmField public val ACTIVE: FlagStatusName = FlagStatusName("active")

        /** Asked for, and one variation served to everyone for seven days. */
        @JvmField public val LAUNCHED: FlagStatusName = FlagStatusName("launched")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagStatusName = FlagStatusName(value)
    }
}

/**
 * The statuses of all flags in an environment.
 *
 * @property items one for each flag; [FlagStatus.featureFlagKey] tells which
 * @property links where to find this
 */
@Serializable(with = FlagStatuses.Companion::class)
public class FlagStatuses internal constructor(json: JsonObject) : Document(json) {
    public val items: List<FlagStatus> = json.documents("items", ::FlagStatus)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<FlagStatuses>(::FlagStatuses)
}

/**
 * The statuses of one flag in several environments.
 *
 * @property key the flag's key
 * @property environments by the key of the environment
 * @property links where to find this, and the flag
 */
@Serializable(with = FlagStatusAcrossEnvironments.Companion::class)
public class FlagStatusAcrossEnvironments internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val environments: Map<String, FlagStatus> = json.documentsByName("environments", ::FlagStatus)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<FlagStatusAcrossEnvironments>(::FlagStatusAcrossEnvironments)
}
