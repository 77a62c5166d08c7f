package dev.tricolor.emulator.split

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonNull

class LargeSegmentsSpec : FunSpec({
    val clock = SettableClock()
    val account = autoClose(TestAccount(clock))
    val v2 = account.v2
    val root = "large-segments/ws/${account.workspace}"
    val changes = "changeRequests/ws/${account.workspace}/environments/Production"

    fun enabled(name: String) {
        v2.post("$root/trafficTypes/user", """{"name":"$name"}""")
        v2.post("large-segments/${account.production}/$name", "\"\"")
    }

    fun change(name: String, operation: String, more: String = "") =
        v2.post(changes, """{"largeSegment":{"name":"$name"},"operationType":"$operation","title":"t","comment":"c"$more}""")

    fun put(change: Exchange, body: String): Exchange {
        val url = change["transactionMetadata"].string("url")
        return Wire(url.substringBeforeLast('/'), headers = emptyMap()).put(url.substringAfterLast('/'), body)
    }

    test("created, enabled, listed as bare arrays, disabled, deleted") {
        val created = v2.post("$root/trafficTypes/user", """{"name":"cycle"}""")
        created.body.keys.toList() shouldContainExactly listOf("id", "name", "description", "trafficType", "creationTime", "tags")
        v2.get("$root/cycle").text shouldBe created.text
        v2.post("$root/trafficTypes/user", """{"name":"cycle"}""").status shouldBe 409
        val active = v2.post("large-segments/Production/cycle", "{}")
        active.body.keys.toList() shouldContainExactly
            listOf("id", "name", "environment", "trafficType", "creationTime", "workspaceId")
        v2.post("large-segments/Production/cycle").status shouldBe 409
        v2.post("large-segments/Production/nobody").status shouldBe 404
        v2.get(root).json.names() shouldContainExactly listOf("cycle")
        v2.get("$root/environments/Production").json.names() shouldContainExactly listOf("cycle")
        v2.delete("large-segments/Production/cycle").text shouldBe "true"
        v2.post("large-segments/Production/cycle")
        v2.delete("$root/cycle").text shouldBe "true"
        v2.get("$root/environments/Production").text shouldBe "[]"
        v2.get("$root/cycle").status shouldBe 404
    }

    test("an upload opens a place on this host that takes one file, from anyone who knows it") {
        enabled("upload")
        val change = change("upload", "UPLOAD", ""","approvers":["admin@example.com"]""")
        change.body.string("status") shouldBe "REQUESTED"
        change["approvers"].texts() shouldContainExactly listOf("admin@example.com")
        change["largeSegment"].string("name") shouldBe "upload"
        val transaction = change["transactionMetadata"]
        transaction.string("method") shouldBe "PUT"
        transaction.string("url") shouldStartWith "${account.emulator.url}/large-segment-uploads/"
        transaction.member("headers").member("Host").texts() shouldContainExactly listOf("127.0.0.1:${account.emulator.port}")
        put(change, "a\nb\n").let { it.status to it.text } shouldBe (200 to "")
        account.emulator.requests.last.body shouldBe "a\nb\n"
        put(change, "c\n").let {
            it.status shouldBe 403
            it.header("Content-Type") shouldBe "application/xml"
            it.text shouldContain "uploaded already"
        }
        val elsewhere = Wire(account.emulator.url, headers = emptyMap())
        elsewhere.put("large-segment-uploads/guessed", "a").status shouldBe 403
        elsewhere.get("large-segment-uploads/guessed").status shouldBe 405
        elsewhere.get("internal/api/v2/$root").status shouldBe 401
    }

    test("the place closes after five minutes") {
        enabled("early")
        enabled("late")
        val change = change("early", "UPLOAD")
        val other = change("late", "UPLOAD")
        clock.now += 299_999
        put(change, "a").status shouldBe 200
        clock.now += 1
        put(other, "a").let { it.status to ("Request has expired" in it.text) } shouldBe (403 to true)
    }

    test("all keys are removed without a file") {
        enabled("emptied")
        val change = change("emptied", "ARCHIVE")
        change.body.string("status") shouldBe "PUBLISHED"
        change["transactionMetadata"] shouldBe null
        change["comment"] shouldBe JsonNull
    }

    context("refuses") {
        enabled("checked")
        listOf(
            """{"largeSegment":{},"operationType":"UPLOAD"}""" to "name is required",
            """{"largeSegment":{"name":"checked"}}""" to "operationType is required",
            """{"largeSegment":{"name":"checked"},"operationType":"KILL"}""" to
                "operationType must be one of [UPLOAD, ARCHIVE] for a large segment, is 'KILL'",
            """{"largeSegment":{"name":"nobody"},"operationType":"UPLOAD"}""" to "Could not find large segment definition nobody",
            """{"largeSegment":{"name":"checked"},"operationType":"UPLOAD","approvers":"x"}""" to "approvers must be an array of strings",
        ).forEach { (body, problem) -> test("$body: $problem") { v2.post(changes, body).message shouldContain problem } }
    }

    test("approvals, restricted approvers, titles and comments") {
        TestAccount().use { gated ->
            val ws = gated.workspace
            gated.v2.post("large-segments/ws/$ws/trafficTypes/user", """{"name":"s"}""")
            gated.v2.post("large-segments/Production/s")
            val path = "changeRequests/ws/$ws/environments/Production"
            val body =
                """{"largeSegment":{"name":"s"},"operationType":"ARCHIVE","title":"t","comment":"c","approvers":["admin@example.com"]}"""
            gated.v2.patch("workspaces/$ws", """[{"op":"replace","path":"/requiresTitleAndComments","value":true}]""")
            val unsaid = gated.v2.post(path, """{"largeSegment":{"name":"s"},"operationType":"ARCHIVE"}""")
            unsaid.status to unsaid.text shouldBe (400 to "")
            fun permit(name: String) = gated.v2.patch(
                "environments/ws/$ws/Production", """[{"op":"replace","path":"/changePermissions/$name","value":true}]""",
            )
            permit("areApprovalsRequired")
            gated.v2.post(path, body).body.string("status") shouldBe "REQUESTED"
            permit("areApproversRestricted")
            gated.v2.post(path, body).message shouldBe "Something was wrong"
        }
    }
})
