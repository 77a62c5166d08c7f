package dev.tricolor

import io.swagger.v3.oas.models.OpenAPI
import io.swagger.v3.oas.models.media.Schema
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Which members of the named schemas of [api] have been seen in replies. */
internal class AnsweredMembers(private val api: OpenAPI) {
    private val seen = LinkedHashMap<String, MutableSet<String>>()

    /** Members of the schemas that were seen at all which never were, as `Schema.member`. */
    val missing: List<String>
        get() = seen.flatMap { (name, members) -> (api.components.schemas.getValue(name).members.keys - members).map { "$name.$it" } }

    fun note(schema: Schema<*>, value: JsonElement) {
        val name = schema.`$ref`?.substringAfterLast('/')
        val meant = name?.let { api.components.schemas[it] } ?: schema
        when (value) {
            is JsonArray -> meant.items?.let { items -> value.forEach { note(items, it) } }
            is JsonObject -> {
                if (name != null) seen.getOrPut(name, ::LinkedHashSet) += value.keys
                val others = meant.additionalProperties as? Schema<*>
                value.forEach { (key, member) -> (meant.members[key] ?: others)?.let { note(it, member) } }
            }
            else -> Unit
        }
    }

    private val Schema<*>.members: Map<String, Schema<*>>
        get() = properties.orEmpty() + allOf.orEmpty().flatMap { part -> resolved(part).members.entries }.associate { it.key to it.value }

    private fun resolved(schema: Schema<*>): Schema<*> = schema.`$ref`?.let { api.components.schemas[it.substringAfterLast('/')] } ?: schema
}
