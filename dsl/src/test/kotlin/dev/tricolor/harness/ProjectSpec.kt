package dev.tricolor.harness

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private const val READ = """{"orgIdentifier":"default","identifier":"shop","name":"Shop","color":"#0063F7","modules":["CD","NEW"],
    "description":null,"tags":{"team":"a","only":null},"parentUniqueId":"u-1","number":1.50}"""

internal class ProjectSpec : FunSpec({
    test("a project says identifier and name, and of the rest what was said") {
        ProjectBuilder(null, "shop", "Shop").build().toString() shouldBe """{"identifier":"shop","name":"Shop"}"""
        ProjectBuilder("default", "shop", "Shop").build().toString() shouldBe
            """{"identifier":"shop","name":"Shop","orgIdentifier":"default"}"""
        val full = ProjectBuilder(null, "shop", "Shop").color("#0063F7").module("CF").module("CF").module("CD").description("d")
        full.tag("team", "a").tag("new", "").build().toString() shouldBe
            """{"identifier":"shop","name":"Shop","color":"#0063F7","modules":["CF","CD"],"description":"d","tags":{"team":"a","new":""}}"""
        ProjectBuilder(null, "shop", "Shop").color(null).description(null).clearTags().build().toString() shouldBe
            """{"identifier":"shop","name":"Shop","color":null,"description":null,"tags":{}}"""
    }

    test("an edit changes what it names and keeps the rest, known or not") {
        val read = Project.fromJson(READ)
        read.edit {} shouldBe read
        read.edit {}.toJson() shouldBe read.toJson()
        read.tags shouldBe mapOf("team" to "a")
        val edited = read.edit {
            name("Store").tag("team", "b").removeTag("gone")
            removeModule("CD")
            field("future", JsonPrimitive(1))
        }
        edited.toJson() shouldBe """{"orgIdentifier":"default","identifier":"shop","name":"Store","color":"#0063F7","modules":["NEW"],""" +
            """"description":null,"tags":{"team":"b","only":null},"parentUniqueId":"u-1","number":1.50,"future":1}"""
        read.edit { removeTag("team"); clearTags() }.tags shouldBe emptyMap()
    }

    test("what Harness itself holds is not held against an edit") {
        val odd = Project.fromJson("""{"identifier":"has-a-dash","name":"Odd","tags":{"":"x"}}""")
        odd.edit { name("Odder") }.name shouldBe "Odder"
        problemsOf { odd.edit { name(" ") } } shouldContainExactly listOf("name: is blank")
    }

    test("all problems are told at once") {
        problemsOf { ProjectBuilder(null, "1st", " ").tag("", "x").module("").build() } shouldContainExactly listOf(
            "identifier: is \"1st\", must be a letter or _, then letters, digits, _ and $, at most 128 characters",
            "name: is blank",
            "tags: one has an empty key",
            "modules[0]: is blank",
        )
        problemsOf { ProjectBuilder(null, "p", "P").apply { field("name", JsonPrimitive(7)) }.build() } shouldContainExactly
            listOf("name: is 7, must be text")
    }

    context("identifiers") {
        val right = listOf("a", "_", "A1_$", "_fme_manager", "x".repeat(128))
        withData(nameFn = { "good '$it'" }, right) { HarnessLimits.isIdentifier(it) shouldBe true }
        val wrong = listOf("", " ", "1a", "\$a", "a-b", "a b", "ä", "a/b", "x".repeat(129))
        withData(nameFn = { "bad '$it'" }, wrong) { HarnessLimits.isIdentifier(it) shouldBe false }
    }

    test("the answer around a project must hold one") {
        val response = ProjectResponse.fromJson("""{"project":$READ,"createdAt":1,"lastModifiedAt":2,"isFavorite":false}""")
        response.project.modules shouldContainExactly listOf("CD", "NEW")
        response.createdAt shouldBe 1
        ProjectResponse.fromJson("""{"project":{"identifier":"p"},"createdAt":null}""").project.name shouldBe null
        shouldThrow<SerializationException> { ProjectResponse.fromJson("{}") }.message shouldBe "project: is missing, must be an object"
        shouldThrow<SerializationException> { ProjectResponse.fromJson("""{"project":{"name":"n"}}""") }.message shouldBe
            "project.identifier: is missing, must be text"
    }
})
