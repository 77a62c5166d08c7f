package dev.tricolor.split

import ch.qos.logback.classic.Level
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.LogCapture
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.TransportException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.benchmark.LargeUpload
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
                approver("a@b.c")
                onProgress { progress += it }
            }
            upload.status shouldBe "REQUESTED"
            upload.segmentName shouldBe "big"
            val (request, file) = emulator.requests.all
            request.toString() shouldBe "POST /internal/api/v2/changeRequests/ws/$workspaceId/environments/$environmentId"
            request.body shouldBe
                """{"largeSegment":{"name":"big"},"operationType":"UPLOAD","approvers":["a@b.c"],"title":"t","comment":"c"}"""
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
            failure.upload.changeRequestId.orEmpty().length shouldBe 36
            failure.message shouldContain
                "change request ${failure.upload.changeRequestId} is made, then: PUT (upload of a large segment) answered 403"
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
                split.largeSegmentDefinitions.removeAllMembers(workspaceId, environmentId, "big") { approver("a@b.c") }
            }.serverMessage shouldBe "Something was wrong"
        }
    }

    test("all members are removed by a change request without a file") {
        onLargeSegment {
            split.largeSegmentDefinitions.removeAllMembers(workspaceId, environmentId, "big") { title("t") }.status shouldBe "PUBLISHED"
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

    test("neither the token nor what admits to the place is logged") {
        val logs = LogCapture(Level.DEBUG)
        logs.use {
            onLargeSegment { split.largeSegmentDefinitions.upload(workspaceId, environmentId, "big", "a".byteInputStream()) }
        }
        logs.linesOf("dev.tricolor.split").joinToString() shouldContain "PUT (upload of a large segment) answered 200"
        logs.linesOf("dev.tricolor.split").joinToString() shouldNotContain "X-Amz"
        logs.text() shouldNotContain "canary-token"
    }

    test("a million keys go through a heap of 64 MB") {
        onLargeSegment {
            val java = "${System.getProperty("java.home")}/bin/java"
            val classpath = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
            val command = listOf(
                java, "-Xmx64m", "-cp", classpath, LargeUpload::class.java.name, emulator.splitUrl, workspaceId, environmentId, "big",
            )
            val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
            val (peakMegabytes) = process.inputStream.bufferedReader().readLine().orEmpty().ifEmpty { "-1 0" }.split(' ')
            process.waitFor() shouldBe 0
            peakMegabytes.toLong() shouldBeLessThan 64
            emulator.requests.last.bodyBytes shouldBe LargeUpload.KEYS * 18
        }
    }
})
