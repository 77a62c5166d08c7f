package dev.tricolor.emulator.split

import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray

class IdentitiesSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val user = v2.get("trafficTypes/ws/${account.workspace}").json.jsonArray.single()
    val root = "trafficTypes/${user.id()}/environments/${account.production}/identities"

    fun values(text: String) = json(text)

    test("saving overwrites, and every value is text from then on") {
        val saved = v2.put("$root/anna", """{"key":"anna","values":{"seats":350,"state":"PA","vip":true,"gone":null,"pi":3.10}}""")
        saved["values"] shouldBe values("""{"seats":"350","state":"PA","vip":"true","pi":"3.10"}""")
        saved.body.string("environmentId") shouldBe account.production
        saved.body.string("trafficTypeId") shouldBe user.id()
        v2.put("$root/anna", """{"values":{"plan":"pro"}}""")["values"] shouldBe values("""{"plan":"pro"}""")
        v2.put("$root/anna", "{}")["values"] shouldBe values("{}")
    }

    test("changing keeps what is not said, by PATCH and by POST; it needs something to change") {
        v2.put("$root/ben", """{"values":{"a":"1","b":"2"}}""")
        v2.patch("$root/ben", """{"values":{"b":3}}""")["values"] shouldBe values("""{"a":"1","b":"3"}""")
        v2.post("$root/ben/patch", """{"values":{"c":false}}""")["values"] shouldBe values("""{"a":"1","b":"3","c":"false"}""")
        v2.patch("$root/nobody", "{}").status shouldBe 404
        v2.post("$root/nobody/patch", "{}").message shouldBe "Could not find identity nobody"
    }

    test("deleting answers nothing, once; each environment has its own") {
        v2.put("$root/cid", "{}")
        v2.delete("trafficTypes/user/environments/Staging/identities/cid").status shouldBe 404
        v2.delete("trafficTypes/user/environments/Production/identities/cid").run { "$status$text" } shouldBe "200"
        v2.delete("$root/cid").status shouldBe 404
    }

    test("a batch takes each for itself, and says why not") {
        val done = v2.post(
            root,
            """[{"key":"a","values":{"x":1}},{"key":" "},{"key":"b","values":[]},7,{"key":"c","environmentId":"${account.staging}"},
                {"key":"d","values":{"x":[1]}},{"key":"e","values":{"1":1}},{"key":"f","trafficTypeId":"user"}]""",
        )
        done.status shouldBe 200
        done["objects"]!!.jsonArray.map { it.string("key") } shouldContainExactly listOf("a", "f")
        done["objects"]!!.jsonArray.first().member("values") shouldBe values("""{"x":"1"}""")
        done["failed"]!!.jsonArray.map { it.string("status") }.toSet() shouldBe setOf("400")
        val problems = listOf(
            "key is required", "values must be an object", "An identity must be a JSON object", "environmentId is", "values.x must be",
            "'1' is no attribute id",
        )
        val messages = done["failed"]!!.jsonArray.map { it.string("message") }
        messages.zip(problems).forEach { (message, problem) -> message shouldContain problem }
        done["failed"]!!.jsonArray[1].member("object") shouldBe json("""{"key":"b","values":[]}""")
        done.body.keys.toList() shouldContainExactly listOf("objects", "failed", "metadata", "offset", "limit", "count", "total")
        v2.patch("$root/a", "{}").status shouldBe 200
        v2.patch("$root/b", "{}").status shouldBe 404
    }

    context("refuses") {
        listOf(
            v2.put("$root/x", """{"key":"y"}""") to "key is 'y', the path says 'x'",
            v2.put("$root/x", """{"values":"v"}""") to "values must be an object",
            v2.put("$root/x", "[]") to "must be a JSON object",
            v2.post(root, "{}") to "must be an array",
            v2.post(root, "[]") to "at least one identity",
        ).forEach { (refused, problem) -> test(problem) { refused.run { status to message.contains(problem) } shouldBe (400 to true) } }
        test("a traffic type or an environment that is not there") {
            v2.put("trafficTypes/nope/environments/${account.production}/identities/x", "{}").message shouldBe
                "Could not find traffic type nope"
            v2.post("trafficTypes/user/environments/nope/identities", "[]").status shouldBe 404
        }
    }
})
