package dev.tricolor.emulator.split

import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonArray

class FlagsSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val root = "splits/ws/${account.workspace}"
    val statuses = v2.get("rolloutStatuses?wsId=${account.workspace}").json.jsonArray
    val administrators = v2.get("groups")["objects"]!!.jsonArray.single().id()

    test("a new flag is in Pre-Production, without tags; owners are shown by create and get only") {
        val owner = """{"id":"$administrators","type":"group"}"""
        val created = account.flag("owned", """{"name":"owned","description":"d","owners":[$owner]}""")
        created.status shouldBe 200
        created.body.keys.toList() shouldContainExactly listOf(
            "id", "name", "description", "trafficType", "creationTime", "rolloutStatus", "rolloutStatusTimestamp", "tags", "owners",
        )
        created["rolloutStatus"].string("name") shouldBe "Pre-Production"
        created["tags"] shouldBe JsonNull
        created["owners"].toString() shouldBe "[$owner]"
        v2.get("$root/owned").text shouldBe created.text
        v2.get("$root/${created.json.id()}").text shouldBe created.text
        ("owners" in v2.get("$root?name=owned")["objects"]!!.jsonArray.single().toString()) shouldBe false
    }

    context("a description comes as a JSON string or bare") {
        account.flag("described")
        listOf("\"new desc\"" to "new desc", "new desc" to "new desc", "\"a \\\"b\\\"\"" to "a \"b\"", "\"" to "\"", "" to "", "7" to "7")
            .forEach { (body, description) ->
                test("<$body>") {
                    v2.put("$root/described/updateDescription", body).body.string("description") shouldBe description
                    v2.get("$root/described").body.string("description") shouldBe description
                }
            }
    }

    test("a patch adds the first tag, changes description and rollout status") {
        account.flag("patched")
        val ramping = statuses[1].id()
        val patch = """[{"op":"add","path":"/tags/0","value":{"name":"t1"}},{"op":"replace","path":"/description","value":"d"},
            {"op":"replace","path":"/rolloutStatus/id","value":"$ramping"}]"""
        val patched = v2.patch("$root/patched", patch)
        patched["tags"].toString() shouldBe """[{"name":"t1"}]"""
        patched["rolloutStatus"].toString() shouldBe """{"id":"$ramping","name":"Ramping"}"""
        patched.body.string("description") shouldBe "d"
        v2.patch("$root/patched", """[{"op":"remove","path":"/tags/0"}]""")["tags"] shouldBe JsonNull
        listOf(
            """[{"op":"replace","path":"/name","value":"x"}]""",
            """[{"op":"replace","path":"/rolloutStatus/id","value":"none"}]""",
            """[{"op":"add","path":"/tags/-","value":{"name":"not a tag"}}]""",
            """[{"op":"add","path":"/tags/7","value":{"name":"t"}}]""",
            """[{"op":"replace","path":"/description","value":7}]""",
        ).forEach { v2.patch("$root/patched", it).status shouldBe 400 }
    }

    test("tags are put in the place of the former ones, and found by") {
        listOf("tag-1" to "a", "tag-2" to "b", "tag-3" to "c").forEach { (flag, tag) ->
            account.flag(flag)
            v2.post("tags/ws/${account.workspace}/object/$flag/objecttype/Split", """["former"]""").status shouldBe 200
            v2.post("tags/ws/${account.workspace}/object/$flag/objecttype/Split", """["$tag","$tag","x:y"]""").status shouldBe 200
        }
        v2.get("$root/tag-1")["tags"].names() shouldContainExactly listOf("a", "x:y")
        v2.get("$root?tag=a")["objects"].names() shouldContainExactly listOf("tag-1")
        v2.get("$root?tag=a&tag=c")["objects"].names() shouldContainExactly listOf("tag-1", "tag-3")
        v2.get("$root?tag=former")["totalCount"].toString() shouldBe "0"
        v2.post("tags/ws/${account.workspace}/object/tag-1/objecttype/Split", """["t 2&x"]""").status shouldBe 400
        v2.post("tags/ws/${account.workspace}/object/tag-1/objecttype/Other", "[]").status shouldBe 400
        v2.post("tags/ws/${account.workspace}/object/none/objecttype/Split", "[]").status shouldBe 404
    }

    test("lists filter by part of the name and by rollout status") {
        listOf("filter-a", "filter-b").forEach { account.flag(it) }
        val experimenting = statuses[2].id()
        v2.patch("$root/filter-b", """[{"op":"replace","path":"/rolloutStatus/id","value":"$experimenting"}]""")
        v2.get("$root?name=filter-")["objects"].names() shouldContainExactly listOf("filter-a", "filter-b")
        v2.get("$root?rolloutStatus=$experimenting")["objects"].names() shouldContainExactly listOf("filter-b")
    }

    test("an archived flag cannot be changed in its environments") {
        val path = account.definedFlag("old")
        v2.post("$root/old/archive", """{"title":"t","comment":"c"}""").status shouldBe 200
        v2.post("$root/old/archive").status shouldBe 409
        v2.put(path, DEFINITION).message shouldContain "archived"
        v2.post("$root/old/unarchive").status shouldBe 200
        v2.post("$root/old/unarchive").status shouldBe 409
        v2.put(path, DEFINITION).status shouldBe 200
    }

    test("deleting a flag deletes its definitions") {
        val path = account.definedFlag("gone")
        v2.delete("$root/gone").text shouldBe "true"
        v2.get("$root/gone").status shouldBe 404
        v2.get(path).status shouldBe 404
        account.flag("gone").status shouldBe 200
        v2.get(path).message shouldContain "splitmetadata"
    }

    context("bad input") {
        listOf(
            "{}" to 400,
            """{"name":"1st"}""" to 400,
            """{"name":"a b"}""" to 400,
            """{"name":"a","owners":[{"id":"x","type":"api_key"}]}""" to 400,
            """{"name":"a","owners":[{"id":"none","type":"user"}]}""" to 400,
            """{"name":"a","owners":"me"}""" to 400,
            """{"name":"a","description":7}""" to 400,
        ).forEach { (body, status) -> test("$body -> $status") { account.flag("", body).status shouldBe status } }

        test("a name that is taken") {
            account.flag("taken").status shouldBe 200
            account.flag("taken").status shouldBe 409
        }
        test("an unknown traffic type") { v2.post("$root/trafficTypes/none", """{"name":"a"}""").status shouldBe 404 }
    }
})
