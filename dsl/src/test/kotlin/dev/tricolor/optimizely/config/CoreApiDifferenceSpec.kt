package dev.tricolor.optimizely.config

import com.optimizely.ab.config.parser.ConfigParseException
import com.optimizely.ab.config.parser.GsonConfigParser
import com.optimizely.ab.optimizelyconfig.OptimizelyConfigService
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.common.ExperimentalKotest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.PropTestConfig
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.double
import com.optimizely.ab.optimizelyconfig.OptimizelyConfig as TheirConfig
import com.optimizely.ab.optimizelyconfig.OptimizelyExperiment as TheirExperiment
import com.optimizely.ab.optimizelyconfig.OptimizelyVariable as TheirVariable

/** Holds what we make of datafiles against what Optimizely's own SDK for Java makes of them. */
@OptIn(ExperimentalKotest::class)
internal class CoreApiDifferenceSpec : FunSpec({
    test("thousands of random datafiles mean the same to Optimizely's SDK for Java, but for what is known to differ") {
        checkAll(PropTestConfig(seed = 2_026, iterations = 4_000), randomDatafiles) { text ->
            withClue(text) { OptimizelyConfig.from(text).asTheySayIt() shouldBe theirs(text).plain() }
        }
    }

    test("on empty lists among conditions their SDK fails, and ours takes them for nothing") {
        val cases = listOf(
            """["or",[]]""" to "",
            """["and",[],"1"]""" to """() AND "1"""",
            """["not",[]]""" to "NOT ()",
            """["not"]""" to "",
        )
        cases.forEach { (conditions, expected) ->
            val text = """{"version":"4","revision":"1","accountId":"1","projectId":"2","groups":[],"attributes":[],"events":[],
                "featureFlags":[],"rollouts":[],"anonymizeIP":false,"experiments":[{"id":"1","key":"e","status":"Running","variations":[],
                "trafficAllocation":[],"audienceIds":[],"forcedVariations":{},"audienceConditions":$conditions}]}"""
            shouldThrow<NullPointerException> { theirs(text) }
            OptimizelyConfig.from(text).experiments.getValue("e").audiences shouldBe expected
        }
    }

    test("an experiment that a flag lists and the datafile lacks makes their config invalid, and is left out of ours") {
        val text = """{"version":"4","revision":"1","accountId":"1","projectId":"2","groups":[],"attributes":[],"events":[],"rollouts":[],
            "experiments":[],"anonymizeIP":false,
            "featureFlags":[{"id":"1","key":"f","rolloutId":"","experimentIds":["9"],"variables":[]}]}"""
        shouldThrow<ConfigParseException> { theirs(text) }
        OptimizelyConfig.from(text).features.getValue("f").experimentRules shouldBe emptyList()
    }
})

private fun theirs(text: String): TheirConfig = OptimizelyConfigService(GsonConfigParser().parseProjectConfig(text)).config

/** Theirs as plain lists and maps, which compare and print. */
@Suppress("DEPRECATION") // A feature's map of experiments, which we have too.
private fun TheirConfig.plain() = mapOf(
    "revision" to revision,
    "sdkKey" to sdkKey,
    "environmentKey" to environmentKey,
    "experiments" to experimentsMap.mapValues { it.value.plain() },
    "features" to featuresMap.mapValues { (_, feature) ->
        listOf(
            feature.id, feature.key, feature.variablesMap.plain(), feature.experimentRules.map { it.plain() },
            feature.deliveryRules.map { it.plain() }, feature.experimentsMap.mapValues { it.value.plain() },
        )
    },
    "attributes" to attributes.map { listOf(it.id, it.key) },
    "events" to events.map { listOf(it.id, it.key, it.experimentIds) },
    "audiences" to audiences.map { listOf(it.id, it.name, Json.parseToJsonElement(it.conditions ?: "null")) },
)

private fun TheirExperiment.plain(): List<Any?> = listOf(
    id, key, audiences,
    variationsMap.mapValues { (_, it) -> listOf(it.id, it.key, it.featureEnabled, it.variablesMap.plain()) },
)

private fun Map<String, TheirVariable>.plain() = mapValues { (_, it) -> listOf(it.id, it.key, it.type, it.value) }

/** Ours in the same form, with what is meant to differ put as they have it. */
private fun OptimizelyConfig.asTheySayIt() = mapOf(
    "revision" to revision,
    "sdkKey" to sdkKey,
    "environmentKey" to environmentKey,
    "experiments" to experiments.mapValues { it.value.asTheySayIt() },
    "features" to features.mapValues { (_, feature) ->
        listOf(
            feature.id, feature.key, feature.variables.asTheySayIt(), feature.experimentRules.map { it.asTheySayIt() },
            feature.deliveryRules.map { it.asTheySayIt() }, feature.experiments.mapValues { it.value.asTheySayIt() },
        )
    },
    "attributes" to attributes.map { listOf(it.id, it.key) },
    "events" to events.map { listOf(it.id, it.key, it.experimentIds) },
    "audiences" to audiences.map { listOf(it.id, it.name, rebuilt(Json.parseToJsonElement(it.conditions))) },
)

private fun OptimizelyExperiment.asTheySayIt(): List<Any?> = listOf(
    id, key, audiences,
    variations.mapValues { (_, it) -> listOf(it.id, it.key, absentIsFalse(it.featureEnabled), it.variables.asTheySayIt()) },
)

private fun Map<String, OptimizelyVariable>.asTheySayIt() = mapValues { (_, it) -> listOf(it.id, it.key, it.type, it.value) }

/** They take a variation that does not say whether it enables the feature for one that does not. */
private fun absentIsFalse(featureEnabled: Boolean?) = featureEnabled ?: false

/**
 * They write the conditions of an audience anew from what they understood of them: a list without an operator gets `or`, a `not` keeps
 * one operand, an absent value becomes null and a whole number a fraction.
 */
private fun rebuilt(conditions: JsonElement): JsonElement = when (conditions) {
    is JsonArray -> {
        val operator = (conditions.first() as? JsonPrimitive)?.content
        val operands = (if (operator == null) conditions else conditions.drop(1)).map(::rebuilt)
        JsonArray(listOf(JsonPrimitive(operator ?: "or")) + if (operator == "not") operands.take(1) else operands)
    }
    is JsonObject -> JsonObject(conditions.mapValues { (_, value) -> asFraction(value) } + ("value" to asFraction(conditions["value"])))
    is JsonPrimitive -> conditions
}

private fun asFraction(value: JsonElement?): JsonElement = when {
    value == null -> JsonNull
    value is JsonPrimitive && !value.isString && value.content.toDoubleOrNull() != null -> JsonPrimitive(value.double)
    else -> value
}
