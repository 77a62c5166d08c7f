package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

// What experiments need to know of flags.

internal const val FALLTHROUGH = "fallthrough"

/** The rule with the id [ruleId]; null for the fallthrough, which is none, and for what does not exist. */
internal fun Flag.rule(environment: Environment, ruleId: String): JsonObject? =
    config(environment.id).objects("rules").find { it.text("_id") == ruleId }

/** What the rule, or the fallthrough, serves: a variation or a rollout; null when there is no such rule. */
internal fun Flag.serving(environment: Environment, ruleId: String): JsonObject? {
    val serves = if (ruleId == FALLTHROUGH) config(environment.id)["fallthrough"] as? JsonObject else rule(environment, ruleId)
    return serves?.let { JsonObject(it.filterKeys { key -> key == "variation" || key == "rollout" }) }
}

internal fun Flag.indexOf(variationId: String?): Int? = variationIds.indexOf(variationId).takeIf { it >= 0 }
