package dev.tricolor.optimizely

import dev.tricolor.BadRequestException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal class AudiencesSpec : FunSpec({
    test("an audience is made, and comes back meaning the same") {
        onOptimizely {
            val project = fullStack().id
            val canadians = conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }
            val made = optimizely.audiences.create(project, "Canadians") {
                conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }
                description = "All of them"
            }
            val text = JsonPrimitive(canadians.toJson())
            said shouldBe """{"project_id":$project,"name":"Canadians","conditions":$text,"description":"All of them"}"""
            made.conditions!!.sameAs(canadians) shouldBe true
            made.conditions!!.readable() shouldBe """country is "CA" or region is "north""""
            made.conditionsJson shouldContain """"match_type": "exact", """
            made.experimentCount shouldBe 0

            optimizely.audiences.find(project, "Canadians") shouldBe made
            optimizely.audiences.find(project, "Mexicans").shouldBeNull()
            optimizely.audiences.get(made.id) shouldBe made
        }
    }

    test("one that is described already is made as it is") {
        onOptimizely {
            val project = fullStack().id
            val described = audience("Canadians") { browser("gc") and query("utm_campaign", "true") }
            val made = optimizely.audiences.create(project, described)
            said shouldBe """{"project_id":$project,${described.toJson().drop(1)}"""
            made.conditions!!.readable() shouldBe """browser is "gc" and query utm_campaign is "true""""
            shouldThrow<IllegalArgumentException> { optimizely.audiences.create(0, described) }.message shouldBe
                "POST audiences: project_id is 0, must be positive"
        }
    }

    test("a change leaves the rest alone; archived ones are listed, unless they are left out") {
        onOptimizely {
            val project = fullStack().id
            val gold = optimizely.audiences.create(project, "Gold") { conditions { attribute("plan") eq "gold" } }
            optimizely.audiences.create(project, "All")
            val changed = optimizely.audiences.update(gold.id) { conditions { attribute("plan") contains "gold" } }
            asked shouldBe "PATCH audiences/${gold.id}"
            changed.name shouldBe "Gold"
            changed.conditions!!.readable() shouldBe """plan contains "gold""""

            optimizely.audiences.archive(gold.id).archived shouldBe true
            said shouldBe """{"archived":true}"""
            optimizely.audiences.listAll(project).map { it.name }.toList() shouldContainExactly listOf("Gold", "All")
            optimizely.audiences.list(project) { archived(false).forJourney(false).perPage(5) }.items.map { it.name } shouldContainExactly
                listOf("All")
            asked shouldBe "GET audiences?project_id=$project&for_journey=false&archived=false&per_page=5&page=1"
            optimizely.audiences.unarchive(gold.id).archived shouldBe false
        }
    }

    test("what cannot work is not sent; what is sent all the same, Optimizely refuses") {
        onOptimizely {
            val project = fullStack().id
            val before = emulator.requests.last
            shouldThrow<InvalidPayloadException> {
                optimizely.audiences.create(project, "") { conditions { attribute("") eq 1 } }
            }.problems.map { it.path } shouldContainExactly listOf("conditions.name", "name")
            emulator.requests.last shouldBe before
            shouldThrow<BadRequestException> {
                optimizely.audiences.create(project, "odd") { field("conditions", JsonPrimitive("[")) }
            }.serverMessage shouldContain "conditions"
        }
    }

    test("an audience that is made of what nobody knows yet is read all the same") {
        runTest {
            val odd = JsonObject(mapOf("id" to JsonPrimitive(7), "conditions" to JsonPrimitive("[\"xor\"")))
            val audience = ScriptedOptimizely(this, handler = status(200, odd.toString())).optimizely.audiences.get(7)
            audience.conditions.shouldBeNull()
            audience.conditionsJson shouldBe "[\"xor\""
        }
    }
})
