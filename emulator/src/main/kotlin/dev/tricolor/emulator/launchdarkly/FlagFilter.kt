package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonObject

/** Which flags a list is asked for: `filter=field:value,field:value`, `tag` and `archived`. */
internal class FlagFilter(call: Call) {
    private val conditions = parts(call.query("filter").orEmpty()).map { part ->
        if (':' !in part) refuse(400, "filter: '$part' is not field:value")
        part.substringBefore(':') to part.substringAfter(':')
    }
    private val tag = call.query("tag")
    private val archived = call.switch("archived")

    init {
        conditions.firstOrNull { it.first !in FIELDS }?.let { refuse(400, "filter: unknown field '${it.first}'") }
    }

    /** The environments that the filter asks for. */
    fun environments(project: Project): List<String> =
        conditions.filter { it.first == "filterEnv" }.flatMap { it.second.split('+') }.map { project.environments.require(it).id }

    fun admits(flag: Flag): Boolean = hasTags(flag.json, tag) && conditions.all { (field, value) ->
        FIELDS.getValue(field)(flag, value)
    } && (conditions.any { it.first in STATES } || flag.archived == archived)

    /** Objects among the values have commas of their own. */
    private fun parts(filter: String): List<String> {
        val parts = mutableListOf(StringBuilder())
        var depth = 0
        for (char in filter) {
            when (char) {
                '{' -> depth++
                '}' -> depth--
            }
            if (char == ',' && depth == 0) parts += StringBuilder() else parts.last().append(char)
        }
        return parts.map { it.toString() }.filter { it.isNotEmpty() }
    }

    private companion object {
        val STATES = setOf("state", "archived")

        // Nothing evaluates flags here, scans code, or guards rollouts.
        val NEVER =
            listOf("applicationEvaluated", "contextKindsEvaluated", "evaluated", "guardedRollout", "hasExperiment", "releasePipeline")

        val FIELDS: Map<String, (Flag, String) -> Boolean> = mapOf<String, (Flag, String) -> Boolean>(
            "query" to { flag, value -> flag.mentions(value.trim('"'), "name", "description") },
            "tags" to { flag, value -> hasTags(flag.json, value) },
            "type" to { flag, value -> flag.json["temporary"].boolean() == (value == "temporary") },
            "state" to { flag, value -> flag.state() == value },
            "archived" to { flag, value -> flag.archived.toString() == value },
            "maintainerId" to { flag, value -> flag.json.text("maintainerId") == value },
            "maintainerTeamKey" to { flag, value -> flag.json.text("maintainerTeamKey") == value },
            "sdkAvailability" to { flag, value -> flag.isAvailable(value) },
            "creationDate" to { flag, value -> flag.wasMade(value) },
            "codeReferences.min" to { _, value -> value.toIntOrNull() == 0 },
            "codeReferences.max" to { _, _ -> true },
            "purpose" to { flag, value -> if (value == "all+!(holdout)") flag.purpose() != "holdout" else flag.purpose() == value },
            "filterEnv" to { _, _ -> true },
        ) + NEVER.associateWith { { _: Flag, value: String -> value == "false" } }
    }
}

private fun Flag.tags() = json.getValue("tags").texts("tags")

private fun Flag.purpose() = json.text("_purpose")

private fun Flag.state() = when {
    archived -> "archived"
    json["deprecated"].boolean() == true -> "deprecated"
    else -> "live"
}

private fun Flag.isAvailable(sdks: String): Boolean {
    val availability = json["clientSideAvailability"] as JsonObject
    val (mobile, client) = listOf("usingMobileKey", "usingEnvironmentId").map { availability[it].boolean() == true }
    return when (sdks) {
        "mobile" -> mobile
        "client" -> client
        "anyClient" -> mobile || client
        "server" -> !mobile && !client
        else -> refuse(400, "sdkAvailability must be client, mobile, anyClient or server, is '$sdks'")
    }
}

private fun Flag.wasMade(filter: String): Boolean {
    val within = parseJson(filter) as? JsonObject ?: refuse(400, "creationDate must be an object")
    val date = checkNotNull(json["creationDate"].integer())
    return date < (within["before"].integer() ?: Long.MAX_VALUE) && date > (within["after"].integer() ?: Long.MIN_VALUE)
}

/** What flags can be sorted by: when they were last changed only in the one environment that is asked for. */
internal fun flagOrders(environments: List<String>): Map<String, (Flag) -> Comparable<*>> = mapOf<String, (Flag) -> Comparable<*>>(
    "creationDate" to { it.json["creationDate"].integer() ?: 0 },
    "key" to { it.id },
    "name" to { it.json.text("name").orEmpty() },
    "maintainerId" to { it.json.text("maintainerId").orEmpty() },
    "tags" to { it.tags().joinToString() },
    "type" to { it.json["temporary"].boolean() == true },
) + environments.singleOrNull()?.let { key ->
    mapOf("targetingModifiedDate" to { flag: Flag -> flag.config(key)["lastModified"].integer() ?: 0 })
}.orEmpty()
