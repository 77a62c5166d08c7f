package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.toJson
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val ROOT = "trafficTypes/{tt}/environments/{env}/identities"

/** What is known of the keys of a traffic type in an environment. */
internal fun Routes.Under.identities(account: Account) {
    post(ROOT) { saveAll(account.identities(this), json() as? JsonArray ?: refuse(400, "The body must be an array of identities")) }
    put("$ROOT/{key}") { ok(account.identities(this).save(this["key"], jsonObject())) }
    patch("$ROOT/{key}") { ok(account.identities(this).change(this["key"], jsonObject())) }
    post("$ROOT/{key}/patch") { ok(account.identities(this).change(this["key"], jsonObject())) }
    delete("$ROOT/{key}") {
        account.identities(this).remove(this["key"])
        Reply(200)
    }
}

private fun Account.identities(call: Call): Identities {
    val environment = environment(call["env"])
    return Identities(this, environment, environment.workspace.trafficTypes.require(call["tt"]))
}

/** The identities of one traffic type in one environment. */
private class Identities(private val account: Account, private val environment: Environment, private val trafficType: TrafficType) {
    private val known = environment.identities.getOrPut(trafficType.id) { HashMap() }

    fun save(key: String, body: JsonObject): JsonObject = put(key, values(key, body))

    fun change(key: String, body: JsonObject): JsonObject = put(key, require(key).optionalObject("values").orEmpty() + values(key, body))

    fun remove(key: String) {
        require(key)
        known.remove(key)
    }

    private fun require(key: String) = known[key] ?: refuse(404, "Could not find identity $key")

    private fun put(key: String, values: Map<String, JsonElement>): JsonObject = json(
        "key" to key,
        "trafficTypeId" to trafficType.id,
        "environmentId" to environment.id,
        "organizationId" to account.id,
        "values" to JsonObject(values),
    ).also {
        account.addUnknown(trafficType, values.keys)
        known[key] = it
    }

    /** What [body] says of [key], every value as text. */
    private fun values(key: String, body: JsonObject): Map<String, JsonElement> {
        requireSame(body, "key", key)
        requireSame(body, "trafficTypeId", trafficType.id, trafficType.name)
        requireSame(body, "environmentId", environment.id, environment.name)
        val values = body.optionalObject("values").orEmpty().filterValues { it !is JsonNull }
        values.keys.find { !SplitLimits.isName(it) }
            ?.let { refuse(400, "values: '$it' is no attribute id: it must start with a letter, then hold letters, digits, '-' and '_'") }
        return values.mapValues { (id, value) ->
            (value as? JsonPrimitive ?: refuse(400, "values.$id must be a string, a number or a boolean, is $value")).content.toJson()
        }
    }

    private fun requireSame(body: JsonObject, field: String, vararg expected: String) {
        val found = body.optionalText(field) ?: return
        if (found !in expected) refuse(400, "$field is '$found', the path says '${expected.first()}'")
    }
}

/** Each for itself: one that is refused does not keep the others out. */
private fun saveAll(identities: Identities, batch: JsonArray): Reply {
    if (batch.isEmpty()) refuse(400, "The body must hold at least one identity")
    val saved = ArrayList<JsonObject>()
    val failed = ArrayList<JsonObject>()
    batch.forEach { item ->
        try {
            val body = item as? JsonObject ?: refuse(400, "An identity must be a JSON object, is $item")
            saved += identities.save(body.requiredText("key"), body)
        } catch (refusal: Refusal) {
            failed += json("object" to item, "status" to refusal.status, "message" to refusal.message)
        }
    }
    val unused = listOf("metadata", "offset", "limit", "count", "total").associateWith { JsonNull }
    return ok(json("objects" to saved, "failed" to failed) + unused)
}
