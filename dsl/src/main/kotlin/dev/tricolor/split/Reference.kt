package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * How Split points at another resource; which of the three it fills in depends on where the reference stands.
 *
 * @property id the resource's id
 * @property name its name: environments, traffic types, rollout statuses, subjects of permissions
 * @property type what it is, in the vendor's spelling: `user`, `group`, `api_key`, `workspace`, `FLAG_SET`
 */
@Serializable(with = Reference.Companion::class)
public class Reference internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String? = json.stringOrNull("name")
    public val type: String? = json.stringOrNull("type")

    public companion object : DocumentType<Reference>(::Reference)
}

internal fun reference(type: String, id: String): JsonObject = buildJsonObject {
    put("id", JsonPrimitive(id))
    put("type", JsonPrimitive(type))
}
