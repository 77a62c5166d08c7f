package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** [flag] as it is answered: with the environments that have these [keys], or all when that is null, and their details or counts. */
internal fun Call.render(flag: Flag, keys: List<String>? = null, summary: Boolean = false): JsonObject {
    val hidden = setOf("environments") + if ("migrationSettings" in expanded()) emptySet() else setOf("migrationSettings")
    val configs = flag.json.configs().filterKeys { keys == null || it in keys }.mapValues { (key, config) ->
        val said = if (summary) config.without(DETAILS) + json("_summary" to summary(config)) else config
        said.without(hidden) + json("_site" to flag.site(key), "_environmentName" to flag.project.environments.require(key).json["name"])
    }
    val environments = if (configs.isEmpty()) emptyMap() else mapOf("environments" to JsonObject(configs))
    return flag.json.without(hidden) + json(
        "includeInSnippet" to (flag.json["clientSideAvailability"] as JsonObject)["usingEnvironmentId"],
        "goalIds" to JsonArray(emptyList()),
        "experiments" to json("baselineIdx" to 0, "items" to JsonArray(emptyList())),
        "_links" to flag.links(),
    ) + environments
}

internal fun Flag.links(): JsonObject {
    val list = "/api/v2/flags/${project.id}"
    return json("parent" to link(list), "self" to link("$list/$id"))
}

internal fun Flag.site(environmentKey: String): JsonObject =
    json("href" to "/${project.id}/$environmentKey/features/$id", "type" to "text/html")

private val DETAILS = setOf("targets", "contextTargets", "rules", "fallthrough", "offVariation", "prerequisites")

private fun summary(config: JsonObject): JsonObject {
    val targets = config.objects("targets")
    val others = config.objects("contextTargets")
    val rules = config.objects("rules")
    val fallthrough = config["fallthrough"] as JsonObject
    val rollout = fallthrough["rollout"] as? JsonObject
    val shares = rollout?.objects("variations").orEmpty().associateBy { it["variation"].integer() }
    val served = (targets + others + rules + fallthrough + shares.values).mapNotNull { it["variation"].integer() } +
        rules.flatMap { (it["rollout"] as? JsonObject)?.objects("variations").orEmpty() }.mapNotNull { it["variation"].integer() } +
        listOfNotNull(config["offVariation"].integer())
    val variations = served.distinct().sorted().associate { index ->
        val serving = rules.filter { it["variation"].integer() == index }
        val said = listOfNotNull<Pair<String, JsonElement>>(
            ("isFallthrough" to JsonPrimitive(true)).takeIf { fallthrough["variation"].integer() == index },
            ("isOff" to JsonPrimitive(true)).takeIf { config["offVariation"].integer() == index },
            shares[index]?.let { "rollout" to it.getValue("weight") },
            shares[index]?.let { rollout?.get("bucketBy") }?.let { "bucketBy" to it },
        ).toMap()
        index.toString() to json(
            "rules" to serving.size,
            "nullRules" to serving.count { it.objects("clauses").isEmpty() },
            "targets" to keys(targets, index),
            "contextTargets" to keys(others, index),
        ) + said
    }
    return json("variations" to JsonObject(variations), "prerequisites" to config.objects("prerequisites").size)
}

private fun keys(targets: List<JsonObject>, index: Long) =
    targets.filter { it["variation"].integer() == index }.sumOf { it.getValue("values").texts("values").size }
