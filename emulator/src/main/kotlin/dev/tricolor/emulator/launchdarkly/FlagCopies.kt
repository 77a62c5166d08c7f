package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The members of a configuration that each action copies. */
private val COPIED = mapOf(
    "updateOn" to listOf("on"),
    "updateRules" to listOf("rules"),
    "updateFallthrough" to listOf("fallthrough"),
    "updateOffVariation" to listOf("offVariation"),
    "updatePrerequisites" to listOf("prerequisites"),
    "updateTargets" to listOf("targets", "contextTargets"),
    "updateFlagConfigMigrationSettings" to listOf("migrationSettings"),
)

/** What of this configuration can be copied. */
internal fun JsonObject.copied(members: Collection<String> = COPIED.values.flatten()): Map<String, JsonElement> =
    filterKeys { it in members }

internal fun LaunchDarklyAccount.copy(call: Call): JsonObject {
    val flag = flag(call)
    val body = call.jsonObject()
    val source = place(flag, body, "source")
    val target = place(flag, body, "target")
    val members = actions(body).flatMap(COPIED::getValue)
    val config = flag.config(target) + flag.config(source).withoutIds().copied(members)
    change(flag, flag.json.withConfigs(flag.json.configs() + (target to config)))
    return call.render(flag)
}

private fun place(flag: Flag, body: JsonObject, name: String): String {
    val place = body.optionalObject(name) ?: refuse(400, "$name is required")
    val key = place.requiredText("key")
    if (flag.project.environments.find(key) == null) refuse(400, "There is no environment '$key'")
    val version = place["currentVersion"].integer()
    if (version != null && version != flag.configVersion(key)) {
        refuse(409, "The flag has version ${flag.configVersion(key)} in '$key', not $version", "optimistic_locking_error")
    }
    return key
}

private fun actions(body: JsonObject): Set<String> {
    val included = body["includedActions"]?.texts("includedActions")
    val excluded = body["excludedActions"]?.texts("excludedActions")
    if (included != null && excluded != null) refuse(400, "Actions are included or excluded, not both")
    (included ?: excluded).orEmpty().firstOrNull { it !in COPIED }?.let { refuse(400, "Unknown action '$it'") }
    return included?.toSet() ?: (COPIED.keys - excluded.orEmpty().toSet())
}
