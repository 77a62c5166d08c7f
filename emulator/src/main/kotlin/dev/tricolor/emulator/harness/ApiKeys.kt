package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private const val THIRTY_DAYS = 30L * 24 * 60 * 60 * 1000
private const val SERVICE_ACCOUNT = "SERVICE_ACCOUNT"
private const val USER = "USER"

internal fun Routes.Under.apiKeys(state: HarnessState) {
    get("ng/api/apikey") { state.data(state.apiKeys(this).chosen(this).map { it.json }) }
    get("ng/api/apikey/aggregate/{apiKey}") {
        val key = state.apiKeys(this).requireId(this["apiKey"])
        state.data(json("apiKey" to key.json) + key.times + json("tokensCount" to key.tokens.size))
    }
    post("ng/api/apikey") {
        val input = apiKeyInput(state)
        state.data(state.apiKeys(scope(), input).add(ApiKey(input, state.now())).json)
    }
    put("ng/api/apikey/{apiKey}") {
        val input = apiKeyInput(state)
        requireSame(this["apiKey"], checkNotNull(input.text("identifier")))
        val key = state.apiKeys(scope(), input).requireId(this["apiKey"])
        key.replace(input, state.now())
        state.data(key.json)
    }
    delete("ng/api/apikey/{apiKey}") {
        val keys = state.apiKeys(this)
        val key = keys.requireId(this["apiKey"])
        keys.remove(key)
        state.revoke(listOf(key))
        state.data(true)
    }
}

/** The API keys that the query's `apiKeyType` and `parentIdentifier` mean. */
internal fun HarnessState.apiKeys(call: Call): Store<ApiKey> =
    apiKeys(call.scope(), call.requiredQuery("apiKeyType"), call.requiredQuery("parentIdentifier"))

/** The API keys among which [input] belongs. */
internal fun HarnessState.apiKeys(scope: Scope, input: JsonObject): Store<ApiKey> =
    apiKeys(scope, input.text("apiKeyType").orEmpty(), input.text("parentIdentifier").orEmpty())

private fun HarnessState.apiKeys(scope: Scope, type: String, parent: String): Store<ApiKey> = when (type) {
    SERVICE_ACCOUNT -> serviceAccounts[scope].requireId(parent).apiKeys
    // Whoever asks is taken to be the user.
    USER -> userKeys.getOrPut(scope to parent) { Store("API key") }
    else -> unknown(type)
}

/** The API keys of all parents of this [type]. */
internal fun HarnessState.apiKeys(scope: Scope, type: String): List<ApiKey> = when (type) {
    SERVICE_ACCOUNT -> serviceAccounts[scope].flatMap { it.apiKeys }
    USER -> userKeys.filterKeys { (place, _) -> place == scope }.values.flatten()
    else -> unknown(type)
}

private fun unknown(type: String): Nothing = refuse(400, "apiKeyType must be $SERVICE_ACCOUNT or $USER, is '$type'")

/** No token of [keys] admits any more. */
internal fun HarnessState.revoke(keys: List<ApiKey>): Unit = keys.forEach { key -> key.tokens.forEach { revoke(it) } }

private fun Call.apiKeyInput(state: HarnessState): JsonObject {
    val scope = scope()
    val body = jsonObject()
    scope.requireIn(body)
    val fields = Fields(body)
    val life = fields.whole("defaultTimeToExpireToken")
    fields.expect(life != 0L, "defaultTimeToExpireToken", "must be more than 0")
    val json = json(
        "identifier" to fields.identifier(),
        "name" to fields.required("name"),
        "description" to fields.optional("description"),
        "tags" to fields.tags(),
        "apiKeyType" to fields.required("apiKeyType"),
        "parentIdentifier" to fields.required("parentIdentifier"),
        "defaultTimeToExpireToken" to (life ?: THIRTY_DAYS),
    ) + scope.identifiers + json("governanceMetadata" to null)
    fields.refuseIfAny(state)
    return json
}
