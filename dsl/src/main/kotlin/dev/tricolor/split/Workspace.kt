package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A workspace: the home of flags, segments, environments and traffic types. Split's user interface calls it a project.
 *
 * @property id its id, the `workspaceId` of every other call
 * @property name unique in the account
 * @property requiresTitleAndComments whether every change of a definition needs a title and a comment
 * @property organizationIdentifier the Harness organization, for an account that was migrated
 * @property projectIdentifier the Harness project, for an account that was migrated
 * @see <a href="https://docs.split.io/reference/workspaces-overview">Workspaces</a>
 */
@Serializable(with = Workspace.Companion::class)
public class Workspace internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String = json.string("name")
    @get:JvmName("requiresTitleAndComments")
    public val requiresTitleAndComments: Boolean = json.booleanOrNull("requiresTitleAndComments") ?: false
    public val organizationIdentifier: String? = json.stringOrNull("organizationIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")

    public companion object : DocumentType<Workspace>(::Workspace)
}

/**
 * How far a flag has come, such as `Pre-Production` or `Ramping`. Each account keeps its own list.
 *
 * @property id its id
 * @property name what people call it
 * @property description what it means
 */
@Serializable(with = RolloutStatus.Companion::class)
public class RolloutStatus internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")

    public companion object : DocumentType<RolloutStatus>(::RolloutStatus)
}

/** Builds a new workspace. */
public class CreateWorkspaceBuilder(name: String) : PayloadBuilder("workspace") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** Whether every change of a definition in it needs a title and a comment. */
    public var requiresTitleAndComments: Boolean by flag("requiresTitleAndComments")

    /** Sets [CreateWorkspaceBuilder.requiresTitleAndComments]. */
    public fun requiresTitleAndComments(required: Boolean): CreateWorkspaceBuilder = apply { requiresTitleAndComments = required }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireText(json, "name")
}

/** Builds a change of a workspace. */
public class UpdateWorkspaceBuilder : JsonPatchBuilder("workspace patch") {
    /** Its new name. */
    public var name: String by text("/name")

    /** Whether every change of a definition in it needs a title and a comment. */
    public var requiresTitleAndComments: Boolean by flag("/requiresTitleAndComments")

    /** Sets [UpdateWorkspaceBuilder.name]. */
    public fun name(name: String): UpdateWorkspaceBuilder = apply { this.name = name }

    /** Sets [UpdateWorkspaceBuilder.requiresTitleAndComments]. */
    public fun requiresTitleAndComments(required: Boolean): UpdateWorkspaceBuilder = apply { requiresTitleAndComments = required }
}

internal fun Problems.requireText(json: JsonObject, key: String) {
    require((json[key] as? JsonPrimitive)?.content?.isNotBlank() == true, key) { "is blank" }
}

/** How a list is filtered by name. */
public class NameOperator private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The name is the one given. */
        @JvmField public val IS: NameOperator = NameOperator("IS")

        /** The name starts so. */
        @JvmField public val STARTS_WITH: NameOperator = NameOperator("STARTS_WITH")

        /** The name contains it. */
        @JvmField public val CONTAINS: NameOperator = NameOperator("CONTAINS")

        /** The operator spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): NameOperator = NameOperator(value)
    }
}
