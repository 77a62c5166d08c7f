package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.document
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A named group of a workspace's flags: an SDK that is told flag sets loads no other flags. A flag joins one in its [SplitDefinition], with
 * [SplitDefinitionBuilder.flagSet].
 *
 * @property id its id
 * @property name unique in the workspace; what SDKs are told
 * @property description what it is for
 * @property workspace where it belongs
 * @property createdAt when it was created, as ISO-8601 text
 * @property type what it is, in the vendor's spelling: `FLAG_SET`
 */
@Serializable(with = FlagSet.Companion::class)
public class FlagSet internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")
    public val workspace: Reference? = json.document("workspace", ::Reference)
    public val createdAt: String? = json.stringOrNull("createdAt")
    public val type: String? = json.stringOrNull("type")

    public companion object : DocumentType<FlagSet>(::FlagSet)
}

/** Builds a new flag set. */
public class CreateFlagSetBuilder(workspaceId: String, name: String) : PayloadBuilder("flag set") {
    init {
        fields["name"] = JsonPrimitive(name)
        fields["workspace"] = reference("WORKSPACE", workspaceId)
    }

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [CreateFlagSetBuilder.description]. */
    public fun description(text: String?): CreateFlagSetBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems) {
        val name = json.stringOrNull("name").orEmpty()
        problems.require(SplitLimits.isFlagSetName(name), "name") {
            "is ${quoted(name)}, must be 1 to ${SplitLimits.FLAG_SET_NAME} of \"a\" to \"z\", digits and \"_\", with no \"_\" in front"
        }
        val workspaceId = json.document("workspace", ::Reference)?.id
        problems.require(!workspaceId.isNullOrBlank(), "workspace.id") { "is blank" }
    }
}
