package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A kind of context: what flags are evaluated for, and experiments randomized by. Every project has `user`.
 *
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 * @property version counts its changes
 * @property creationDate in epoch milliseconds
 * @property lastModified in epoch milliseconds
 * @property lastSeen when an SDK evaluated for one of it last, in epoch milliseconds
 * @property createdFrom what brought it into being
 * @property hideInTargeting whether the user interface leaves it out where flags are targeted
 * @property archived whether it is archived
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/contexts">Contexts</a>
 */
@Serializable(with = ContextKind.Companion::class)
public class ContextKind internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val version: Long? = json.longOrNull("version")
    public val creationDate: Long? = json.longOrNull("creationDate")
    public val lastModified: Long? = json.longOrNull("lastModified")
    public val lastSeen: Long? = json.longOrNull("lastSeen")
    public val createdFrom: String? = json.stringOrNull("createdFrom")
    public val hideInTargeting: Boolean? = json.booleanOrNull("hideInTargeting")
    @get:JvmName("isArchived")
    public val archived: Boolean = json.booleanOrNull("archived") ?: false
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<ContextKind>(::ContextKind)
}

/**
 * What became of a context kind that was put.
 *
 * @property status what was done, in LaunchDarkly's words
 * @property links where it is found
 */
@Serializable(with = ContextKindPut.Companion::class)
public class ContextKindPut internal constructor(json: JsonObject) : Document(json) {
    public val status: String? = json.stringOrNull("status")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<ContextKindPut>(::ContextKindPut)
}

/** Builds a context kind, new or in the place of an old one. */
public class ContextKindBuilder(name: String) : PayloadBuilder("context kind") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String by text("description")

    /** Whether the user interface leaves it out where flags are targeted. */
    public var hideInTargeting: Boolean by flag("hideInTargeting")

    /** Whether it is archived. */
    public var archived: Boolean by flag("archived")

    /** The version that it was read at, by which LaunchDarkly notices that somebody else has changed it since. */
    public var version: Long by long("version")

    /** Sets [ContextKindBuilder.description]. */
    public fun description(text: String): ContextKindBuilder = apply { description = text }

    /** Sets [ContextKindBuilder.hideInTargeting]. */
    public fun hideInTargeting(hide: Boolean): ContextKindBuilder = apply { hideInTargeting = hide }

    /** Sets [ContextKindBuilder.archived]. */
    public fun archived(archived: Boolean): ContextKindBuilder = apply { this.archived = archived }

    /** Sets [ContextKindBuilder.version]. */
    public fun version(version: Long): ContextKindBuilder = apply { this.version = version }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireName(json)
        json.longOrNull("version")?.let { problems.require(it > 0, "version") { "is $it, must be more than 0" } }
    }
}
