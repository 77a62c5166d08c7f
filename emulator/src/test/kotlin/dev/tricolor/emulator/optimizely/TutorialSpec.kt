package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContainKeys
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private val MOMENT = Regex("""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z""")

/** Optimizely's Full Stack tutorial, script after script: what it reads of the replies, and what it shows of them to its readers. */
internal class TutorialSpec : FunSpec({
    test("all scripts of the tutorial are answered, one after the other") {
        Emulator.start().use { emulator ->
            val tutorial = TutorialScripts(emulator.url)

            val project = tutorial.project()
            project.shouldContainKeys("account_id", "created", "id")
            project.shouldSay("name" to "full_stack project4001593747014_updated", "confidence_threshold" to "0.9", "platform" to "custom")

            val attribute = tutorial.attribute(project.id())
            attribute.shouldSay("name" to "FS attribute 4001593747014 - updated", "project_id" to project.id(), "archived" to "false")
            attribute.string("last_modified") shouldMatch MOMENT

            val event = tutorial.event(project.id())
            event.shouldSay("archived" to "false", "category" to "add_to_cart", "description" to "A new event_updated")
            event.shouldSay("event_type" to "custom", "key" to "full_stack_event_4001593747014_updated", "name" to "FS event_updated")
            event.string("created") shouldMatch MOMENT

            val audience = tutorial.audience(project.id(), attribute.string("name"))
            audience.shouldSay("archived" to "false", "description" to "Using a Full Stack attribute", "is_classic" to "false")
            audience.string("conditions") shouldStartWith """["and", ["or", ["or", {"name": "FS attribute 4001593747014 - updated", """

            val feature = tutorial.feature(project.id(), audience.id())
            feature.shouldSay("archived" to "false", "key" to "fs_feature_4001593747014_updated")
            val rule = feature.member("environments").member("Production").member("rollout_rules").only()
            rule.member("audience_ids")!!.jsonArray.single().toString() shouldBe audience.id()
            rule.jsonObject.shouldSay("enabled" to "true", "percentage_included" to "1000")
            val variable = feature.member("variables").only()
            variable.shouldSay("archived" to "true", "default_value" to "true", "key" to "fs_feature_variable_4001593747014_updated")

            val experiment = tutorial.experiment(project.id(), event.id())
            experiment.made.shouldSay("status" to "not_started", "holdback" to "5000")
            experiment.started.shouldSay("status" to "running", "key" to "fs_exp_4001593747014_updated")
            experiment.paused.shouldSay("status" to "paused", "key" to "fs_exp_4001593747014_updated")
            val updated = experiment.updated
            updated.shouldSay("allocation_policy" to "manual", "audience_conditions" to "everyone", "holdback" to "5000")
            updated.shouldSay("description" to "This is s a fs exp description4001593747014_updated_2", "id" to experiment.made.id())
            updated.shouldContainKeys("campaign_id", "created")
            updated["changes"] shouldBe json("[]")
            updated.string("earliest") shouldMatch MOMENT
            val variation = updated.member("variations").only()
            variation.shouldSay("key" to "var_name_4001593747014_updated_2", "weight" to "10000")
            variation["variation_id"] shouldBe experiment.made.member("variations").only()["variation_id"]

            val results = tutorial.results(updated.id())
            results.results.shouldBeResultsOf(updated, event, variation.string("variation_id"))
            results.timeseries.shouldSay("experiment_id" to updated.id(), "confidence_threshold" to "0.9")
            results.csv.header("Content-Type") shouldStartWith "text/csv"
            results.csv.text.lines().let { (header, row, end) ->
                header shouldStartWith "Start time (UTC),End time (UTC),Variation Name,Variation ID,"
                row.split(',').slice(2..3) shouldContainExactly listOf(variation.string("key"), variation.string("variation_id"))
                end shouldBe ""
            }

            emulator.requests.all.map { it.method to it.rawPath } shouldContainExactly asked(
                updated.id(),
                "projects" to project,
                "attributes" to attribute,
                "projects/${project.id()}/custom_events" to event,
                "audiences" to audience,
                "features" to feature,
                "experiments" to updated,
            )
            emulator.requests.all.forEach { request ->
                ("Content-Type" in request.headers) shouldBe false
                request.headers["User-Agent"] shouldBe listOf("application/json")
            }
        }
    }

    test("an experiment of the tutorial that was told of a feature says what the feature's variable is") {
        Emulator.start().use { emulator ->
            val tutorial = TutorialScripts(emulator.url)
            val project = tutorial.project().id()
            val event = tutorial.event(project).id()
            val attribute = tutorial.attribute(project).string("name")
            val feature = tutorial.feature(project, tutorial.audience(project, attribute).id())
            val key = feature.member("variables").only().string("key")
            val ofFeature = """, "feature_id": ${feature.id()}""" to """, "variable_values": {"$key": "hello"}"""
            val updated = tutorial.experiment(project, event, ofFeature).updated
            updated.shouldSay("feature_id" to feature.id(), "feature_key" to feature.string("key"))
            val variation = updated.member("variations").only()
            variation.shouldSay("feature_enabled" to "true")
            variation.member("variable_values").string(key) shouldBe "hello"
        }
    }
})

/** As the tutorial shows it: nobody has been counted yet. */
private fun JsonObject.shouldBeResultsOf(experiment: JsonObject, event: JsonObject, variation: String) {
    shouldSay("confidence_threshold" to "0.9", "experiment_id" to experiment.id())
    string("start_time") shouldMatch MOMENT
    string("end_time") shouldMatch MOMENT
    val metric = member("metrics").only()
    metric.shouldSay("aggregator" to "unique", "event_id" to event.id(), "name" to "FS event_updated")
    metric.shouldSay("scope" to "visitor", "winning_direction" to "increasing")
    val result = metric.member("results").member(variation)!!.jsonObject
    result.shouldSay("is_baseline" to "true", "level" to "variation", "samples" to "0", "value" to "0", "variation_id" to variation)
    val nobody = """{"baseline_count": 0, "baseline_reach": 0.0, "total_count": 0, "treatment_count": 0, "treatment_reach": 0.0}"""
    JsonObject(member("reach")!!.jsonObject - "variations") shouldBe json(nobody)
    member("reach").member("variations").member(variation)!!.jsonObject
        .shouldSay("count" to "0", "variation_id" to variation, "variation_reach" to "0.0")
    this["stats_config"] shouldBe json("""{"confidence_level": 0.9, "difference_type": "relative", "epoch_enabled": false}""")
}

private fun JsonObject.shouldSay(vararg members: Pair<String, String>) = members.forEach { (name, value) -> string(name) shouldBe value }

private fun JsonElement?.only(): JsonObject = this!!.jsonArray.single().jsonObject

/** What the scripts ask for, in their order; [made] is what they made, by where. */
private fun asked(experiment: String, vararg made: Pair<String, JsonObject>): List<Pair<String, String>> {
    val path = "experiments/$experiment"
    val results = listOf("$path/results", "$path/timeseries", "export/$path/results/csv")
    return made.flatMap { (where, item) -> listOf("POST" to "/v2/$where", "PATCH" to "/v2/$where/${item.id()}") } +
        List(2) { "PATCH" to "/v2/$path" } + results.map { "GET" to "/v2/$it" }
}
