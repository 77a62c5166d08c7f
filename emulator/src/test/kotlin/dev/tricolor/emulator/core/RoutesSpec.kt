package dev.tricolor.emulator.core

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class RoutesSpec : FunSpec({
    val routes = Routes().apply {
        under("/v") {
            get("{a}/{b}") { ok(null) }
            get("things/{id}") { ok(null) }
            get("things/all") { ok(null) }
            post("things/{id}") { ok(null) }
        }
    }

    listOf(
        "v/things/all" to "v/things/all",
        "v/things/7" to "v/things/{id}",
        "v/other/all" to "v/{a}/{b}",
        "v/things" to null,
        "w/things/all" to null,
    ).forEach { (path, template) ->
        test("$path -> $template") { routes.find(path.split('/'))?.template?.joinToString("/") shouldBe template }
    }

    test("holes are named") {
        routes.find(listOf("v", "x", "y"))!!.holes(listOf("v", "x", "y")) shouldBe mapOf("a" to "x", "b" to "y")
    }

    test("two handlers for one thing are a mistake") {
        shouldThrow<IllegalStateException> { routes.under("/v") { post("things/{id}") { ok(null) } } }
    }
})
