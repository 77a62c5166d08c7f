package dev.tricolor.emulator.split

import dev.tricolor.emulator.json
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray

class DefinitionsSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val root = "splits/ws/${account.workspace}"

    test("a definition is missing until it is created, and created once") {
        val flag = account.flag("new").json.id()
        val path = "$root/new/environments/${account.production}"
        v2.get(path).let {
            it.status shouldBe 404
            it.message shouldBe "Could not find splitmetadata $flag"
        }
        listOf(v2.put(path, DEFINITION), v2.patch(path, "[]"), v2.delete(path), v2.put("$path/kill"))
            .forEach { it.status shouldBe 404 }
        val created = v2.post(path, DEFINITION.dropLast(1) + ""","title":"t","comment":"c","future":{"a":null}}""")
        created.body.keys.toList() shouldContainExactly listOf(
            "id", "name", "environment", "trafficType", "killed", "treatments", "defaultTreatment", "trafficAllocation", "rules",
            "defaultRule", "future", "creationTime", "lastUpdateTime",
        )
        created.json.id() shouldBe flag
        created["environment"].toString() shouldBe """{"id":"${account.production}","name":"Production"}"""
        created["trafficAllocation"].toString() shouldBe "100"
        created["rules"].toString() shouldBe "[]"
        created["future"].toString() shouldBe """{"a":null}"""
        v2.get("$root/new/environments/Production").text shouldBe created.text
        v2.get("$root/$flag/environments/Production").text shouldBe created.text
        v2.post(path, DEFINITION).status shouldBe 409
        v2.get("$root/environments/Production")["objects"].names() shouldContainExactly listOf("new")
        v2.delete(path).text shouldBe "true"
        v2.get(path).status shouldBe 404
    }

    test("PUT replaces everything, and takes back what GET gave") {
        val path = account.definedFlag("replaced", DEFINITION.dropLast(1) + ""","trafficAllocation":7,"baselineTreatment":"on","x":1}""")
        val read = v2.get(path)
        v2.put(path, read.text).body.minus("lastUpdateTime") shouldBe read.body.minus("lastUpdateTime")
        v2.put("$path/kill")
        val replaced = v2.put(path, DEFINITION.dropLast(1) + ""","id":"z","killed":false,"rules":null,"baselineTreatment":null}""")
        replaced["trafficAllocation"].toString() shouldBe "100"
        replaced["rules"].toString() shouldBe "[]"
        listOf("baselineTreatment", "x").forEach { (it in replaced.body) shouldBe false }
        replaced.json.id() shouldBe read.json.id()
        replaced["killed"].toString() shouldBe "true"
    }

    context("a patch") {
        listOf(
            """{"op":"replace","path":"/killed","value":true}""" to ("killed" to "true"),
            """{"op":"replace","path":"/trafficAllocation","value":50}""" to ("trafficAllocation" to "50"),
            """{"op":"replace","path":"/defaultTreatment","value":"on"}""" to ("defaultTreatment" to "\"on\""),
            """{"op":"replace","path":"/baselineTreatment","value":"on"}""" to ("baselineTreatment" to "\"on\""),
            """{"op":"add","path":"/treatments/0/keys","value":["3"]}""" to
                ("treatments" to """[{"name":"on","keys":["3"]},{"name":"off"}]"""),
            """{"op":"add","path":"/treatments/0/keys/-","value":"key1"}""" to
                ("treatments" to """[{"name":"on","keys":["3","key1"]},{"name":"off"}]"""),
            """{"op":"replace","path":"/future/a","value":2}""" to ("future" to """{"a":2}"""),
            """{"op":"replace","path":"/defaultRule","value":[{"treatment":"on","size":100}]}""" to
                ("defaultRule" to """[{"treatment":"on","size":100}]"""),
        ).let { cases ->
            val path = account.definedFlag("patched", DEFINITION.dropLast(1) + ""","future":{"a":1}}""")
            cases.forEach { (operation, expected) ->
                test(operation) {
                    val (member, value) = expected
                    v2.patch(path, "[$operation]")[member].toString() shouldBe value
                    v2.get(path)[member].toString() shouldBe value
                }
            }
            listOf(
                """{"op":"replace","path":"/nothing","value":1}""",
                """{"op":"replace","path":"/name","value":"x"}""",
                """{"op":"replace","path":"/rules/0","value":{}}""",
                """{"op":"replace","path":"/trafficAllocation","value":101}""",
                """{"op":"remove","path":"/treatments/0"}""",
                """{"op":"remove","path":"/defaultRule"}""",
                """{"op":"replace","path":"/killed","value":"yes"}""",
            ).forEach { operation ->
                test("$operation is refused and changes nothing") {
                    val before = v2.get(path).text
                    v2.patch(path, "[$operation]").status shouldBe 400
                    v2.get(path).text shouldBe before
                }
            }
        }
    }

    test("kill, by PUT or POST, restore and reallocate") {
        val path = account.definedFlag("killed")
        fun killed() = v2.get(path)["killed"].toString()
        v2.put("$path/kill").text shouldBe "true"
        killed() shouldBe "true"
        v2.put("$path/restore").text shouldBe "true"
        killed() shouldBe "false"
        v2.post("$path/kill", """{"comment":"c","title":"t"}""").text shouldBe "true"
        killed() shouldBe "true"
        v2.put("$path/restore", "{}").text shouldBe "true"
        v2.post("$path/reallocate", """{"comment":"c","title":"t"}""").text shouldBe "true"
        killed() shouldBe "false"
        v2.post("$path/restore").status shouldBe 405
    }

    test("where title and comment are required, their absence is 400 with nothing to read") {
        TestAccount().use { strict ->
            val path = strict.definedFlag("strict")
            strict.v2.patch("workspaces/${strict.workspace}", """[{"op":"replace","path":"/requiresTitleAndComments","value":true}]""")
            val note = ""","title":"t","comment":"c"}"""
            listOf(
                strict.v2.put(path, DEFINITION),
                strict.v2.put(path, DEFINITION.dropLast(1) + ""","title":"t"}"""),
                strict.v2.patch(path, """[{"op":"replace","path":"/killed","value":true}]"""),
                strict.v2.patch("$path?title=t&comment=", "[]"),
                strict.v2.delete("$path?title=&comment="),
                strict.v2.put("$path/kill"),
                strict.v2.post("$path/kill", """{"comment":"c"}"""),
                strict.v2.put("$path/restore"),
                strict.v2.post("$path/reallocate"),
            ).forEach {
                it.status shouldBe 400
                it.text shouldBe ""
            }
            listOf(
                strict.v2.put(path, DEFINITION.dropLast(1) + note),
                strict.v2.patch("$path?title=t&comment=c", """[{"op":"replace","path":"/trafficAllocation","value":5}]"""),
                strict.v2.put("$path/kill", "{" + note.drop(1)),
                strict.v2.put("$path/restore", "{" + note.drop(1)),
                strict.v2.delete("$path?title=t&comment=c%23d"),
            ).forEach { it.status shouldBe 200 }
        }
    }

    test("where approvals are required, direct edits are refused, and kills only if they are not allowed") {
        TestAccount().use { guarded ->
            val path = guarded.definedFlag("guarded")
            val keys = guarded.activeSegment("guarded")
            fun guard(permissions: String) = guarded.v2.patch(
                "environments/ws/${guarded.workspace}/Production",
                """[{"op":"replace","path":"/changePermissions","value":$permissions}]""",
            )
            guard("""{"areApprovalsRequired":true}""").status shouldBe 200
            guarded.flag("other")
            listOf(
                guarded.v2.post(path.replace("/guarded/", "/other/"), DEFINITION),
                guarded.v2.put(path, DEFINITION),
                guarded.v2.patch(path, "[]"),
                guarded.v2.delete(path),
                guarded.v2.put("$path/kill"),
                guarded.v2.put("$path/restore"),
                guarded.v2.post("$path/reallocate"),
                guarded.v2.put("$keys/uploadKeys", """{"keys":["a"]}"""),
                guarded.v2.put("$keys/removeKeys", """{"keys":["a"]}"""),
            ).forEach {
                it.status shouldBe 403
                it.message shouldContain Regex("^Approvals are required. orgId=\\S+ envId=${guarded.production}$")
            }
            guarded.v2.put("splits/ws/${guarded.workspace}/guarded/updateDescription", "free").status shouldBe 200
            guarded.v2.delete(keys).text shouldBe "true"
            guard("""{"areApprovalsRequired":true,"allowKills":true}""")
            guarded.v2.put("$path/kill").status shouldBe 200
            guarded.v2.put("$path/restore").status shouldBe 200
            guarded.v2.put(path, DEFINITION).status shouldBe 403
        }
    }

    test("a flag with rules where approvals are required cannot be deleted outright") {
        TestAccount().use { guarded ->
            val condition = """{"matchers":[{"type":"BOOLEAN","attribute":"a","bool":false}]}"""
            val rule = """{"condition":$condition,"buckets":[{"treatment":"on","size":100}]}"""
            guarded.definedFlag("ruled", DEFINITION.dropLast(1) + ""","rules":[$rule]}""")
            guarded.definedFlag("plain")
            val patch = """[{"op":"replace","path":"/changePermissions/areApprovalsRequired","value":true}]"""
            guarded.v2.patch("environments/ws/${guarded.workspace}/Production", patch)
            guarded.v2.delete("splits/ws/${guarded.workspace}/ruled").status shouldBe 403
            guarded.v2.delete("splits/ws/${guarded.workspace}/plain").status shouldBe 200
        }
    }

    test("a deleted flag set leaves the definitions") {
        val set = account.v3.post("flag-sets", """{"name":"doomed","workspace":{"id":"${account.workspace}"}}""").json.id()
        val path = account.definedFlag("in-set", DEFINITION.dropLast(1) + ""","flagSets":[{"id":"$set","type":"FLAG_SET"}]}""")
        v2.get(path)["flagSets"]!!.jsonArray.single().string("id") shouldBe set
        account.v3.delete("flag-sets/$set").status shouldBe 204
        v2.get(path)["flagSets"] shouldBe json("[]")
    }
})
