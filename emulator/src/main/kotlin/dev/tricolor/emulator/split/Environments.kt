package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonObject

private val SETTABLE = setOf("name", "production", "changePermissions", "dataExportPermissions")

internal fun Routes.Under.environments(account: Account) {
    get("environments/ws/{ws}") {
        ok(account.workspace(this).environments.map { it.listed() })
    }
    post("environments/ws/{ws}") {
        val environment = account.newEnvironment(account.workspace(this), jsonObject())
        val keys = account.keysOf(environment).map {
            json("name" to it.json["name"], "type" to "api_key", "id" to it.id, "apiKeyType" to it.kindInEnvironment())
        }
        ok(environment.rendered() + mapOf("apiTokens" to keys.toJson()))
    }
    patch("environments/ws/{ws}/{env}") {
        val environment = account.environment(this)
        val patched = JsonPatch(json()).applyTo(environment.json, SETTABLE)
        ok(environment.workspace.environments.update(environment, patched + account.environmentInput(patched)).rendered())
    }
    delete("environments/ws/{ws}/{env}") {
        val environment = account.environment(this)
        val owner = "environment ${environment.name}"
        refuseWhileAny(owner, "API keys", account.keysOf(environment))
        refuseWhileAny(owner, "feature flag definitions", environment.definitions)
        refuseWhileAny(owner, "segments", environment.segments + environment.ruleBasedSegments + environment.largeSegments)
        environment.workspace.environments.remove(environment)
        ok(true)
    }
}

/** The environment in the path's `{env}`, of the workspace in `{ws}` where the path has one. */
internal fun Account.environment(call: Call): Environment = workspace(call).environments.require(call["env"])

/** An environment with the two SDK keys that come with every one. */
internal fun Account.newEnvironment(workspace: Workspace, body: JsonObject): Environment {
    val json = json(
        "id" to ids.next("environment"),
        "type" to "environment",
        "orgId" to id,
        "creationTime" to now(),
        "status" to "ACTIVE",
        "workspaceIds" to listOf(workspace.id),
    )
    val environment = workspace.environments.add(Environment(json + environmentInput(body), workspace))
    listOf("client-side" to "client_side", "server-side" to "server_side").forEach { (name, type) ->
        newApiKey(
            json(
                "name" to "$name - ${environment.id.take(5)}",
                "apiKeyType" to type,
                "environments" to listOf(json("type" to "environment", "id" to environment.id)),
                "workspace" to json("type" to "workspace", "id" to workspace.id),
            ),
        )
    }
    return environment
}

/** What the caller decides about an environment, checked and whole. */
private fun Account.environmentInput(body: JsonObject): JsonObject {
    val name = body.requiredText("name")
    val max = SplitLimits.ENVIRONMENT_NAME
    if (name.length > max) refuse(400, "name must have at most $max characters, '$name' has ${name.length}")
    val kind = body.optionalText("environmentType")
    if (kind !in setOf(null, PRODUCTION, PRE_PRODUCTION)) {
        refuse(400, "environmentType must be $PRODUCTION or $PRE_PRODUCTION, is '$kind'")
    }
    val production = body.optionalBoolean("production") ?: (kind == PRODUCTION)
    return json(
        "name" to name,
        "environmentType" to if (production) PRODUCTION else PRE_PRODUCTION,
        "production" to production,
        "changePermissions" to changePermissions(body),
        "dataExportPermissions" to dataExportPermissions(body),
    )
}

private fun Environment.listed(): JsonObject = json("name" to name, "id" to id, "production" to json["production"])

private fun Environment.rendered(): JsonObject = json(
    "id" to id,
    "type" to "environment",
    "name" to name,
    "environmentType" to json["environmentType"],
    "changePermissions" to changePermissions.sparse(),
    "dataExportPermissions" to (json["dataExportPermissions"] as JsonObject).sparse(),
    "orgId" to json["orgId"],
    "creationTime" to json["creationTime"],
    "production" to json["production"],
    "status" to json["status"],
    "workspaceIds" to json["workspaceIds"],
    "permissioningEnabled" to changePermissions["areEditorsRestricted"],
)

private fun Account.keysOf(environment: Environment): List<ApiKey> =
    apiKeys.filter { environment.id in it.environments }

/** Inside an environment the types go by other names than in the API keys resource. */
private fun ApiKey.kindInEnvironment(): String = if (json.text("apiKeyType") == "client_side") "browser" else "sdk"

private const val PRODUCTION = "production"
private const val PRE_PRODUCTION = "pre_production"
