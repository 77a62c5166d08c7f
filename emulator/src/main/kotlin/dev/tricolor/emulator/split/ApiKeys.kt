package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private const val ADMIN = "admin"
private val TYPES = setOf("client_side", "server_side", ADMIN)

/** There is no list and no get: the secret is shown once, in the answer to the POST. */
internal fun Routes.Under.apiKeys(account: Account) {
    post("apiKeys") { ok(account.newApiKey(jsonObject()).json) }
    delete("apiKeys/{idOrKey}") {
        account.removeApiKey(account.apiKeys.require(this["idOrKey"]))
        ok(true)
    }
}

internal fun Account.newApiKey(body: JsonObject): ApiKey {
    val name = body.requiredText("name")
    val max = SplitLimits.API_KEY_NAME
    if (name.length > max) refuse(400, "name must have 1 to $max characters, has ${name.length}")
    val type = body.requiredText("apiKeyType")
    if (type !in TYPES) refuse(400, "apiKeyType must be one of $TYPES, is '$type'")
    // For a key of the whole account Split's Python client names a workspace without an id.
    val workspace = body.optionalObject("workspace")?.takeIf { it["id"] != JsonNull }?.let { workspaces.requireId(it.requiredText("id")) }
    val environments = body.optionalObjects("environments").orEmpty().map { asked ->
        val owner = workspace ?: refuse(400, "environments need a workspace")
        owner.environments.requireId(asked.requiredText("id"))
    }
    if (type != ADMIN && environments.size != 1) refuse(400, "A $type key needs a workspace and exactly one environment")
    val roles = body["roles"].orAbsent()?.texts("roles").orEmpty()
    // What the roles are is Split's to say, and it says new ones: any name is taken for one.
    if (roles.any { it.isBlank() }) refuse(400, "roles must not be blank")
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
        "roles" to roles,
    )
    if (type == ADMIN) adminSecrets += secret
    return apiKeys.add(ApiKey(json, secret, environments.mapTo(HashSet()) { it.id }))
}

private fun Account.removeApiKey(key: ApiKey) {
    adminSecrets -= key.name
    apiKeys.remove(key)
}
