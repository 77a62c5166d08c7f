package dev.tricolor.optimizely.config

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.common.ExperimentalKotest
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.random.Random

private fun problems(text: String) = shouldThrow<InvalidDatafileException> { OptimizelyConfig.from(text) }.problems.map { it.toString() }

@OptIn(ExperimentalKotest::class)
internal class InvalidDatafileSpec : FunSpec({
    test("everything that is missing or wrong is told at once, with its path") {
        val text = datafile(
            """"version":"5","revision":null,"groups":{},"attributes":[{"id":1,"key":"k"}],"events":[{"id":"1"}],
                "audiences":[{"id":"1","name":"a","conditions":5}],"sdkKey":7,
                "experiments":[{"id":"1","key":"a","variations":[{"id":"1"},{"id":"2","key":"b","featureEnabled":"yes"}]},
                  {"key":null,"variations":[],"audienceConditions":["or",5]}],
                "featureFlags":["f",{"id":"1","key":"f","variables":[{"id":"1","key":"v","type":"string","defaultValue":true}]}]""",
        )
        problems(text) shouldContainExactlyInAnyOrder listOf(
            "version: is \"5\", must be \"2\", \"3\" or \"4\"",
            "revision: is null, must be text",
            "groups: is {}, must be a list",
            "attributes[0].id: is 1, must be text",
            "events[0].key: is missing, must be text",
            "events[0].experimentIds: is missing, must be a list",
            "audiences[0].conditions: is 5, must be JSON in a text, a list or an object",
            "sdkKey: is 7, must be text",
            "experiments[0].variations[0].key: is missing, must be text",
            "experiments[0].variations[1].featureEnabled: is \"yes\", must be true or false",
            "experiments[1].id: is missing, must be text",
            "experiments[1].key: is null, must be text",
            "experiments[1].audienceConditions: is [\"or\",5], must be the id of an audience, or a list of such and of lists",
            "featureFlags[0]: is \"f\", must be an object",
            "featureFlags[1].variables[0].defaultValue: is true, must be text",
        )
    }

    context("each member that a datafile cannot do without") {
        withData("version", "revision", "experiments", "groups", "events") { name ->
            problems(datafileWithout(name)).single() shouldStartWith "$name: is missing, must be "
        }
    }

    context("what is no datafile at all") {
        withData(
            "" to "datafile: is not JSON",
            "<html>Not found</html>" to "datafile: is not JSON",
            "{\"version\":\"4\"" to "datafile: is not JSON",
            "[]" to "datafile: is [], must be an object",
            "null" to "datafile: is null, must be an object",
            "\"text\"" to "datafile: is \"text\", must be an object",
        ) { (text, problem) -> problems(text).single() shouldStartWith problem }
    }

    test("a number for a version does, and one that is not known does not") {
        config(""""version":4,"sdkKey":"sdk"""").sdkKey shouldBe "sdk"
        problems(datafile(""""version":1""")) shouldBe listOf("version: is 1, must be \"2\", \"3\" or \"4\"")
    }

    test("whatever it is that cannot be read is found") {
        checkAll(PropTestConfig(seed = 2_026, iterations = 2_000), brokenDatafiles) { text ->
            val found = try {
                OptimizelyConfig.from(text)
                emptyList()
            } catch (invalid: InvalidDatafileException) {
                invalid.problems.also { it.shouldNotBeEmpty() }
            }
            // What only the decoder has found would be told of the datafile as a whole.
            withClue(text) { found.filter { it.path == "datafile" && "must be an object" !in it.message }.shouldBeEmpty() }
        }
    }

    test("conditions that are nested without end are refused like any other nonsense") {
        fun nested(member: (String) -> String) = member("[".repeat(100_000) + "]".repeat(100_000))
        problems(datafileText(nested { """"experiments":[{"id":"1","key":"e","variations":[],"audienceConditions":$it}]""" }))
            .single() shouldContain "datafile"
        problems(datafileText(nested { """"typedAudiences":[{"id":"1","name":"a","conditions":$it}]""" })).single() shouldContain "datafile"
    }

    test("the message has the first problems, and the exception has all") {
        val failure = shouldThrow<InvalidDatafileException> {
            OptimizelyConfig.from(datafile("\"attributes\":[${List(1_000) { "{\"id\":\"1\"}" }.joinToString()}]"))
        }
        failure.problems.size shouldBe 1_000
        failure.message.orEmpty().lines().let {
            it.first() shouldBe "datafile has 1000 problems"
            it.size shouldBe 22
        }
        val long = problems("\"" + "x".repeat(1_000_000) + "\"").single()
        long.length shouldBe long.length.coerceAtMost(300)
    }
})

/** Put together as text, because to parse it would be the end of the test. */
private fun datafileText(member: String): String =
    datafile("").dropLast(1).replace(Regex("\"(experiments|typedAudiences)\":\\[],"), "") + ",$member}"

private val brokenDatafiles = arbitrary { Json.parseToJsonElement(RandomDatafile(it.random).text()).broken(it.random).toString() }

/** With something missing, or in the place of something else. */
private fun JsonElement.broken(random: Random): JsonElement = when {
    this is JsonObject && isNotEmpty() && random.nextInt(8) > 0 -> keys.random(random).let { key ->
        JsonObject(if (random.nextInt(8) == 0) this - key else this + (key to getValue(key).broken(random)))
    }
    this is JsonArray && isNotEmpty() && random.nextInt(8) > 0 -> random.nextInt(size).let { index ->
        JsonArray(take(index) + get(index).broken(random) + drop(index + 1))
    }
    else -> INSTEAD.random(random)
}

private val INSTEAD = listOf(JsonNull, JsonPrimitive(5), JsonPrimitive("x"), JsonArray(listOf(JsonNull)), JsonObject(emptyMap()))
