package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** The later steps of the script of [TutorialSpec], in its own words: members that are not documented, or of another kind of project. */
internal class TutorialExperimentSpec : FunSpec({
    test("the feature, the experiment and the results of Optimizely's tutorial are answered") {
        Emulator.start().use { emulator ->
            val api = Wire("${emulator.url}/v2", mapOf("Authorization" to "Bearer 2:abc", "User-Agent" to "application/json"))
            val project = api.post("projects", """{"name": "p", "platform": "custom", "sdks": ["python"]}""").id()
            val event = api.post("projects/$project/custom_events", """{"key": "k", "event_type": "custom", "name": "FS event"}""").id()
            val audience = api.post("audiences", """{"project_id": $project, "name": "a"}""").id()

            fun feature(updated: String, enabled: Boolean, share: Int, variable: String) = """{"key": "fs_feature_7$updated", """ +
                """"project_id": $project, "archived": false, "description": "d$updated", "environments": {"Production": {"rollout_rules": """ +
                """[{"audience_ids": [$audience], "enabled": $enabled, "percentage_included": $share}]}}, "variables": [$variable]}"""

            val variable = """"type": "string", "description": "vd""""
            val first = """{"default_value": "false", "key": "fs_variable_7", "archived": false, $variable}"""
            val made = api.post("features", feature("", enabled = false, 100, first)).also { it.status shouldBe 201 }.json
            val id = made.member("variables")!!.jsonArray.single().id()
            val second = """{"id": $id, "default_value": "true", "key": "fs_variable_7_updated", "archived": true, $variable}"""
            val changed = api.patch("features/${made.id()}", feature("_updated", enabled = true, 1_000, second)).also { it.status shouldBe 200 }.json
            changed.string("key") shouldBe "fs_feature_7_updated"
            val rule = changed.member("environments").member("Production").member("rollout_rules")!!.jsonArray.single()
            rule.string("percentage_included") shouldBe "1000"
            changed.member("variables")!!.jsonArray.single().string("default_value") shouldBe "true"

            fun experiment(updated: String, variation: String) = """{"project_id": $project, "type": "a/b", "description": "d$updated", """ +
                """"holdback": 5000, "archived": false, "key": "fs_exp_7$updated", "metrics": [{"aggregator": "unique", """ +
                """"event_id": $event, "scope": "visitor", "winning_direction": "increasing"}], """ +
                """"multivariate_traffic_policy": "full_factorial", "variations": [{"weight": 10000, "archived": false, """ +
                """"description": "blabla", "key": "var_7$updated"$variation}]}"""

            val experiment = api.post("experiments", experiment("", "")).also { it.status shouldBe 201 }.json
            val path = "experiments/${experiment.id()}"
            api.get("$path/results").status shouldBe 204
            val variation = experiment.member("variations")!!.jsonArray.single().string("variation_id")
            val started = api.patch("$path?action=start", experiment("_updated", """, "variation_id": $variation""")).json
            started.string("status") to started.string("key") shouldBe ("running" to "fs_exp_7_updated")
            started.member("variations")!!.jsonArray.single().string("variation_id") shouldBe variation
            api.patch("$path?action=pause", "{}").json.string("status") shouldBe "paused"
            api.patch(path, experiment("_updated_2", """, "variation_id": $variation""")).json.string("holdback") shouldBe "5000"

            val results = api.get("$path/results").also { it.status shouldBe 200 }.json
            val metric = results.member("metrics")!!.jsonArray.single()
            metric.string("name") shouldBe "FS event"
            metric.member("results").member(variation)!!.jsonObject.keys shouldBe
                setOf("is_baseline", "level", "name", "samples", "value", "variation_id")
            results.string("confidence_threshold") shouldBe "0.9"
            api.get("$path/timeseries").status shouldBe 200
            api.get("export/$path/results/csv").text.lines().size shouldBe 3
        }
    }
})
