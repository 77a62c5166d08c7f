package dev.tricolor.optimizely

import dev.tricolor.BadRequestException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class FeaturesSpec : FunSpec({
    test("a feature is made, found, changed and put away") {
        onOptimizely {
            val project = fullStack().id
            val audience = optimizely.audiences.create(project, "Canadians").id
            val made = optimizely.features.create(project, "checkout") {
                variable("color", FeatureVariableType.STRING, default = "red")
                environment("Production") { rolloutRule { enabled(); percentageIncluded = 100; audienceIds(audience) } }
            }
            asked shouldBe "POST features"
            val rule = """{"enabled":true,"percentage_included":100,"audience_ids":[$audience]}"""
            said shouldBe """{"project_id":$project,"key":"checkout",""" +
                """"variables":[{"key":"color","type":"string","default_value":"red"}],""" +
                """"environments":{"Production":{"rollout_rules":[$rule]}}}"""
            made.environments.getValue("Production").rolloutRules.single().audiences().readable() shouldBe "audience $audience"

            optimizely.features.find(project, "checkout") shouldBe made
            asked shouldBe "GET features?project_id=$project&per_page=100&page=1"
            optimizely.features.find(project, "none").shouldBeNull()

            val color = made.variable("color")!!
            val changed = optimizely.features.update(made.id) { variable(color) { defaultValue = "blue" } }
            asked shouldBe "PATCH features/${made.id}"
            said shouldBe """{"variables":[{"id":${color.id},"default_value":"blue"}]}"""
            changed.variable("color")?.defaultValue shouldBe "blue"

            optimizely.features.archive(made.id)
            asked shouldBe "DELETE features/${made.id}"
            optimizely.features.get(made.id).archived shouldBe true
            shouldThrow<NotFoundException> { optimizely.features.get(made.id + 1_000) }
            shouldThrow<BadRequestException> { optimizely.features.create(project, "checkout") }
        }
    }

    test("all features come, page after page") {
        onOptimizely {
            val project = fullStack().id
            repeat(3) { optimizely.features.create(project, "f$it") }
            optimizely.features.listAll(project) { perPage = 2 }.map { it.key }.toList() shouldContainExactly listOf("f0", "f1", "f2")
            asked shouldBe "GET features?project_id=$project&per_page=2&page=2"
        }
    }
})
