package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull

/** Where events go. A host of its own at the real Split, the same one here. */
internal const val EVENTS = "/api/events"

/**
 * Takes events in, all of a request or none. No call of Split's gives them back, so they are checked and not kept: a test finds them among
 * the requests that the emulator received.
 */
internal fun Routes.Under.events(account: Account) {
    post("") { account.takeIn(JsonArray(listOf(jsonObject()))) }
    post("bulk") { account.takeIn(json() as? JsonArray ?: refuse(400, "The body must be an array of events")) }
}

private fun Account.takeIn(events: JsonArray): Reply {
    if (events.isEmpty()) refuse(400, "The body must hold at least one event")
    val problems = Problems()
    problems.inObjects("events", events) { path, event -> check(path, event, problems) }
    problems.refuseIfAny()
    return Reply(202)
}

private fun Account.check(path: String, event: JsonObject, problems: Problems) {
    fun text(name: String) = event[name].orAbsent()?.let { it.text().orEmpty() }
    val environmentName = text("environmentName")
    val homes = workspaces.filter { environmentName == null || environmentName in it.environments.map { one -> one.name } }
    val trafficTypeName = text("trafficTypeName").orEmpty()
    val type = text("eventTypeId").orEmpty()
    problems.expect(SplitLimits.isEventType(type), "$path.eventTypeId", "is no event type: ${event["eventTypeId"]}")
    problems.expect(!text("key").isNullOrBlank(), "$path.key", "is required")
    problems.expect(homes.isNotEmpty(), "$path.environmentName", "there is no environment $environmentName")
    problems.expect(
        homes.isEmpty() || homes.any { home -> home.trafficTypes.any { it.name == trafficTypeName } },
        "$path.trafficTypeName",
        "there is no traffic type $trafficTypeName",
    )
    problems.expect(event["timestamp"].orAbsent().isTime(), "$path.timestamp", "must be milliseconds since 1970, is ${event["timestamp"]}")
    problems.expect(event["value"].orAbsent().isNumber(), "$path.value", "must be a number, is ${event["value"]}")
    val properties = event["properties"].orAbsent() ?: return
    problems.expect(
        properties is JsonObject && properties.values.all { it is JsonPrimitive },
        "$path.properties",
        "must be an object of strings, numbers and booleans",
    )
}

/** Split's own samples also send it as text, or not at all. */
private fun JsonElement?.isTime() = this == null || (integer() ?: text()?.toLongOrNull() ?: 0) > 0

private fun JsonElement?.isNumber() = this == null || this is JsonPrimitive && !isString && doubleOrNull != null
