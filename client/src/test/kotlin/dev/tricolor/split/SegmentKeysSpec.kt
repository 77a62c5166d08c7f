package dev.tricolor.split

import dev.tricolor.ApprovalRequiredException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import io.mockk.mockk
import io.mockk.verifyOrder
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.io.SequenceInputStream

private val OK = status(200, """{"code":200,"message":"ok"}""")

private fun Scripted.bodies() = lines.map { Json.parseToJsonElement(it.substringAfter(' ').substringAfter(' ')).jsonObject }

private fun Scripted.sizes() = bodies().map { it.getValue("keys").jsonArray.size }

private fun Scripted.targets() = lines.map { it.split(' ').take(2).joinToString(" ") }

private fun onSegment(test: suspend Emulated.() -> Unit) = onEmulator {
    split.segments.create(workspaceId, "user", "beta")
    split.segmentDefinitions.create(environmentId, "beta")
    test()
}

private fun keys(count: Int) = List(count) { "k$it" }

internal class SegmentKeysSpec : FunSpec({
    test("keys go out in batches of 10,000, and only the first may clear the segment") {
        runTest {
            val scripted = Scripted(this, handler = OK)
            val listener = mockk<KeyBatchListener>(relaxed = true)
            val done = scripted.split.segmentKeys.upload("env", "beta", keys(25_000)) {
                replace = true
                comment = "c"
                onBatch(listener)
            }
            done.keys shouldBe 25_000
            scripted.sizes() shouldBe listOf(10_000, 10_000, 5_000)
            scripted.targets() shouldContainExactly listOf(
                "PUT segments/env/beta/uploadKeys?replace=true",
                "PUT segments/env/beta/uploadKeys?replace=false",
                "PUT segments/env/beta/uploadKeys?replace=false",
            )
            scripted.bodies().forEach { it.getValue("comment").jsonPrimitive.content shouldBe "c" }
            verifyOrder {
                listener.taken(match { it.index == 0 && it.firstKey == 0L && it.size == 10_000 })
                listener.taken(match { it.index == 1 && it.firstKey == 10_000L })
                listener.taken(match { it.index == 2 && it.firstKey == 20_000L && it.size == 5_000 })
            }
        }
    }

    test("a batch that fails in the middle says which are in, and the upload can be resumed there") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(OK, OK, status(400, """{"code":400,"message":"too many keys"}"""), OK))
            val all = keys(45_000)
            val failure = shouldThrow<PartialKeysException> { scripted.split.segmentKeys.upload("env", "beta", all) { replace = true } }
            failure.done.batches.map { it.firstKey } shouldBe listOf(0, 10_000)
            failure.resumeAt shouldBe 20_000
            failure.message shouldBe "segment beta: 20000 keys in 2 batches are taken, then: " +
                "PUT segments/{environmentId}/{segmentName}/uploadKeys answered 400: too many keys; resume at key 20000"

            val sent = scripted.lines.size
            val rest = scripted.split.segmentKeys.upload("env", "beta", all) {
                replace = true
                resumeAt = failure.resumeAt
            }
            rest.keys shouldBe 25_000
            rest.batches.first().firstKey shouldBe 20_000
            scripted.sizes().drop(sent) shouldBe listOf(10_000, 10_000, 5_000)
            scripted.targets().drop(sent).toSet() shouldBe setOf("PUT segments/env/beta/uploadKeys?replace=false")
            scripted.bodies()[sent].getValue("keys").jsonArray.first().jsonPrimitive.content shouldBe "k20000"
        }
    }

    test("when nothing is in, the failure is the service's own") {
        runTest {
            val scripted = Scripted(this, handler = status(404, """{"code":404,"message":"no such segment"}"""))
            shouldThrow<NotFoundException> { scripted.split.segmentKeys.remove("env", "beta", keys(20_000)) }
            scripted.lines shouldHaveSize 1
        }
    }

    test("a blank key in a collection is found before anything is sent, wherever it is") {
        runTest {
            val scripted = Scripted(this, handler = OK)
            val refused = shouldThrow<InvalidPayloadException> { scripted.split.segmentKeys.upload("env", "beta", keys(10_001) + " ") }
            refused.problems.single().toString() shouldBe "keys[10001]: is blank"
            scripted.lines shouldHaveSize 0
        }
    }

    test("a blank key in a stream is told with the batches that are in") {
        runTest {
            val stream = (keys(10_000) + "").asSequence().asIterable()
            val failure = shouldThrow<PartialKeysException> { Scripted(this, handler = OK).split.segmentKeys.upload("env", "beta", stream) }
            failure.resumeAt shouldBe 10_000
            failure.cause.shouldBeInstanceOf<InvalidPayloadException>()
        }
    }

    test("no keys, no request") {
        runTest {
            val scripted = Scripted(this, handler = OK)
            scripted.split.segmentKeys.upload("env", "beta", emptyList()).batches shouldBe emptyList()
            scripted.lines shouldHaveSize 0
        }
    }

    test("no keys in the place of all is not taken for done") {
        runTest {
            val scripted = Scripted(this, handler = OK)
            shouldThrow<InvalidPayloadException> { scripted.split.segmentKeys.upload("env", "beta", emptyList()) { replace = true } }
                .problems.single().toString() shouldBe "keys: are 0, must be 1 to 10000"
        }
    }

    test("counting asks for one key, not for all") {
        runTest {
            val scripted = Scripted(this, handler = status(200, """{"keys":[{"key":"a"}],"count":4711,"offset":0,"limit":1}"""))
            scripted.split.segmentKeys.count("env", "beta") shouldBe 4711
            scripted.lines shouldContainExactly listOf("GET segments/env/beta/keys?limit=1&offset=0")
        }
    }

    test("removals are batched too") {
        runTest {
            val scripted = Scripted(this, handler = OK)
            scripted.split.segmentKeys.remove("env", "beta", keys(10_001)) { title = "t" }.batches shouldHaveSize 2
            scripted.targets().toSet() shouldBe setOf("PUT segments/env/beta/removeKeys")
            scripted.bodies().first().getValue("title").jsonPrimitive.content shouldBe "t"
        }
    }

    context("the older forms") {
        test("a bare array goes out as it is, and the segment comes back at length") {
            onSegment {
                val uploaded = split.segmentKeys.uploadBareArray(environmentId, "beta", listOf("a", "b"), replace = false)
                uploaded.name shouldBe "beta"
                uploaded.environment?.name shouldBe "Production"
                uploaded.trafficType?.name shouldBe "user"
                uploaded.status shouldBe "ACTIVE"
                emulator.requests.last.body shouldBe """["a","b"]"""
                split.segmentKeys.uploadBareArray(environmentId, "beta", listOf("c", "d"), replace = true)
                split.segmentKeys.deleteBareArray(environmentId, "beta", listOf("c", "nobody"))
                emulator.requests.last.body shouldBe """["c","nobody"]"""
                split.segmentKeys.list(environmentId, "beta").items shouldContainExactly listOf("d")
                val root = "PUT /internal/api/v2/segments/$environmentId/beta"
                emulator.requests.all.map { "$it" }.filter { "PUT" in it } shouldContainExactly
                    listOf("$root/upload?replace=false", "$root/upload?replace=true", "$root/deleteKeys")
            }
        }

        test("a CSV goes out as a file, with the note beside it") {
            onSegment {
                split.segmentKeys.upload(environmentId, "beta", listOf("old"))
                val csv = "\uFEFFann\r\n\r\n\"a,b\"\n\"two\nlines\"\né".byteInputStream()
                val uploaded = split.segmentKeys.uploadCsv(environmentId, "beta", csv) {
                    replace = true
                    title = "t"
                    comment = "c"
                }
                uploaded.name shouldBe "beta"
                val request = emulator.requests.last
                "$request" shouldBe "PUT /internal/api/v2/segments/$environmentId/beta/upload?replace=true"
                request.header("Content-Type").orEmpty() shouldStartWith "multipart/form-data; boundary="
                request.header("Content-Length") shouldBe "${request.bodyBytes}"
                request.body shouldContain "filename=\"keys.csv\"\r\nContent-Type: text/csv\r\n"
                request.body shouldContain "\r\n\r\nann\n\"a,b\"\n\"two\nlines\"\né\n\r\n"
                request.body shouldContain "\r\n\r\n{\"title\":\"t\",\"comment\":\"c\"}\r\n"
                split.segmentKeys.list(environmentId, "beta").items shouldContainExactly listOf("ann", "a,b", "two\nlines", "é")

                split.segmentKeys.uploadCsv(environmentId, "beta", "more".byteInputStream())
                emulator.requests.last.query("replace") shouldBe "false"
                emulator.requests.last.body shouldNotContain "payload"
                split.segmentKeys.count(environmentId, "beta") shouldBe 5
            }
        }

        test("what is too much or nothing is refused before anything is sent") {
            runTest {
                val scripted = Scripted(this, handler = OK)
                val segmentKeys = scripted.split.segmentKeys
                fun csv(count: Int) = keys(count).joinToString("\n").byteInputStream()
                shouldThrow<IllegalArgumentException> { segmentKeys.uploadCsv("env", "beta", csv(10_001)) }.message shouldBe
                    "the CSV has more than 10000 keys, which Split does not take at once; importCsv does"
                shouldThrow<InvalidPayloadException> { segmentKeys.uploadCsv("env", "beta", csv(0)) { replace = true } }
                shouldThrow<IOException> { segmentKeys.uploadCsv("env", "beta", "a,b".byteInputStream()) }
                shouldThrow<InvalidPayloadException> { segmentKeys.uploadBareArray("env", "beta", keys(10_001), replace = true) }
                    .problems.single().toString() shouldBe "keys: are 10001, must be 1 to 10000"
                shouldThrow<InvalidPayloadException> { segmentKeys.uploadBareArray("env", "beta", emptyList(), replace = true) }
                shouldThrow<InvalidPayloadException> { segmentKeys.deleteBareArray("env", "beta", listOf("a", " ")) }
                    .problems.single().toString() shouldBe "keys[1]: is blank"
                scripted.requests shouldHaveSize 0
            }
        }

        test("10,000 keys are not too much") {
            onSegment {
                split.segmentKeys.uploadCsv(environmentId, "beta", keys(10_000).joinToString("\n").byteInputStream())
                split.segmentKeys.deleteBareArray(environmentId, "beta", keys(9_999))
                split.segmentKeys.list(environmentId, "beta").items shouldContainExactly listOf("k9999")
            }
        }

        test("an approval that is asked for is told as such, and an answer that is no segment as that") {
            onSegment {
                split.environments.update(workspaceId, environmentId) { areApprovalsRequired = true }
                shouldThrow<ApprovalRequiredException> { split.segmentKeys.uploadCsv(environmentId, "beta", "a".byteInputStream()) }
                shouldThrow<ApprovalRequiredException> { split.segmentKeys.uploadBareArray(environmentId, "beta", listOf("a"), false) }
                shouldThrow<ApprovalRequiredException> { split.segmentKeys.deleteBareArray(environmentId, "beta", listOf("a")) }
                emulator.faults.next(status = 200, body = "[]")
                shouldThrow<UnexpectedReplyException> { split.segmentKeys.uploadBareArray(environmentId, "beta", listOf("a"), false) }
            }
        }
    }

    context("CSV") {
        test("what is exported is what is imported") {
            checkAll(50, Arb.list(Arb.string(1..12), 0..30)) { any ->
                val keys = any.filter { it.isNotBlank() && it.encodeToByteArray().decodeToString() == it }
                val csv = keys.joinToString("") { csvLine(it) }
                csvColumn(csv.byteInputStream()).toList() shouldBe keys
            }
        }

        test("export quotes where CSV needs it, holds one page, and tells how many") {
            onSegment {
                val keys = listOf("plain", "a,b", "say \"hi\"", "line\nbreak", " space") + keys(200)
                split.segmentKeys.upload(environmentId, "beta", keys)
                emulator.requests.clear()
                val out = ByteArrayOutputStream()
                split.segmentKeys.exportCsv(environmentId, "beta", out) shouldBe 205
                out.toString("UTF-8") shouldStartWith "plain\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"line\nbreak\"\n\" space\"\nk0\nk1\n"
                emulator.requests.all shouldHaveSize 3
            }
        }

        test("import reads CRLF, quotes, a byte order mark and blank lines") {
            onSegment {
                val csv = "\uFEFFann\r\n\r\r  bob \r\"a,b\"\n\"say \"\"hi\"\"\" \n\"two\nlines\"\nlast".byteInputStream()
                split.segmentKeys.importCsv(environmentId, "beta", csv).keys shouldBe 6
                split.segmentKeys.list(environmentId, "beta").items shouldContainExactly
                    listOf("ann", "bob", "a,b", "say \"hi\"", "two\nlines", "last")
            }
        }

        context("what is not one column of UTF-8 is refused, with its line") {
            withData(
                nameFn = { it.second },
                "a\nb,c\n".toByteArray() to "CSV line 2 has a second column",
                "\"a\",b".toByteArray() to "CSV line 1 has a second column",
                "a\n\"b".toByteArray() to "CSV line 2: a quoted key is not closed",
                "\"a\"b".toByteArray() to "CSV line 1: \"b\" behind a quoted key",
            ) { (csv, message) ->
                shouldThrow<IOException> { csvColumn(csv.inputStream()).toList() }.message.orEmpty() shouldContain message
            }
            test("not UTF-8") {
                shouldThrow<IOException> { csvColumn(byteArrayOf(0x61, 0xFF.toByte(), 0x0A).inputStream()).toList() }
            }
        }

        test("a source that breaks in the middle is told with the batches that are in") {
            onSegment {
                val start = keys(19_999).joinToString("\n", postfix = "\n").byteInputStream()
                val broken = SequenceInputStream(start, object : InputStream() {
                    override fun read(): Int = throw IOException("disk gone")
                })
                val failure = shouldThrow<PartialKeysException> { split.segmentKeys.importCsv(environmentId, "beta", broken) }
                failure.resumeAt shouldBe 10_000
                split.segmentKeys.count(environmentId, "beta") shouldBe 10_000
            }
        }
    }
})
