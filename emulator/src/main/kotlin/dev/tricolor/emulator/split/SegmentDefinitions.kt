package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject

private val PAGING = Paging(default = 20, max = 50)

/** Segments in one environment. Whatever body comes with an activation, `""` and none among them, says nothing. */
internal fun Routes.Under.segmentDefinitions(account: Account) {
    get("segments/ws/{ws}/environments/{env}") {
        val environment = account.environment(this)
        ok(objectsPage(environment.segments, PAGING) { it.rendered(environment) })
    }
    post("segments/{env}/{name}") {
        val environment = account.environment(this["env"])
        val segment = environment.workspace.segments.require(this["name"])
        if (environment.segments.withId(segment.id) != null) {
            refuse(409, "Segment ${segment.name} is already in ${environment.name}")
        }
        ok(environment.segments.add(SegmentDefinition(segment, account.now())).rendered(environment))
    }
    delete("segments/{env}/{name}") {
        val environment = account.environment(this["env"])
        val definition = account.segmentDefinition(this)
        if (definition.keys.isNotEmpty()) {
            refuse(400, "Segment ${definition.name} still has ${definition.keys.size} keys in ${environment.name}")
        }
        environment.segments.remove(definition)
        ok(true)
    }
}

/** The segment in the path's `{name}` as it is in the environment in `{env}`. */
internal fun Account.segmentDefinition(call: Call): SegmentDefinition =
    environment(call["env"]).segments.require(call["name"])

private fun SegmentDefinition.rendered(environment: Environment): JsonObject = json(
    "name" to name,
    "environment" to environment.reference,
    "trafficType" to segment.json["trafficType"],
    "creationTime" to creationTime,
)
