package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A project of an organization. To feature flags it is a workspace.
 *
 * @property identifier unique in the organization, never to be changed
 * @property orgIdentifier the organization that it belongs to
 * @property name what people call it
 * @property color of its icon, as `#0063F7`
 * @property modules of Harness that it uses, in the vendor's spelling: `CD`, `CI`, `CF`
 * @property description what it is for
 * @property tags its tags, with their values
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = Project.Companion::class)
public class Project internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val name: String? = json.stringOrNull("name")
    public val color: String? = json.stringOrNull("color")
    public val modules: List<String> = json.strings("modules")
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")

    /**
     * This project with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work
     */
    public fun edit(block: Block<ProjectBuilder>): Project = Project(ProjectBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<Project>(::Project)
}

/**
 * A project, and when it was made and changed.
 *
 * @property project the project
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 */
@Serializable(with = ProjectResponse.Companion::class)
public class ProjectResponse internal constructor(json: JsonObject) : Document(json) {
    public val project: Project = json.wrapped("project", ::Project)
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")

    public companion object : DocumentType<ProjectResponse>(::ProjectResponse)
}

/** Builds a project, new, in the place of an old one, or from one that was read. */
public class ProjectBuilder : HarnessEntityBuilder<ProjectBuilder> {
    /** @param orgIdentifier the organization that it belongs to; null for the one that Harness takes unless told otherwise, `default` */
    public constructor(orgIdentifier: String?, identifier: String, name: String) : super("project", null, identifier, name) {
        orgIdentifier?.let { fields["orgIdentifier"] = JsonPrimitive(it) }
    }
    internal constructor(before: Project) : super("project", before.json)

    /** Of its icon: `#`, and three or six hexadecimal digits. */
    public var color: String? by nullableText("color")

    /** Sets [ProjectBuilder.color]. */
    public fun color(color: String?): ProjectBuilder = apply { this.color = color }

    /** Adds a module of Harness that it uses, in the vendor's spelling: `CF`. */
    public fun module(name: String): ProjectBuilder = apply { addOnce("modules", JsonPrimitive(name)) }

    /** Takes away a module, if it is there. */
    public fun removeModule(name: String): ProjectBuilder = apply { removeAll("modules") { it == JsonPrimitive(name) } }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireTexts(json.strings("modules"), "modules")
    }
}
