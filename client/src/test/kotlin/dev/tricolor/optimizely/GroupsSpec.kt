package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class GroupsSpec : FunSpec({
    test("a group is made, found, changed and put away") {
        onOptimizely {
            val project = fullStack().id
            val made = optimizely.groups.create(project, "Home") { description = "One at a time" }
            asked shouldBe "POST groups"
            said shouldBe """{"project_id":$project,"name":"Home","description":"One at a time"}"""
            made.entities shouldBe emptyList()
            optimizely.groups.find(project, "Home") shouldBe made
            optimizely.groups.find(project, "Shed").shouldBeNull()
            optimizely.groups.update(made.id) { name = "Front" }.description shouldBe "One at a time"
            asked shouldBe "PATCH groups/${made.id}"
            repeat(2) { optimizely.groups.archive(made.id) }
            asked shouldBe "DELETE groups/${made.id}"
            optimizely.groups.get(made.id).archived shouldBe true
            optimizely.groups.listAll(project) { perPage = 1 }.map { it.name }.toList() shouldContainExactly listOf("Front")
        }
    }

    test("experiments are in it with their share of its visitors") {
        runTest {
            val reply = """{"id":7,"entities":[{"id":1,"kind":"Experiment","weight":5000}]}"""
            val scripted = ScriptedOptimizely(this, handler = status(200, reply))
            val group = scripted.optimizely.groups.create(3, "Home") { experiment(1, weight = 5_000).campaign(2, weight = 5_000) }
            group.entities.single().kind shouldBe GroupEntityKind.EXPERIMENT
            scripted.optimizely.groups.update(7) { entities(group.entities).experiment(9, 1_000) }
            scripted.lines shouldContainExactly listOf(
                """POST groups {"project_id":3,"name":"Home","entities":""" +
                    """[{"id":1,"kind":"Experiment","weight":5000},{"id":2,"kind":"Campaign","weight":5000}]}""",
                """PATCH groups/7 {"entities":""" +
                    """[{"id":1,"kind":"Experiment","weight":5000},{"id":9,"kind":"Experiment","weight":1000}]}""",
            )
            shouldThrow<InvalidPayloadException> {
                scripted.optimizely.groups.create(3, "Home") { experiment(1, 6_000).experiment(2, 6_000) }
            }.problems.single().toString() shouldBe "entities: have weights of 12000, must have at most 10000"
        }
    }
})
