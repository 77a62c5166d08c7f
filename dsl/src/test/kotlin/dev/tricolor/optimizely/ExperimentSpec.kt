package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private fun experiment(block: Block<ExperimentBuilder>): JsonObject = ExperimentBuilder(7, "checkout").configuredBy(block).build()

private fun problems(build: () -> JsonObject): List<String> =
    shouldThrow<InvalidPayloadException> { build() }.problems.map { it.toString() }

internal class ExperimentSpec : FunSpec({
    test("an experiment as the tour has it") {
        val eventId = 9L
        val json = experiment { variation("control", 5_000); variation("one_page", 5_000); metric(unique, eventId); holdback = 500 }
        json.toString() shouldBe """{"project_id":7,"key":"checkout","variations":[{"key":"control","weight":5000},""" +
            """{"key":"one_page","weight":5000}],"metrics":[{"aggregator":"unique","event_id":9,"scope":"visitor",""" +
            """"winning_direction":"increasing"}],"holdback":500}"""
    }

    test("a feature test, whose variations fit the feature") {
        val variables = """[{"key":"steps","type":"integer"},{"key":"color","type":"string"}]"""
        val feature = Feature.fromJson("""{"id":5,"key":"f","variables":$variables}""")
        val json = experiment {
            feature(feature)
            variation("on", 10_000) { featureEnabled(true).variableValue("steps", "3").variableValue("color", "red") }
        }
        json["feature_id"] shouldBe JsonPrimitive(5)
        json["variations"].toString() shouldContain """"feature_enabled":true,"variable_values":{"steps":"3","color":"red"}"""
        problems {
            experiment {
                feature(feature)
                variation("on", 10_000) { variableValue("steps", "three").variableValue("hue", "1") }
            }
        } shouldContainExactly listOf(
            """variations[0].variable_values.steps: is "three", must be a whole number""",
            """variations[0].variable_values.hue: is a variable that f does not have; it has "steps", "color"""",
        )
    }

    test("a web experiment") {
        val change = JsonObject(mapOf("type" to JsonPrimitive("custom_code"), "value" to JsonPrimitive("go()")))
        val json = ExperimentBuilder(7, null).name("Button").configuredBy {
            type = ExperimentType.AB
            namedVariation("Original", 5_000)
            namedVariation("Blue", 5_000) { action(6, change) }
            urlTargeting("https://example.com") { activationType = "immediate" }
            schedule { startTime = "2026-02-20T15:00"; timeZone = "America/New_York" }
            changes(change)
        }.build()
        json.toString() shouldBe """{"project_id":7,"name":"Button","type":"a/b","variations":[{"name":"Original","weight":5000},""" +
            """{"name":"Blue","weight":5000,"actions":[{"page_id":6,"changes":[$change]}]}],""" +
            """"url_targeting":{"edit_url":"https://example.com","activation_type":"immediate"},""" +
            """"schedule":{"start_time":"2026-02-20T15:00","time_zone":"America/New_York"},"changes":[$change]}"""
    }

    test("all that cannot be is told at once") {
        problems {
            ExperimentBuilder(7, "a b").configuredBy {
                action = ExperimentAction.RESUME
                variation("same", 5_000)
                variation("same", 4_000)
                variation("no spaces", -1)
                metric(sum, 9)
                holdback = 10_001
                trafficAllocation = -1
                pageIds(1)
                urlTargeting(" ") { activationType("polling") }
                schedule { stopTime = "tomorrow" }
                environment("production", ExperimentStatus.ARCHIVED)
            }.build()
        } shouldContainExactly listOf(
            "url_targeting.edit_url: is blank",
            "url_targeting.activation_code: is missing or blank, must be what tells when it begins",
            "schedule.stop_time: is \"tomorrow\", must be such as \"2019-02-20T15:00\"",
            "key: is \"a b\", must be 1 to 64 letters, digits, '_' and '-'",
            "traffic_allocation: is -1, must be 0 to 10000 (basis points)",
            "holdback: is 10001, must be 0 to 10000 (basis points)",
            "traffic_allocation: is said and so is holdback, must be one of them",
            "page_ids: is said and so is url_targeting, must be one of them",
            "environments.production.status: is \"archived\", must be one of \"not_started\", \"running\", \"paused\"",
            "metrics[0].field: is missing, must be \"revenue\" or \"value\": what is summed up",
            "variations[2].key: is \"no spaces\", must be 1 to 64 letters, digits, '_' and '-'",
            "variations[2].weight: is -1, must be 0 to 10000 (basis points)",
            "variations[1].key: is \"same\" as it is in variations[0], must be unique",
            "variations: weights sum to 8999, must be 10000 (basis points): \"same\" 5000, \"same\" 4000, \"no spaces\" -1",
            "action: is \"resume\", must be one of \"publish\", \"start\", \"pause\" when an experiment is made",
        )
        problems { experiment {} } shouldContainExactly listOf("variations: there are none, must be at least one")
        problems { ExperimentBuilder(7, null).variations().build() } shouldContainExactly listOf("name: is missing or blank")
    }

    test("ids are positive, wherever they are") {
        val wrong = ExperimentBuilder(-1, "k").configuredBy {
            campaignId(0).featureId(-3).pageIds(1, -2)
            metric(unique, -4)
            metric(ratio) { metric(MetricAggregator.SUM, -5) { field = MetricField.VALUE }.metric(MetricAggregator.COUNT, 6) }
            variation("a", 10_000) { action(-7) }
        }
        problems { wrong.build() } shouldContainExactly listOf(
            "project_id: is -1, must be positive",
            "campaign_id: is 0, must be positive",
            "feature_id: is -3, must be positive",
            "page_ids[1]: is -2, must be positive",
            "metrics[0].event_id: is -4, must be positive",
            "metrics[1].metrics[0].event_id: is -5, must be positive",
            "variations[0].actions[0].page_id: is -7, must be positive",
        )
        problems { ExperimentUpdateBuilder().whitelist("ann", -8).build() } shouldContainExactly
            listOf("whitelist[0].variation_id: is -8, must be positive")
    }

    test("weights are taken exactly when they sum to the whole") {
        checkAll(Arb.list(Arb.int(0..10_000), 1..5)) { weights ->
            val last = 10_000 - weights.sum()
            val build = { all: List<Int> ->
                experiment { all.forEachIndexed { index, weight -> variation("v$index", weight) } }["variations"]!!.jsonArray.size
            }
            if (last >= 0) build(weights + last) shouldBe weights.size + 1
            if (weights.sum() != 10_000) shouldThrow<InvalidPayloadException> { build(weights) }
        }
    }

    test("an update says what a variation is by its id, and what is new without") {
        val json = ExperimentUpdateBuilder().configuredBy {
            variation(11, 4_000) { key = "old" }
            newVariation("new", 6_000)
            whitelist("ann", 11)
        }.build()
        json.toString() shouldBe """{"variations":[{"variation_id":11,"weight":4000,"key":"old"},{"key":"new","weight":6000}],""" +
            """"whitelist":[{"user_id":"ann","variation_id":11}]}"""
        problems { ExperimentUpdateBuilder().build() } shouldContainExactly listOf("says nothing, must change something")
        ExperimentUpdateBuilder().action(ExperimentAction.PAUSE).build() shouldBe JsonObject(emptyMap())
        problems { ExperimentUpdateBuilder().action(ExperimentAction.UNARCHIVE).name("n").build() } shouldContainExactly
            listOf("action: is \"unarchive\", which must come alone, and not with name")
    }

    context("an edit") {
        val variations = """[{"variation_id":11,"key":"a","weight":5000,"new":1},{"variation_id":12,"key":"b","weight":5000}]"""
        val metric = """{"aggregator":"sum","event_id":9}"""
        val text = """{"id":3,"variations":$variations,"metrics":[$metric],"whitelist":[{"user_id":"ann","variation_id":12}]}"""
        val read = Experiment.fromJson(text)

        test("keeps what it does not mention") {
            ExperimentEditBuilder(read).weight("a", 2_500).weight("b", 7_500).build().toString() shouldBe
                """{"variations":[{"variation_id":11,"key":"a","weight":2500,"new":1},{"variation_id":12,"key":"b","weight":7500}]}"""
            ExperimentEditBuilder(read).removeVariation("b").variation("a") { weight = 10_000 }.build().toString() shouldBe
                """{"variations":[{"variation_id":11,"key":"a","weight":10000,"new":1}]}"""
            ExperimentEditBuilder(read).whitelist("bob", "a").removeFromWhitelist("ann").build().toString() shouldBe
                """{"whitelist":[{"user_id":"bob","variation_id":11}]}"""
            ExperimentEditBuilder(read).description("d").build().toString() shouldBe """{"description":"d"}"""
        }

        test("does not mind what was wrong before, but minds what is new") {
            val json = ExperimentEditBuilder(read).metric(MetricAggregator.UNIQUE, 8).build()
            json["metrics"]!!.jsonArray.first() shouldBe read.metrics.single().json
            problems { ExperimentEditBuilder(read).metric(MetricAggregator.SUM, 8).build() } shouldContainExactly
                listOf("metrics[1].field: is missing, must be \"revenue\" or \"value\": what is summed up")
            problems { ExperimentEditBuilder(read).weight("a", 1).weight("c", 2).build() } shouldContainExactly listOf(
                "variations: there is no \"c\"; there are \"a\", \"b\"",
                "variations: weights sum to 5001, must be 10000 (basis points): \"a\" 1, \"b\" 5000",
            )
        }

        test("begins anew with metrics where it is told to") {
            ExperimentEditBuilder(read).removeMetrics().metric(MetricAggregator.COUNT, 8).build()["metrics"]!!.jsonArray.single()
                .jsonObject["aggregator"] shouldBe JsonPrimitive("count")
        }
    }

    test("what is not known yet is read, and kept") {
        val text = """{"id":3,"status":"asleep","type":"c/d","holdback":1e3,"changes":[{"type":"redirect","value":{"x":1}}],""" +
            """"variations":[{"variation_id":5600961599635456,"status":"odd"}],"environments":{"p":{"status":"odd"}},"results_token":"t"}"""
        val read = Experiment.fromJson(text)
        read.toJson() shouldBe text
        read.status shouldBe ExperimentStatus.of("asleep")
        read.holdback shouldBe 1_000
        read.changes.single().value shouldBe null
        read.variations.single().variationId shouldBe 5_600_961_599_635_456
        read.audiences() shouldBe Everyone
    }
})

/** What every experiment needs. */
private fun ExperimentBuilder.variations() = variation("only", 10_000)
