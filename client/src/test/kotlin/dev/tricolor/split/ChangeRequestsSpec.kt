@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.split

import dev.tricolor.ApprovalRequiredException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.Handler
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnauthorizedException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private fun request(status: String) = """{"id":"cr-1","status":"$status","new":1}"""

private val WAITING = status(200, request("REQUESTED"))

/** A flag that is defined where approvals are required, and a second client that may approve. */
private fun gated(test: suspend Emulated.(approver: SplitClient) -> Unit) = onEmulator {
    split.flags.create(workspaceId, "user", "checkout")
    split.definitions.create(workspaceId, environmentId, "checkout", ON_OFF)
    split.environments.update(workspaceId, environmentId) { areApprovalsRequired = true }
    emulator.requests.clear()
    SplitClient("another-key") { baseUrl = emulator.splitUrl }.use { test(it) }
}

private val FUTURE = SplitDefinition.fromJson(
    ON_OFF.toJson().dropLast(1) + ""","trafficAllocation":80,"impressionsDisabled":true,"fromTheFuture":{"n":1.50,"x":null}}""",
)

internal class ChangeRequestsSpec : FunSpec({
    test("a refused change says how to go on, and going on so brings it into effect whole") {
        gated { approver ->
            val refused = shouldThrow<ApprovalRequiredException> {
                split.definitions.replace(workspaceId, environmentId, "checkout", FUTURE)
            }
            refused.message.orEmpty() shouldContain "definitions.propose"
            refused.message.orEmpty() shouldContain "changeRequests.submit"

            val request = split.definitions.propose(workspaceId, environmentId, "checkout", FUTURE) {
                title = "Ramp"
                comment = "to 80 %"
                approver("admin@example.com")
            }
            request.operationType shouldBe ChangeRequestOperation.UPDATE
            request.status shouldBe ChangeRequestStatus.REQUESTED
            request.split?.json?.get("fromTheFuture") shouldBe FUTURE.json["fromTheFuture"]
            request.comments.single().comment shouldBe "to 80 %"
            val sent = Json.parseToJsonElement(emulator.requests.last.body).jsonObject
            sent.getValue("split").jsonObject shouldBe FUTURE.json + ("name" to JsonPrimitive("checkout"))
            emulator.requests.all.map { it.method } shouldContainExactly listOf("PUT", "GET", "POST")

            split.definitions.get(workspaceId, environmentId, "checkout").openChangeRequestId shouldBe request.id
            shouldThrow<ConflictException> { split.definitions.propose(workspaceId, environmentId, "checkout", ON_OFF) }
            shouldThrow<ForbiddenException> { split.changeRequests.approve(request.id) }
            approver.changeRequests.approve(request.id) { comment = "fine" }.status shouldBe ChangeRequestStatus.PUBLISHED
            split.changeRequests.await(request.id, upTo = 2.hours).comments.last().comment shouldBe "fine"
            val now = split.definitions.get(workspaceId, environmentId, "checkout")
            now.trafficAllocation shouldBe 80
            now.impressionsDisabled shouldBe true
            now.json["fromTheFuture"] shouldBe FUTURE.json["fromTheFuture"]
            now.openChangeRequestId.shouldBeNull()
        }
    }

    test("a flag that is not defined there yet is proposed as a CREATE, with the notes of its definition") {
        gated { approver ->
            split.flags.create(workspaceId, "user", "young")
            val noted = ON_OFF.edit {
                title = "Start"
                comment = "c"
            }
            val request = split.definitions.propose(workspaceId, environmentId, "young", noted)
            request.operationType shouldBe ChangeRequestOperation.CREATE
            request.title shouldBe "Start"
            approver.changeRequests.approve(request.id)
            split.definitions.get(workspaceId, environmentId, "young").treatments shouldHaveSize 2
            shouldThrow<NotFoundException> { split.definitions.propose(workspaceId, environmentId, "nobody", ON_OFF) }
        }
    }

    test("kill, restore, remove: by name alone; found, rejected, withdrawn") {
        gated { approver ->
            suspend fun submit(change: Proposal) = split.changeRequests.submit(workspaceId, environmentId, change) { comment = "c" }
            val kill = submit(FlagProposal.kill("checkout"))
            emulator.requests.last.body shouldBe
                """{"split":{"name":"checkout"},"operationType":"KILL","approvers":[],"comment":"c"}"""
            split.changeRequests.findForFlag(environmentId, "checkout")?.id shouldBe kill.id
            split.changeRequests.findForFlag(environmentId, "other").shouldBeNull()
            split.changeRequests.findForSegment(environmentId, "checkout").shouldBeNull()
            approver.changeRequests.reject(kill.id) { comment = "not now" }.status shouldBe ChangeRequestStatus.REJECTED
            emulator.requests.last.body shouldBe """{"status":"REJECTED","comment":"not now"}"""
            split.changeRequests.list().items.shouldBeEmpty()
            split.changeRequests.listAll { status(ChangeRequestStatus.REJECTED) }.map { it.id }.toList() shouldContainExactly
                listOf(kill.id)
            split.changeRequests.withdraw(submit(FlagProposal.kill("checkout")).id).decided shouldBe true
            emulator.requests.last.body shouldBe """{"status":"WITHDRAWN"}"""
            approver.changeRequests.approve(submit(FlagProposal.kill("checkout")).id)
            split.definitions.get(workspaceId, environmentId, "checkout").killed shouldBe true
            approver.changeRequests.approve(submit(FlagProposal.restore("checkout")).id)
            split.definitions.get(workspaceId, environmentId, "checkout").killed shouldBe false
            val archived = approver.changeRequests.approve(submit(FlagProposal.archive("checkout")).id)
            split.definitions.find(workspaceId, environmentId, "checkout").shouldBeNull()
            shouldThrow<ConflictException> { approver.changeRequests.approve(archived.id) }
            split.changeRequests.get(archived.id) shouldBe archived
        }
    }

    test("keys of a segment come and go with approval") {
        gated { approver ->
            split.segments.create(workspaceId, "user", "beta")
            split.segmentDefinitions.create(environmentId, "beta")
            val added = split.changeRequests.submit(workspaceId, environmentId, SegmentKeysProposal.add("beta", listOf("ann", "bob")))
            added.segment?.keys shouldBe listOf("ann", "bob")
            split.changeRequests.findForSegment(environmentId, "beta") shouldBe added
            approver.changeRequests.approve(added.id)
            val removed = split.changeRequests.submit(workspaceId, "Production", SegmentKeysProposal.remove("beta", listOf("ann")))
            approver.changeRequests.approve(removed.id)
            split.segmentKeys.listAll(environmentId, "beta").toList() shouldContainExactly listOf("bob")
        }
    }

    test("a rule-based segment is enabled, changed and disabled by requests") {
        gated { approver ->
            split.ruleBasedSegments.create(workspaceId, "user", "adults")
            val adults = ruleBasedSegmentDefinition { rule { matcher(attribute("age") atLeast 18) } }
            suspend fun submitted(change: Proposal) = split.changeRequests.submit(workspaceId, environmentId, change)
            shouldThrow<NotFoundException> { submitted(RuleBasedSegmentProposal.update("adults", adults)) }
            val created = submitted(RuleBasedSegmentProposal.create("adults", adults))
            created.ruleBasedSegment?.name shouldBe "adults"
            created.ruleBasedSegment?.json?.get("rules") shouldBe adults.json["rules"]
            split.changeRequests.findForSegment(environmentId, "adults") shouldBe created
            shouldThrow<ConflictException> { submitted(RuleBasedSegmentProposal.create("adults", adults)) }
            approver.changeRequests.approve(created.id)
            suspend fun now() = split.ruleBasedSegmentDefinitions.find(workspaceId, environmentId, "adults")
            val read = now().shouldNotBeNull()
            read.rules shouldHaveSize 1
            approver.changeRequests.approve(submitted(RuleBasedSegmentProposal.update("adults", read.edit { excludedKey("eve") })).id)
            now()?.excludedKeys shouldBe listOf("eve")
            shouldThrow<ApprovalRequiredException> { split.ruleBasedSegmentDefinitions.delete(environmentId, "adults") }
            approver.changeRequests.approve(submitted(RuleBasedSegmentProposal.archive("adults")).id)
            now().shouldBeNull()
        }
    }

    test("the keys of a large segment come into effect when their file is there and somebody has approved it") {
        gated { approver ->
            split.largeSegments.create(workspaceId, "user", "big")
            split.largeSegmentDefinitions.create(environmentId, "big")
            val request = split.changeRequests.submit(workspaceId, environmentId, LargeSegmentProposal.upload("big"))
            split.changeRequests.list { environmentId(environmentId) }.items.map { it.id } shouldContainExactly listOf(request.id)
            split.changeRequests.get(request.id).transactionMetadata.shouldBeNull()
            shouldThrow<BadRequestException> { approver.changeRequests.approve(request.id) }.serverMessage shouldContain "not uploaded"
            val csv = tempfile(suffix = ".csv").apply { writeText("ann\nbob\n") }
            split.largeSegmentDefinitions.uploadFile(request, csv)
            shouldThrow<ForbiddenException> { split.largeSegmentDefinitions.uploadFile(request, csv) }
            split.changeRequests.get(request.id).status shouldBe ChangeRequestStatus.REQUESTED
            approver.changeRequests.approve(request.id).status shouldBe ChangeRequestStatus.PUBLISHED
            val removal = split.largeSegmentDefinitions.removeAllMembers(workspaceId, environmentId, "big") { comment = "start anew" }
            removal.status shouldBe ChangeRequestStatus.REQUESTED
            approver.changeRequests.reject(removal.id).status shouldBe ChangeRequestStatus.REJECTED
            val withdrawn = split.changeRequests.submit(workspaceId, environmentId, LargeSegmentProposal.upload("big"))
            split.changeRequests.withdraw(withdrawn.id)
            shouldThrow<ForbiddenException> { split.largeSegmentDefinitions.uploadFile(withdrawn, csv) }
            shouldThrow<UnexpectedReplyException> { split.largeSegmentDefinitions.uploadFile(split.changeRequests.get(request.id), csv) }
        }
    }

    test("the keys of a segment can come in a CSV") {
        gated { approver ->
            split.segments.create(workspaceId, "user", "beta")
            split.segmentDefinitions.create(environmentId, "beta")
            suspend fun submitted(csv: String, block: ChangeRequestBuilder.() -> Unit = {}) = split.changeRequests.submitCsv(
                workspaceId, environmentId, "beta", ChangeRequestOperation.CREATE, csv.byteInputStream(), block,
            )
            val request = submitted("ann\n\"b,ob\"\n\n") {
                title = "Beta"
                comment = "two more"
                approver("admin@example.com")
            }
            emulator.requests.last.rawPath shouldBe "/internal/api/v2/changeRequests/ws/$workspaceId/environments/$environmentId/file"
            request.segment?.keys shouldBe listOf("ann", "b,ob")
            request.title shouldBe "Beta"
            request.comments.single().comment shouldBe "two more"
            request.approvers shouldBe listOf("admin@example.com")
            approver.changeRequests.approve(request.id)
            split.segmentKeys.count(environmentId, "beta") shouldBe 2
            emulator.requests.clear()
            shouldThrow<InvalidPayloadException> { submitted("\n") }
            shouldThrow<InvalidPayloadException> { submitted("k\n".repeat(10_001)) }
            shouldThrow<IllegalArgumentException> { submitted("a") { scheduledFor = 1 } }.message shouldBe
                "a change request with a CSV cannot say scheduledFor"
            shouldThrow<IOException> { submitted("a,b") }
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("a scheduled change waits, approved, for its time") {
        gated { approver ->
            val later = System.currentTimeMillis() + 3_600_000
            val request = split.changeRequests.submit(workspaceId, environmentId, FlagProposal.kill("checkout")) {
                scheduledFor = later
                scheduledForTimezone = "Europe/Madrid"
            }
            request.status shouldBe ChangeRequestStatus.SCHEDULE_REQUESTED
            request.decided shouldBe false
            request.scheduledFor shouldBe later
            approver.changeRequests.approve(request.id)
            val decided = split.changeRequests.await(request.id, upTo = Duration.ZERO)
            decided.status shouldBe ChangeRequestStatus.SCHEDULED
            decided.scheduledForTimezone shouldBe "Europe/Madrid"
            split.changeRequests.withdraw(request.id).status shouldBe ChangeRequestStatus.WITHDRAWN
        }
    }

    test("what cannot work is refused before anything is sent; what the service refuses says why") {
        gated {
            shouldThrow<InvalidPayloadException> {
                split.definitions.propose(workspaceId, environmentId, "checkout", ON_OFF) { approver(" ") }
            }.message.orEmpty() shouldContain "approvers[0]"
            shouldThrow<InvalidPayloadException> {
                split.changeRequests.submit(workspaceId, environmentId, SegmentKeysProposal.add("beta", List(10_001) { "k$it" }))
            }.message.orEmpty() shouldContain "must be 1 to 10000"
            emulator.requests.all.shouldBeEmpty()
            shouldThrow<BadRequestException> {
                split.changeRequests.submit(workspaceId, environmentId, FlagProposal.kill("checkout")) { approver("nobody@example.com") }
            }.serverMessage shouldContain "nobody@example.com"
        }
    }

    test("await asks ever less often, and ends with the decision") {
        runTest {
            val times = mutableListOf<Long>()
            val answers = inTurn(WAITING, WAITING, WAITING, status(200, request("SCHEDULE_REQUESTED")), status(200, request("PUBLISHED")))
            val scripted = Scripted(this) { request ->
                times += currentTime
                answers(this, request)
            }
            scripted.split.changeRequests.await("cr-1", upTo = 2.hours).status shouldBe ChangeRequestStatus.PUBLISHED
            times shouldContainExactly listOf(0L, 2_000, 5_000, 9_500, 16_250)
            scripted.lines.toSet() shouldBe setOf("GET changeRequests/cr-1")
        }
    }

    test("one that is decided already is given at once, whatever its status is called") {
        runTest {
            listOf("APPROVED", "REJECTED", "WITHDRAWN", "PUBLISHED", "SCHEDULED", "NEVER_SEEN").forEach { decided ->
                val scripted = Scripted(this, handler = status(200, request(decided)))
                scripted.split.changeRequests.await("cr-1", upTo = Duration.ZERO).status.value shouldBe decided
                scripted.lines shouldHaveSize 1
            }
            currentTime shouldBe 0
        }
    }

    test("nobody decides: the wait ends on time, a bounded number of requests later, and keeps what was seen") {
        runTest {
            val scripted = Scripted(this, handler = WAITING)
            val expired = shouldThrow<ChangeRequestUndecidedException> { scripted.split.changeRequests.await("cr-1", upTo = 2.hours) }
            expired.message shouldBe "change request cr-1 is still REQUESTED after 7200000 ms; await it again, or withdraw it"
            expired.lastSeen.json["new"] shouldBe JsonPrimitive(1)
            expired.waitedMillis shouldBe 7_200_000
            currentTime shouldBe 7_200_000
            scripted.lines.size.toLong() shouldBeLessThan 135
            shouldThrow<ChangeRequestUndecidedException> { scripted.split.changeRequests.await("cr-1", upTo = Duration.ZERO) }
            currentTime shouldBe 7_200_000
            shouldThrow<IllegalArgumentException> { scripted.split.changeRequests.await("cr-1", upTo = (-1).seconds) }
        }
    }

    test("a service that fails for a while does not end the wait, a refusal does") {
        runTest {
            val down: Handler = status(503)
            val oneTry: (Handler) -> Scripted = { Scripted(this, { retry { maxAttempts = 1 } }, it) }
            val back = oneTry(inTurn(WAITING, down, status(429), down, status(200, request("REJECTED"))))
            back.split.changeRequests.await("cr-1", upTo = 5.minutes).status shouldBe ChangeRequestStatus.REJECTED
            val gone = oneTry(inTurn(WAITING, down))
            val expired = shouldThrow<ChangeRequestUndecidedException> { gone.split.changeRequests.await("cr-1", upTo = 1.minutes) }
            expired.message.orEmpty() shouldContain "the last attempt to read it failed: GET changeRequests/{changeRequestId} answered 503"
            shouldThrow<UnauthorizedException> {
                oneTry(inTurn(WAITING, status(401))).split.changeRequests.await("cr-1", upTo = 1.hours)
            }
            shouldThrow<NotFoundException> { oneTry(status(404)).split.changeRequests.await("cr-1", upTo = 1.hours) }
        }
    }

    test("a wait that is cancelled asks no more") {
        runTest {
            val scripted = Scripted(this, handler = WAITING)
            val waiting = launch { scripted.split.changeRequests.await("cr-1", upTo = 2.hours) }
            advanceTimeBy(6.seconds + 1.milliseconds)
            waiting.cancel()
            val asked = scripted.lines.size
            asked shouldBe 3
            async { advanceTimeBy(1.hours) }.await()
            scripted.lines shouldHaveSize asked
        }
    }

    test("the documents that Split gives are read as they come") {
        runTest {
            val answer = """{"split":null,"segment":{"name":"beta","keys":["San Francisco"]},"id":"cr-1","status":"REQUESTED","title":"t",
                "comment":null,"workspace":{"id":"ws-1","type":"workspace"},"approvers":["admin-api-key"],"operationType":"CREATE",
                "comments":[{"comment":"via API","user":"admin-api-key","role":"SUBMITTER","timestamp":1646219795355}],
                "rolloutStatus":null,"rolloutStatusTimestamp":null}"""
            val scripted = Scripted(this) { json(answer) }
            scripted.split.changeRequests.submit("ws", "env", Proposal.of("largeSegment", ChangeRequestOperation.UPLOAD, big))
                .json shouldBe Json.parseToJsonElement(answer)
            scripted.lines.single() shouldBe "POST changeRequests/ws/ws/environments/env " +
                """{"largeSegment":{"name":"big"},"operationType":"UPLOAD","approvers":[]}"""
        }
    }
})

private val big = Json.parseToJsonElement("""{"name":"big"}""").jsonObject
