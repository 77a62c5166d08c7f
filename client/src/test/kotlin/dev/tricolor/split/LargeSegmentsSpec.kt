package dev.tricolor.split

import ch.qos.logback.classic.Level
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.Handler
import dev.tricolor.InvalidPayloadException
import dev.tricolor.LogCapture
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.TransportException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.benchmark.KeyTransfer
import dev.tricolor.emulator.Emulator
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.ktor.client.plugins.ConnectTimeoutException
import io.ktor.client.plugins.SocketTimeoutException
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.util.concurrent.CopyOnWriteArrayList

private fun onLargeSegment(test: suspend Emulated.() -> Unit) = onEmulator {
    split.largeSegments.create(workspaceId, "user", "big")
    split.largeSegmentDefinitions.create(environmentId, "big")
    emulator.requests.clear()
    test()
}

private fun temporaryFiles() = File(System.getProperty("java.io.tmpdir")).list { _, name -> name.startsWith("tricolor") }.orEmpty().toSet()

private fun changeRequest(transaction: String) =
    status(200, """{"id":"cr-1","status":"REQUESTED","largeSegment":{"name":"big"},"transactionMetadata":$transaction}""")

internal class LargeSegmentsSpec : FunSpec({
    test("created, enabled, found, disabled, deleted") {
        onEmulator {
            val segment = split.largeSegments.create(workspaceId, "user", "big") { description = "d" }
            split.largeSegments.get(workspaceId, "big") shouldBe segment
            split.largeSegments.find(workspaceId, "nope").shouldBeNull()
            split.largeSegments.list(workspaceId).let { it.items to it.hasNext } shouldBe (listOf(segment) to false)
            shouldThrow<ConflictException> { split.largeSegments.create(workspaceId, "user", "big") }
            val definition = split.largeSegmentDefinitions.create(environmentId, "big")
            definition.environment?.id shouldBe environmentId
            split.largeSegmentDefinitions.find(workspaceId, "Production", "big") shouldBe definition
            split.largeSegmentDefinitions.find(workspaceId, "Staging", "big").shouldBeNull()
            split.largeSegmentDefinitions.list(workspaceId, environmentId).items shouldContainExactly listOf(definition)
            split.largeSegmentDefinitions.delete(environmentId, "big")
            shouldThrow<NotFoundException> { split.largeSegmentDefinitions.delete(environmentId, "big") }
            split.largeSegments.delete(workspaceId, "big")
            split.largeSegments.listAll(workspaceId).toList() shouldBe emptyList()
        }
    }

    test("an upload is a change request, and then the file without the token") {
        onLargeSegment {
            val progress = CopyOnWriteArrayList<Long>()
            val before = temporaryFiles()
            val upload = split.largeSegmentDefinitions.upload(workspaceId, environmentId, "big", "ann\nbob\n".byteInputStream()) {
                title = "t"
                comment = "c"
                approver("admin@example.com")
                onProgress { progress += it }
            }
            upload.status shouldBe ChangeRequestStatus.REQUESTED
            upload.largeSegment?.name shouldBe "big"
            val (request, file) = emulator.requests.all
            request.toString() shouldBe "POST /internal/api/v2/changeRequests/ws/$workspaceId/environments/$environmentId"
            request.body shouldBe
                """{"largeSegment":{"name":"big"},"operationType":"UPLOAD","approvers":["admin@example.com"],"title":"t","comment":"c"}"""
            file.method shouldBe "PUT"
            file.body shouldBe "ann\nbob\n"
            file.header("Content-Type") shouldBe "text/csv"
            file.header("Content-Length") shouldBe "8"
            file.header("Authorization").shouldBeNull()
            progress shouldContainExactly listOf(8)
            temporaryFiles() shouldBe before
        }
    }

    test("a file is sent as it stands, again where the first attempt did not arrive") {
        onLargeSegment {
            val csv = tempfile(suffix = ".csv").apply { writeText("é\r\n\"quoted\"\n") }
            emulator.faults.matching("PUT").next(status = 500)
            split.largeSegmentDefinitions.upload(workspaceId, environmentId, "big", csv)
            emulator.requests.all.map { it.method } shouldContainExactly listOf("POST", "PUT", "PUT")
            emulator.requests.last.body shouldBe "é\r\n\"quoted\"\n"
            csv.exists() shouldBe true
        }
    }

    test("a file that does not arrive leaves a change request behind, and that is told") {
        onLargeSegment {
            emulator.faults.matching("PUT").next(status = 403, body = "<Error><Message>Request has expired</Message></Error>")
            val failure = shouldThrow<UnfinishedUploadException> {
                split.largeSegmentDefinitions.upload(workspaceId, environmentId, "big", "a".byteInputStream())
            }
            failure.cause.shouldBeInstanceOf<ForbiddenException>().serverMessage shouldContain "expired"
            failure.changeRequest.id.length shouldBe 36
            failure.message shouldContain
                "change request ${failure.changeRequest.id} is made, then: PUT (upload of a large segment) answered 403"
            val late = tempfile(suffix = ".csv").apply { writeText("late") }
            split.largeSegmentDefinitions.uploadFile(failure.changeRequest, late)
            split.changeRequests.get(failure.changeRequest.id).status shouldBe ChangeRequestStatus.PUBLISHED
            emulator.faults.matching("PUT").resetAfterCommit()
            shouldThrow<UnfinishedUploadException> {
                split.largeSegmentDefinitions.upload(workspaceId, environmentId, "big", "a".byteInputStream())
            }.cause.shouldBeInstanceOf<TransportException>().mayHaveBeenProcessed shouldBe true
        }
    }

    test("what cannot work is refused before anything is sent") {
        onLargeSegment {
            val definitions = split.largeSegmentDefinitions
            val broken = object : InputStream() {
                override fun read(): Int = throw IOException("no disk")
            }
            val before = temporaryFiles()
            shouldThrow<IOException> { definitions.upload(workspaceId, environmentId, "big", File("nowhere.csv")) }
            shouldThrow<IOException> { definitions.upload(workspaceId, environmentId, "big", broken) }.message shouldBe "no disk"
            shouldThrow<IllegalArgumentException> { definitions.upload(workspaceId, environmentId, "big", "".byteInputStream()) }
            shouldThrow<InvalidPayloadException> {
                definitions.upload(workspaceId, environmentId, "", "a".byteInputStream()) { approver(" ") }
            }.problems.map { it.path } shouldContainExactly listOf("largeSegment.name", "approvers[0]")
            emulator.requests.all shouldHaveSize 0
            temporaryFiles() shouldBe before
        }
    }

    test("the service refuses: a segment that is not there, approvers where nobody may be named") {
        onLargeSegment {
            shouldThrow<NotFoundException> {
                split.largeSegmentDefinitions.upload(workspaceId, environmentId, "small", "a".byteInputStream())
            }
            split.environments.update(workspaceId, environmentId) {
                replace("/changePermissions/areApproversRestricted", JsonPrimitive(true))
            }
            shouldThrow<BadRequestException> {
                split.largeSegmentDefinitions.removeAllMembers(workspaceId, environmentId, "big") { approver("admin@example.com") }
            }.serverMessage shouldBe "Something was wrong"
        }
    }

    test("all members are removed by a change request without a file") {
        onLargeSegment {
            split.largeSegmentDefinitions.removeAllMembers(workspaceId, environmentId, "big") { title("t") }.status shouldBe
                ChangeRequestStatus.PUBLISHED
            emulator.requests.all.single().body shouldBe
                """{"largeSegment":{"name":"big"},"operationType":"ARCHIVE","approvers":[],"title":"t"}"""
        }
    }

    context("a place that nothing may be sent to") {
        withData(
            """{"method":"PUT","url":"http://bucket.example/x","headers":{}}""" to "plain HTTP on bucket.example",
            """{"method":"PUT","url":"ftp://bucket.example/x"}""" to "is not a URL of HTTP",
            """{"method":"DELETE","url":"https://bucket.example/x"}""" to "by DELETE, must be PUT",
            "null" to "there is no transactionMetadata",
        ) { (transaction, problem) ->
            runTest {
                val scripted = Scripted(this, handler = changeRequest(transaction))
                val failure = shouldThrow<UnfinishedUploadException> {
                    scripted.split.largeSegmentDefinitions.upload("ws", "env", "big", "a".byteInputStream())
                }
                failure.cause.shouldBeInstanceOf<UnexpectedReplyException>().message shouldContain problem
                scripted.lines shouldHaveSize 1
            }
        }
    }

    context("what admits to the place is in no exception") {
        val place = """{"method":"PUT","url":"https://bucket.example/x?X-Amz-Signature=canary"}"""
        withData(
            mapOf<String, Handler>(
                "no connection in time" to inTurn(changeRequest(place), { request -> throw ConnectTimeoutException(request) }),
                "no answer in time" to inTurn(changeRequest(place), { request -> throw SocketTimeoutException(request) }),
                "a URL that is none" to changeRequest(place.replace("example/", "example:port/")),
                "refused" to inTurn(changeRequest(place), status(403, "no")),
            ),
        ) { handler ->
            runTest {
                val scripted = Scripted(this, { retry { maxAttempts = 1 } }, handler)
                val failure = shouldThrow<UnfinishedUploadException> {
                    scripted.split.largeSegmentDefinitions.upload("ws", "env", "big", "a".byteInputStream())
                }
                "$failure ${failure.changeRequest} ${failure.stackTraceToString()}" shouldNotContain "canary"
            }
        }
    }

    test("neither the token nor what admits to the place is logged") {
        val logs = LogCapture(Level.DEBUG)
        logs.use {
            onLargeSegment { split.largeSegmentDefinitions.upload(workspaceId, environmentId, "big", "a".byteInputStream()) }
        }
        logs.linesOf("dev.tricolor.split").joinToString() shouldContain "PUT (upload of a large segment) answered 200"
        logs.linesOf("dev.tricolor.split").joinToString() shouldNotContain "X-Amz"
        logs.text() shouldNotContain "canary-token"
    }

    context("many keys go through a heap of 64 MB") {
        test("a CSV of a million lines that is uploaded") {
            Emulator.start().use { emulator ->
                KeyTransfer.run(emulator, "upload", tempfile(suffix = ".csv")).peakBytes shouldBeLessThan HEAP
                emulator.requests.last.bodyBytes shouldBe KeyTransfer.UPLOADED * KeyTransfer.LINE_BYTES
            }
        }

        test("a segment of 100,000 keys that is exported") {
            Emulator.start().use { emulator ->
                val csv = tempfile(suffix = ".csv")
                KeyTransfer.run(emulator, "export", csv).peakBytes shouldBeLessThan HEAP
                csv.length() shouldBe KeyTransfer.EXPORTED.toLong() * KeyTransfer.LINE_BYTES
            }
        }
    }
})

private const val HEAP = 64L shl 20
