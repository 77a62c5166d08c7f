package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A project: what flags, metrics, environments and experiments live in.
 *
 * The answers to a create and an update have all its [environments]; a read has the first of them, where it asks for them, and how many
 * there are in all. With them come their SDK keys, which are secrets and do not print.
 *
 * @property id its id
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property includeInSnippetByDefault whether browsers may have its new flags; deprecated by LaunchDarkly for
 * [defaultClientSideAvailability]
 * @property defaultClientSideAvailability which client-side SDKs may have its new flags
 * @property tags its tags, sorted
 * @property defaultReleasePipelineKey the release pipeline that new flags go through
 * @property environments its environments; empty in a read that did not ask for them
 * @property environmentCount how many environments it has; null in a read that did not ask for them
 * @property access what the token may do with it
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/projects">Projects</a>
 */
@Serializable(with = Project.Companion::class)
public class Project internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val includeInSnippetByDefault: Boolean? = json.booleanOrNull("includeInSnippetByDefault")
    public val defaultClientSideAvailability: ClientSideAvailability? =
        json.document("defaultClientSideAvailability", ::ClientSideAvailability)
    public val tags: List<String> = json.strings("tags")
    public val defaultReleasePipelineKey: String? = json.stringOrNull("defaultReleasePipelineKey")
    public val environments: List<Environment>
    public val environmentCount: Long?
    public val access: Access? = json.document("_access", ::Access)
    public val links: Map<String, Link> = json.links()

    init {
        if (json["environments"] is JsonObject) {
            environments = json.document("environments") { it.documents("items", ::Environment) }.orEmpty()
            environmentCount = json.document("environments") { it.longOrNull("totalCount") }
        } else {
            environments = json.documents("environments", ::Environment)
            environmentCount = environments.size.toLong().takeIf { json["environments"] != null }
        }
    }

    /** The project on one line, with the SDK keys of its environments masked. */
    override fun toString(): String = "Project${json.withoutSdkKeys()}"

    public companion object : DocumentType<Project>(::Project)
}

/** How the keys of a project's new flags are to be written. */
public class NamingCase private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** `likeThis`. */
        @JvmField public val CAMEL: NamingCase = NamingCase("camelCase")

        /** `LikeThis`. */
        @JvmField public val UPPER_CAMEL: NamingCase = NamingCase("upperCamelCase")

        /** `like_this`. */
        @JvmField public val SNAKE: NamingCase = NamingCase("snakeCase")

        /** `like-this`. */
        @JvmField public val KEBAB: NamingCase = NamingCase("kebabCase")

        /** `LIKE_THIS`. */
        @JvmField public val CONSTANT: NamingCase = NamingCase("constantCase")

        /** The case that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): NamingCase = NamingCase(value)
    }
}

/** What projects can be sorted by. */
public class ProjectSort private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** By name. */
        @JvmField public val NAME: ProjectSort = ProjectSort("name")

        /** By when they were created. */
        @JvmField public val CREATED_ON: ProjectSort = ProjectSort("createdOn")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ProjectSort = ProjectSort(value)
    }
}
