package dev.tricolor.optimizely.config

import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.random.Random

/**
 * A small datafile that has, sooner or later, everything that a datafile may: few ids and keys, so that they meet and repeat, shared and
 * unknown ones, groups, rollouts, overrides of variables that are there or not, conditions of odd shapes.
 *
 * Flags have ids of their own, and list only experiments that are there: Optimizely's SDK can do nothing else.
 */
internal class RandomDatafile(private val random: Random) {
    private val version = listOf("2", "3", "4", "4", "4").random(random)
    private val audienceIds = List(8) { "a$it" } + "unknown"
    private val variableIds = List(6) { "v$it" }

    fun text(): String = json().toString()

    private fun json(): JsonObject = buildJsonObject {
        val experiments = some(0..5) { experiment("e$it") }
        val groups = some(0..2) { group -> group(some(0..3) { experiment("e${10 * (group + 1) + it}") }) }
        val ids = (experiments + groups.flatMap { (it.getValue("experiments") as JsonArray) }).map { (it as JsonObject).getValue("id") }
        put("version", version)
        put("revision", random.nextInt(1, 500).toString())
        put("accountId", "1")
        put("projectId", "2")
        put("experiments", JsonArray(experiments))
        put("groups", JsonArray(groups))
        put("attributes", JsonArray(some(0..3) { entity("t$it") {} }))
        put("events", JsonArray(some(0..3) { entity("n$it") { put("experimentIds", JsonArray(ids.filter { random.nextBoolean() })) } }))
        if (often()) put("audiences", JsonArray(some(0..5) { audience(it, typed = false) }))
        if (often()) put("typedAudiences", JsonArray(some(0..5) { audience(it, typed = true) }))
        if (often() || version == "3") put("anonymizeIP", random.nextBoolean())
        // Older versions may have them, and they mean nothing there.
        if (version == "4" || seldom()) {
            put("featureFlags", JsonArray(some(0..4) { flag(it, ids) }))
            put("rollouts", JsonArray(some(0..3) { rollout("r$it") }))
            put("anonymizeIP", false)
        }
        if (often()) put("sdkKey", "sdk")
        if (often()) put("environmentKey", "production")
        if (seldom()) put("futureMember", JsonArray(listOf(JsonNull, buildJsonObject { put("deep", "er") })))
    }

    private fun group(experiments: List<JsonObject>) = buildJsonObject {
        put("id", "g${random.nextInt(3)}")
        put("policy", listOf("random", "overlapping").random(random))
        put("trafficAllocation", JsonArray(emptyList()))
        put("experiments", JsonArray(experiments))
    }

    private fun experiment(id: String) = buildJsonObject {
        put("id", if (seldom()) "e0" else id)
        put("key", "experiment_${random.nextInt(12)}")
        if (often()) put("layerId", "l")
        put("status", if (seldom()) JsonNull else JsonPrimitive("Running"))
        put("variations", JsonArray(some(0..3) { variation(it) }))
        put("trafficAllocation", JsonArray(listOf(buildJsonObject { put("entityId", "x"); put("endOfRange", 10_000) })))
        put("audienceIds", JsonArray(some(0..2) { JsonPrimitive(audienceIds.random(random)) }))
        put("forcedVariations", buildJsonObject { if (seldom()) put("user", "variation") })
        if (often()) put("audienceConditions", audienceConditions(depth = 3))
        if (seldom()) put("type", listOf("ab", "mab", "cmab", "td", "future").random(random))
    }

    private fun variation(index: Int) = entity("x$index", key = "variation_${random.nextInt(3)}") {
        if (often()) put("featureEnabled", if (seldom()) JsonNull else JsonPrimitive(random.nextInt(3) > 0))
        if (often()) {
            put("variables", JsonArray(some(0..4) { override() }))
        }
    }

    private fun override() = buildJsonObject {
        put("id", (variableIds + "unknown").random(random))
        put("value", text("own"))
    }

    private fun flag(index: Int, experimentIds: List<JsonElement>) = entity("f$index", key = "flag_${if (seldom()) 0 else index}") {
        put("rolloutId", listOf("", "r0", "r1", "r2", "unknown").random(random))
        put("experimentIds", JsonArray(experimentIds.filter { random.nextInt(3) == 0 }.shuffled(random)))
        put("variables", JsonArray(some(0..4) { variable() }))
    }

    private fun variable() = entity(variableIds.random(random), key = "variable_${random.nextInt(6)}") {
        put("type", listOf("string", "string", "boolean", "integer", "double", "json", "future_type").random(random))
        if (often()) put("subType", listOf("json", "future_subtype").random(random))
        put("defaultValue", text("default"))
        if (seldom()) put("status", "archived")
    }

    private fun rollout(id: String) = buildJsonObject {
        put("id", id)
        put("experiments", JsonArray(some(0..3) { experiment("$id.$it") }))
    }

    private fun audience(index: Int, typed: Boolean) = buildJsonObject {
        val conditions = userConditions(depth = 3)
        put("id", if (seldom()) "\$opt_dummy_audience" else audienceIds[random.nextInt(index, 8)])
        put("name", if (seldom()) "\$\$dummy" else text("audience $index"))
        put("conditions", if (typed) conditions else JsonPrimitive(conditions.toString()))
    }

    /** Neither an empty list below the top, nor a `not` of nothing: Optimizely's SDK fails on those. */
    private fun audienceConditions(depth: Int): JsonElement = when (random.nextInt(if (depth == 0) 2 else 10)) {
        0, 1 -> JsonPrimitive(audienceIds.random(random))
        2 -> if (depth == 3) JsonArray(emptyList()) else audienceConditions(depth - 1)
        3 -> JsonArray(listOf(JsonPrimitive(listOf("and", "or").random(random))))
        else -> operation { audienceConditions(depth - 1) }
    }

    private fun userConditions(depth: Int): JsonElement = when (random.nextInt(if (depth == 0) 1 else 4)) {
        0 -> buildJsonObject {
            put("name", text("attribute"))
            put("type", "custom_attribute")
            if (often()) put("match", listOf("exact", "gt", "exists").random(random))
            val values = listOf(JsonNull, JsonPrimitive(true), JsonPrimitive("ca"), JsonPrimitive(18), JsonPrimitive(1.5))
            if (often()) put("value", values.random(random))
        }
        else -> operation { userConditions(depth - 1) }
    }

    private fun operation(operand: () -> JsonElement): JsonArray {
        val operator = listOf("and", "or", "not", null).random(random)
        val operands = List(random.nextInt(1, 4)) { operand() }
        return JsonArray(listOfNotNull(operator?.let(::JsonPrimitive)) + operands)
    }

    private fun entity(id: String, key: String = "key_$id", more: JsonObjectBuilder.() -> Unit) = buildJsonObject {
        put("id", id)
        put("key", key)
        more()
    }

    private fun <T> some(count: IntRange, make: (Int) -> T): List<T> = List(count.random(random), make)

    private fun often() = random.nextInt(3) > 0

    private fun seldom() = random.nextInt(8) == 0

    private fun text(word: String) = "$word ${listOf("", "é", "😀", "\t", "{x}").random(random)}${random.nextInt(4)}"
}

internal val randomDatafiles: Arb<String> = arbitrary { RandomDatafile(it.random).text() }
