package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class LayersSpec : FunSpec({
    test("a layer is created, its traffic shared, and found by who has a share of it") {
        onLaunchDarkly {
            experiment("one")
            experiment("two")
            val layers = launchDarkly.layers
            layers.create("default", "checkout", "Check out", "d").environments shouldBe emptyMap()
            asked shouldBe "POST projects/default/layers"
            emulator.requests.last.body shouldBe """{"key":"checkout","name":"Check out","description":"d"}"""
            layers.create("default", "other", "Other", "")

            val changed = layers.update("default", "checkout") {
                comment("share")
                rename("Checkout")
                updateDescription("who sees what")
                inEnvironment("test") {
                    updateExperimentReservation("one", 60)
                    updateExperimentReservation("two", 40)
                }
            }
            asked shouldBe "PATCH projects/default/layers/checkout"
            emulator.requests.last.header("Content-Type") shouldBe "application/json; domain-model=launchdarkly.semanticpatch"
            emulator.requests.last.body shouldBe """{"comment":"share","environmentKey":"test","instructions":[""" +
                """{"kind":"updateName","name":"Checkout"},{"kind":"updateDescription","description":"who sees what"},""" +
                """{"kind":"updateExperimentReservation","experimentKey":"one","reservationPercent":60},""" +
                """{"kind":"updateExperimentReservation","experimentKey":"two","reservationPercent":40}]}"""
            changed.name shouldBe "Checkout"
            changed.environments.getValue("test").reservations.map { Triple(it.experimentKey, it.flagKey, it.reservationPercent) } shouldBe
                listOf(Triple("one", "flag-one", 60L), Triple("two", "flag-two", 40L))

            layers.list("default").totalCount shouldBe 2
            layers.listAll("default") { experimentKey("two") }.map { it.key }.toList() shouldContainExactly listOf("checkout")
            asked shouldBe "GET projects/default/layers?filter=reservations.experimentKey%20contains%20two"
            layers.update("default", "checkout") { inEnvironment("test") { removeExperiment("two") } }
            layers.list("default") { experimentKey("two") }.items.shouldBeEmpty()
            layers.find("default", "checkout") shouldBe layers.list("default").items.first()
            layers.find("default", "none").shouldBeNull()
        }
    }

    test("the server's refusals are exceptions, and change nothing") {
        onLaunchDarkly {
            experiment("one")
            experiment("two")
            val layers = launchDarkly.layers
            layers.create("default", "l", "L", "d")
            shouldThrow<ConflictException> { layers.create("default", "l", "L", "d") }
            shouldThrow<NotFoundException> { layers.update("default", "none") { rename("x") } }
            shouldThrow<NotFoundException> { layers.list("none") }
            val share: LayerPatchBuilder.() -> Unit = {
                rename("X")
                inEnvironment("test") { updateExperimentReservation("one", 60).updateExperimentReservation("two", 50) }
            }
            shouldThrow<BadRequestException> { layers.update("default", "l") { share() } }.serverMessage shouldContain "110 percent"
            shouldThrow<BadRequestException> { layers.update("default", "l") { inEnvironment("none") { removeExperiment("one") } } }
            shouldThrow<BadRequestException> {
                layers.update("default", "l") { inEnvironment("production") { updateExperimentReservation("one", 1) } }
            }
            layers.find("default", "l")?.let { it.name to it.environments } shouldBe ("L" to emptyMap())
        }
    }

    test("what cannot work is refused before anything is sent, all of it at once") {
        onLaunchDarkly {
            val layers = launchDarkly.layers
            shouldThrow<InvalidPayloadException> { layers.create("default", "a b", " ", "") }
                .problems.map { it.path } shouldContainExactly listOf("key", "name")
            shouldThrow<InvalidPayloadException> { layers.update("default", "l") { inEnvironment("test") {} } }
            shouldThrow<InvalidPayloadException> {
                layers.update("default", "l") {
                    rename("")
                    inEnvironment("test") {
                        updateExperimentReservation("e", 101).removeExperiment("e").updateExperimentReservation("-", 1)
                    }
                    inEnvironment("other") {}
                }
            }.problems.map { it.toString() } shouldContainExactly listOf(
                "instructions[0].name: is blank",
                "instructions[1].reservationPercent: is 101, must be 0 to 100",
                "instructions[3].experimentKey: is \"-\", must be 1 to 256 letters, digits, \".\", \"_\" and \"-\", " +
                    "beginning with a letter or digit",
                "environmentKey: is \"test\" and \"other\"; one patch changes one environment",
                "instructions[2]: the share of e is none, but instructions[1] says that it is 101 percent",
            )
            shouldThrow<IllegalArgumentException> { layers.list("default") { experimentKey("a b") } }
            emulator.requests.all.shouldBeEmpty()
        }
    }
})
