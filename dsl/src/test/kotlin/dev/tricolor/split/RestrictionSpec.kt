package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive

private fun workspace(id: String = "w") = RestrictionBuilder(ResourceType.WORKSPACE, id)

private fun problemsOf(builder: RestrictionBuilder) =
    shouldThrow<InvalidPayloadException> { builder.build() }.problems.map { it.toString() }

internal class RestrictionSpec : FunSpec({
    test("who may see it, and that everyone may; what is said anew takes the place of what was said") {
        val few = workspace().view {
            group("g")
            user("u")
            apiKey("k")
        }
        few.build() shouldBe Json.parseToJsonElement(
            """{"resource":{"id":"w","type":"workspace"},"operations":{"view":true},
                "resourcePermissions":{"view":[{"id":"g","type":"group"},{"id":"u","type":"user"},{"id":"k","type":"api_key"}]}}""",
        )
        few.everyoneMayView().build() shouldBe Json.parseToJsonElement(
            """{"resource":{"id":"w","type":"workspace"},"operations":{"view":false},"resourcePermissions":{"view":[]}}""",
        )
        few.view { group("h") }.build().let { Restriction.of(it).viewers.map { viewer -> viewer.id } } shouldContainExactly listOf("h")
    }

    test("those who may see it already are taken over as they were read") {
        val viewers = """[{"id":"g","name":"Administrators","type":"group","future":null}]"""
        val before = Restriction.fromJson("""{"operations":{"view":true},"resourcePermissions":{"view":$viewers}}""")
        before.restrictsView shouldBe true
        val after = workspace().view {
            before.viewers.forEach { viewer(it) }
            apiKey("k")
        }
        Restriction.of(after.build()).viewers shouldContainExactly before.viewers + Reference.fromJson("""{"id":"k","type":"api_key"}""")
    }

    test("all that is wrong is said at once") {
        problemsOf(workspace("")) shouldContainExactly
            listOf("resource.id: is blank", "operations: is not set, must say who may view, or that everyone may")
        problemsOf(
            workspace().view {
                user(" ")
                apiKey("k")
            },
        ) shouldContainExactly
            listOf("resourcePermissions.view[0].id: is blank", "resourcePermissions.view: names no group, must name Administrators")
        problemsOf(workspace().view { }) shouldContainExactly listOf("resourcePermissions.view: names no group, must name Administrators")
        problemsOf(workspace().everyoneMayView().apply { field("operations", JsonPrimitive("view")) }) shouldContainExactly
            listOf("""operations: is "view", must be an object""")
    }

    test("nothing is needed to read one, and what is of another kind is told with its path") {
        val empty = Restriction.fromJson("{}")
        empty.restrictsView shouldBe false
        empty.viewers shouldBe emptyList()
        empty.resource shouldBe null
        shouldThrow<SerializationException> { Restriction.fromJson("""{"resourcePermissions":{"view":[7]}}""") }.message shouldBe
            "resourcePermissions.view[0]: is 7, must be an object"
        shouldThrow<SerializationException> { Restriction.fromJson("""{"operations":{"view":"yes"}}""") }.message shouldBe
            """operations.view: is "yes", must be true or false"""
    }
})
