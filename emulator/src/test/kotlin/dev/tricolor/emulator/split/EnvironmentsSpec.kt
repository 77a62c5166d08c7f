package dev.tricolor.emulator.split

import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

class EnvironmentsSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val root = "environments/ws/${account.workspace}"
    val administrators = v2.get("groups")["objects"]!!.jsonArray.single().id()

    test("the list is sparse, and there is no getting one") {
        v2.get(root).json.jsonArray.first().jsonObject.keys.toList() shouldContainExactly listOf("name", "id", "production")
        v2.get("$root/${account.production}").status shouldBe 405
    }

    test("creating one brings two API keys, which must go before it") {
        val created = v2.post(root, """{"name":"with keys","production":true}""")
        created.body.keys.toList() shouldContainExactly listOf(
            "id", "type", "name", "environmentType", "changePermissions", "dataExportPermissions", "orgId", "creationTime", "production",
            "status", "workspaceIds", "permissioningEnabled", "apiTokens",
        )
        created["environmentType"].toString() shouldBe "\"production\""
        created["workspaceIds"].texts() shouldContainExactly listOf(account.workspace)
        val keys = created["apiTokens"]!!.jsonArray
        keys.map { it.string("apiKeyType") } shouldContainExactly listOf("browser", "sdk")

        val path = "$root/${created.json.id()}"
        v2.delete(path).let {
            it.status shouldBe 409
            it.message shouldContain "2 API keys left"
        }
        keys.forEach { v2.delete("apiKeys/${it.id()}").text shouldBe "true" }
        v2.delete(path).text shouldBe "true"
        v2.delete(path).status shouldBe 404
    }

    test("what is configured in it keeps it") {
        val created = v2.post(root, """{"name":"in use"}""").json
        created.member("apiTokens")!!.jsonArray.forEach { v2.delete("apiKeys/${it.id()}") }
        account.segment("keeper")
        v2.post("segments/${created.id()}/keeper").status shouldBe 200
        v2.delete("$root/${created.id()}").message shouldContain "1 segments left"
        v2.delete("segments/${created.id()}/keeper").text shouldBe "true"
        listOf("rule-based-segments", "large-segments").forEach { kind ->
            v2.post("$kind/ws/${account.workspace}/trafficTypes/user", """{"name":"keeper"}""")
            v2.post("$kind/${created.id()}/keeper").status shouldBe 200
            v2.delete("$root/${created.id()}").message shouldContain "1 segments left"
            v2.delete("$kind/${created.id()}/keeper").text shouldBe "true"
        }
        account.flag("keeper")
        v2.post("splits/ws/${account.workspace}/keeper/environments/${created.id()}", DEFINITION).status shouldBe 200
        v2.delete("$root/in%20use").message shouldContain "1 feature flag definitions left"
        v2.delete("splits/ws/${account.workspace}/keeper/environments/in%20use").text shouldBe "true"
        v2.delete("$root/in%20use").text shouldBe "true"
    }

    test("permissions are echoed sparse, and a patch reaches what is not echoed") {
        val group = """{"id":"$administrators","type":"group"}"""
        val permissions = """{"areApprovalsRequired":true,"areEditorsRestricted":false,"editors":[],"approvalSkippableBy":[$group]}"""
        val body = """{"name":"guarded","changePermissions":$permissions,"dataExportPermissions":{"areExportersRestricted":false}}"""
        val created = v2.post(root, body)
        created["changePermissions"].toString() shouldBe
            """{"areApprovalsRequired":true,"approvalSkippableBy":[{"id":"$administrators","name":"Administrators","type":"group"}]}"""
        created["dataExportPermissions"].toString() shouldBe "{}"

        fun patched(path: String, value: String) =
            v2.patch("$root/guarded", """[{"op":"replace","path":"$path","value":$value}]""")

        patched("/changePermissions/allowKills", "true")["changePermissions"].member("allowKills").toString() shouldBe "true"
        patched("/changePermissions/approvers", "[$group]")["changePermissions"].member("approvers")!!.jsonArray.size shouldBe 1
        patched("/dataExportPermissions/areExportersRestricted", "true")["dataExportPermissions"].toString() shouldBe
            """{"areExportersRestricted":true}"""
        patched("/changePermissions", """{"allowKills":true}""")["changePermissions"].toString() shouldBe """{"allowKills":true}"""
        patched("/production", "true")["environmentType"].toString() shouldBe "\"production\""
        patched("/name", "\"renamed\"").let {
            it["name"].toString() shouldBe "\"renamed\""
            ("apiTokens" in it.body) shouldBe false
        }
    }

    test("a rename shows in the definitions there") {
        v2.post(root, """{"name":"before"}""")
        account.flag("renamed-env")
        v2.post("splits/ws/${account.workspace}/renamed-env/environments/before", DEFINITION)
        v2.patch("$root/before", """[{"op":"replace","path":"/name","value":"after"}]""")
        v2.get("splits/ws/${account.workspace}/renamed-env/environments/after")["environment"].string("name") shouldBe "after"
    }

    context("bad input") {
        listOf(
            "{}" to "name is required",
            """{"name":"abcdefghijklmnopqrstu"}""" to "at most 20",
            """{"name":"x","production":"yes"}""" to "production must be a boolean",
            """{"name":"x","environmentType":"staging"}""" to "environmentType must be",
            """{"name":"x","changePermissions":{"allowKills":1}}""" to "allowKills must be a boolean",
            """{"name":"x","changePermissions":{"approvers":[{"id":"none","type":"group"}]}}""" to "no group none",
            """{"name":"x","changePermissions":{"approvers":[{"id":"none","type":"robot"}]}}""" to "user, group or api_key",
            """{"name":"x","changePermissions":{"approvalSkippableBy":[{"id":"k","type":"api_key"}]}}""" to
                "Only Administrators group can skip approval. k is not an Administrators group.",
        ).forEach { (body, problem) ->
            test(problem) {
                val refused = v2.post(root, body)
                refused.status shouldBe 400
                refused.message shouldContain problem
            }
        }
        test("a name that is taken") { v2.post(root, """{"name":"Staging"}""").status shouldBe 409 }
        test("a patch of what is fixed") {
            v2.patch("$root/Staging", """[{"op":"replace","path":"/orgId","value":"x"}]""").status shouldBe 400
            v2.patch("$root/Staging", """[{"op":"replace","path":"/changePermissions/nothing","value":true}]""").status shouldBe 400
        }
    }
})
