package dev.tricolor.emulator.split

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonArray

/** Groups, API keys and flag sets. */
class AccessSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val production = """{"type":"environment","id":"${account.production}"}"""
    val workspace = """{"type":"workspace","id":"${account.workspace}"}"""

    test("groups: created, read, replaced, deleted; names are unique; Administrators stay") {
        val created = v2.post("groups", """{"name":"qa","description":"testers"}""")
        created.body.keys.toList() shouldContainExactly listOf("id", "name", "description", "type")
        val path = "groups/${created.json.id()}"
        v2.get(path).text shouldBe created.text
        v2.post("groups", """{"name":"qa"}""").status shouldBe 409
        v2.put(path, """{"name":"quality","description":null}""")["description"] shouldBe JsonNull
        v2.put(path, """{"name":"Administrators"}""").status shouldBe 409
        v2.get("groups")["objects"].names() shouldContainExactly listOf("Administrators", "quality")
        v2.delete(path).text shouldBe "true"
        v2.get(path).status shouldBe 404
        val administrators = "groups/${v2.get("groups")["objects"]!!.jsonArray.first().id()}"
        v2.delete(administrators).status shouldBe 400
        v2.put(administrators, """{"name":"others"}""").status shouldBe 400
    }

    test("API keys: the secret is shown once; deleted by id or by secret") {
        val body = """{"name":"n","apiKeyType":"server_side","environments":[$production],"workspace":$workspace,"roles":[]}"""
        val created = v2.post("apiKeys", body)
        created.status shouldBe 200
        created["environments"] shouldBe json("[$production]")
        v2.post("apiKeys", body).json.id().let { v2.delete("apiKeys/$it").text shouldBe "true" }
        v2.delete("apiKeys/${created.body.string("key")}").text shouldBe "true"
        v2.delete("apiKeys/${created.json.id()}").status shouldBe 404
        v2.get("apiKeys").status shouldBe 405
        v2.post("apiKeys", """{"name":"a","apiKeyType":"admin","roles":["API_ALL_GRANTED"]}""")["workspace"] shouldBe JsonNull
        // As Split's Python client asks for a key of the whole account.
        val global = """{"name":"a","apiKeyType":"admin","environments":[],"workspace":{"type":"workspace","id":null},"roles":[]}"""
        v2.post("apiKeys", global)["workspace"] shouldBe JsonNull
    }

    test("API keys: what is named is where they are good for, and any role is kept") {
        val key = v2.post("apiKeys", """{"name":"a","apiKeyType":"admin","workspace":$workspace,"environments":[$production],
            "roles":["API_SEGMENT_EDITOR","API_NEW"]}""")
        key["roles"].texts() shouldContainExactly listOf("API_SEGMENT_EDITOR", "API_NEW")
        key["workspace"] shouldBe json(workspace)
        key["environments"] shouldBe json("[$production]")
        v2.post("apiKeys", """{"name":"a","apiKeyType":"admin","environments":null,"roles":null}""")["roles"].texts().shouldBeEmpty()
        v2.delete("apiKeys/${key.json.id()}").status shouldBe 200
    }

    test("admin keys let in where only some do, until they are deleted; those of SDKs never") {
        Emulator.start(tokens = listOf("root")).use { emulator ->
            fun wire(token: String) = Wire("${emulator.splitUrl}/internal/api/v2", mapOf("Authorization" to "Bearer $token"))
            val root = wire("root")
            val ws = root.get("workspaces")["objects"]!!.jsonArray.single().id()
            val env = root.get("environments/ws/$ws").json.jsonArray.first().id()
            val admin = root.post("apiKeys", """{"name":"a","apiKeyType":"admin"}""").body.string("key")
            val there = """"workspace":{"id":"$ws"},"environments":[{"id":"$env"}]"""
            val sdk = root.post("apiKeys", """{"name":"s","apiKeyType":"server_side",$there}""").body.string("key")
            wire(sdk).get("workspaces").status shouldBe 401
            wire(admin).get("workspaces").status shouldBe 200
            wire(admin).delete("apiKeys/$admin").text shouldBe "true"
            wire(admin).get("workspaces").status shouldBe 401
            root.delete("apiKeys/$admin").status shouldBe 404
        }
    }

    context("API keys that cannot be") {
        listOf(
            """{"name":"n","apiKeyType":"admin","roles":"API_ADMIN"}""" to 400,
            """{"name":"n","apiKeyType":"admin","roles":[7]}""" to 400,
            """{"name":"n","apiKeyType":"admin","roles":[" "]}""" to 400,
            """{"name":"n","apiKeyType":"admin","workspace":$workspace,"environments":[{"type":"environment","id":"none"}]}""" to 404,
            """{"apiKeyType":"admin"}""" to 400,
            """{"name":"${"n".repeat(101)}","apiKeyType":"admin"}""" to 400,
            """{"name":"n","apiKeyType":"other"}""" to 400,
            """{"name":"n","apiKeyType":"server_side"}""" to 400,
            """{"name":"n","apiKeyType":"client_side","workspace":$workspace}""" to 400,
            """{"name":"n","apiKeyType":"admin","workspace":{"id":""}}""" to 400,
            """{"name":"n","apiKeyType":"client_side","environments":[$production]}""" to 400,
            """{"name":"n","apiKeyType":"client_side","workspace":$workspace,"environments":[$production,$production]}""" to 400,
            """{"name":"n","apiKeyType":"client_side","workspace":{"id":"none"},"environments":[$production]}""" to 404,
        ).forEach { (body, status) -> test("$body -> $status") { v2.post("apiKeys", body).status shouldBe status } }
    }

    test("flag sets: on both version 3 paths") {
        val body = """{"name":"mobile","description":"d","workspace":{"id":"${account.workspace}","type":"WORKSPACE"}}"""
        val created = account.v3.post("flag-sets", body)
        created.body.keys.toList() shouldContainExactly listOf("id", "name", "description", "workspace", "createdAt", "type")
        val internal = Wire("${account.emulator.splitUrl}/internal/api/v3")
        internal.get("flag-sets/${created.json.id()}").text shouldBe created.text
        account.v3.post("flag-sets", body).status shouldBe 409
        internal.delete("flag-sets/${created.json.id()}").let {
            it.status shouldBe 204
            it.text shouldBe ""
        }
        account.v3.get("flag-sets/${created.json.id()}").status shouldBe 404
        account.v3.get("flag-sets").status shouldBe 400
        listOf("Mobile", "_m", "a-b", "a".repeat(51)).forEach {
            account.v3.post("flag-sets", body.replace("mobile", it)).status shouldBe 400
        }
        account.v3.post("flag-sets", """{"name":"x"}""").status shouldBe 400
    }
})
