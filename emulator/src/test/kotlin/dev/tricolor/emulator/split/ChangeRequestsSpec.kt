package dev.tricolor.emulator.split

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** An account whose Production requires approvals, and a second key. */
private class Guarded(val clock: SettableClock = SettableClock()) : AutoCloseable {
    val account = TestAccount(clock)
    val submitter = account.v2
    val approver = Wire("${account.emulator.splitUrl}/internal/api/v2", mapOf("x-api-key" to "another"))
    val submit = "changeRequests/ws/${account.workspace}/environments/${account.production}"

    fun permit(permissions: String = """{"areApprovalsRequired":true}""") = submitter.patch(
        "environments/ws/${account.workspace}/Production",
        """[{"op":"replace","path":"/changePermissions","value":$permissions}]""",
    ).status shouldBe 200

    fun request(operation: String, split: String, more: String = ""): Exchange =
        submitter.post(submit, """{"split":$split,"operationType":"$operation","title":"t","comment":"why"$more}""")

    fun segment(operation: String, keys: String): Exchange =
        submitter.post(submit, """{"segment":{"name":"beta","keys":$keys},"operationType":"$operation","approvers":[]}""")

    fun decide(wire: Wire, request: Exchange, status: String, comment: String = "ok"): Exchange =
        wire.put("changeRequests/${request.json.id()}", """{"status":"$status","comment":"$comment"}""")

    fun status(request: Exchange): String = submitter.get("changeRequests/${request.json.id()}").json.string("status")

    fun listed(query: String = ""): List<String> =
        submitter.get("changeRequests$query")["data"]!!.jsonArray.map { it.id() }

    override fun close() = account.close()
}

private fun definition(name: String, more: String = "") = """{"name":"$name",""" + DEFINITION.drop(1).dropLast(1) + more + "}"

private fun guarded(test: Guarded.() -> Unit) = Guarded().use { it.test() }

class ChangeRequestsSpec : FunSpec({
    test("submitted, shown everywhere, approved by another key, in effect") {
        guarded {
            val path = account.definedFlag("checkout")
            permit()
            val more = ""","trafficAllocation":7,"impressionsDisabled":true,"future":{"a":1}"""
            val request = request("UPDATE", definition("checkout", more), ""","approvers":["admin@example.com"]""")
            request.status shouldBe 200
            request.body.keys.toList() shouldContainExactly listOf(
                "split", "segment", "id", "status", "title", "comment", "workspace", "environment", "approvers", "operationType",
                "comments", "rolloutStatus", "rolloutStatusTimestamp",
            )
            request.json.string("status") shouldBe "REQUESTED"
            request["comment"] shouldBe JsonNull
            request["comments"] shouldBe
                json("""[{"comment":"why","user":"admin-api-key","role":"SUBMITTER","timestamp":${clock.now}}]""")
            request["approvers"].texts() shouldContainExactly listOf("admin@example.com")
            request["workspace"] shouldBe json("""{"id":"${account.workspace}","type":"workspace"}""")
            request["split"].member("trafficAllocation").toString() shouldBe "7"
            request["split"].member("future") shouldBe json("""{"a":1}""")
            submitter.get(path).json.string("openChangeRequestId") shouldBe request.json.id()
            submitter.get(path)["trafficAllocation"].toString() shouldBe "100"
            submitter.get("changeRequests/${request.json.id()}").text shouldBe request.text
            listed() shouldContainExactly listOf(request.json.id())
            listed("?environmentId=${account.staging}") shouldContainExactly emptyList()
            listed("?environmentId=${account.production}&status=REQUESTED") shouldContainExactly listOf(request.json.id())

            decide(submitter, request, "APPROVED").status shouldBe 403
            status(request) shouldBe "REQUESTED"
            val approved = decide(approver, request, "APPROVED", "fine")
            approved.json.string("status") shouldBe "PUBLISHED"
            approved["comments"]!!.jsonArray.last() shouldBe
                json("""{"comment":"fine","user":"admin-api-key-2","role":"APPROVER","timestamp":${clock.now}}""")
            val published = submitter.get(path)
            published["trafficAllocation"].toString() shouldBe "7"
            published["future"] shouldBe json("""{"a":1}""")
            ("openChangeRequestId" in published.body) shouldBe false
            listed() shouldContainExactly emptyList()
            listed("?status=PUBLISHED") shouldContainExactly listOf(request.json.id())
            listOf("APPROVED", "REJECTED", "WITHDRAWN").forEach { decide(approver, request, it).status shouldBe 409 }
        }
    }

    test("every operation on a flag does what it says") {
        guarded {
            account.flag("f")
            permit()
            val path = "splits/ws/${account.workspace}/f/environments/Production"
            fun carryOut(operation: String, split: String = """{"name":"f"}""", more: String = "") =
                decide(approver, request(operation, split, more), "APPROVED").json.string("status") shouldBe "PUBLISHED"
            request("UPDATE", definition("f")).status shouldBe 404
            carryOut("CREATE", definition("f"))
            request("CREATE", definition("f")).status shouldBe 409
            carryOut("KILL")
            submitter.get(path)["killed"].toString() shouldBe "true"
            val ramping = submitter.get("rolloutStatuses?wsId=${account.workspace}").json.jsonArray[1]
            carryOut("UPDATE", definition("f", ""","trafficAllocation":9"""), ""","rolloutStatus":{"id":"${ramping.id()}"}""")
            submitter.get(path)["killed"].toString() shouldBe "true"
            submitter.get(path)["trafficAllocation"].toString() shouldBe "9"
            submitter.get("splits/ws/${account.workspace}/f")["rolloutStatus"].string("name") shouldBe ramping.string("name")
            carryOut("RESTORE")
            submitter.get(path)["killed"].toString() shouldBe "false"
            carryOut("ARCHIVE")
            submitter.get(path).status shouldBe 404
        }
    }

    test("keys of a segment are added and removed") {
        guarded {
            val path = account.activeSegment("beta")
            permit()
            val added = segment("CREATE", """["a","b","a"]""")
            added["segment"] shouldBe json("""{"name":"beta","keys":["a","b","a"]}""")
            added["comments"] shouldBe json("[]")
            submitter.get("$path/keys").json.string("openChangeRequestId") shouldBe added.json.id()
            segment("ARCHIVE", """["a"]""").status shouldBe 409
            decide(approver, added, "APPROVED").status shouldBe 200
            submitter.get("$path/keys")["openChangeRequestId"] shouldBe JsonNull
            decide(approver, segment("ARCHIVE", """["a","never"]"""), "APPROVED").status shouldBe 200
            submitter.get("$path/keys")["keys"] shouldBe json("""[{"key":"b"}]""")
            listOf("[]", """[" "]""", List(10_001) { "\"k$it\"" }.toString()).forEach { segment("CREATE", it).status shouldBe 400 }
            segment("KILL", """["a"]""").status shouldBe 400
            submitter.delete("$path/keys").status shouldBe 405
        }
    }

    test("rejected and withdrawn ones change nothing, and make room for another") {
        guarded {
            val path = account.definedFlag("f")
            permit()
            listOf("REJECTED" to approver, "REJECTED" to submitter, "WITHDRAWN" to submitter).forEach { (status, wire) ->
                val request = request("KILL", """{"name":"f"}""")
                request("KILL", """{"name":"f"}""").let {
                    it.status shouldBe 409
                    it.message shouldContain request.json.id()
                }
                decide(wire, request, status).json.string("status") shouldBe status
                listed() shouldContainExactly emptyList()
                status(request) shouldBe status
            }
            submitter.get(path)["killed"].toString() shouldBe "false"
            listed("?status=REJECTED").size shouldBe 2
        }
    }

    test("a scheduled one takes effect when its time has come, or at once when it is approved late") {
        guarded {
            val path = account.definedFlag("f")
            account.definedFlag("g")
            permit()
            val at = clock.now + 60_000
            val request = request("KILL", """{"name":"f"}""", ""","scheduledFor":$at,"scheduledForTimezone":"Europe/Madrid"""")
            request.json.string("status") shouldBe "SCHEDULE_REQUESTED"
            request["scheduledFor"].toString() shouldBe "$at"
            request.json.string("scheduledForTimezone") shouldBe "Europe/Madrid"
            val late = request("KILL", """{"name":"g"}""", ""","scheduledFor":$at""")
            late.json.string("scheduledForTimezone") shouldBe "UTC"
            decide(approver, request, "APPROVED").json.string("status") shouldBe "SCHEDULED"
            listed().size shouldBe 2
            clock.now = at - 1
            submitter.get(path)["killed"].toString() shouldBe "false"
            submitter.get(path).json.string("openChangeRequestId") shouldBe request.json.id()
            decide(approver, request, "REJECTED").status shouldBe 409
            clock.now = at
            submitter.get(path)["killed"].toString() shouldBe "true"
            status(request) shouldBe "PUBLISHED"
            decide(approver, late, "APPROVED").json.string("status") shouldBe "PUBLISHED"
        }
    }

    test("what was scheduled can be withdrawn, and ends rejected when its subject has gone") {
        guarded {
            account.definedFlag("f")
            account.definedFlag("g")
            permit()
            val at = clock.now + 1
            val requests = listOf("f", "g").map { request("KILL", """{"name":"$it"}""", ""","scheduledFor":$at""") }
            requests.forEach { decide(approver, it, "APPROVED").json.string("status") shouldBe "SCHEDULED" }
            decide(submitter, requests[0], "WITHDRAWN").json.string("status") shouldBe "WITHDRAWN"
            submitter.delete("splits/ws/${account.workspace}/g").status shouldBe 200
            clock.now = at
            status(requests[1]) shouldBe "REJECTED"
            status(requests[0]) shouldBe "WITHDRAWN"
        }
    }

    test("what has gone when it is approved is refused, and the request stays open") {
        guarded {
            account.definedFlag("f")
            permit()
            val request = request("KILL", """{"name":"f"}""")
            submitter.delete("splits/ws/${account.workspace}/f").status shouldBe 200
            account.flag("f")
            decide(approver, request, "APPROVED").status shouldBe 404
            status(request) shouldBe "REQUESTED"
        }
    }

    test("an environment that has gone takes no change any more") {
        guarded {
            val created = submitter.post("environments/ws/${account.workspace}", """{"name":"gone","production":false}""")
            account.flag("f")
            val path = "changeRequests/ws/${account.workspace}/environments/${created.json.id()}"
            val request = submitter.post(path, """{"split":${definition("f")},"operationType":"CREATE"}""")
            created["apiTokens"]!!.jsonArray.forEach { submitter.delete("apiKeys/${it.id()}").status shouldBe 200 }
            submitter.delete("environments/ws/${account.workspace}/gone").status shouldBe 200
            decide(approver, request, "APPROVED").status shouldBe 404
            decide(approver, request, "REJECTED").status shouldBe 200
        }
    }

    test("what cannot be is refused when it is submitted") {
        guarded {
            account.definedFlag("f")
            permit()
            val kill = """{"name":"f"}"""
            listOf(
                request("UPDATE", """{"name":"f","treatments":[]}"""),
                request("UPLOAD", kill),
                request("KILL", "{}"),
                request("KILL", kill, ""","approvers":["nobody@example.com"]"""),
                request("KILL", kill, ""","approvers":"admin@example.com""""),
                request("KILL", kill, ""","rolloutStatus":{"id":"x"}"""),
                request("RESTORE", kill, ""","rolloutStatus":{"id":"none"}"""),
                request("RESTORE", kill, ""","rolloutStatus":{}"""),
                request("KILL", kill, ""","scheduledFor":${clock.now}"""),
                request("KILL", kill, ""","scheduledFor":"soon""""),
                request("KILL", kill, ""","scheduledForTimezone":"Mars/Base""""),
                request("KILL", kill, ""","segment":{"name":"beta","keys":["a"]}"""),
                submitter.post(submit, """{"operationType":"KILL"}"""),
                submitter.post(submit, """{"split":$kill}"""),
                submitter.get("changeRequests?status=OPEN"),
            ).forEach { it.status shouldBe 400 }
            listOf(
                request("KILL", """{"name":"none"}"""),
                segment("CREATE", """["a"]"""),
                submitter.post(submit, """{"largeSegment":{"name":"big"},"operationType":"UPLOAD"}"""),
                submitter.post(submit, """{"ruleBasedSegment":{"name":"rb"},"operationType":"UPDATE"}"""),
                submitter.post(submit.replace(account.production, "none"), """{"split":$kill,"operationType":"KILL"}"""),
                submitter.get("changeRequests/none"),
            ).forEach { it.status shouldBe 404 }
            // Split's Python client says it so where no rollout status is meant.
            val request = request("KILL", kill, ""","rolloutStatus":{"id":""}""")
            request["rolloutStatus"] shouldBe JsonNull
            listOf("PUBLISHED", "").forEach { decide(approver, request, it).status shouldBe 400 }
            submitter.delete("changeRequests/${request.json.id()}").status shouldBe 405
        }
    }

    test("where approvers are restricted nobody may be named, and where titles are required one must be there") {
        guarded {
            account.definedFlag("f")
            val group = submitter.get("groups")["objects"]!!.jsonArray.first().id()
            val restricted = """"areApproversRestricted":true,"approvers":[{"id":"$group","type":"group"}]"""
            permit("""{"areApprovalsRequired":true,$restricted}""")
            request("KILL", """{"name":"f"}""", ""","approvers":["admin@example.com"]""").let {
                it.status shouldBe 400
                it.message shouldBe "Something was wrong"
            }
            val patch = """[{"op":"replace","path":"/requiresTitleAndComments","value":true}]"""
            submitter.patch("workspaces/${account.workspace}", patch).status shouldBe 200
            submitter.post(submit, """{"split":{"name":"f"},"operationType":"KILL","title":"t"}""").let {
                it.status shouldBe 400
                it.text shouldBe ""
            }
            request("KILL", """{"name":"f"}""", ""","approvers":[]""").status shouldBe 200
        }
    }

    test("the open ones are paged by markers, and a key that was created here is called by its name") {
        guarded {
            repeat(3) { account.definedFlag("f$it") }
            permit()
            val ids = List(3) { request("KILL", """{"name":"f$it"}""").json.id() }
            val first = submitter.get("changeRequests?limit=2")
            first["data"]!!.jsonArray.map { it.id() } shouldContainExactly ids.take(2)
            listed("?limit=2&after=${first.json.string("nextMarker")}") shouldContainExactly ids.drop(2)
            val secret = submitter.post("apiKeys", """{"name":"the lead","apiKeyType":"admin"}""").json.string("key")
            val lead = Wire("${account.emulator.splitUrl}/internal/api/v2", mapOf("Authorization" to "Bearer $secret"))
            val decided = lead.put("changeRequests/${ids[0]}", """{"status":"APPROVED","comment":"go"}""")
            decided["comments"]!!.jsonArray.last().jsonObject.string("user") shouldBe "the lead"
        }
    }
})
