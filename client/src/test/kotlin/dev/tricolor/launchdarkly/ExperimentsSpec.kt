@file:Suppress("DEPRECATION") // Results are read in the one way that LaunchDarkly ever had.

package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class ExperimentsSpec : FunSpec({
    test("an experiment from start to winner") {
        onLaunchDarkly {
            launchDarkly.projects.create("web", "Web shop")
            val flag = launchDarkly.flags.create("web", "checkout-layout") { boolean(); tags("checkout") }
            launchDarkly.metrics.create("web", "checkout-done") { custom(eventKey = "done"); higherIsBetter() }

            launchDarkly.experiments.create("web", "production", "checkout-layout-test", name = "One page?") {
                hypothesis = "One page converts better"
                metric("checkout-done", primary = true)
                randomizationUnit = "user"
                onFallthrough(of = "checkout-layout", version = flag.version("production"))
                treatment("One page", allocation = 50) { serves("checkout-layout", flag.variation("true")) }
                treatment("Classic", allocation = 50, baseline = true) { serves("checkout-layout", flag.variation("false")) }
            }.currentIteration.shouldBeNull()

            shouldThrow<BadRequestException> {
                launchDarkly.experiments.update("web", "production", "checkout-layout-test") { startIteration() }
            }.message shouldContain "Flag 'checkout-layout' is off in 'production'"
            launchDarkly.flags.update("web", "checkout-layout") { inEnvironment("production") { turnOn() } }
            val running = launchDarkly.experiments.update("web", "production", "checkout-layout-test") { startIteration() }
            running.currentIteration?.status shouldBe IterationStatus.RUNNING
            emulator.requests.last.header("Content-Type") shouldBe "application/json; domain-model=launchdarkly.semanticpatch"

            val served = launchDarkly.flags.get("web", "checkout-layout").environment("production")
            served.fallthrough?.rollout?.variations?.map { it.weight } shouldBe listOf(50_000, 50_000)
            served.fallthrough?.rollout?.experimentAllocation?.canReshuffle shouldBe true

            emulator.launchDarklyResults.of("web", "production", "checkout-layout-test", "checkout-done")
                .conversions("One page", units = 3_000_000_000, conversions = 390_000_000)
                .conversions("Classic", units = 3_000_000_000, conversions = 300_000_000)
            val results = launchDarkly.experiments.results("web", "production", "checkout-layout-test", "checkout-done") {
                traffic = true
            }
            val winner = results.treatmentResults.maxBy { it.pBest ?: 0.0 }
            winner.treatmentName shouldBe "One page"
            winner.traffic shouldBe 3_000_000_000
            winner.pBest.shouldNotBeNull() shouldBeGreaterThan 0.99

            val over = launchDarkly.experiments.update("web", "production", "checkout-layout-test") {
                stopIteration(winner.treatmentId, reason = "95 %")
                archive()
            }
            over.currentIteration?.winningReason shouldBe "95 %"
            over.archivedDate.shouldNotBeNull()
            launchDarkly.flags.get("web", "checkout-layout").environment("production").fallthrough?.variation shouldBe 0

            launchDarkly.experiments.listAll("web", "production").toList() shouldBe emptyList()
            launchDarkly.experiments.listAllAnyEnvironment("web") {
                lifecycleState(LifecycleState.ARCHIVED)
                flag("checkout-layout")
                metric("checkout-done")
                status(IterationStatus.STOPPED)
            }.map { it.key }.toList() shouldContainExactly listOf("checkout-layout-test")
        }
    }

    test("an experiment that goes on, iteration after iteration") {
        onLaunchDarkly {
            val off = launchDarkly.flags.create("default", "f", "F") { boolean() }
            launchDarkly.metrics.create("default", "m") { custom(eventKey = "m") }
            launchDarkly.flags.update("default", "f") { inEnvironment("test") { turnOn() } }
            val on = launchDarkly.flags.get("default", "f")
            val (before, after) = listOf(off, on).map { flag ->
                experiment("e", "E") {
                    hypothesis = "h"
                    metric("m", primary = true)
                    onFallthrough(of = "f", version = flag.version("test"))
                    treatment("A", allocation = 12.5) { serves("f", flag.variationId("true")) }
                    treatment("B", allocation = 12.5, baseline = true) { serves("f", flag.variationId("false")) }
                }
            }
            shouldThrow<ConflictException> { launchDarkly.experiments.create("default", "test", before) }.code shouldBe
                "optimistic_locking_error"
            launchDarkly.experiments.create("default", "test", after)
            shouldThrow<ConflictException> { launchDarkly.experiments.create("default", "test", after) }.code shouldBe "key_exists"

            launchDarkly.experiments.update("default", "test", "e") {
                updateFields { update("hypothesis", "H"); add("tags", listOf("t")) }
                startIteration()
            }.tags shouldContainExactly listOf("t")
            launchDarkly.experiments.update("default", "test", "e") {
                saveAndStartNewIteration("wider") {
                    add("attributes", listOf("country"))
                    treatments {
                        treatment("A", allocation = 25) { serves("f", on.variationId("true")) }
                        treatment("B", allocation = 25, baseline = true) { serves("f", on.variationId("false")) }
                    }
                }
            }
            val served = launchDarkly.flags.get("default", "f")
            launchDarkly.experiments.createIteration("default", "test", "e") {
                hypothesis = "H2"
                metric("m", primary = true)
                onFallthrough(of = "f", version = served.version("test"))
                treatment("A", allocation = 100, baseline = true) { serves("f", served.variationId("true")) }
            }.status shouldBe IterationStatus.NOT_STARTED

            val whole = launchDarkly.experiments.get("default", "test", "e") {
                expand(
                    ExperimentField.PREVIOUS_ITERATIONS, ExperimentField.DRAFT_ITERATION, ExperimentField.TREATMENTS,
                    ExperimentField.SECONDARY_METRICS, ExperimentField.MUTABLE_FIELDS_BY_STATUS,
                )
            }
            whole.draftIteration?.hypothesis shouldBe "H2"
            whole.currentIteration?.attributes shouldBe listOf("country")
            whole.currentIteration?.treatments?.map { it.allocationPercent } shouldBe listOf("25", "25")
            whole.currentIteration?.metrics?.map { it.key } shouldBe listOf("m")
            whole.previousIterations.single().status shouldBe IterationStatus.STOPPED
            whole.mutableFieldsByStatus?.running?.get("metrics") shouldBe listOf(FieldAction.ADD)
            shouldThrow<NotFoundException> { launchDarkly.experiments.get("default", "production", "e") }
        }
    }

    test("settings of the project") {
        onLaunchDarkly {
            launchDarkly.experimentationSettings.get("default").randomizationUnits.single().randomizationUnit shouldBe "user"
            launchDarkly.contextKinds.put("default", "device", "Device")
            launchDarkly.experimentationSettings.replace("default") {
                randomizationUnit("user")
                randomizationUnit("device", default = true)
            }.randomizationUnits.map { it.randomizationUnit to it.default } shouldBe listOf("user" to false, "device" to true)
            asked shouldBe "PUT projects/default/experimentation-settings"
            shouldThrow<BadRequestException> { launchDarkly.experimentationSettings.replace("default") { randomizationUnit("martian") } }
        }
    }
})
