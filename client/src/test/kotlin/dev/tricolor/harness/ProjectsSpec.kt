package dev.tricolor.harness

import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.inTurn
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class ProjectsSpec : FunSpec({
    test("projects: the project of the scope counts for nothing, its organization does") {
        onHarness {
            val made = harness.projects.create("shop", "Shop") { color("#fff").module("CF").tag("team", "a") }
            emulator.requests.last.toString() shouldBe "POST /ng/api/projects?accountIdentifier=acc&orgIdentifier=default"
            emulator.requests.last.body shouldBe """{"project":{"identifier":"shop","name":"Shop","orgIdentifier":"default",""" +
                """"color":"#fff","modules":["CF"],"tags":{"team":"a"}}}"""
            made.project.modules shouldContainExactly listOf("CF")
            harness.projects.get("shop") shouldBe made
            harness.projects.listAll().map { it.project.identifier }.toList() shouldContainExactly listOf("default_project", "shop")
            harness.projects.list { searchTerm = "SHO" }.items.map { it.project.identifier } shouldContainExactly listOf("shop")
            harness.projects.edit("shop") { description("sells") }.project.let {
                it.description shouldBe "sells"
                it.tags shouldBe mapOf("team" to "a")
            }
            val replaced = harness.projects.replace("shop", "Store").project
            emulator.requests.last.body shouldBe """{"project":{"identifier":"shop","name":"Store","orgIdentifier":"default"}}"""
            replaced.modules shouldBe emptyList()
            harness.projects.delete("shop")
            harness.projects.find("shop").shouldBeNull()
        }
    }

    test("one that is there, one that is not, and one of another organization") {
        onHarness {
            shouldThrow<ConflictException> { harness.projects.create("default_project", "P") }.code shouldBe "DUPLICATE_FIELD"
            shouldThrow<NotFoundException> { harness.projects.get("none") }
            shouldThrow<NotFoundException> { harness.projects.replace("none", "N") }
            shouldThrow<NotFoundException> { harness.projects.delete("none") }
            harness.within { orgIdentifier = "other" }.projects.find("default_project").shouldBeNull()
            val account = harness.within { orgIdentifier = null; projectIdentifier = null }
            account.projects.create("plain", "Plain").project.orgIdentifier shouldBe "default"
            emulator.requests.last.body shouldBe """{"project":{"identifier":"plain","name":"Plain"}}"""
        }
    }

    test("an edit writes back what nobody knows, and nothing at all when nothing changes") {
        runTest {
            val read = data("""{"project":{"identifier":"p","name":"P","modules":["NEW"],"parentId":1.50},"isFavorite":true}""")
            val scripted = ScriptedHarness(this, inTurn(read, read, read))
            scripted.harness.projects.edit("p") { name("P") }.project.name shouldBe "P"
            scripted.requests shouldHaveSize 1
            scripted.harness.projects.edit("p") { module("CF") }
            scripted.lines.last() shouldBe "PUT ng/api/projects/p?accountIdentifier=a&orgIdentifier=o " +
                """{"project":{"identifier":"p","name":"P","modules":["NEW","CF"],"parentId":1.50}}"""
        }
    }

    test("bad input is refused before anything is sent") {
        onHarness {
            emulator.requests.clear()
            shouldThrow<InvalidPayloadException> { harness.projects.create("a b", "") }.problems shouldHaveSize 2
            shouldThrow<InvalidPayloadException> { harness.projects.replace("p", "P") { module(" ") } }
            shouldThrow<IllegalArgumentException> { harness.projects.get(" ") }
            emulator.requests.count shouldBe 0
        }
    }
})
