package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonNull

internal class ProjectsSpec : FunSpec({
    val shop = shop()

    test("null says nothing of what a project must have, and takes away what it need not have") {
        val path = "projects/${shop.project}"
        val before = shop.api.patch(path, """{"name":"Shop","description":"d","dcp_service_id":7}""").body
        val nulls = """{"name":null,"status":null,"confidence_threshold":null,"description":null,"dcp_service_id":null}"""
        val after = shop.api.patch(path, nulls).also { it.status shouldBe 200 }.body
        after - "last_modified" shouldBe before - "last_modified" + ("dcp_service_id" to JsonNull)
        shop.api.post("projects", """{"name":"New","platform":null,"status":null}""").body.string("platform") shouldBe "web"
    }

    context("what is no number is no id, and an unknown number is not there") {
        withData("projects", "attributes", "events", "audiences", "environments", "features", "experiments", "groups") { kind ->
            shop.api.get("$kind/seven").run { status to body.string("code") } shouldBe (400 to "bad_request")
            shop.api.get("$kind/7").run { status to body.string("code") } shouldBe (404 to "not_found")
        }
    }
})
