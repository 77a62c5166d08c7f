package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class ProjectsSpec : FunSpec({
    test("a project is made, found, changed and put away") {
        onOptimizely {
            val made = optimizely.projects.create("Shop") {
                platform(ProjectPlatform.CUSTOM).sdks("java", "python")
                confidenceThreshold = 0.95
                description = "The shop"
            }
            said shouldBe
                """{"name":"Shop","platform":"custom","sdks":["java","python"],"confidence_threshold":0.95,"description":"The shop"}"""
            made.platform shouldBe ProjectPlatform.CUSTOM
            made.status shouldBe ProjectStatus.ACTIVE
            made.webSnippet.shouldBeNull()

            optimizely.projects.find("Shop") shouldBe made
            optimizely.projects.find("Shed").shouldBeNull()

            val changed = optimizely.projects.update(made.id) { name = "Store" }
            asked shouldBe "PATCH projects/${made.id}"
            said shouldBe """{"name":"Store"}"""
            changed.name shouldBe "Store"
            changed.sdks shouldContainExactly listOf("java", "python")

            optimizely.projects.archive(made.id).status shouldBe ProjectStatus.ARCHIVED
            optimizely.projects.get(made.id).status shouldBe ProjectStatus.ARCHIVED
            shouldThrow<NotFoundException> { optimizely.projects.get(made.id + 1) }
        }
    }

    test("a web project has a snippet, of which a change leaves the rest alone") {
        onOptimizely {
            val made = optimizely.projects.create("Site") { webSnippet { ipAnonymization = true } }
            made.webSnippet?.includeJquery shouldBe true
            val changed = optimizely.projects.update(made.id) { webSnippet { library("none").includeJquery(false) } }
            changed.webSnippet?.library shouldBe "none"
            changed.webSnippet?.ipAnonymization shouldBe true
        }
    }

    test("all projects come, page after page") {
        onOptimizely {
            repeat(5) { optimizely.projects.create("p$it") }
            optimizely.projects.listAll { perPage = 2 }.map { it.name }.toList() shouldContainExactly (0..4).map { "p$it" }
            asked shouldBe "GET projects?per_page=2&page=3"
        }
    }

    test("what cannot be is not sent, and all of it is told") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = status(200))
            val failure = shouldThrow<InvalidPayloadException> {
                scripted.optimizely.projects.create(" ") {
                    confidenceThreshold = 0.4
                    webSnippet { ipFilter = "x".repeat(1_501) }
                }
            }
            failure.problems.map { it.toString() } shouldContainExactly listOf(
                "web_snippet.ip_filter: has 1501 characters, must have at most 1500",
                "name: is blank",
                "confidence_threshold: is 0.4, must be 0.5 to 1",
            )
            shouldThrow<InvalidPayloadException> { scripted.optimizely.projects.update(7) {} }.problems.single().message shouldBe
                "says nothing, must change something"
            scripted.requests.size shouldBe 0
        }
    }

    test("what is not known yet is read, and kept") {
        val snippet = """{"library":"x","new":1}"""
        val text = """{"id":9007199254740993,"platform":"toaster","status":"asleep","web_snippet":$snippet,"confidence_threshold":1}"""
        val project = Project.fromJson(text)
        project.id shouldBe 9_007_199_254_740_993
        project.platform shouldBe ProjectPlatform.of("toaster")
        project.confidenceThreshold shouldBe 1.0
        project.toJson() shouldBe text
    }
})
