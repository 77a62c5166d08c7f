package dev.tricolor

import dev.tricolor.split.UpdateEnvironmentBuilder
import dev.tricolor.split.UpdateFlagBuilder
import dev.tricolor.split.UpdateSplitDefinitionBuilder
import dev.tricolor.split.UpdateWorkspaceBuilder
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

internal class JsonPatchSpec : FunSpec({
    test("assigning a property is one replace, in the order of the assignments") {
        val patch = UpdateSplitDefinitionBuilder().apply {
            killed = true
            trafficAllocation = 50
            addKey(0, "ann")
            keys(1, "bob", "eve")
            title = "not part of it"
        }.build()
        patch.operations shouldBe Json.parseToJsonElement(
            """[{"op":"replace","path":"/killed","value":true},{"op":"replace","path":"/trafficAllocation","value":50},
                {"op":"add","path":"/treatments/0/keys/-","value":"ann"},{"op":"add","path":"/treatments/1/keys","value":["bob","eve"]}]""",
        )
    }

    test("the four operations reach everything else, null included") {
        UpdateWorkspaceBuilder().apply {
            test("/name", JsonPrimitive("a"))
            add("/a~1b", JsonNull)
            replace("", JsonPrimitive(1))
            remove("/x")
        }.runCatching { build() }.exceptionOrNull()?.message shouldBe
            "workspace patch has 1 problem\n  operations[2].path: is \"\", must be a JSON Pointer such as \"/name\""
        UpdateWorkspaceBuilder().apply {
            add("/a~1b", JsonNull)
            remove("/x")
        }.build().toString() shouldBe """[{"op":"add","path":"/a~1b","value":null},{"op":"remove","path":"/x"}]"""
    }

    test("a builder can be asked again, and says the same") {
        val empty = UpdateWorkspaceBuilder()
        repeat(2) { problemsOf { empty.build() } shouldBe listOf("operations: there are none, must be at least one") }
        empty.apply { name = "x" }.build().toString() shouldBe """[{"op":"replace","path":"/name","value":"x"}]"""
    }

    test("what cannot work is refused: no operation, bad pointers, values out of range, tags, names") {
        problemsOf { UpdateWorkspaceBuilder().build() } shouldContainExactly listOf("operations: there are none, must be at least one")
        problemsOf { UpdateWorkspaceBuilder().apply { remove("/a~2") }.build() } shouldContainExactly
            listOf("operations[0].path: is \"/a~2\", must be a JSON Pointer such as \"/name\"")
        problemsOf {
            UpdateSplitDefinitionBuilder().apply {
                trafficAllocation = 101
                addKey(-1, "x")
                defaultRule { bucket("on", 99) }
            }.build()
        } shouldContainExactly listOf(
            "trafficAllocation: is 101, must be 0 to 100",
            "treatments[-1]: does not exist, a flag has at most 20 treatments, counted from 0",
            "defaultRule: sizes sum to 99, must be 100",
        )
        problemsOf { UpdateFlagBuilder().addTag("a b").build() } shouldContainExactly
            listOf("tags[0]: is \"a b\", must be letters, digits, \"-\", \"_\" and \":\"")
        problemsOf { UpdateEnvironmentBuilder().name("a name of more than twenty").build() } shouldContainExactly
            listOf("name: is 26 characters long, must be at most 20")
    }

    test("what is said anew takes the place of what was said, a mistake too") {
        UpdateSplitDefinitionBuilder().trafficAllocation(120).killed(true).trafficAllocation(80).build().toString() shouldBe
            """[{"op":"replace","path":"/trafficAllocation","value":80},{"op":"replace","path":"/killed","value":true}]"""
        problemsOf { UpdateWorkspaceBuilder().name(" ").build() } shouldContainExactly listOf("name: is blank")
        problemsOf { UpdateFlagBuilder().rolloutStatus("").description("").build() } shouldContainExactly
            listOf("rolloutStatus.id: is blank")
    }

    test("a property of a patch can be read back once it is assigned") {
        val patch = UpdateWorkspaceBuilder()
        shouldThrow<NoSuchElementException> { patch.name }.message shouldBe "name was not set"
        patch.name = "a"
        patch.name shouldBe "a"
    }

    test("permissions of an environment, as a whole and one by one") {
        UpdateEnvironmentBuilder().apply {
            allowKills = true
            changePermissions {
                areApprovalsRequired = true
                approver(group = "g-1")
                editor(user = "u-1", apiKey = "k-1")
            }
        }.build().operations shouldBe Json.parseToJsonElement(
            """[{"op":"replace","path":"/changePermissions/allowKills","value":true},
                {"op":"replace","path":"/changePermissions","value":{"areApprovalsRequired":true,
                 "areApproversRestricted":true,"approvers":[{"id":"g-1","type":"group"}],
                 "areEditorsRestricted":true,"editors":[{"id":"u-1","type":"user"},{"id":"k-1","type":"api_key"}]}}]""",
        )
    }
})
