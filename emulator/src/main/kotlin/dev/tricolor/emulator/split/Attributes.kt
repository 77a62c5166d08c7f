package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Handler
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.isForm
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.parts
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.toJson
import dev.tricolor.emulator.core.without
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private const val ROOT = "schema/ws/{ws}/trafficTypes/{tt}"
private val PAGING = Paging(default = 50, max = 200)

/** The API's own page has no `boolean`, but the one about CSV does, and what comes from a CSV can be changed and saved like any other. */
private val DATA_TYPES = setOf("string", "datetime", "number", "set", "boolean")

/** The attributes of a traffic type, which is named by its id alone. */
internal fun Routes.Under.attributes(account: Account) {
    get(ROOT) {
        val prefix = query("searchPrefix").orEmpty()
        val asked = account.trafficType(this).attributes.filter { it.id.startsWith(prefix) }
        val paged = query("paginate").equals("true", ignoreCase = true)
        ok(if (paged) attributesPage(asked, PAGING) { it.json } else asked.map { it.json })
    }
    val save: Handler = {
        val trafficType = account.trafficType(this)
        ok(account.save(trafficType, account.checked(trafficType, jsonObject())).json)
    }
    post(ROOT, save)
    put(ROOT, save)
    patch("$ROOT/{attribute}") {
        val trafficType = account.trafficType(this)
        val attribute = trafficType.attributes.requireId(this["attribute"])
        val changes = jsonObject()
        if (changes.optionalText("id") !in setOf(null, attribute.id)) refuse(400, "id: it cannot be changed")
        ok(account.save(trafficType, account.checked(trafficType, attribute.json + changes)).json)
    }
    delete("$ROOT/{attribute}") {
        val trafficType = account.trafficType(this)
        trafficType.attributes.remove(trafficType.attributes.requireId(this["attribute"]))
        account.workspace(this).forgetValues(trafficType, this["attribute"])
        Reply(200)
    }
    post("$ROOT/attribute:bulk") {
        val trafficType = account.trafficType(this)
        if (isForm()) {
            account.saveAll(trafficType, csvRows(parts().find { it.name == "file" } ?: refuse(400, "file is required")))
        } else {
            account.saveAll(trafficType, json() as? JsonArray ?: refuse(400, "The body must be an array of attributes"))
        }
    }
}

private fun Account.trafficType(call: Call): TrafficType = workspace(call).trafficTypes.requireId(call["tt"])

/** At once; the real service takes up to a minute. */
private fun Workspace.forgetValues(trafficType: TrafficType, attribute: String): Unit = environments.forEach { environment ->
    environment.identities[trafficType.id]?.replaceAll { _, identity ->
        identity + mapOf("values" to (identity["values"] as JsonObject).without(setOf(attribute)))
    }
}

private fun Account.save(trafficType: TrafficType, json: JsonObject): Attribute {
    val former = trafficType.attributes.withId(json.requiredText("id")) ?: return trafficType.attributes.add(Attribute(json))
    return trafficType.attributes.update(former, json)
}

/** All or nothing: when any row is refused, those that are come back with the reason. */
private fun Account.saveAll(trafficType: TrafficType, rows: List<JsonElement>): Reply {
    if (rows.isEmpty()) refuse(400, "There must be at least one attribute")
    val read = rows.map { row ->
        try {
            Row(checked(trafficType, row as? JsonObject ?: refuse(400, "must be an object, is $row")), null)
        } catch (refusal: Refusal) {
            Row(row as? JsonObject ?: json(), refusal.message)
        }
    }
    val refused = read.filter { it.error != null }
    if (refused.isNotEmpty()) return Reply(400, refused.map { it.json + json("error" to it.error) }.toJson())
    return ok(read.map { save(trafficType, it.json).json })
}

private class Row(val json: JsonObject, val error: String?)

/** Adds those that [trafficType] does not have yet, as bare as values come along for them. */
internal fun Account.addUnknown(trafficType: TrafficType, attributes: Collection<String>): Unit = attributes.forEach {
    if (trafficType.attributes.withId(it) == null) save(trafficType, checked(trafficType, json("id" to it)))
}

/** An attribute as [body] says it, whole: what is null or not said has its default. */
private fun Account.checked(trafficType: TrafficType, body: JsonObject): JsonObject {
    val id = body.requiredText("id")
    if (!SplitLimits.isName(id)) refuse(400, "id: '$id' must start with a letter and hold only letters, digits, '-' and '_'")
    requireLength("id", id, SplitLimits.ATTRIBUTE_ID)
    return json(
        "id" to id,
        "organizationId" to this.id,
        "trafficTypeId" to trafficType.id,
        "displayName" to (body.shortText("displayName", SplitLimits.ATTRIBUTE_DISPLAY_NAME) ?: id),
        "description" to body.shortText("description", SplitLimits.ATTRIBUTE_DESCRIPTION),
        "dataType" to dataType(body),
        "isSearchable" to (body.optionalBoolean("isSearchable") ?: false),
        "suggestedValues" to suggestedValues(body),
    )
}

private fun dataType(body: JsonObject): String? = body.optionalText("dataType")?.also {
    if (it.lowercase() !in DATA_TYPES) refuse(400, "dataType: '$it' must be one of ${DATA_TYPES.joinToString()}")
}

private fun suggestedValues(body: JsonObject): List<String>? {
    val values = body["suggestedValues"].orAbsent()?.texts("suggestedValues") ?: return null
    val max = SplitLimits.SUGGESTED_VALUES
    if (values.size > max) refuse(400, "suggestedValues: at most $max, are ${values.size}")
    values.forEach { requireLength("suggestedValues", it, SplitLimits.SUGGESTED_VALUE) }
    return values
}

private fun JsonObject.shortText(name: String, max: Int): String? = optionalText(name)?.also { requireLength(name, it, max) }

private fun requireLength(name: String, text: String, max: Int) {
    if (text.length > max) refuse(400, "$name: at most $max characters, has ${text.length}")
}
