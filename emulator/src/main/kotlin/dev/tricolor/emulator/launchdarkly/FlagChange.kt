package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Makes [flag] what [wanted] says, or refuses. */
internal fun LaunchDarklyAccount.change(flag: Flag, wanted: JsonObject): Unit = flag.become(settled(flag, wanted))

/** What becomes of [flag] when it is to be as [wanted]: with ids for what is new, and versions of what has changed. */
internal fun LaunchDarklyAccount.settled(flag: Flag, wanted: JsonObject): JsonObject {
    val identified = identified(wanted.withoutNulls())
    FlagRules(flag.project, flag.json, identified).check()
    refuseIfNeeded(flag, identified)
    val dated = dated(dated(identified, flag.json, "archived"), flag.json, "deprecated").withKind()
    val configs = dated.configs().mapValues { (key, config) ->
        val before = flag.config(key)
        val after = config + mapOf("archived" to dated.getValue("archived"))
        if (after == before) before else after + json("version" to next(before["version"]), "lastModified" to now())
    }
    val after = dated.withConfigs(configs)
    return if (after == flag.json) after else after + json("_version" to next(flag.json["_version"]))
}

/** A patch that sets something to null clears it. */
private fun JsonObject.withoutNulls(): JsonObject {
    val configs = (this["environments"] as? JsonObject).orEmpty().mapValues { (_, config) ->
        if (config is JsonObject) JsonObject(config.filterValues { it !is JsonNull }) else config
    }
    return JsonObject(filterValues { it !is JsonNull }) + mapOf("environments" to JsonObject(configs))
}

internal fun JsonObject.withKind(): JsonObject {
    val boolean = objects("variations").map { it["value"] }.toSet() == setOf(JsonPrimitive(true), JsonPrimitive(false))
    return this + json("kind" to if (boolean) "boolean" else "multivariate")
}

/** Gives ids to the variations, rules and clauses of [flag] that have none. */
internal fun LaunchDarklyAccount.identified(flag: JsonObject): JsonObject {
    val configs = (flag["environments"] as? JsonObject)?.mapValues { (_, config) ->
        (config as? JsonObject)?.mapObjects("rules", ::identifiedRule) ?: config
    }
    return flag.mapObjects("variations") { withId("variation", it) } + mapOf("environments" to JsonObject(configs.orEmpty()))
}

private fun LaunchDarklyAccount.identifiedRule(rule: JsonObject) =
    withId("rule", json("trackEvents" to false) + rule).mapObjects("clauses") { withId("clause", it) }

private fun LaunchDarklyAccount.withId(kind: String, json: JsonObject) =
    if (json.text("_id") == null) json("_id" to ids.next(kind)) + json else json

/** What a flag does in one environment, for another place: with rules and clauses that are not the same, only alike. */
internal fun JsonObject.withoutIds(): JsonObject =
    mapObjects("rules") { rule -> rule.without(ID).mapObjects("clauses") { it.without(ID) } }

private val ID = setOf("_id")

/** What is not an array of objects is left for the rules to refuse. */
private fun JsonObject.mapObjects(name: String, change: (JsonObject) -> JsonObject): JsonObject {
    val array = this[name] as? JsonArray ?: return this
    return this + mapOf(name to JsonArray(array.map { if (it is JsonObject) change(it) else it }))
}

/** Other flags stand on this one: it cannot be archived, nor lose a variation that they ask for. */
private fun refuseIfNeeded(flag: Flag, after: JsonObject) {
    val dependents = flag.dependents()
    val lost = flag.variationIds - after.variationIds().toSet()
    dependents.forEach { (other, environments) ->
        if (after["archived"].boolean() == true && !flag.archived) refuse(400, "Flag is a prerequisite of '${other.id}'")
        val asked = environments.flatMap { other.config(it).objects("prerequisites") }.filter { it.text("key") == flag.id }
        if (asked.any { flag.variationIds[it.index()] in lost }) refuse(400, "Variation is asked for by '${other.id}'")
    }
}

/** The flags that stand on this one find its variations at other indexes now. */
internal fun Flag.become(after: JsonObject) {
    val (before, now) = variationIds to after.variationIds()
    if (before != now) {
        dependents().keys.forEach { other ->
            val configs = other.json.configs().mapValues { (_, config) ->
                config.mapObjects("prerequisites") {
                    if (it.text("key") == id) it + json("variation" to now.indexOf(before[it.index()])) else it
                }
            }
            other.json = other.json.withConfigs(configs)
        }
    }
    json = after
}

private fun LaunchDarklyAccount.dated(flag: JsonObject, before: JsonObject, state: String): JsonObject = when {
    flag[state].boolean() != true -> flag.without(setOf("${state}Date"))
    before[state].boolean() == true -> flag
    else -> flag + json("${state}Date" to now())
}

private fun JsonObject.index(): Int = checkNotNull(this["variation"].integer()).toInt()

private fun next(version: JsonElement?) = checkNotNull(version.integer()) + 1
