package dev.tricolor.harness

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problem
import dev.tricolor.Problems
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds something that people name and find by an identifier of their own choosing, from nothing or from one that was read.
 *
 * The identifier holds for good.
 */
public abstract class HarnessEntityBuilder<Self : HarnessEntityBuilder<Self>> private constructor(
    payload: String,
    internal val before: JsonObject?,
    initial: Map<String, JsonElement>,
) : PayloadBuilder(payload, JsonObject(initial)) {
    internal constructor(payload: String, before: JsonObject) : this(payload, before, before)

    internal constructor(payload: String, scope: HarnessScope?, identifier: String, name: String) : this(
        payload,
        null,
        scope?.json.orEmpty() + mapOf("identifier" to JsonPrimitive(identifier), "name" to JsonPrimitive(name)),
    )

    /** What people call it; need not be unique. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [HarnessEntityBuilder.name]. */
    public fun name(name: String): Self = self().apply { this.name = name }

    /** Sets [HarnessEntityBuilder.description]. */
    public fun description(text: String?): Self = self().apply { description = text }

    /** Gives it the tag [key] with [value], which may be empty, in the place of the one of that key. */
    public fun tag(key: String, value: String): Self = self().apply {
        fields["tags"] = JsonObject((fields["tags"] as? JsonObject).orEmpty() + (key to JsonPrimitive(value)))
    }

    /** Takes the tag [key] away; one that is not there is no error. */
    public fun removeTag(key: String): Self = self().apply {
        (fields["tags"] as? JsonObject)?.let { fields["tags"] = JsonObject(it - key) }
    }

    /** Takes all tags away. */
    public fun clearTags(): Self = self().apply { fields["tags"] = JsonObject(emptyMap()) }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireIdentifier(json.stringOrNull("identifier").orEmpty(), "identifier")
        problems.requireText(json, "name")
        problems.require("" !in json.textMap("tags"), "tags") { "one has an empty key" }
    }

    override fun tolerated(): Collection<Problem> = before?.let { json -> Problems().also { check(json, it) }.all }.orEmpty()

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}
