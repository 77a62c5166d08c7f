package dev.tricolor.emulator.split

import dev.tricolor.emulator.encoded
import dev.tricolor.emulator.names
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray

class WorkspacesSpec : FunSpec({
    val account = account()
    val v2 = account.v2

    test("a new one has the traffic type user and no environment, and goes once it is empty") {
        val created = v2.post("workspaces", """{"name":"new"}""")
        created.status shouldBe 200
        created.body.keys.toList() shouldContainExactly
            listOf("name", "type", "id", "organizationIdentifier", "projectIdentifier", "requiresTitleAndComments")
        created["requiresTitleAndComments"].toString() shouldBe "false"
        val id = created.body.getValue("id").toString().trim('"')
        v2.get("environments/ws/$id").text shouldBe "[]"
        v2.get("trafficTypes/ws/$id").json.names() shouldContainExactly listOf("user")

        v2.delete("workspaces/$id").status shouldBe 409
        val trafficType = v2.get("trafficTypes/ws/$id").json.jsonArray.single().id()
        v2.delete("trafficTypes/$trafficType").text shouldBe "true"
        v2.post("environments/ws/$id", """{"name":"e"}""").status shouldBe 200
        v2.delete("workspaces/$id").message shouldContain "1 environments left"
        val environment = v2.get("environments/ws/$id").json.jsonArray.single().id()
        v2.delete("environments/ws/$id/$environment").status shouldBe 409
    }

    test("a patch changes the name or the flag and nothing else") {
        val id = v2.post("workspaces", """{"name":"patched"}""").json.id()
        val patch = """[{"op":"replace","path":"/name","value":"renamed"},
            {"op":"replace","path":"/requiresTitleAndComments","value":true}]"""
        v2.patch("workspaces/$id", patch).let {
            it["name"].toString() shouldBe "\"renamed\""
            it["requiresTitleAndComments"].toString() shouldBe "true"
        }
        v2.get("workspaces?name=renamed")["totalCount"].toString() shouldBe "1"
        v2.get("workspaces?name=patched")["totalCount"].toString() shouldBe "0"
        listOf(
            """[{"op":"replace","path":"/id","value":"x"}]""" to 400,
            """[{"op":"replace","path":"/nme","value":"x"}]""" to 400,
            """[{"op":"replace","path":"/name","value":""}]""" to 400,
            """[{"op":"replace","path":"/requiresTitleAndComments","value":"True"}]""" to 400,
            """[{"op":"replace","path":"/name","value":"Default"}]""" to 409,
            """{"name":"x"}""" to 400,
        ).forEach { (body, status) -> v2.patch("workspaces/$id", body).status shouldBe status }
        v2.get("workspaces?name=renamed")["totalCount"].toString() shouldBe "1"
    }

    context("filters") {
        listOf("alpha one", "alpha two", "beta & co").forEach { v2.post("workspaces", """{"name":"$it"}""") }
        listOf(
            "name=${encoded("alpha one")}" to listOf("alpha one"),
            "name=${encoded("alpha one")}&nameOp=IS" to listOf("alpha one"),
            "name=alpha&nameOp=IS" to emptyList(),
            "name=alpha&nameOp=STARTS_WITH" to listOf("alpha one", "alpha two"),
            "name=${encoded("a & c")}&nameOp=CONTAINS" to listOf("beta & co"),
            "organizationIdentifier=default&projectIdentifier=default_project" to listOf("Default"),
            "projectIdentifier=other" to emptyList(),
        ).forEach { (query, expected) ->
            test(query) { v2.get("workspaces?$query&limit=200")["objects"].names() shouldContainExactly expected }
        }
        test("an unknown nameOp") { v2.get("workspaces?name=x&nameOp=LIKE").status shouldBe 400 }
    }

    context("bad input") {
        listOf(
            "{" to 400,
            "[]" to 400,
            "" to 400,
            "{}" to 400,
            """{"name":" "}""" to 400,
            """{"name":7}""" to 400,
            """{"name":"x","requiresTitleAndComments":"yes"}""" to 400,
            """{"name":"Default"}""" to 409,
        ).forEach { (body, status) ->
            test("$body -> $status") {
                val refused = v2.post("workspaces", body)
                refused.status shouldBe status
                refused["code"].toString() shouldBe "$status"
            }
        }
        test("no such workspace") {
            v2.patch("workspaces/none", "[]").status shouldBe 404
            v2.delete("workspaces/none").status shouldBe 404
            v2.get("environments/ws/none").status shouldBe 404
        }
    }

    test("a traffic type stays as long as something is of it, whatever it is") {
        TestAccount().use { own ->
            val root = own.workspace
            val user = own.v2.get("trafficTypes/ws/$root").json.jsonArray.single().id()
            listOf("splits", "segments", "rule-based-segments", "large-segments").forEach { kind ->
                own.v2.post("$kind/ws/$root/trafficTypes/user", """{"name":"keeper"}""").status shouldBe 200
                own.v2.delete("trafficTypes/$user").message shouldContain "1 feature flags and segments left"
                own.v2.delete("$kind/ws/$root/keeper").status shouldBe 200
            }
            own.v2.delete("trafficTypes/$user").text shouldBe "true"
        }
    }

    test("rollout statuses, on both paths") {
        val statuses = v2.get("rolloutStatuses?wsId=${account.workspace}")
        statuses.json.names().take(3) shouldContainExactly listOf("Pre-Production", "Ramping", "Experimenting")
        v2.get("rolloutStatuses/ws/${account.workspace}").text shouldBe statuses.text
        v2.get("rolloutStatuses").status shouldBe 400
        v2.get("rolloutStatuses?wsId=none").status shouldBe 404
    }
})
