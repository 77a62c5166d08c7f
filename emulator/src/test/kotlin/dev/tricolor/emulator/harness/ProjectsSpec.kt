package dev.tricolor.emulator.harness

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

private fun identifiers(page: JsonElement) = page.member("content")!!.jsonArray.map { it.member("project").string("identifier") }

internal class ProjectsSpec : FunSpec({
    val emulator = autoClose(Emulator.start())
    val harness = Wire(emulator.harnessUrl, mapOf("x-api-key" to "pat.any"))

    test("every account starts with one project, whatever the root") {
        val seed = harness.get("ng/api/projects?accountIdentifier=fresh&orgIdentifier=default").said
        identifiers(seed) shouldContainExactly listOf("default_project")
        harness.get("gateway/ng/api/projects?accountIdentifier=fresh").said shouldBe seed
        harness.get("/ng//api/projects/default_project?accountIdentifier=other").said.at("project", "orgIdentifier").toString() shouldBe
            "\"default\""
    }

    test("made, read, replaced whole and deleted; the organization counts") {
        val org = "accountIdentifier=a&orgIdentifier=shops"
        val body = """{"project":{"identifier":"p","name":"P","color":"#fff","modules":["CF"],"description":"d","tags":{"k":"v"}}}"""
        val made = harness.post("ng/api/projects?$org", body)
        made.status shouldBe 200
        made.body.keys.toList() shouldContainExactly listOf("status", "data", "metaData", "correlationId")
        made.said.member("project") shouldBe json(
            """{"orgIdentifier":"shops","identifier":"p","name":"P","color":"#fff","modules":["CF"],"description":"d","tags":{"k":"v"}}""",
        )
        harness.get("ng/api/projects/p?$org").said shouldBe made.said
        harness.get("ng/api/projects/p?accountIdentifier=a").status shouldBe 404
        harness.put("ng/api/projects/p?$org", """{"project":{"identifier":"p","name":"New"}}""").said.member("project") shouldBe json(
            """{"orgIdentifier":"shops","identifier":"p","name":"New","color":"#0063F7","modules":[],"description":null,"tags":{}}""",
        )
        harness.delete("ng/api/projects/p?$org").said.toString() shouldBe "true"
        harness.delete("ng/api/projects/p?$org").status shouldBe 404
    }

    test("pages: right totals, a size of 100 at most, nothing beyond the last, and a search") {
        repeat(104) { harness.post("ng/api/projects?accountIdentifier=many", """{"project":{"identifier":"p$it","name":"Project $it"}}""") }
        val last = harness.get("ng/api/projects?accountIdentifier=many&pageSize=1000&pageIndex=1").said
        last.member("content")!!.jsonArray.size shouldBe 5
        listOf("totalPages" to 2L, "totalItems" to 105L, "pageItemCount" to 5L, "pageSize" to 100L, "pageIndex" to 1L)
            .forEach { (name, value) -> last.member(name).number() shouldBe value }
        val beyond = harness.get("ng/api/projects?accountIdentifier=many&pageIndex=9").said
        beyond.member("content").toString() shouldBe "[]"
        beyond.member("totalPages").number() shouldBe 3
        beyond.member("empty").toString() shouldBe "true"
        identifiers(harness.get("ng/api/projects?accountIdentifier=many&searchTerm=JECT%20103").said) shouldContainExactly listOf("p103")
        identifiers(harness.get("ng/api/projects?accountIdentifier=many&identifiers=p7&identifiers=p3").said) shouldContainExactly
            listOf("p3", "p7")
    }

    test("what goes with a project goes") {
        val place = "accountIdentifier=gone&orgIdentifier=default&projectIdentifier=default_project"
        harness.post("ng/api/serviceaccount?$place", CI).status shouldBe 200
        harness.post("authz/api/roles?$place", """{"identifier":"r","name":"R"}""").status shouldBe 200
        harness.delete("ng/api/projects/default_project?accountIdentifier=gone").status shouldBe 200
        harness.get("ng/api/serviceaccount?$place").said.toString() shouldBe "[]"
        harness.get("authz/api/roles/r?$place").status shouldBe 404
    }

    test("what is wrong with fields is told field by field") {
        val refused = harness.post("ng/api/projects?accountIdentifier=bad", """{"project":{"identifier":"1a","tags":[],"description":7}}""")
        refused.status shouldBe 400
        refused["status"].toString() shouldBe "\"FAILURE\""
        refused["errors"]!!.jsonArray.map { it.string("fieldId") } shouldContainExactly listOf("identifier", "name", "description", "tags")
        refused.message shouldContain "name must not be empty"
    }

    context("refused") {
        val query = "accountIdentifier=bad"
        listOf(
            "$query&orgIdentifier=o" to """{"project":{"identifier":"p","name":"P","orgIdentifier":"other"}}""",
            query to """{"identifier":"p","name":"P"}""",
            query to """{"project":{"identifier":"a-b","name":"P"}}""",
            query to """{"project":{"identifier":"p","name":"P","modules":"CF"}}""",
            "orgIdentifier=o" to """{"project":{"identifier":"p","name":"P"}}""",
        ).forEach { (at, body) -> test("$at $body") { harness.post("ng/api/projects?$at", body).status shouldBe 400 } }
        test("one that is there, another than the path says, one that is not") {
            harness.post("ng/api/projects?$query", """{"project":{"identifier":"default_project","name":"P"}}""").let {
                it.status shouldBe 409
                it["code"].toString() shouldBe "\"DUPLICATE_FIELD\""
            }
            harness.put("ng/api/projects/default_project?$query", """{"project":{"identifier":"p","name":"P"}}""").status shouldBe 400
            harness.put("ng/api/projects/p?$query", """{"project":{"identifier":"p","name":"P"}}""")["code"].toString() shouldBe
                "\"RESOURCE_NOT_FOUND\""
        }
    }
})
