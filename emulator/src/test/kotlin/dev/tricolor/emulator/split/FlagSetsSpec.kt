package dev.tricolor.emulator.split

import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class FlagSetsSpec : FunSpec({
    val account = account()
    val v3 = account.v3
    val other = account.v2.post("workspaces", """{"name":"other"}""").json.id()

    fun create(name: String, workspace: String = account.workspace, more: String = "") =
        v3.post("flag-sets", """{"name":"$name","workspace":{"id":"$workspace","type":"WORKSPACE"}$more}""")

    test("each workspace has its own, in the order of their creation") {
        create("b", more = ""","description":"d"""").body.string("description") shouldBe "d"
        create("a")["description"].toString() shouldBe "null"
        create("a", other).status shouldBe 200
        create("a").let {
            it.status shouldBe 409
            it.message shouldContain "flag set named 'a'"
        }
        v3.get("flag-sets?workspace_id=${account.workspace}")["data"].names() shouldContainExactly listOf("b", "a")
        v3.get("flag-sets?workspace_id=$other")["data"].names() shouldContainExactly listOf("a")
    }

    test("limits are clamped and echoed") {
        listOf("" to 50, "&limit=0" to 50, "&limit=200" to 200, "&limit=201" to 200).forEach { (query, limit) ->
            v3.get("flag-sets?workspace_id=$other$query")["limit"].toString() shouldBe "$limit"
        }
    }

    context("bad input") {
        listOf(
            """{"workspace":{"id":"${account.workspace}"}}""" to 400,
            """{"name":"","workspace":{"id":"${account.workspace}"}}""" to 400,
            """{"name":"x y","workspace":{"id":"${account.workspace}"}}""" to 400,
            """{"name":"x","description":7,"workspace":{"id":"${account.workspace}"}}""" to 400,
            """{"name":"x","workspace":"${account.workspace}"}""" to 400,
            """{"name":"x","workspace":{}}""" to 400,
            """{"name":"x","workspace":{"id":"none"}}""" to 404,
        ).forEach { (body, status) -> test("$body -> $status") { v3.post("flag-sets", body).status shouldBe status } }
        test("no such workspace or set") {
            v3.get("flag-sets?workspace_id=none").status shouldBe 404
            v3.get("flag-sets/none").status shouldBe 404
            v3.delete("flag-sets/none").status shouldBe 404
            v3.put("flag-sets/none", "{}").status shouldBe 405
        }
    }

    test("version 2 has none") {
        Wire("${account.emulator.splitUrl}/internal/api/v2").get("flag-sets?workspace_id=$other").status shouldBe 404
    }
})
