package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private val PROJECT = setOf("_id", "_links", "includeInSnippetByDefault", "key", "name", "tags")
private val ENVIRONMENT = setOf(
    "_id", "_links", "apiKey", "color", "confirmChanges", "critical", "defaultTrackEvents", "defaultTtl", "key", "mobileKey", "name",
    "requireComments", "secureMode", "tags",
)

private fun Exchange.keys() = this["items"]!!.jsonArray.map { it.string("key") }

internal class ProjectsSpec : FunSpec({
    val api = project().api

    test("a POST may stand for another method, and for no other than those that change something") {
        TestProject().use { project ->
            fun overriding(method: String) = Wire(
                "${project.emulator.launchDarklyUrl}/api/v2", mapOf("Authorization" to "t", "X-HTTP-Method-Override" to method),
            )
            val renamed = overriding("PATCH").post("projects/default", """[{"op":"replace","path":"/name","value":"Renamed"}]""")
            renamed.status to renamed["name"].toString() shouldBe (200 to "\"Renamed\"")
            overriding("PUT").post("projects/default/context-kinds/device", """{"name":"Device"}""").status shouldBe 200
            overriding("DELETE").post("projects/default/environments/test").status shouldBe 204
            overriding("GET").post("projects/default").shouldRefuse(405, "method_not_allowed")
            overriding("DELETE").get("projects/default").status shouldBe 200
        }
    }

    test("environments are a list after a change, and a page in a read that asks for them") {
        val made = api.post("projects", """{"key":"web","name":"Web","tags":["b","a","b"]}""")
        made.status shouldBe 201
        made.body.keys shouldContainAll PROJECT + "environments"
        made["tags"].texts() shouldContainExactly listOf("a", "b")
        made["environments"]!!.jsonArray.map { it.string("key") } shouldContainExactly listOf("production", "test")
        made["environments"]!!.jsonArray.first().jsonObject.keys shouldContainAll ENVIRONMENT
        made.body.string("_id") shouldMatch "[0-9a-f]{24}"

        api.get("projects/web")["environments"].shouldBeNull()
        val page = api.get("projects/web?expand=environments")["environments"]!!
        page.member("totalCount").toString() shouldBe "2"
        page.member("items")!!.jsonArray.size shouldBe 2
        (api.patch("projects/web", """[{"op":"replace","path":"/name","value":"W"}]""")["environments"] is JsonArray) shouldBe true
        api.delete("projects/web").let { it.status to it.text } shouldBe (204 to "")
        api.get("projects/web").shouldRefuse(404, "not_found")
    }

    test("an environment can be given its settings, and the last one cannot go") {
        val made = api.post("projects/default/environments", """{"key":"e","name":"E","color":"00FFaa","secureMode":true}""")
        made.status shouldBe 201
        made.body.keys shouldContainAll ENVIRONMENT
        made["secureMode"].toString() shouldBe "true"
        made["defaultTtl"].toString() shouldBe "0"
        val sdkKey = made.body.string("apiKey")
        api.post("projects/default/environments/e/apiKey").body.string("apiKey") shouldNotBe sdkKey
        api.post("projects/default/environments/e/apiKey?expiry=soon").shouldRefuse(400, "invalid_request")
        api.post("projects", """{"key":"small","name":"S","environments":[{"key":"only","name":"O","color":"000"}]}""").status shouldBe 201
        api.delete("projects/small/environments/only").shouldRefuse(400, "invalid_request")
        api.delete("projects/default/environments/e").status shouldBe 204
        api.delete("projects/default/environments/e").shouldRefuse(404, "not_found")
    }

    test("a patch is whole or nothing, and knows what can be changed") {
        listOf(
            """[{"op":"replace","path":"/name","value":"x"},{"op":"remove","path":"/tags/7"}]""" to "invalid_patch",
            """[{"op":"replace","path":"/key","value":"x"}]""" to "invalid_patch",
            """{"instructions":[{"kind":"x"}]}""" to "invalid_request",
            """[{"op":"replace","path":"/name","value":""}]""" to "invalid_request",
            """[{"op":"replace","path":"/tags","value":["a b"]}]""" to "invalid_request",
        ).forEach { (body, code) -> api.patch("projects/default", body).shouldRefuse(400, code) }
        api.get("projects/default").body.string("name") shouldBe "Default"
        listOf(
            """[{"op":"replace","path":"/color","value":"#417505"}]""",
            """[{"op":"replace","path":"/defaultTtl","value":61}]""",
            """[{"op":"replace","path":"/approvalSettings/minNumApprovals","value":6}]""",
            """[{"op":"replace","path":"/approvalSettings/required","value":true},
                {"op":"replace","path":"/approvalSettings/requiredApprovalTags","value":["a"]}]""",
        ).forEach { api.patch("projects/default/environments/test", it).shouldRefuse(400, "invalid_request") }
        val commented = """{"comment":"why","patch":[{"op":"add","path":"/tags/0","value":"z"}]}"""
        api.patch("projects/default/environments/test", commented)["tags"].texts() shouldContainExactly listOf("z")
    }

    context("what is wrong with a new project is refused") {
        withData(
            """{"name":"n"}""",
            """{"key":"k"}""",
            """{"key":"-k","name":"n"}""",
            """{"key":"${"k".repeat(101)}","name":"n"}""",
            """{"key":"k","name":"n","tags":"a"}""",
            """{"key":"k","name":"n","namingConvention":{"case":"shouting"}}""",
            """{"key":"k","name":"n","defaultClientSideAvailability":{"usingMobileKey":true}}""",
            """{"key":"k","name":"n","environments":[{"key":"e","name":"e"}]}""",
            """{"key":"k","name":"n","environments":[{"key":"e","name":"e","color":"000"},{"key":"e","name":"f","color":"000"}]}""",
        ) { body ->
            api.post("projects", body).shouldRefuse(400, "invalid_request")
            api.get("projects/k").status shouldBe 404
        }
    }

    test("keys are taken once") {
        api.post("projects", """{"key":"default","name":"Again"}""").shouldRefuse(409, "key_exists")
        api.post("projects/default/environments", """{"key":"test","name":"T","color":"000"}""").shouldRefuse(409, "key_exists")
        api.patch("projects/default", """[{"op":"replace","path":"/name","value":"small"}]""").status shouldBe 200
    }

    test("lists filter, sort and page, and refuse what they do not know") {
        listOf("l1" to "Zed", "l2" to "Yak").forEach { (key, name) ->
            api.post("projects", """{"key":"$key","name":"$name","tags":["list","$name"]}""")
        }
        api.get("projects?filter=tags:LIST%2Byak").keys() shouldContainExactly listOf("l2")
        api.get("projects?filter=tags:list&sort=name").keys() shouldContainExactly listOf("l2", "l1")
        api.get("projects?filter=keys:L1%7Cl2,query:ze").keys() shouldContainExactly listOf("l1")
        val page = api.get("projects?filter=tags:list&limit=1")
        page["totalCount"].toString() shouldBe "2"
        page["_links"].member("next").string("href") shouldBe "/api/v2/projects?limit=1&offset=1&filter=tags:list"
        listOf("filter=size:1", "filter=query", "sort=size", "limit=x").forEach {
            api.get("projects?$it").shouldRefuse(400, "invalid_request")
        }
        api.get("projects/default/environments?filter=keys:test").shouldRefuse(400, "invalid_request")
    }

    test("flag defaults must be whole") {
        api.get("projects/default/flag-defaults").body.keys shouldContainAll setOf("tags", "temporary", "booleanDefaults", "_links")
        api.put("projects/default/flag-defaults", """{"tags":[],"temporary":true}""").shouldRefuse(400, "invalid_request")
        val patch = """[{"op":"replace","path":"/booleanDefaults/onVariation","value":2}]"""
        api.patch("projects/default/flag-defaults", patch).shouldRefuse(400, "invalid_request")
    }
})
