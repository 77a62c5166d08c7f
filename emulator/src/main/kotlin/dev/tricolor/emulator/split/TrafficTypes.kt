package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.trafficTypes(account: Account) {
    get("trafficTypes/ws/{ws}") { ok(account.workspace(this).trafficTypes.map { it.json }) }
    post("trafficTypes/ws/{ws}") {
        val body = jsonObject()
        val name = body.requiredText("name").asIdentifier("traffic type")
        ok(account.newTrafficType(account.workspace(this), name, body.optionalText("displayAttributeId").orEmpty()).json)
    }
    delete("trafficTypes/{tt}") {
        val workspace = account.workspaces.firstOrNull { it.trafficTypes.withId(this["tt"]) != null }
            ?: refuse(404, "Could not find traffic type ${this["tt"]}")
        val trafficType = workspace.trafficTypes.requireId(this["tt"])
        val users = (workspace.flags + workspace.segments + workspace.largeSegments).filter { it.trafficTypeId() == trafficType.id } +
            workspace.ruleBasedSegments.filter { it.trafficType.text("id") == trafficType.id }
        refuseWhileAny("traffic type ${trafficType.name}", "feature flags and segments", users)
        workspace.trafficTypes.remove(trafficType)
        ok(true)
    }
}

internal fun Account.newTrafficType(workspace: Workspace, name: String, displayAttributeId: String = ""): TrafficType =
    workspace.trafficTypes.add(
        TrafficType(json("id" to ids.next("traffic type"), "name" to name, "displayAttributeId" to displayAttributeId)),
    )

private fun Resource.trafficTypeId(): String? = (json["trafficType"] as JsonObject).text("id")

/** How flags and segments name the traffic type in the path's `{tt}`. */
internal fun Workspace.trafficTypeReference(call: Call): JsonObject =
    trafficTypes.require(call["tt"]).let { json("id" to it.id, "name" to it.name) }
