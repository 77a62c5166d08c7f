package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
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

internal fun Problems.requireId(path: String, reference: Reference?): Unit =
    require(!reference?.id.isNullOrBlank(), "$path.id") { "is blank" }

/** Adds to the list [name] those of the three, by id, that are given. */
internal fun PayloadBuilder.appendSubjects(name: String, user: String?, group: String?, apiKey: String? = null) {
    val subjects = listOfNotNull(
        user?.let { reference("user", it) },
        group?.let { reference("group", it) },
        apiKey?.let { reference("api_key", it) },
    )
    problems.require(subjects.isNotEmpty(), name) { "nobody is named" }
    append(name, subjects)
}

internal fun PayloadBuilder.append(name: String, items: List<JsonElement>) {
    fields[name] = JsonArray((fields[name] as? JsonArray).orEmpty() + items)
}
