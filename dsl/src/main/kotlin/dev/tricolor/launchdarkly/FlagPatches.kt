package dev.tricolor.launchdarkly

import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds a change of a flag as a JSON Patch (RFC 6902) of its representation, in which environments stand under
 * `/environments/production` and variations are told by their index.
 */
public class FlagJsonPatchBuilder : JsonPatchBuilder("flag patch"), PatchOptions by PatchOptionsHolder() {
    /** What the audit log says of the change. */
    public var comment: String? = null

    /** What people call it. */
    public var name: String by text("/name")

    /** What it is for. */
    public var description: String by anyText("/description")

    /** Whether it is meant to go some day. */
    public var temporary: Boolean by flag("/temporary")

    /** Whether it is in the archive. */
    public var archived: Boolean by flag("/archived")

    /** Sets [FlagJsonPatchBuilder.comment]. */
    public fun comment(text: String): FlagJsonPatchBuilder = apply { comment = text }

    /** Sets [FlagJsonPatchBuilder.name]. */
    public fun name(name: String): FlagJsonPatchBuilder = apply { this.name = name }

    /** Sets [FlagJsonPatchBuilder.description]. */
    public fun description(text: String): FlagJsonPatchBuilder = apply { description = text }

    /** Sets [FlagJsonPatchBuilder.temporary]. */
    public fun temporary(temporary: Boolean): FlagJsonPatchBuilder = apply { this.temporary = temporary }

    /** Sets [FlagJsonPatchBuilder.archived]. */
    public fun archived(archived: Boolean): FlagJsonPatchBuilder = apply { this.archived = archived }

    /** Turns it on or off in an environment. */
    public fun on(environmentKey: String, on: Boolean): FlagJsonPatchBuilder = apply {
        problems.requireKey("environmentKey", environmentKey, LaunchDarklyLimits.PROJECT_KEY)
        replaceOnce("/environments/$environmentKey/on", JsonPrimitive(on))
    }

    /** Adds a tag after the ones that are there. */
    public fun addTag(tag: String): FlagJsonPatchBuilder = apply {
        problems.requireTags("tags", listOf(tag))
        add("/tags/-", JsonPrimitive(tag))
    }

    /**
     * The body of the request: the operations alone, or with the comment.
     *
     * @throws dev.tricolor.InvalidPayloadException if it holds no operation, or one that cannot work
     */
    public fun body(): JsonElement = build().operations.commented(comment, "patch")
}

/**
 * Builds a change of a flag as a JSON Merge Patch (RFC 7386) of its representation: a field takes the place of what is there, null removes
 * it, and lists are replaced as a whole. [field] reaches what has no property here.
 */
public class FlagMergePatchBuilder : PayloadBuilder("flag merge patch"), PatchOptions by PatchOptionsHolder() {
    /** What the audit log says of the change. */
    public var comment: String? = null

    /** What people call it. */
    public var name: String by text("name")

    /** What it is for; null removes it. */
    public var description: String? by nullableText("description")

    /** Whether it is meant to go some day. */
    public var temporary: Boolean by flag("temporary")

    /** Whether it is in the archive. */
    public var archived: Boolean by flag("archived")

    /** Sets [FlagMergePatchBuilder.comment]. */
    public fun comment(text: String): FlagMergePatchBuilder = apply { comment = text }

    /** Sets [FlagMergePatchBuilder.name]. */
    public fun name(name: String): FlagMergePatchBuilder = apply { this.name = name }

    /** Sets [FlagMergePatchBuilder.description]. */
    public fun description(text: String?): FlagMergePatchBuilder = apply { description = text }

    /** Sets [FlagMergePatchBuilder.temporary]. */
    public fun temporary(temporary: Boolean): FlagMergePatchBuilder = apply { this.temporary = temporary }

    /** Sets [FlagMergePatchBuilder.archived]. */
    public fun archived(archived: Boolean): FlagMergePatchBuilder = apply { this.archived = archived }

    /** All the tags that it is to have. */
    public fun tags(tags: Collection<String>): FlagMergePatchBuilder = apply {
        problems.requireTags("tags", tags)
        fields["tags"] = texts(tags)
    }

    /** Merges [changes] into what it does in an environment: `{"on": true}`. */
    public fun environment(environmentKey: String, changes: JsonObject): FlagMergePatchBuilder = apply {
        problems.requireKey("environments", environmentKey, LaunchDarklyLimits.PROJECT_KEY)
        fields["environments"] = JsonObject((fields["environments"] as? JsonObject).orEmpty() + (environmentKey to changes))
    }

    /**
     * The body of the request: the changes alone, or with the comment.
     *
     * @throws dev.tricolor.InvalidPayloadException if it changes nothing, or says what cannot work
     */
    public fun body(): JsonElement = build().commented(comment, "merge")

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.isNotEmpty(), "") { "changes nothing" }
        problems.require((json["name"] as? JsonPrimitive)?.content?.isNotBlank() != false, "name") { "is blank" }
    }
}
