package dev.tricolor.emulator.split

import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray

class RestrictionsSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val administrators = v2.get("groups")["objects"]!!.jsonArray.single().id()
    val admins = """{"id":"$administrators","type":"group"}"""
    val default = """{"id":"${account.workspace}","type":"workspace"}"""
    val path = "restrictions?resource_type=workspace&resource_id=${account.workspace}"

    fun restricted(viewers: String, resource: String = default, view: Boolean = true) =
        """{"resource":$resource,"operations":{"view":$view},"resourcePermissions":{"view":[$viewers]}}"""

    test("there is none until one is put, which the next one replaces, and lifting it says so") {
        v2.get(path).json shouldBe json("""{"objects":[],"offset":0,"limit":20,"totalCount":0}""")
        val user = v2.get("users")["data"]!!.jsonArray.single()
        val put = v2.put("restrictions", restricted("""$admins,{"id":"${user.id()}","type":"user"}"""))
        put.status shouldBe 200
        put.body.keys.toList() shouldContainExactly listOf("id", "type", "resource", "operations", "resourcePermissions")
        put["resource"].string("name") shouldBe "Default"
        put["resourcePermissions"].member("view").names() shouldContainExactly listOf("Administrators", "admin")
        v2.get(path)["objects"] shouldBe json("[${put.text}]")

        val replaced = v2.put("restrictions", restricted(admins))
        replaced.json.id() shouldBe put.json.id()
        replaced["resourcePermissions"].member("view").names() shouldContainExactly listOf("Administrators")
        val lifted = v2.put("restrictions", restricted(admins, view = false))
        lifted["operations"] shouldBe json("""{"view":false}""")
        lifted["resourcePermissions"] shouldBe json("""{"view":[]}""")
        v2.get("restrictions?resource_id=${account.workspace}")["totalCount"].toString() shouldBe "1"
    }

    test("a key that is not named does not see the workspace any more, nor can it lift what it did") {
        val workspace = v2.post("workspaces", """{"name":"secret"}""").json.id()
        val resource = """{"id":"$workspace","type":"workspace"}"""
        val (inside, outside) = List(2) { v2.post("apiKeys", """{"name":"k","apiKeyType":"admin"}""").body }
        fun wire(key: String) = Wire("${account.emulator.splitUrl}/internal/api/v2", mapOf("x-api-key" to key))
        val insider = wire(inside.string("key"))
        val outsider = wire(outside.string("key"))
        outsider.get("environments/ws/$workspace").status shouldBe 200
        outsider.put("restrictions", restricted("""$admins,{"id":"${inside.id()}","type":"api_key"}""", resource)).status shouldBe 200

        outsider.get("environments/ws/$workspace").status shouldBe 404
        outsider.get("restrictions?resource_id=$workspace").status shouldBe 404
        outsider.put("restrictions", restricted("", resource, view = false)).status shouldBe 404
        outsider.get("workspaces?name=secret")["totalCount"].toString() shouldBe "0"
        insider.get("environments/ws/$workspace").status shouldBe 200
        insider.get("workspaces?name=secret")["totalCount"].toString() shouldBe "1"
        // A key that was not created here has no id, so that nothing is hidden from it.
        v2.get("environments/ws/$workspace").status shouldBe 200

        insider.put("restrictions", restricted("", resource, view = false)).status shouldBe 200
        outsider.get("environments/ws/$workspace").status shouldBe 200
    }

    context("restrictions that cannot be") {
        listOf(
            restricted("") to 400,
            restricted("""{"id":"none","type":"group"}""") to 400,
            restricted("""$admins,{"id":"none","type":"user"}""") to 400,
            restricted("""$admins,{"id":"u","type":"robot"}""") to 400,
            restricted("""{"id":"$administrators","type":"api_key"}""") to 400,
            restricted(admins, """{"id":"${account.workspace}","type":"environment"}""") to 400,
            restricted(admins, """{"id":"none","type":"workspace"}""") to 404,
            """{"operations":{"view":true}}""" to 400,
            """{"resource":$default}""" to 400,
            """{"resource":$default,"operations":{}}""" to 400,
            """{"resource":$default,"operations":{"view":"true"}}""" to 400,
            """{"resource":$default,"operations":{"view":false},"resourcePermissions":{"view":"all"}}""" to 400,
            """{"resource":$default,"operations":{"view":true,"edit":true},"resourcePermissions":{"view":[$admins]}}""" to 400,
            """{"resource":$default,"operations":{"view":true},"resourcePermissions":{"view":[$admins],"edit":[]}}""" to 400,
        ).forEach { (body, status) -> test("$body -> $status") { v2.put("restrictions", body).status shouldBe status } }

        test("without Administrators") {
            val group = v2.post("groups", """{"name":"qa"}""").json.id()
            v2.put("restrictions", restricted("""{"id":"$group","type":"group"}""")).message shouldContain "Administrators"
        }
    }

    test("a list is of one workspace") {
        v2.get("restrictions").status shouldBe 400
        v2.get("restrictions?resource_id=none").status shouldBe 404
        v2.get("$path&resource_type=x").status shouldBe 200
        v2.get("restrictions?resource_type=split&resource_id=${account.workspace}").status shouldBe 400
    }
})
