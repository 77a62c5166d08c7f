package dev.tricolor.optimizely

import dev.tricolor.BadRequestException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class AttributesSpec : FunSpec({
    test("an attribute is made, found, changed, put away and taken back") {
        onOptimizely {
            val project = fullStack().id
            val made = optimizely.attributes.create(project, "plan") { name("Plan").description("What they pay") }
            asked shouldBe "POST attributes"
            said shouldBe """{"project_id":$project,"key":"plan","name":"Plan","description":"What they pay"}"""
            made.conditionType shouldBe AttributeConditionType.CUSTOM_ATTRIBUTE

            optimizely.attributes.find(project, "plan") shouldBe made
            asked shouldBe "GET attributes?project_id=$project&per_page=100&page=1"
            optimizely.attributes.find(project, "plane").shouldBeNull()

            val changed = optimizely.attributes.update(made.id) { key = "tariff" }
            asked shouldBe "PATCH attributes/${made.id}"
            said shouldBe """{"key":"tariff"}"""
            changed.name shouldBe "Plan"

            repeat(2) { optimizely.attributes.archive(made.id) }
            asked shouldBe "DELETE attributes/${made.id}"
            optimizely.attributes.get(made.id).archived shouldBe true
            optimizely.attributes.update(made.id) { archived = false }.archived shouldBe false
        }
    }

    test("all of a project's come, page after page, and of no other") {
        onOptimizely {
            val project = fullStack().id
            repeat(5) { optimizely.attributes.create(project, "a$it") }
            optimizely.attributes.create(fullStack().id, "b")
            optimizely.attributes.listAll(project) { perPage = 2 }.map { it.key }.toList() shouldContainExactly (0..4).map { "a$it" }
            asked shouldBe "GET attributes?project_id=$project&per_page=2&page=3"
        }
    }

    test("a key is taken once, and what is not there is not found") {
        onOptimizely {
            val project = fullStack().id
            optimizely.attributes.create(project, "plan")
            shouldThrow<BadRequestException> { optimizely.attributes.create(project, "plan") }.serverMessage shouldContain "already taken"
            val nowhere = project + 100
            shouldThrow<BadRequestException> { optimizely.attributes.create(nowhere, "plan") }.serverMessage shouldContain "project_id"
            shouldThrow<NotFoundException> { optimizely.attributes.list(nowhere) }
            shouldThrow<NotFoundException> { optimizely.attributes.get(7) }
            shouldThrow<IllegalArgumentException> { optimizely.attributes.list(0) }.message shouldBe
                "GET attributes: project_id is 0, must be positive"
        }
    }
})
