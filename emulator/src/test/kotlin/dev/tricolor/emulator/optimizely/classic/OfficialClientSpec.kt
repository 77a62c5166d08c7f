package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** Asks as Optimizely's own client of 2016 does: whatever it reads it reads twice, and what it saves it saves whole. */
private class OfficialClient(private val api: Wire) {
    fun get(path: String): JsonObject = List(2) { api.get(path).ok(200) }.toSet().single()

    fun list(path: String): List<JsonObject> = api.get(path).let {
        it.status shouldBe 200
        it.json.jsonArray.map { item -> item.jsonObject }
    }

    fun create(path: String, body: String): JsonObject = api.post(path, body).ok(201)

    fun save(path: String, thing: JsonObject, editable: List<String>, vararg changed: Pair<String, String>): JsonObject {
        val said = editable.filter { it in thing }.associateWith { "${thing[it]}" } + changed
        return api.put(path, said.entries.joinToString(",", "{", "}") { (name, value) -> "\"$name\":$value" }).ok(202)
    }

    fun delete(path: String) = api.delete(path).let { it.status to it.text } shouldBe (204 to "")

    private fun Exchange.ok(status: Int): JsonObject {
        check(this.status == status) { "$status wanted, was ${this.status}: $text" }
        return body
    }
}

private val PROJECT = listOf(
    "project_status", "project_name", "include_jquery", "project_javascript", "enable_force_variation",
    "exclude_disabled_experiments", "exclude_names", "ip_anonymization", "ip_filter",
)
private val EXPERIMENT = listOf(
    "audience_ids", "activation_mode", "description", "edit_url", "status", "custom_css", "custom_js", "percentage_included",
    "url_conditions", "experiment_type",
)
private val VARIATION = listOf("description", "is_paused", "js_component", "weight")
private val GOAL = listOf(
    "addable", "archived", "description", "experiment_ids", "goal_type", "selector", "target_to_experiments", "target_urls",
    "target_url_match_types", "title", "urls", "url_match_types",
)

internal class OfficialClientSpec : FunSpec({
    val classic = classic()
    val client = OfficialClient(classic.api)

    test("the official client's whole life with an experiment works") {
        val project = client.create("projects", """{"project_name":"My new project name"}""")
        val projectId = project.string("id")
        client.save("projects/$projectId", client.get("projects/$projectId"), PROJECT, "project_name" to "\"Newer\"")
            .string("project_name") shouldBe "Newer"

        val experiment = client.create(
            "projects/$projectId/experiments",
            """{"project_id":$projectId,"edit_url":"https://mysite.com/products/","description":"My Experiment Name"}""",
        )
        val experimentPath = "experiments/${experiment.string("id")}"
        client.save(experimentPath, client.get(experimentPath), EXPERIMENT, "status" to "\"Running\"").string("status") shouldBe "Running"
        client.list("projects/$projectId/experiments") shouldHaveSize 1

        val variation = client.create(
            "$experimentPath/variations",
            """{"experiment_id":${experiment.string("id")},"description":"Variation #1","js_component":"$('.headline')","weight":3333}""",
        )
        val variationPath = "variations/${variation.string("id")}"
        client.save(variationPath, client.get(variationPath), VARIATION, "js_component" to "\"f()\"").string("weight") shouldBe "3333"
        client.delete(variationPath)

        val goal = client.create(
            "projects/$projectId/goals",
            """{"project_id":$projectId,"title":"Add to cart clicks","goal_type":0,"selector":"div.cart > button",""" +
                """"target_to_experiments":true}""",
        )
        val goalPath = "goals/${goal.string("id")}"
        val added = client.save(goalPath, client.get(goalPath), GOAL, "experiment_ids" to "[${experiment.string("id")}]")
        added.list("experiment_ids") shouldContainExactly listOf(experiment.string("id"))
        client.list("$experimentPath/results") shouldHaveSize 2
        client.list("$experimentPath/stats") shouldHaveSize 2
        client.save(goalPath, client.get(goalPath), GOAL, "experiment_ids" to "[]")
        client.list("projects/$projectId/goals").forEach { client.save("goals/${it.string("id")}", it, GOAL) }
        client.delete(goalPath)

        val schedule = client.create(
            "$experimentPath/schedules", """{"experiment_id":${experiment.string("id")},"start_time":"2015-01-01T08:00:00Z"}""",
        )
        val schedulePath = "schedules/${schedule.string("id")}"
        val times = listOf("start_time", "stop_time")
        client.save(schedulePath, client.get(schedulePath), times, "stop_time" to "\"2015-01-02T08:00:00Z\"").string("status") shouldBe
            "ACTIVE"
        client.delete(schedulePath)

        val audience = client.create("projects/$projectId/audiences", """{"project_id":$projectId,"name":"Chinese food buyers"}""")
        val audienceFields = listOf("name", "description", "conditions", "segmentation")
        client.save("audiences/${audience.string("id")}", audience, audienceFields, "description" to "\"d\"").string("conditions") shouldBe
            "[]"
        val dimension = client.create(
            "projects/$projectId/dimensions",
            """{"project_id":$projectId,"name":"My Dimension","client_api_name":"my_dimension_api_name","description":"d"}""",
        )
        val dimensionPath = "dimensions/${dimension.string("id")}"
        client.save(dimensionPath, client.get(dimensionPath), listOf("name", "client_api_name", "description"), "description" to "\"e\"")
        client.delete(dimensionPath)
        client.delete(experimentPath)
    }
})
