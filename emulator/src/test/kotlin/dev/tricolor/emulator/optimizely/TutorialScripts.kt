package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray

private const val RANDOM = "4001593747014"

/**
 * What the scripts of Optimizely's Full Stack tutorial send, byte for byte as Python writes it: no type of the body, that type as the name
 * of the program, all members again in each update, and some that are not documented. Each function is one script and answers with what
 * the script prints last; every reply has the status that Optimizely documents.
 */
internal class TutorialScripts(url: String) {
    private val api = Wire(
        "$url/v2",
        mapOf(
            "user-agent" to "application/json",
            "Accept-Encoding" to "gzip, deflate",
            "Accept" to "*/*",
            "Authorization" to "Bearer 2:Ba4f",
        ),
    )

    fun project(): JsonObject = madeAndChanged("projects") {
        said(
            """
            {"name": "full_stack project$RANDOM$it", "confidence_threshold": 0.9,
            "description": "My REST API FS project$RANDOM$it", "platform": "custom", "sdks": ["python"], "status": "active"}
            """,
        )
    }

    fun attribute(project: String): JsonObject {
        fun attribute(key: String, description: String, name: String) =
            """{"key": "$key", "project_id": $project, "archived": false, "description": "$description", "name": "$name"}"""

        val made = api.post("attributes", attribute("fs_attribute $RANDOM", "A new attribute", "FS attribute $RANDOM")).made()
        val text = "This is s a fs attr description$RANDOM - updated"
        val changed = attribute("fs_attribute ${RANDOM}_updated", text, "FS attribute $RANDOM - updated")
        return api.patch("attributes/${made.id()}", changed).done()
    }

    fun event(project: String): JsonObject = madeAndChanged("projects/$project/custom_events") {
        val name = if (it.isEmpty()) "FS event$RANDOM" else "FS event_updated"
        said(
            """
            {"key": "full_stack_event_$RANDOM$it", "event_type": "custom", "archived": false,
            "description": "A new event$it", "name": "$name", "category": "add_to_cart"}
            """,
        )
    }

    fun audience(project: String, attribute: String): JsonObject = madeAndChanged("audiences") {
        fun has(value: String) = """[\"or\", {\"name\": \"$attribute\", \"type\": \"custom_attribute\", \"value\": \"$value\"}]"""
        said(
            """
            {"project_id": $project, "archived": false,
            "conditions": "[\"and\", [\"or\", ${has("full stack value")}, ${has("val 2")}]]",
            "description": "Using a Full Stack attribute", "is_classic": false,
            "name": "Using a Full Stack attribute$RANDOM$it", "segmentation": false}
            """,
        )
    }

    fun feature(project: String, audience: String): JsonObject {
        fun feature(updated: String, rollout: String, variable: String) = said(
            """
            {"key": "fs_feature_$RANDOM$updated", "project_id": $project, "archived": false,
            "description": "This is s a fs feature description$RANDOM$updated",
            "environments": {"Production": {"rollout_rules": [{"audience_ids": [$audience], $rollout}]}},
            "variables": [{$variable, "description": "This is s a fs feature variable description$RANDOM$updated"}]}
            """,
        )

        val first = """"default_value": "false", "key": "fs_feature_variable_$RANDOM", "type": "string", "archived": false"""
        val made = api.post("features", feature("", """"enabled": false, "percentage_included": 100""", first)).made()
        val variable = made.member("variables")!!.jsonArray.first().id()
        val second = """"id": $variable, "default_value": "true", "key": "fs_feature_variable_${RANDOM}_updated", "type": "string", """ +
            """"archived": true"""
        val rollout = """"enabled": true, "percentage_included": 1000"""
        return api.patch("features/${made.id()}", feature("_updated", rollout, second)).done()
    }

    /** [ofFeature] is what the script says of a feature, if it was told of one: more members of the experiment, and of its variation. */
    fun experiment(project: String, event: String, ofFeature: Pair<String, String> = "" to ""): Experiment {
        fun experiment(updated: String, variation: String) = said(
            """
            {"project_id": $project, "type": "a/b", "description": "This is s a fs exp description$RANDOM$updated", "holdback": 5000,
            "archived": false, "key": "fs_exp_$RANDOM$updated",
            "metrics": [{"aggregator": "unique", "event_id": $event, "scope": "visitor", "winning_direction": "increasing"}],
            "multivariate_traffic_policy": "full_factorial",
            "variations": [{"weight": 10000, "archived": false, "description": "blabla",
            "key": "var_name_$RANDOM$updated"$variation}]${ofFeature.first}}
            """,
        )

        val made = api.post("experiments", experiment("", ofFeature.second)).made()
        val path = "experiments/${made.id()}"
        val variation = made.member("variations")!!.jsonArray.first().string("variation_id")
        val known = """, "variation_id": $variation${ofFeature.second}"""
        val enabled = if (ofFeature.second.isEmpty()) "" else """, "feature_enabled": true"""
        val started = api.patch("$path?action=start", experiment("_updated", known + enabled)).done()
        val paused = api.patch("$path?action=pause", "{}").done()
        return Experiment(made, started, paused, updated = api.patch(path, experiment("_updated_2", known)).done())
    }

    fun results(experiment: String): Results = Results(
        api.get("experiments/$experiment/results").done(),
        api.get("experiments/$experiment/timeseries").done(),
        api.get("export/experiments/$experiment/results/csv").also { it.status shouldBe 200 },
    )

    class Experiment(val made: JsonObject, val started: JsonObject, val paused: JsonObject, val updated: JsonObject)

    class Results(val results: JsonObject, val timeseries: JsonObject, val csv: Exchange)

    private fun madeAndChanged(path: String, body: (String) -> String): JsonObject {
        val made = api.post(path, body("")).made()
        return api.patch("$path/${made.id()}", body("_updated")).done().also { it.id() shouldBe made.id() }
    }

    private fun Exchange.made(): JsonObject = answered(201)

    private fun Exchange.done(): JsonObject = answered(200)

    private fun Exchange.answered(expected: Int): JsonObject = withClue(text) { status shouldBe expected }.let { body }

    /** On one line, with a space where it is broken here. */
    private fun said(json: String): String = json.trimIndent().replace('\n', ' ')
}
