package dev.tricolor.emulator.core

import dev.tricolor.emulator.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonObject

class JsonPatchSpec : FunSpec({
    val document = json("""{"a":1,"list":["x","y"],"deep":{"b":{"c/d":true}},"fixed":0}""") as JsonObject
    val settable = setOf("a", "list", "deep", "absent", "other")

    context("applies") {
        listOf(
            """{"op":"replace","path":"/a","value":2}""" to """{"a":2,"list":["x","y"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"add","path":"/list/-","value":"z"}""" to """{"a":1,"list":["x","y","z"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"add","path":"/list/0","value":"w"}""" to """{"a":1,"list":["w","x","y"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"add","path":"/list/2","value":"w"}""" to """{"a":1,"list":["x","y","w"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"replace","path":"/list/1","value":"w"}""" to """{"a":1,"list":["x","w"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"remove","path":"/list/0"}""" to """{"a":1,"list":["y"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"replace","path":"/deep/b/c~1d","value":null}""" to
                """{"a":1,"list":["x","y"],"deep":{"b":{"c/d":null}},"fixed":0}""",
            """{"op":"remove","path":"/a"}""" to """{"list":["x","y"],"deep":{"b":{"c/d":true}},"fixed":0}""",
            """{"op":"replace","path":"/absent","value":1}""" to
                """{"a":1,"list":["x","y"],"deep":{"b":{"c/d":true}},"fixed":0,"absent":1}""",
            """{"op":"test","path":"/fixed","value":0}""" to document.toString(),
        ).forEach { (operation, expected) ->
            test(operation) { JsonPatch(json("[$operation]")).applyTo(document, settable).toString() shouldBe expected }
        }

        test("one operation after another") {
            val patch = """[{"op":"test","path":"/list/0","value":"x"},{"op":"remove","path":"/list/0"},{"op":"remove","path":"/list/0"}]"""
            JsonPatch(json(patch)).applyTo(document, settable)["list"].toString() shouldBe "[]"
        }
    }

    context("refuses") {
        listOf(
            """{"op":"replace","path":"/nothing","value":1}""" to "'/nothing' cannot be changed",
            """{"op":"replace","path":"/fixed","value":1}""" to "'/fixed' cannot be changed",
            """{"op":"replace","path":"","value":{}}""" to "'/' cannot be changed",
            """{"op":"replace","path":"/deep/x","value":1}""" to "no such path '/deep/x'",
            """{"op":"add","path":"/deep/x/y","value":1}""" to "no such path",
            """{"op":"remove","path":"/deep/x"}""" to "no such path",
            """{"op":"replace","path":"/list/2","value":1}""" to "no such path",
            """{"op":"add","path":"/list/3","value":1}""" to "no such path",
            """{"op":"add","path":"/list/one","value":1}""" to "no such path",
            """{"op":"remove","path":"/list/-"}""" to "no such path",
            """{"op":"add","path":"/a/b","value":1}""" to "no such path",
            """{"op":"test","path":"/a","value":2}""" to "test failed",
            """{"op":"move","from":"/a","path":"/b"}""" to "unknown operation 'move'",
            """{"op":"add","path":"a","value":1}""" to "must start with '/'",
            """{"op":"add","path":"/a"}""" to "needs a value",
            """{"path":"/a"}""" to "op is required",
            """{"op":"remove"}""" to "path is required",
            "1" to "not an operation",
        ).forEach { (operation, problem) ->
            test(operation) {
                val refusal = shouldThrow<Refusal> { JsonPatch(json("[$operation]")).applyTo(document, settable) }
                refusal.status shouldBe 400
                refusal.message!! shouldContain problem
            }
        }

        test("a body that is no array") { shouldThrow<Refusal> { JsonPatch(document) }.status shouldBe 400 }
    }
})
