package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

private fun built(proposal: Proposal, block: ChangeRequestBuilder.() -> Unit = {}) =
    ChangeRequestBuilder(proposal).configuredBy { block() }.build()

private fun problemsOf(proposal: Proposal, block: ChangeRequestBuilder.() -> Unit = {}) =
    shouldThrow<InvalidPayloadException> { built(proposal, block) }.problems.map { it.toString() }

private fun json(text: String) = Json.parseToJsonElement(text).jsonObject

internal class ChangeRequestSpec : FunSpec({
    val whole = SplitDefinition.fromJson(
        """{"id":"fl","name":"elsewhere","treatments":[{"name":"on"}],"defaultTreatment":"on","trafficAllocation":7,""" +
            """"flagSets":[{"id":"fs","type":"FLAG_SET"}],"impressionsDisabled":true,"defaultRule":[{"treatment":"on","size":100}],""" +
            """"fromTheFuture":{"n":1.50,"x":null},"title":"T","comment":"C"}""",
    )

    test("a flag's definition goes out whole, under the name that was asked for, and its notes with it") {
        val request = built(FlagProposal.update("checkout", whole)) { approver("lead@example.com") }
        request.keys.toList() shouldContainExactly listOf("split", "operationType", "title", "comment", "approvers")
        request.getValue("split").jsonObject shouldBe JsonObject(whole.json + ("name" to JsonPrimitive("checkout")))
        (request - "split") shouldBe json("""{"operationType":"UPDATE","title":"T","comment":"C","approvers":["lead@example.com"]}""")
        built(FlagProposal.create("checkout", whole)) { title = "mine" }["title"] shouldBe JsonPrimitive("mine")
    }

    context("what has no definition is sent by name alone") {
        withData(
            nameFn = { it.first },
            "KILL" to FlagProposal.kill("f"),
            "RESTORE" to FlagProposal.restore("f"),
            "ARCHIVE" to FlagProposal.archive("f"),
        ) { (operation, proposal) ->
            built(proposal) shouldBe json("""{"split":{"name":"f"},"operationType":"$operation","approvers":[]}""")
        }
    }

    test("keys of a segment, and everything that can be said beside") {
        built(SegmentKeysProposal.add("beta", listOf("a"))) {
            title = "t"
            comment = "c"
            rolloutStatus = "rs"
            scheduledFor = 1_700_000_000_000
            scheduledForTimezone = "Europe/Madrid"
            field("fromTheFuture", JsonPrimitive(1))
        } shouldBe json(
            """{"segment":{"name":"beta","keys":["a"]},"operationType":"CREATE","title":"t","comment":"c","approvers":[],""" +
                """"rolloutStatus":{"id":"rs"},"scheduledFor":1700000000000,"scheduledForTimezone":"Europe/Madrid","fromTheFuture":1}""",
        )
        built(SegmentKeysProposal.remove("beta", listOf("a")))["operationType"] shouldBe JsonPrimitive("ARCHIVE")
        built(Proposal.of("largeSegment", ChangeRequestOperation.UPLOAD, json("""{"name":"big"}"""))) shouldBe
            json("""{"largeSegment":{"name":"big"},"operationType":"UPLOAD","approvers":[]}""")
    }

    test("what cannot work is refused, all of it at once") {
        problemsOf(FlagProposal.kill(" ")) {
            approver("")
            approver("lead@example.com")
            approver("an-api-key")
            rolloutStatus = " "
            scheduledFor = 0
        } shouldContainExactly listOf(
            "split.name: is missing or blank",
            "approvers[0]: is \"\", must be the e-mail address of a user",
            "approvers[2]: is \"an-api-key\", must be the e-mail address of a user",
            "rolloutStatus: cannot be set by a KILL",
            "rolloutStatus.id: is blank",
            "scheduledFor: is 0, must be a moment in epoch milliseconds",
        )
        problemsOf(FlagProposal.restore("f")) { scheduledForTimezone = "" } shouldContainExactly listOf(
            "scheduledForTimezone: is blank, must be an IANA name", "scheduledForTimezone: is \"\", but scheduledFor is not set",
        )
        problemsOf(SegmentKeysProposal.add("beta", emptyList())) shouldContainExactly
            listOf("segment.keys: are 0, must be 1 to 10000")
        problemsOf(SegmentKeysProposal.remove("", List(10_001) { if (it == 3) " " else "k" })) shouldContainExactly
            listOf("segment.name: is missing or blank", "segment.keys: are 10001, must be 1 to 10000", "segment.keys[3]: is blank")
        shouldThrow<NoSuchElementException> { ChangeRequestBuilder(FlagProposal.kill("f")).rolloutStatus }
    }

    test("a change request is read whole") {
        val request = ChangeRequest.fromJson(
            """{"split":null,"segment":{"name":"beta","keys":["a"],"x":1},"id":"cr-1","status":"REQUESTED","title":"t","comment":null,
            "workspace":{"id":"ws-1","type":"workspace"},"environment":{"id":"env-1","name":"Production"},
            "approvers":["admin-api-key"],"operationType":"CREATE",
            "comments":[{"comment":"via API","user":"admin-api-key","role":"SUBMITTER","timestamp":1646219795355}],
            "rolloutStatus":{"id":"rs"},"rolloutStatusTimestamp":5,"scheduledFor":6,"scheduledForTimezone":"UTC","new":[1.50]}""",
        )
        request.segment?.name shouldBe "beta"
        request.segment?.keys shouldBe listOf("a")
        request.split.shouldBeNull()
        request.comment.shouldBeNull()
        request.status shouldBe ChangeRequestStatus.REQUESTED
        request.operationType shouldBe ChangeRequestOperation.CREATE
        request.workspace?.id shouldBe "ws-1"
        request.environment?.name shouldBe "Production"
        request.approvers shouldBe listOf("admin-api-key")
        request.comments.single().let { listOf(it.comment, it.user, it.role, it.timestamp) } shouldBe
            listOf("via API", "admin-api-key", "SUBMITTER", 1_646_219_795_355)
        request.rolloutStatus?.id shouldBe "rs"
        request.rolloutStatusTimestamp shouldBe 5
        request.scheduledFor shouldBe 6
        request.scheduledForTimezone shouldBe "UTC"
        request.transactionMetadata.shouldBeNull()
        request.decided shouldBe false
        Json.parseToJsonElement(request.toJson()) shouldBe request.json
    }

    test("the other subjects are kept, and where a large one is uploaded") {
        val upload = ChangeRequest.fromJson(
            """{"id":"1","status":"SCHEDULE_REQUESTED","largeSegment":{"id":"ls","name":"big","environment":{"id":"e"},
            "trafficType":{"id":"tt"},"creationTime":7,"x":1},
            "transactionMetadata":{"method":"PUT","url":"https://example.com/x?y","headers":{"Host":["a","b"],"X":"c","Y":null}}}""",
        )
        upload.largeSegment?.let { listOf(it.id, it.name, it.environment?.id, it.trafficType?.id, it.creationTime) } shouldBe
            listOf("ls", "big", "e", "tt", 7L)
        upload.largeSegment?.json?.get("x") shouldBe JsonPrimitive(1)
        upload.transactionMetadata?.let { listOf(it.method, it.url) } shouldBe listOf("PUT", "https://example.com/x?y")
        upload.transactionMetadata?.headers shouldBe mapOf("Host" to listOf("a", "b"), "X" to listOf("c"), "Y" to emptyList())
        upload.transactionMetadata.toString() shouldBe "TransactionMetadata(PUT https://example.com/x)"
        upload.toString() shouldContain "TransactionMetadata(PUT https://example.com/x)"
        upload.toString() shouldNotContain "x?y"
        upload.operationType.shouldBeNull()
        upload.comments.shouldBeEmpty()
        upload.decided shouldBe false
        val rules = ChangeRequest.fromJson("""{"id":"1","status":"NEVER_SEEN","ruleBasedSegment":{"name":"rb","rules":[]}}""")
        rules.ruleBasedSegment?.json shouldBe json("""{"name":"rb","rules":[]}""")
        rules.status shouldBe ChangeRequestStatus.of("NEVER_SEEN")
        rules.decided shouldBe true
        val split = ChangeRequest.of(JsonObject(json("""{"id":"1","status":"PUBLISHED"}""") + ("split" to whole.json)))
        split.split shouldBe whole
    }

    test("a field of another kind than documented fails with its path") {
        shouldThrow<SerializationException> {
            ChangeRequest.fromJson("""{"id":"1","status":"REQUESTED","transactionMetadata":{"headers":{"Host":[1]}}}""")
        }.message shouldBe "transactionMetadata.headers.Host[0]: is 1, must be text"
    }
})
