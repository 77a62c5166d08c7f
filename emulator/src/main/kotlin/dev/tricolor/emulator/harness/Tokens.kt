package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.tokens(state: HarnessState) {
    get("ng/api/token/aggregate") {
        val found = state.tokens(this).filter { it.matches(query("searchTerm")) }
        state.data(page(found.chosen(this)) { state.rendered(it) })
    }
    post("ng/api/token") {
        val (key, input) = state.tokenInput(this)
        state.data(state.newSecret(key.tokens.add(Token(input, state.now()))))
    }
    put("ng/api/token/{token}") {
        val (key, input) = state.tokenInput(this)
        requireSame(this["token"], checkNotNull(input.text("identifier")))
        val token = key.tokens.requireId(this["token"])
        token.replace(input, state.now())
        state.secrets.admit(token.secrets.last(), token.validFrom, token.expiryAt)
        state.data(state.shown(token))
    }
    post("ng/api/token/rotate/{token}") {
        val token = state.apiKey(this).tokens.requireId(this["token"])
        val until = query("rotateTimestamp")?.let { it.toLongOrNull() ?: refuse(400, "rotateTimestamp must be in milliseconds, is '$it'") }
        state.secrets.shorten(token.secrets.last(), until ?: state.now())
        token.replace(token.json + json("validFrom" to state.now(), "scheduledExpireTime" to null), state.now())
        state.data(state.newSecret(token))
    }
    delete("ng/api/token/{token}") {
        val tokens = state.apiKey(this).tokens
        val token = tokens.requireId(this["token"])
        tokens.remove(token)
        state.revoke(token)
        state.data(true)
    }
}

/** Of the API key that the query means, of all API keys of a parent, or of those of all parents. */
private fun HarnessState.tokens(call: Call): List<Token> = when {
    call.query("apiKeyIdentifier") != null -> apiKey(call).tokens
    call.query("parentIdentifier") != null -> apiKeys(call).flatMap { it.tokens }
    else -> apiKeys(call.scope(), call.requiredQuery("apiKeyType")).flatMap { it.tokens }
}

/** The API key that the query means. */
private fun HarnessState.apiKey(call: Call): ApiKey {
    val identifier = call.requiredQuery("apiKeyIdentifier")
    return apiKeys(call).requireId(identifier)
}

private fun HarnessState.newSecret(token: Token): String {
    val kind = if (token.json.text("apiKeyType") == "USER") "pat" else "sat"
    val parts = listOf(kind, token.json.text("accountIdentifier"), ids.next("token id").take(8), ids.next("token secret").replace("-", ""))
    val secret = parts.joinToString(".")
    token.secrets += secret
    secrets.admit(secret, token.validFrom, token.expiryAt)
    return secret
}

internal fun HarnessState.revoke(token: Token): Unit = token.secrets.forEach(secrets::revoke)

private fun HarnessState.tokenInput(call: Call): Pair<ApiKey, JsonObject> {
    val scope = call.scope()
    val body = call.jsonObject()
    scope.requireIn(body)
    val fields = Fields(body)
    val parents = json(
        "apiKeyIdentifier" to fields.required("apiKeyIdentifier"),
        "parentIdentifier" to fields.required("parentIdentifier"),
        "apiKeyType" to fields.required("apiKeyType"),
    )
    val identifier = fields.identifier()
    val name = fields.required("name")
    val from = fields.whole("validFrom")
    val to = fields.whole("validTo")
    val scheduled = fields.whole("scheduledExpireTime")
    val described = json("description" to fields.optional("description"), "tags" to fields.tags())
    fields.refuseIfAny(this)
    val key = apiKeys(scope, parents).requireId(checkNotNull(parents.text("apiKeyIdentifier")))
    val validFrom = from ?: now()
    val validTo = to ?: (validFrom + checkNotNull(key.json["defaultTimeToExpireToken"].integer()))
    if (validTo <= validFrom) refuseFields(listOf("validTo" to "must be after validFrom"))
    val times = json("validFrom" to validFrom, "validTo" to validTo, "scheduledExpireTime" to scheduled)
    return key to (json("identifier" to identifier, "name" to name) + times + scope.identifiers + parents + described)
}

/** What anybody sees of a token: everything but its secret. */
private fun HarnessState.shown(token: Token): JsonObject =
    token.json + json("valid" to (now() in token.validFrom until token.expiryAt))

private fun HarnessState.rendered(token: Token): JsonElement =
    json("token" to shown(token), "expiryAt" to token.expiryAt) + token.times
