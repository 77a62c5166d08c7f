package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.serviceAccounts(state: HarnessState) {
    get("ng/api/serviceaccount") { state.data(state.serviceAccounts[scope()].chosen(this).map { it.json }) }
    get("ng/api/serviceaccount/aggregate/{serviceAccount}") {
        val account = state.serviceAccount(this)
        val roles = state.assignedMetadata(scope(), "SERVICE_ACCOUNT", account.id)
        val known = json("tokensCount" to account.apiKeys.sumOf { it.tokens.size }, "roleAssignmentsMetadataDTO" to roles)
        state.data(json("serviceAccount" to account.json) + account.times + known)
    }
    post("ng/api/serviceaccount") {
        state.data(state.serviceAccounts[scope()].add(ServiceAccount(serviceAccountInput(state), state.now())).json)
    }
    put("ng/api/serviceaccount/{serviceAccount}") {
        val account = state.serviceAccount(this)
        val input = serviceAccountInput(state)
        requireSame(account.id, checkNotNull(input.text("identifier")))
        account.replace(input, state.now())
        state.data(account.json)
    }
    delete("ng/api/serviceaccount/{serviceAccount}") {
        val account = state.serviceAccount(this)
        val scope = scope()
        state.serviceAccounts[scope].remove(account)
        state.revoke(account.apiKeys)
        state.unassign(scope) { it.isOf("SERVICE_ACCOUNT", account.id, scope.level) }
        state.data(true)
    }
}

private fun HarnessState.serviceAccount(call: Call): ServiceAccount = serviceAccounts[call.scope()].requireId(call["serviceAccount"])

private fun Call.serviceAccountInput(state: HarnessState): JsonObject {
    val scope = scope()
    val body = jsonObject()
    scope.requireIn(body)
    val fields = Fields(body)
    val email = fields.required("email")
    fields.expect(email.isBlank() || '@' in email, "email", "not a well-formed email address")
    val json = json(
        "identifier" to fields.identifier(),
        "name" to fields.required("name"),
        "email" to email,
        "description" to fields.optional("description"),
        "tags" to fields.tags(),
    ) + scope.identifiers + json("extendable" to (body["extendable"].boolean() ?: false), "governanceMetadata" to null)
    fields.refuseIfAny(state)
    return json
}
