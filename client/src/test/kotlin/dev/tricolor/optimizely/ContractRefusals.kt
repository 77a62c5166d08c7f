package dev.tricolor.optimizely

import dev.tricolor.ContractSpec
import dev.tricolor.Endpoint
import dev.tricolor.Refusals
import dev.tricolor.Refused
import io.kotest.matchers.shouldBe

internal class ContractRefusals(refused: Refused, private val optimizely: OptimizelyClient) :
    Refusals(refused, mapOf("Authorization" to "Bearer ${ContractSpec.TOKEN}")) {

    override val there = LinkedHashMap<String, String>()

    override suspend fun provoke() {
        furnish()
        documented(401) { ask(it, without = "Authorization") shouldBe 401 }
        documented(403) { ask(it, with = mapOf("Authorization" to "Bearer 2:revoked")) shouldBe 403 }
        documented(404) { ask(it, "404", query = "?project_id=404") shouldBe 404 }
        documented(400) { if (described.getValue(it).hasBody) ask(it, body = "{") shouldBe 400 }
        described.keys.filter { it.isList }.forEach { ask(it, query = "?project_id=${there["project_id"]}&per_page=none") shouldBe 400 }
        emulator.faults.rateLimit(0, 60_000)
        described.keys.forEach { ask(it) shouldBe 429 }
        emulator.faults.clear()
        unreadable()
        conflicts()
    }

    private suspend fun furnish() {
        val project = optimizely.projects.create("Shop") { platform = ProjectPlatform.CUSTOM }.id
        val event = optimizely.events.create(project, "bought").id
        there += mapOf(
            "project_id" to project,
            "event_id" to event,
            "environment_id" to optimizely.environments.list(project).items.first().id,
            "attribute_id" to optimizely.attributes.create(project, "plan").id,
            "audience_id" to optimizely.audiences.create(project, "Gold").id,
            "feature_id" to optimizely.features.create(project, "search").id,
            "group_id" to optimizely.groups.create(project, "Only one").id,
            "experiment_id" to optimizely.experiments.create(project, "e") { metric(unique, event).variation("a", 10_000) }.id,
        ).mapValues { it.value.toString() }
    }

    private val Endpoint<*>.isList get() = method.name == "GET" && '{' !in template

    /** What is read, but says what cannot be. */
    private fun unreadable() {
        ask(ExperimentEndpoints.results, query = "?browser=lynx") shouldBe 400
        ask(ExperimentEndpoints.update, query = "?action=stop") shouldBe 400
        ask(FeatureEndpoints.create, body = """{"project_id": ${there["project_id"]}, "key": "not a key"}""") shouldBe 400
        ask(ProjectEndpoints.create, body = """{"name": "", "platform": "paper"}""") shouldBe 400
        ask(AudienceEndpoints.create, body = """{"project_id": ${there["project_id"]}, "conditions": "[\"xor\"]"}""") shouldBe 400
    }

    private fun conflicts() {
        emulator.optimizelyApp.beginChange(there.getValue("experiment_id").toLong())
        ask(ExperimentEndpoints.update, body = """{"description": "d"}""") shouldBe 409
        ask(ExperimentEndpoints.archive) shouldBe 204
        ask(ExperimentEndpoints.archive) shouldBe 410
    }
}
