package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Who may see a workspace.
 *
 * @property id its id, which no call asks for
 * @property resource what it restricts
 * @property restrictsView whether only [viewers] may see it; else everyone may
 * @property viewers users, groups and API keys, each by id, name and type
 * @see <a href="https://developer.harness.io/feature-management-experimentation/split-api-reference/restrictions">Restrictions</a>
 */
@Serializable(with = Restriction.Companion::class)
public class Restriction internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val resource: Reference? = json.document("resource", ::Reference)
    @get:JvmName("restrictsView")
    public val restrictsView: Boolean = json.document("operations") { it.booleanOrNull("view") } ?: false
    public val viewers: List<Reference> = json.document("resourcePermissions") { it.documents("view", ::Reference) }.orEmpty()

    public companion object : DocumentType<Restriction>(::Restriction)
}

/** What can be restricted. */
public class ResourceType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A workspace; Split restricts nothing else yet. */
        @JvmField public val WORKSPACE: ResourceType = ResourceType("workspace")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ResourceType = ResourceType(value)
    }
}

/** Builds who may see a resource. */
public class RestrictionBuilder(resourceType: ResourceType, resourceId: String) : PayloadBuilder("restriction") {
    init {
        fields["resource"] = reference(resourceType.value, resourceId)
    }

    /**
     * Lets only those see it whom [block] names. Administrators must be among them, or Split refuses it; and so must the API key that asks,
     * by its id, or it will not see the resource again, nor lift the restriction. Nobody here can know either id.
     */
    public fun view(block: Block<ViewersBuilder>): RestrictionBuilder = apply { view(true, ViewersBuilder().configuredBy(block).viewers) }

    /** Lets everyone see it, as if it had never been restricted. */
    public fun everyoneMayView(): RestrictionBuilder = apply { view(false, emptyList()) }

    private fun view(restricted: Boolean, viewers: List<JsonObject>) {
        fields["operations"] = JsonObject(mapOf("view" to JsonPrimitive(restricted)))
        fields["resourcePermissions"] = JsonObject(mapOf("view" to JsonArray(viewers)))
    }

    override fun check(json: JsonObject, problems: Problems) {
        val restriction = Restriction(json)
        problems.requireId("resource", restriction.resource)
        problems.require("operations" in json, "operations") { "is not set, must say who may view, or that everyone may" }
        restriction.viewers.forEachIndexed { index, viewer -> problems.requireId("resourcePermissions.view[$index]", viewer) }
        problems.require(!restriction.restrictsView || restriction.viewers.any { it.type == "group" }, "resourcePermissions.view") {
            "names no group, must name Administrators"
        }
    }
}

/** Names who may see a resource. */
@TricolorDsl
public class ViewersBuilder internal constructor() {
    internal val viewers = mutableListOf<JsonObject>()

    /** Adds a user, by id. */
    public fun user(userId: String): ViewersBuilder = apply { viewers += reference("user", userId) }

    /** Adds a group, by id; Administrators must be one of them. */
    public fun group(groupId: String): ViewersBuilder = apply { viewers += reference("group", groupId) }

    /** Adds an API key, by id and not by secret. */
    public fun apiKey(apiKeyId: String): ViewersBuilder = apply { viewers += reference("api_key", apiKeyId) }

    /** Adds one of those who may see it already: [Restriction.viewers]. */
    public fun viewer(viewer: Reference): ViewersBuilder = apply { viewers += viewer.json }
}
