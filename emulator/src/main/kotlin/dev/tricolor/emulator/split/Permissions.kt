package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

// Who may change an environment. It is stored whole, so that a patch finds every member, and echoed sparse, as Split does.

internal val Environment.changePermissions: JsonObject get() = json["changePermissions"] as JsonObject

/** Refuses what approvals stand in the way of; a [kill] (or its restore) may be exempt. */
internal fun Account.requireNoApprovals(environment: Environment, kill: Boolean = false) {
    val exempt = kill && environment.changePermissions["allowKills"].boolean() == true
    if (environment.needsApprovals() && !exempt) refuse(403, "Approvals are required. orgId=$id envId=${environment.id}")
}

internal fun Environment.needsApprovals(): Boolean = changePermissions["areApprovalsRequired"].boolean() == true

internal fun Account.changePermissions(body: JsonObject): JsonObject {
    val given = permissions(
        body.optionalObject("changePermissions"),
        flags = listOf("allowKills", "areApprovalsRequired", "areApproversRestricted", "areEditorsRestricted"),
        subjects = listOf("approvers", "editors", "approvalSkippableBy"),
    )
    (given["approvalSkippableBy"] as JsonArray).map { (it as JsonObject).requiredText("id") }
        .firstOrNull { groups.withId(it)?.name != ADMINISTRATORS }
        ?.let { refuse(400, "Only Administrators group can skip approval. $it is not an Administrators group.") }
    return given
}

internal fun Account.dataExportPermissions(body: JsonObject): JsonObject =
    permissions(body.optionalObject("dataExportPermissions"), flags = listOf("areExportersRestricted"), subjects = listOf("exporters"))

internal fun JsonObject.sparse(): JsonObject = JsonObject(filterValues { it.saysSomething() })

private fun JsonElement.saysSomething(): Boolean = when (this) {
    is JsonNull -> false
    is JsonArray -> isNotEmpty()
    is JsonPrimitive -> isString || content != "false"
    is JsonObject -> true
}

private fun Account.permissions(given: JsonObject?, flags: List<String>, subjects: List<String>): JsonObject {
    val input = given ?: JsonObject(emptyMap())
    return input + flags.associateWith { (input.optionalBoolean(it) ?: false).toJson() } +
        subjects.associateWith { JsonArray(input.optionalObjects(it).orEmpty().map(::subject)) }
}

/** Someone who may do something: a user or a group that must exist, or an API key. */
internal fun Account.subject(input: JsonObject): JsonObject {
    val id = input.requiredText("id")
    val store: Store<*>? = when (val type = input.requiredText("type")) {
        "group" -> groups
        "user" -> users
        "api_key" -> null
        else -> refuse(400, "type must be user, group or api_key, is '$type'")
    }
    val named = store?.let { it.withId(id) ?: refuse(400, "There is no ${input.requiredText("type")} $id") }
    return if (named == null) input else json("id" to id, "name" to named.json["name"], "type" to input["type"])
}
