package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private const val MAX_NAME = 100
private val TYPES = setOf("client_side", "server_side", "admin")

/** There is no list and no get: the secret is shown once, in the answer to the POST. */
internal fun Routes.Under.apiKeys(account: Account) {
    post("apiKeys") { ok(account.newApiKey(jsonObject()).json) }
    delete("apiKeys/{idOrKey}") {
        account.apiKeys.remove(account.apiKeys.require(this["idOrKey"]))
        ok(true)
    }
}

internal fun Account.newApiKey(body: JsonObject): ApiKey {
    val name = body.requiredText("name")
    if (name.length > MAX_NAME) refuse(400, "name must have 1 to $MAX_NAME characters, has ${name.length}")
    val type = body.requiredText("apiKeyType")
    if (type !in TYPES) refuse(400, "apiKeyType must be one of $TYPES, is '$type'")
    val workspace = body.optionalObject("workspace")?.let { workspaces.requireId(it.requiredText("id")) }
    val environments = body.optionalObjects("environments").orEmpty().map { asked ->
        val owner = workspace ?: refuse(400, "environments need a workspace")
        owner.environments.requireId(asked.requiredText("id"))
    }
    if (type != "admin" && environments.size != 1) refuse(400, "A $type key needs a workspace and exactly one environment")
    val secret = ids.next("secret").replace("-", "")
    val json = json(
        "id" to ids.next("api key"),
        "name" to name,
        "type" to "api_key",
        "apiKeyType" to type,
        "key" to secret,
        "organization" to json("id" to id, "type" to "organization"),
        "createdBy" to users.first().let { json("type" to "user", "id" to it.id, "name" to it.json.text("name")) },
        "createdAt" to now(),
        "environments" to environments.map { json("type" to "environment", "id" to it.id) },
        "workspace" to workspace?.let { json("type" to "workspace", "id" to it.id) },
        "roles" to (body["roles"] ?: JsonArray(emptyList())).texts("roles"),
    )
    return apiKeys.add(ApiKey(json, secret, environments.mapTo(HashSet()) { it.id }))
}
