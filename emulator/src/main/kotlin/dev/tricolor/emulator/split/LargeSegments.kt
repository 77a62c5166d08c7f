package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.largeSegments(account: Account) {
    get("large-segments/ws/{ws}") { ok(account.workspace(this).largeSegments.map { it.json }) }
    get("large-segments/ws/{ws}/{name}") { ok(account.workspace(this).largeSegments.require(this["name"]).json) }
    post("large-segments/ws/{ws}/trafficTypes/{tt}") {
        val body = jsonObject()
        val workspace = account.workspace(this)
        val json = json(
            "id" to account.ids.next("large segment"),
            "name" to body.requiredText("name"),
            "description" to body.optionalText("description"),
            "trafficType" to workspace.trafficTypeReference(this),
            "creationTime" to account.now(),
            "tags" to null,
        )
        ok(workspace.largeSegments.add(LargeSegment(json)).json)
    }
    delete("large-segments/ws/{ws}/{name}") {
        val workspace = account.workspace(this)
        val segment = workspace.largeSegments.require(this["name"])
        workspace.environments.forEach { it.largeSegments.run { withId(segment.id)?.let(::remove) } }
        workspace.largeSegments.remove(segment)
        ok(true)
    }
}

/** Large segments in one environment. Whatever body comes with an activation, `""` and none among them, says nothing. */
internal fun Routes.Under.largeSegmentDefinitions(account: Account) {
    get("large-segments/ws/{ws}/environments/{env}") {
        val environment = account.environment(this)
        ok(environment.largeSegments.map { it.rendered(environment) })
    }
    post("large-segments/{env}/{name}") {
        val environment = account.environment(this["env"])
        val segment = environment.workspace.largeSegments.require(this["name"])
        if (environment.largeSegments.withId(segment.id) != null) {
            refuse(409, "Large segment ${segment.name} is already in ${environment.name}")
        }
        ok(environment.largeSegments.add(LargeSegmentDefinition(segment, account.now())).rendered(environment))
    }
    delete("large-segments/{env}/{name}") {
        val environment = account.environment(this["env"])
        environment.largeSegments.remove(environment.largeSegments.require(this["name"]))
        ok(true)
    }
}

internal fun LargeSegmentDefinition.rendered(environment: Environment): JsonObject = json(
    "id" to id,
    "name" to name,
    "environment" to environment.reference,
    "trafficType" to segment.json["trafficType"],
    "creationTime" to creationTime,
    "workspaceId" to environment.workspace.id,
)
