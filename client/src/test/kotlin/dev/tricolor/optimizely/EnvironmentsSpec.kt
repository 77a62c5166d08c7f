package dev.tricolor.optimizely

import dev.tricolor.BadRequestException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

internal class EnvironmentsSpec : FunSpec({
    test("a project begins with two, found in capitals or without") {
        onOptimizely {
            val project = fullStack().id
            optimizely.environments.listAll(project).map { it.key to it.isPrimary }.toList() shouldContainExactly
                listOf("Production" to true, "Development" to false)
            optimizely.environments.find(project, "production")?.isPrimary shouldBe true
            asked shouldBe "GET environments?project_id=$project&per_page=100&page=1"
            optimizely.environments.find(project, "staging").shouldBeNull()
        }
    }

    test("an environment is made, changed and put away") {
        onOptimizely {
            val project = fullStack().id
            val made = optimizely.environments.create(project, "qa", "Quality") { priority(3).hasRestrictedPermissions(true) }
            asked shouldBe "POST environments"
            said shouldBe
                """{"project_id":$project,"key":"qa","name":"Quality","priority":3,"has_restricted_permissions":true}"""
            made.hasRestrictedPermissions shouldBe true
            optimizely.environments.get(made.id) shouldBe made
            optimizely.environments.update(made.id) { description = "For tests" }.priority shouldBe 3
            asked shouldBe "PATCH environments/${made.id}"
            repeat(2) { optimizely.environments.archive(made.id) }
            asked shouldBe "DELETE environments/${made.id}"
            optimizely.environments.get(made.id).archived shouldBe true
            shouldThrow<BadRequestException> { optimizely.environments.create(project, "QA", "Again") }
        }
    }

    test("the datafile comes as the very text, and follows what is changed") {
        onOptimizely {
            val project = fullStack().id
            val environment = optimizely.environments.find(project, "Production")!!
            val before = optimizely.environments.datafile(environment.id)
            asked shouldBe "GET environments/${environment.id}/datafile"
            environment.datafile?.latestFileSize shouldBe before.encodeToByteArray().size.toLong()
            environment.datafile?.url shouldBe "${emulator.optimizelyUrl}/datafiles/${environment.datafile?.sdkKey}.json"

            optimizely.attributes.create(project, "plan")
            val after = Json.parseToJsonElement(optimizely.environments.datafile(environment.id)).jsonObject
            after.getValue("revision").jsonPrimitive.content.toLong() shouldBe environment.datafile!!.revision!! + 1
            optimizely.environments.get(environment.id).datafile?.revision shouldBe environment.datafile!!.revision!! + 1
        }
    }

    test("a datafile is not written anew, and what is none is told") {
        runTest {
            val text = " {\"revision\" : \"7\", \"n\":1.50}\n"
            ScriptedOptimizely(this, handler = status(200, text)).optimizely.environments.datafile(7) shouldBe text
            val page = ScriptedOptimizely(this, handler = status(200, "<html>")).optimizely
            shouldThrow<UnexpectedReplyException> { page.environments.datafile(7) }.message shouldStartWith
                "GET environments/{environment_id}/datafile"
        }
    }
})
