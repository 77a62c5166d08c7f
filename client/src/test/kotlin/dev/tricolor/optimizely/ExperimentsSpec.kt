package dev.tricolor.optimizely

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.GoneException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import java.io.IOException

internal class ExperimentsSpec : FunSpec({
    test("an experiment as the tour has it, from the draft to the archive") {
        onOptimizely {
            val projectId = fullStack().id
            val eventId = optimizely.events.create(projectId, "bought").id
            val made = optimizely.experiments.create(projectId, "checkout") {
                variation("control", 5_000); variation("one_page", 5_000); metric(unique, eventId); holdback = 500
            }
            asked shouldBe "POST experiments"
            made.status shouldBe ExperimentStatus.NOT_STARTED
            made.environments.keys shouldBe setOf("Production", "Development")

            optimizely.experiments.start(made.id).status shouldBe ExperimentStatus.RUNNING
            asked to said shouldBe ("PATCH experiments/${made.id}?action=start" to "{}")
            optimizely.experiments.pause(made.id).latest.isNullOrEmpty() shouldBe false
            asked to said shouldBe ("PATCH experiments/${made.id}?action=pause" to "{}")
            optimizely.experiments.resume(made.id).latest.shouldBeNull()
            optimizely.experiments.publish(made.id)
            asked shouldBe "PATCH experiments/${made.id}?action=publish"
            shouldThrow<BadRequestException> { optimizely.experiments.start(made.id) }

            optimizely.experiments.archive(made.id)
            asked shouldBe "DELETE experiments/${made.id}"
            shouldThrow<GoneException> { optimizely.experiments.archive(made.id) }
            optimizely.experiments.unarchive(made.id).status shouldBe ExperimentStatus.PAUSED
            asked to said shouldBe ("PATCH experiments/${made.id}?action=unarchive" to "{}")

            optimizely.experiments.find(projectId, "checkout")?.id shouldBe made.id
            optimizely.experiments.find(projectId, "none").shouldBeNull()
            optimizely.experiments.listOfCampaign(made.campaignId!!).items.single().id shouldBe made.id
            asked shouldBe "GET experiments?campaign_id=${made.campaignId}&per_page=100&page=1"
            optimizely.experiments.listSummaries(projectId) { sortByName(descending = true).status(ExperimentStatus.PAUSED) }
                .items.single().name shouldBe "checkout"
            asked shouldBe "GET experiment_summaries?project_id=$projectId&sort=name&order=desc&status=paused&per_page=100&page=1"
            optimizely.experiments.resultsShareLink(made.id).url!!.startsWith("https://") shouldBe true
        }
    }

    test("a change says what it means, and an edit keeps what it does not mention") {
        onOptimizely {
            val projectId = fullStack().id
            val made = optimizely.experiments.create(projectId, "e") {
                action = ExperimentAction.START
                variation("a", 5_000); variation("b", 5_000)
            }
            asked shouldBe "POST experiments?action=start"
            made.status shouldBe ExperimentStatus.RUNNING
            val (a, b) = made.variations.map { it.variationId!! }

            val edited = optimizely.experiments.edit(made.id) { weight("a", 2_000); newVariation("c", 3_000) }
            said shouldBe """{"variations":[${made.variations[0].json.toString().replace("5000", "2000")},${made.variations[1].json},""" +
                """{"key":"c","weight":3000}]}"""
            edited.variations.map { it.variationId }.take(2) shouldContainExactly listOf(a, b)

            val updated = optimizely.experiments.update(made.id) { variation(b, 10_000); description = "d" }
            updated.variations.map { it.key } shouldContainExactly listOf("b")
            optimizely.experiments.edit(made.id) { whitelist("ann", "b") }.whitelist.single().variationId shouldBe b

            emulator.optimizelyApp.beginChange(made.id)
            shouldThrow<ConflictException> { optimizely.experiments.update(made.id) { description = "e" } }
            optimizely.experiments.update(made.id) { description = "e"; overrideChanges = true; action = ExperimentAction.PAUSE }
                .status shouldBe ExperimentStatus.PAUSED
            asked shouldBe "PATCH experiments/${made.id}?action=pause&override_changes=true"
            said shouldBe """{"description":"e"}"""
        }
    }

    test("a web experiment has a name") {
        onOptimizely {
            val site = optimizely.projects.create("Site").id
            val made = optimizely.experiments.createWeb(site, "Button") { namedVariation("Original", 10_000); pageIds(6) }
            said shouldBe """{"project_id":$site,"name":"Button","variations":[{"name":"Original","weight":10000}],"page_ids":[6]}"""
            made.pageIds shouldContainExactly listOf(6L)
        }
    }

    test("all experiments come, page after page") {
        onOptimizely {
            val project = fullStack().id
            repeat(3) { optimizely.experiments.create(project, "e$it") { variation("a", 10_000) } }
            optimizely.experiments.listAll(project) { perPage = 2 }.map { it.key }.toList() shouldContainExactly listOf("e0", "e1", "e2")
            optimizely.experiments.listAllSummaries(project) { perPage = 2 }.toList().size shouldBe 3
        }
    }

    test("what cannot be is not sent") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = status(200))
            shouldThrow<InvalidPayloadException> { scripted.optimizely.experiments.create(7, "e") { variation("a", 9_000) } }
            shouldThrow<InvalidPayloadException> { scripted.optimizely.experiments.update(7) {} }
            shouldThrow<IllegalArgumentException> { scripted.optimizely.experiments.start(0) }
            scripted.requests.size shouldBe 0
        }
    }

    test("an archive whose answer was lost is done, whatever its repeat is told") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = inTurn({ throw IOException("reset") }, { json("{}", 410) }))
            scripted.optimizely.experiments.archive(7)
            scripted.lines shouldContainExactly listOf("DELETE experiments/7", "DELETE experiments/7")
        }
    }
})
