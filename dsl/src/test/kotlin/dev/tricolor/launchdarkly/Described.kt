package dev.tricolor.launchdarkly

import io.kotest.core.test.Enabled
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.File

/** The vendor's own description of its API, which is kept beside the project, not in it. */
internal object Described {
    private val file = File(System.getProperty("basedir") ?: ".").resolve("../../shared/contracts/launchdarkly-openapi.json").canonicalFile
    private val document by lazy { Json.parseToJsonElement(file.readText()).jsonObject }
    private val schemas get() = document.at("components", "schemas")

    val present: Enabled get() = if (file.isFile) Enabled.enabled else Enabled.disabled("$file is not there")

    fun told(spec: String): Enabled = present.also { if (!it.isEnabled) println("$spec is partly skipped: ${it.reason}") }

    /** Operations that are sent JSON, by their ids, with the largest body that the description allows. */
    fun bodies(): Map<String, List<JsonElement>> = operations().mapNotNull { (id, operation) ->
        (operation["requestBody"] as? JsonObject)?.schema()?.let { id to examples(it) }
    }.toMap()

    /** Operations that answer JSON, by their ids, with the largest answer that the description allows. */
    fun replies(): Map<String, JsonElement> = operations().mapNotNull { (id, operation) ->
        val success = operation.getValue("responses").jsonObject.entries.firstOrNull { it.key.startsWith("2") }?.value?.jsonObject
        success?.schema()?.let { id to example(it, emptyList()) }
    }.toMap()

    /** That of its JSON, where it has any. */
    private fun JsonObject.schema(): JsonObject? = (this["content"] as? JsonObject)?.get("application/json")?.jsonObject?.at("schema")

    private fun operations(): Map<String, JsonObject> = document.at("paths").values.flatMap { it.jsonObject.values }
        .filterIsInstance<JsonObject>().filter { "operationId" in it }
        .associateBy { it.getValue("operationId").jsonPrimitive.content }

    private fun examples(schema: JsonObject): List<JsonElement> =
        (schema["anyOf"] as? JsonArray)?.map { example(it.jsonObject, emptyList()) } ?: listOf(example(schema, emptyList()))

    private fun example(schema: JsonObject, within: List<String>): JsonElement {
        val reference = (schema["\$ref"] as? JsonPrimitive)?.content?.substringAfterLast('/')
        val parts = (schema["allOf"] ?: schema["anyOf"] ?: schema["oneOf"]) as? JsonArray
        val properties = schema["properties"] as? JsonObject
        return when {
            // Iterations have experiments, which have iterations.
            reference != null && within.count { it == reference } > 1 -> JsonObject(emptyMap())
            reference != null -> example(schemas.at(reference), within + reference)
            parts != null -> example(parts.first().jsonObject, within)
            properties != null -> JsonObject(properties.mapValues { example(it.value.jsonObject, within) })
            schema["items"] is JsonObject -> JsonArray(listOf(example(schema.at("items"), within)))
            schema["additionalProperties"] is JsonObject && schema.at("additionalProperties").isNotEmpty() ->
                JsonObject(mapOf("named" to example(schema.at("additionalProperties"), within)))
            else -> leaf(schema)
        }
    }

    private fun leaf(schema: JsonObject): JsonElement {
        val given = (schema["enum"] as? JsonArray)?.first() ?: schema["example"]
        return when ((schema["type"] as? JsonPrimitive)?.content) {
            "integer" -> given?.takeIf { it.toString().toLongOrNull() != null } ?: JsonPrimitive(7)
            "number" -> given?.takeIf { it.toString().toDoubleOrNull() != null } ?: JsonPrimitive(0.5)
            "boolean" -> JsonPrimitive(true)
            "string" -> given?.takeIf { it is JsonPrimitive && it.isString } ?: JsonPrimitive("text")
            "object" -> given as? JsonObject ?: JsonObject(mapOf("kind" to JsonPrimitive("user"), "key" to JsonPrimitive("k")))
            else -> given ?: JsonPrimitive("anything")
        }
    }

    private fun JsonObject.at(vararg names: String): JsonObject = names.fold(this) { json, name -> json.getValue(name).jsonObject }
}
