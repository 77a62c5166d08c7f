package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of an attribute, new or not. */
public abstract class AttributeFields<Self : AttributeFields<Self>> internal constructor(payload: String) : ItemFields<Self>(payload) {
    /** What people call it; the key unless set. */
    public var name: String by text("name")

    /** Sets [AttributeFields.name]. */
    public fun name(name: String): Self = self().apply { this.name = name }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        json.stringOrNull("key")?.let { problems.requireSpacedKey("key", it) }
    }
}

/**
 * Builds a new attribute.
 *
 * @param projectId the project that it is to belong to
 * @param key what programs name it by: at most 64 letters, digits, spaces, `_`, `-` and `.`
 */
public class AttributeBuilder(projectId: Long, key: String) : AttributeFields<AttributeBuilder>("attribute") {
    init {
        fields["project_id"] = JsonPrimitive(projectId)
        fields["key"] = JsonPrimitive(key)
    }
}

/** Builds a change of an attribute: what is not said stays as it is. */
public class AttributeUpdateBuilder : AttributeFields<AttributeUpdateBuilder>("attribute update") {
    /** What programs name it by. Programs that send the old key, and audiences that name it, do not follow. */
    public var key: String by text("key")

    /** Sets [AttributeUpdateBuilder.key]. */
    public fun key(key: String): AttributeUpdateBuilder = apply { this.key = key }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}
