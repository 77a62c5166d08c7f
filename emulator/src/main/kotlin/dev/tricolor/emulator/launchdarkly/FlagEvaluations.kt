package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private const val FULL_WEIGHT = 100_000.0

internal fun Routes.Under.flagEvaluations(account: LaunchDarklyAccount) {
    post("projects/{project}/environments/{environment}/flags/evaluate") {
        val environment = account.environment(this)
        val evaluation = Evaluation(environment, ContextInstance(jsonObject()))
        val flags = sorted(filtered(environment.project.flags.filterNot { it.archived }, CONDITIONS), ORDERS)
        ok(itemsPage(flags, maxLimit = Int.MAX_VALUE, unasked = Int.MAX_VALUE, render = evaluation::rendered))
    }
}

/** A variation by its index, none where an SDK's own default is used, and why it is that. */
private class Served(val variation: Int?, val reason: JsonObject)

/** What flags serve to the [contexts], as the vendor's SDKs have it. */
private class Evaluation(private val environment: Environment, private val contexts: ContextInstance) {
    private val memberships = Memberships(environment, contexts)

    fun rendered(flag: Flag): JsonObject = served(flag, emptySet()).let { served ->
        json(
            "name" to flag.json["name"],
            "key" to flag.id,
            "_value" to (served.variation?.let { flag.json.objects("variations")[it]["value"] } ?: JsonNull),
            "reason" to served.reason,
            "_links" to flag.links(),
        )
    }

    private fun served(flag: Flag, asked: Set<String>): Served {
        val config = flag.config(environment.id)
        val failed = config.objects("prerequisites").firstOrNull { !holds(it, asked + flag.id) }
        return when {
            config["on"].boolean() != true -> config.off(reason("OFF"))
            failed != null -> config.off(reason("PREREQUISITE_FAILED") + json("prerequisiteKey" to failed.text("key")))
            else -> target(config) ?: rule(flag, config) ?: config.serving(flag, config["fallthrough"] as JsonObject, reason("FALLTHROUGH"))
        }
    }

    /** A flag that leads back to itself leads nowhere. */
    private fun holds(prerequisite: JsonObject, asked: Set<String>): Boolean {
        val flag = environment.project.flags.find(prerequisite.text("key").orEmpty())?.takeIf { it.id !in asked } ?: return false
        return flag.isOn(environment.id) && served(flag, asked).variation?.toLong() == prerequisite["variation"].integer()
    }

    private fun target(config: JsonObject): Served? = (config.objects("targets") + config.objects("contextTargets"))
        .firstOrNull { contexts.key(it.text("contextKind") ?: USER) in it.getValue("values").texts("values") }
        ?.let { Served(it.index("variation"), reason("TARGET_MATCH")) }

    private fun rule(flag: Flag, config: JsonObject): Served? = config.objects("rules").withIndex()
        .firstOrNull { (_, rule) -> rule["disabled"].boolean() != true && matches(rule) }
        ?.let { (index, rule) ->
            config.serving(flag, rule, reason("RULE_MATCH") + json("ruleIndex" to index, "ruleID" to rule.text("_id")))
        }

    private fun matches(rule: JsonObject) = rule.objects("clauses").all { contexts.matches(it, memberships::isMember) }

    private fun JsonObject.serving(flag: Flag, served: JsonObject, reason: JsonObject): Served {
        val rollout = served["rollout"] as? JsonObject ?: return Served(served.index("variation"), reason)
        val drawn = draw(rollout, "${flag.id}.${text("salt")}")
        val experiment = "experimentAllocation" in rollout && drawn["_untracked"].boolean() != true
        return Served(drawn.index("variation"), if (experiment) reason + json("inExperiment" to true) else reason)
    }

    private fun draw(rollout: JsonObject, salt: String): JsonObject {
        val place = contexts.bucket(rollout.text("contextKind") ?: USER, rollout.text("bucketBy") ?: "key", salt)
        val variations = rollout.objects("variations")
        val ends = variations.runningFold(0.0) { sum, weighted -> sum + (weighted["weight"].integer() ?: 0) / FULL_WEIGHT }.drop(1)
        return variations[ends.indexOfFirst { place < it }.takeIf { it >= 0 } ?: variations.lastIndex]
    }

    private fun JsonObject.off(reason: JsonObject) = Served(this["offVariation"].integer()?.toInt(), reason)

    private fun JsonObject.index(name: String) = this[name].integer()?.toInt()

    private fun reason(kind: String) = json("kind" to kind)
}

private val CONDITIONS: Conditions<Flag> = mapOf(
    "query equals" to { value -> value.words().let { words -> { flag -> words.any { flag.mentions(it, "name") } } } },
    "tags contains" to { value -> value.words().let { tags -> { hasTags(it.json, tags.joinToString("+")) } } },
)

private val ORDERS: Map<String, ((Flag) -> Comparable<*>)?> = mapOf(
    "key" to { it.id },
    "name" to { it.json.text("name").orEmpty() },
    "creationDate" to null,
)
