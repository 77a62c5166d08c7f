package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.requiredText

/** The list is a bare array, whatever limit and offset are asked for. */
internal fun Routes.Under.ruleBasedSegments(account: Account) {
    get("rule-based-segments/ws/{ws}") { ok(account.workspace(this).ruleBasedSegments.map { it.json }) }
    get("rule-based-segments/ws/{ws}/{name}") { ok(account.workspace(this).ruleBasedSegments.require(this["name"]).json) }
    post("rule-based-segments/ws/{ws}/trafficTypes/{tt}") {
        val body = jsonObject()
        val workspace = account.workspace(this)
        val trafficType = workspace.trafficTypeReference(this)
        val json = json(
            "id" to account.ids.next("rule-based segment"),
            "workspaceIds" to listOf(workspace.id),
            "orgId" to account.id,
            "name" to body.requiredText("name"),
            "status" to "ACTIVE",
            "trafficTypeId" to trafficType["id"],
            "trafficTypeURN" to null,
            "description" to body.optionalText("description").orEmpty(),
            "creator" to account.users.first().let { json("type" to "User", "id" to it.id) },
            "creationTime" to account.now(),
            "views" to null,
            "favorite" to null,
            "tags" to null,
            "canEdit" to null,
            "constraints" to null,
        )
        ok(workspace.ruleBasedSegments.add(RuleBasedSegment(json, trafficType)).json)
    }
    delete("rule-based-segments/ws/{ws}/{name}") {
        val workspace = account.workspace(this)
        val segment = workspace.ruleBasedSegments.require(this["name"])
        workspace.environments.forEach { it.ruleBasedSegments.run { withId(segment.id)?.let(::remove) } }
        workspace.ruleBasedSegments.remove(segment)
        ok(true)
    }
}
