package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val HOLDOUTS = "projects/default/environments/test/holdouts"

/** An experiment on a flag of its own, which the holdout with this id keeps contexts out of. */
internal suspend fun LaunchDarklyOnEmulator.experiment(key: String, holdout: String? = null): Experiment {
    val flag = launchDarkly.flags.create("default", "flag-$key") { boolean() }
    launchDarkly.metrics.find("default", "done") ?: launchDarkly.metrics.create("default", "done") { custom("done") }
    return launchDarkly.experiments.create("default", "test", key, "Experiment $key") {
        hypothesis = "h"
        metric("done", primary = true)
        onFallthrough(of = flag.key, version = flag.version("test"))
        treatment("A", allocation = 50, baseline = true) { serves(flag.key, flag.variationId("true")) }
        treatment("B", allocation = 50) { serves(flag.key, flag.variationId("false")) }
        holdout?.let { holdoutId = it }
    }
}

internal class HoldoutsSpec : FunSpec({
    test("a holdout is created, found by key and by id, and ended") {
        onLaunchDarkly {
            launchDarkly.metrics.create("default", "m") { custom("m") }
            val holdouts = launchDarkly.holdouts
            val made = holdouts.create("default", "test", "q3", "Third quarter") {
                description = "d"
                amount(5.50)
                randomizationUnit = "user"
                attributes("country")
                metric("m", primary = true)
            }
            asked shouldBe "POST $HOLDOUTS"
            emulator.requests.last.body shouldBe
                """{"name":"Third quarter","key":"q3","description":"d","holdoutamount":"5.5","randomizationunit":"user",""" +
                """"attributes":["country"],"primarymetrickey":"m","metrics":[{"key":"m"}]}"""
            made.key shouldBe "q3"
            made.status shouldBe HoldoutStatus.CREATED
            made.holdoutAmount shouldBe "5.5"
            made.baseExperiment?.type shouldBe ExperimentType.HOLDOUT

            val id = made.id!!
            experiment("one", holdout = id)
            experiment("two", holdout = id)
            holdouts.getById("default", "test", id).experiments.map { it.key } shouldContainExactly listOf("one", "two")
            asked shouldBe "GET $HOLDOUTS/id/$id"
            val detail = holdouts.get("default", "test", "q3") {
                expand(HoldoutField.SECONDARY_METRICS, HoldoutField.RELATED_DRAFT_ITERATION, HoldoutField.RELATED_TREATMENTS)
            }
            asked shouldBe "GET $HOLDOUTS/q3?expand=secondaryMetrics%2Crel-draftIteration%2Crel-treatments"
            detail.baseExperiment?.currentIteration?.metrics?.map { it.key } shouldBe listOf("m")
            detail.relatedExperiments.map { it.draftIteration?.treatments?.size } shouldContainExactly listOf(2, 2)
            detail.isDirty shouldBe false
            holdouts.get("default", "test", "q3").relatedExperiments.map { it.draftIteration } shouldContainExactly listOf(null, null)

            val changed = holdouts.update("default", "test", "q3") {
                comment = "over"
                rename("Q3")
                updateDescription("")
                removeExperiment("one")
                end()
            }
            emulator.requests.last.header("Content-Type") shouldBe "application/json; domain-model=launchdarkly.semanticpatch"
            emulator.requests.last.body shouldBe
                """{"comment":"over","instructions":[{"kind":"updateName","value":"Q3"},{"kind":"updateDescription","value":""},""" +
                """{"kind":"removeExperiment","value":"one"},{"kind":"endHoldout"}]}"""
            changed.status shouldBe HoldoutStatus.ENDED
            changed.name shouldBe "Q3"
            changed.experiments.map { it.key } shouldContainExactly listOf("two")
            launchDarkly.experiments.get("default", "test", "one").holdoutId.shouldBeNull()
        }
    }

    test("a holdout can be decided by a group of metrics") {
        onLaunchDarkly {
            launchDarkly.metrics.create("default", "m") { custom("m") }
            launchDarkly.metricGroups.create("default", "G", MetricGroupKind.STANDARD, "569f183514f4432160000007") { metric("m") }
            val made = launchDarkly.holdouts.create("default", "test", "h", "H") { metricGroup("g", primary = true) }
            emulator.requests.last.body shouldBe
                """{"name":"H","key":"h","primarymetrickey":"g","metrics":[{"key":"g","isGroup":true}]}"""
            made.baseExperiment?.currentIteration?.primaryFunnel?.key shouldBe "g"
        }
    }

    test("holdouts are listed in short, with the total under its other spelling") {
        onLaunchDarkly {
            listOf("a", "b", "c").forEach { launchDarkly.holdouts.create("default", "test", it, "Holdout $it") }
            val all = launchDarkly.holdouts.listAll("default", "test") { limit = 2 }.map { it.key }.toList()
            all shouldContainExactly listOf("a", "b", "c")
            asked shouldBe "GET $HOLDOUTS?limit=2&offset=2"
            val page = launchDarkly.holdouts.list("default", "test") { offset = 1 }
            page.totalCount shouldBe 3
            page.items.first().let {
                it.name shouldBe "Holdout b"
                it.baseExperiment.shouldBeNull()
            }
            launchDarkly.holdouts.list("default", "production").items.shouldBeEmpty()
            launchDarkly.holdouts.find("default", "test", "none").shouldBeNull()
        }
    }

    test("the server's refusals are exceptions") {
        onLaunchDarkly {
            val holdouts = launchDarkly.holdouts
            holdouts.create("default", "test", "h", "H")
            shouldThrow<ConflictException> { holdouts.create("default", "test", "h", "H") }
            shouldThrow<BadRequestException> { holdouts.create("default", "test", "i", "I") { metric("none") } }
            shouldThrow<BadRequestException> { holdouts.create("default", "test", "i", "I") { prerequisiteFlagKey("none") } }
            shouldThrow<BadRequestException> { holdouts.create("default", "test", "i", "I") { randomizationUnit("device") } }
            shouldThrow<BadRequestException> { holdouts.update("default", "test", "h") { rename("X").removeExperiment("none") } }
            holdouts.get("default", "test", "h").name shouldBe "H"
            shouldThrow<NotFoundException> { holdouts.getById("default", "test", "none") }
            shouldThrow<BadRequestException> { experiment("e", holdout = "none") }.serverMessage shouldContain "holdout"
        }
    }

    test("what cannot work is refused before anything is sent, all of it at once") {
        onLaunchDarkly {
            shouldThrow<InvalidPayloadException> {
                launchDarkly.holdouts.create("default", "test", "", " ") {
                    amount(101).randomizationUnit("").prerequisiteFlagKey("a b").attributes("")
                    metric("m", primary = true).metric("m").metric("n", primary = true).metricGroup("-")
                }
            }.problems.map { it.path } shouldContainExactly listOf(
                "primarymetrickey", "key", "name", "holdoutamount", "prerequisiteflagkey", "randomizationunit", "attributes[0]",
                "metrics[1].key", "metrics[3].key",
            )
            shouldThrow<InvalidPayloadException> { launchDarkly.holdouts.update("default", "test", "h") {} }
            shouldThrow<InvalidPayloadException> {
                launchDarkly.holdouts.update("default", "test", "h") {
                    rename("a").rename("b").updateDescription("a").updateDescription("b").removeExperiment("-").rename("").end().end()
                }
            }.problems.map { it.path } shouldContainExactly
                listOf("instructions[4].value", "instructions[5].value", "instructions[1]", "instructions[3]", "instructions[5]")
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("what nobody knows yet is read") {
        runTest {
            val body = """{"_id":"i","status":"paused","experiments":[{"id":7}],"baseExperiment":{"key":"b"},"more":[]}"""
            val holdout = ScriptedLaunchDarkly(this, handler = status(200, body)).launchDarkly.holdouts.get("p", "e", "h")
            holdout.status shouldBe HoldoutStatus.of("paused")
            holdout.key shouldBe "b"
            holdout.experiments.single().key.shouldBeNull()
        }
    }
})
