package dev.tricolor.launchdarkly

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(patch: ExperimentPatchBuilder) =
    shouldThrow<InvalidPayloadException> { patch.build() }.problems.map { it.toString() }

private fun patch() = ExperimentPatchBuilder()

internal class ExperimentPatchBuilderSpec : FunSpec({
    test("each function is an instruction") {
        patch().comment("why").rename("n").describe("").updateFields {
            add("tags", listOf("a", "b"))
            update("hypothesis", "h")
            update("methodology", JsonPrimitive("frequentist"))
            update("attributes", listOf("country"))
            remove("maintainerId")
            remove("metrics", listOf("m"))
        }.stopIteration("t-1", "95 %").startIteration("next").build() shouldBe Json.parseToJsonElement(
            """{"comment":"why","instructions":[
                {"kind":"updateName","value":"n"},
                {"kind":"updateDescription","value":""},
                {"kind":"updateExperimentFields","value":{
                    "tags":{"operation":"add","value":["a","b"]},
                    "hypothesis":{"operation":"update","value":"h"},
                    "methodology":{"operation":"update","value":"frequentist"},
                    "attributes":{"operation":"update","value":["country"]},
                    "maintainerId":{"operation":"remove"},
                    "metrics":{"operation":"remove","value":["m"]}}},
                {"kind":"stopIteration","winningTreatmentId":"t-1","winningReason":"95 %"},
                {"kind":"startIteration","changeJustification":"next"}]}""",
        )
    }

    test("what is optional is left out") {
        fun only(patch: ExperimentPatchBuilder) = patch.build().getValue("instructions").toString()
        only(patch().startIteration()) shouldBe """[{"kind":"startIteration"}]"""
        only(patch().stopIteration()) shouldBe """[{"kind":"stopIteration"}]"""
        only(patch().archive()) shouldBe """[{"kind":"archiveExperiment"}]"""
        only(patch().restore()) shouldBe """[{"kind":"restoreExperiment"}]"""
        only(patch().saveAndStartNewIteration("why")) shouldBe """[{"kind":"saveAndStartNewIteration","changeJustification":"why"}]"""
        only(patch().saveAndStartNewIteration("why") { update("hypothesis", "h") }) shouldBe
            """[{"kind":"saveAndStartNewIteration","changeJustification":"why",""" +
            """"value":{"hypothesis":{"operation":"update","value":"h"}}}]"""
        only(patch().instruction("dance") { field("steps", JsonPrimitive(3)) }) shouldBe """[{"kind":"dance","steps":3}]"""
    }

    test("what cannot work is refused, all at once") {
        problemsOf(patch()) shouldContainExactly listOf("instructions: there are none, must be at least one")
        problemsOf(
            patch().rename(" ").startIteration("").stopIteration(null, " ").updateFields {}.saveAndStartNewIteration(" ") {
                update("name", "a")
                add("name", listOf("b"))
            },
        ) shouldContainExactly listOf(
            "instructions[0].value: is blank",
            "instructions[1].changeJustification: is blank",
            "instructions[2].winningTreatmentId: is missing; stopIteration() does without a winner",
            "instructions[2].winningReason: is blank",
            "instructions[3].value: there are no fields, must be at least one",
            "instructions[4].changeJustification: is blank",
            "instructions[4].value.name: is changed already",
            "instructions[2]: stopIteration contradicts startIteration, instructions[1]",
            "instructions[4]: saveAndStartNewIteration contradicts startIteration, instructions[1]",
            "instructions[4]: changes \"name\", as instructions[0] does",
        )
    }

    test("treatments are changed all together, by the rules of an iteration") {
        patch().saveAndStartNewIteration("wider") {
            treatments {
                treatment("A", allocation = 70) { serves("f", "v1") }
                treatment("B", allocation = 30, baseline = true) { serves("f", "v0") }
            }
        }.build().getValue("instructions").toString() shouldBe
            """[{"kind":"saveAndStartNewIteration","changeJustification":"wider","value":{"treatments":{"operation":"update","value":[""" +
            """{"name":"A","baseline":false,"allocationPercent":"70","parameters":[{"flagKey":"f","variationId":"v1"}]},""" +
            """{"name":"B","baseline":true,"allocationPercent":"30","parameters":[{"flagKey":"f","variationId":"v0"}]}]}}}]"""
        problemsOf(
            patch().updateFields {
                treatments {
                    treatment("A", allocation = 70) { serves("f", "v1") }
                    treatment("B", allocation = 31) {}
                }
            },
        ) shouldContainExactly listOf(
            "instructions[0].value.treatments.value[1].parameters: serve no variation of \"f\"",
            "instructions[0].value.treatments.value: none is the baseline, exactly one must be",
            "instructions[0].value.treatments.value: allocations sum to 101, must be at most 100",
        )
        problemsOf(patch().updateFields { treatments {} }) shouldContainExactly
            listOf("instructions[0].value.treatments.value: there are none, must be at least one")
    }

    test("contradictions are refused, in whatever words") {
        problemsOf(patch().archive().restore()) shouldContainExactly
            listOf("instructions[1]: restoreExperiment contradicts archiveExperiment, instructions[0]")
        problemsOf(patch().archive().startIteration()) shouldContainExactly
            listOf("instructions[1]: startIteration contradicts archiveExperiment, instructions[0]")
        problemsOf(patch().stopIteration().instruction("stopIteration")) shouldContainExactly
            listOf("instructions[1]: stopIteration contradicts stopIteration, instructions[0]")
        problemsOf(patch().rename("a").updateFields { update("name", "b") }) shouldContainExactly
            listOf("instructions[1]: changes \"name\", as instructions[0] does")
        problemsOf(patch().instruction(" ")) shouldContainExactly listOf("instructions[0].kind: is blank")
    }

    test("what only looks like a contradiction is not") {
        shouldNotThrowAny { patch().stopIteration("t", "r").archive().build() }
        shouldNotThrowAny { patch().restore().startIteration().build() }
        shouldNotThrowAny { patch().stopIteration().startIteration("again").build() }
    }
})
