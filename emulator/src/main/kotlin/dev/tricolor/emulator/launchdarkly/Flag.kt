package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** A flag, kept as the vendor represents it: `environments` has what it does in each, with variations by index. */
internal class Flag(json: JsonObject, val project: Project) : Keyed(json) {
    /** What is to stop being a target, by the key of the environment. */
    val expiring = HashMap<String, MutableList<JsonObject>>()

    val archived: Boolean get() = json["archived"].boolean() == true

    /** In the order of the variations' indexes. */
    val variationIds: List<String> get() = json.variationIds()

    fun config(environmentKey: String): JsonObject = json.configs().getValue(environmentKey)

    fun isOn(environmentKey: String): Boolean = config(environmentKey)["on"].boolean() == true

    fun configVersion(environmentKey: String): Long = checkNotNull(config(environmentKey)["version"].integer())

    /** Flags that cannot do without this one, with the keys of the environments where they cannot. */
    fun dependents(): Map<Flag, List<String>> = project.flags.associateWith { other ->
        other.json.configs().filterValues { config -> config.objects("prerequisites").any { it.text("key") == id } }.keys.toList()
    }.filterValues { it.isNotEmpty() }
}

internal fun JsonObject.variationIds(): List<String> = objects("variations").map { checkNotNull(it.text("_id")) }

internal fun JsonObject.configs(): Map<String, JsonObject> =
    (this["environments"] as JsonObject).mapValues { it.value as JsonObject }

internal fun JsonObject.withConfigs(configs: Map<String, JsonObject>): JsonObject = this + mapOf("environments" to JsonObject(configs))

/** Has [flag] do in [environment] what it does in that with the key [source], or what flags do in new ones when that is null. */
internal fun LaunchDarklyAccount.enter(flag: Flag, environment: Environment, source: String?) {
    val config = newConfig(flag.json) + source?.let { flag.config(it).withoutIds().copied() }.orEmpty()
    flag.json = identified(flag.json.withConfigs(flag.json.configs() + (environment.id to config)))
}

/** Forgets what [flag] did in the environment with the key [environmentKey], which is gone. */
internal fun leave(flag: Flag, environmentKey: String) {
    flag.json = flag.json.withConfigs(flag.json.configs() - environmentKey)
    flag.expiring -= environmentKey
}

/** What a flag does in an environment where nobody has said anything. */
internal fun LaunchDarklyAccount.newConfig(flag: JsonObject): JsonObject {
    val defaults = flag["defaults"] as JsonObject
    return json(
        "on" to false,
        "archived" to (flag["archived"].boolean() == true),
        "salt" to ids.next("salt").replace("-", ""),
        "sel" to ids.next("sel").replace("-", ""),
        "lastModified" to now(),
        "version" to 1,
        "targets" to JsonArray(emptyList()),
        "contextTargets" to JsonArray(emptyList()),
        "rules" to JsonArray(emptyList()),
        "fallthrough" to json("variation" to defaults["onVariation"]),
        "offVariation" to defaults["offVariation"],
        "prerequisites" to JsonArray(emptyList()),
        "trackEvents" to false,
        "trackEventsFallthrough" to false,
    )
}

/**
 * Has a rule of [flag], or the fallthrough when [ruleId] is null, serve [served]: `{"variation": 0}`, or a rollout, with its
 * `experimentAllocation` while an experiment runs on it.
 */
internal fun LaunchDarklyAccount.serve(flag: Flag, environmentKey: String, ruleId: String?, served: JsonObject) {
    val config = flag.config(environmentKey)
    val changed = when (ruleId) {
        null -> config + mapOf("fallthrough" to served)
        else -> config + mapOf(
            "rules" to JsonArray(config.objects("rules").map { if (it.text("_id") == ruleId) it.serving(served) else it }),
        )
    }
    change(flag, flag.json.withConfigs(flag.json.configs() + (environmentKey to changed)))
}

internal fun JsonObject.serving(served: Map<String, JsonElement>): JsonObject =
    JsonObject(this - setOf("variation", "rollout") + served)
