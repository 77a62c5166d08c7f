package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.Handler
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.throwables.shouldThrowAny
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import java.io.File
import java.io.IOException
import java.io.InputStream

private const val ROOT = "schema/ws/w/trafficTypes/t"
private const val LIST = "GET $ROOT?paginate=true&markerLimit=200"
private const val HEADING = "ID,Name,Description,Type,SuggestedValues\n"

private val NONE = IntRange.EMPTY

/** A page with the attributes [shown], and [next], as JSON, for its marker. */
private fun page(shown: IntRange, next: String) =
    """{"objects":[${shown.joinToString { """{"id":"a$it"}""" }}],"nextMarker":$next,"previousMarker":null}"""

private fun shows(shown: IntRange, next: String) = status(200, page(shown, next))

private suspend fun Scripted.all() = split.attributes.listAll("w", "t").map { it.id }.toList()

private suspend fun Emulated.ids() = split.attributes.listUnpaged(workspaceId, trafficTypeId).map { it.id }

/** A stream of [size] bytes and more, which says how many of them were read. */
private class Endless : InputStream() {
    var taken = 0L
    override fun read(): Int = 'a'.code.also { taken++ }
    override fun read(into: ByteArray, from: Int, size: Int): Int = size.also { taken += it }
}

internal class AttributesSpec : FunSpec({
    context("on the emulator") {
        test("saving creates, and then overwrites completely") {
            onEmulator {
                val made = split.attributes.save(workspaceId, trafficTypeId, "plan") {
                    displayName = "Plan"
                    description = "what they pay for"
                    dataType = AttributeDataType.STRING
                    isSearchable = true
                    suggestedValues("free", "paid")
                }
                emulator.requests.last.let {
                    it.toString() shouldBe "POST /internal/api/v2/schema/ws/$workspaceId/trafficTypes/$trafficTypeId"
                    it.body shouldBe """{"id":"plan","trafficTypeId":"$trafficTypeId","displayName":"Plan",""" +
                        """"description":"what they pay for","dataType":"string","isSearchable":true,"suggestedValues":["free","paid"]}"""
                }
                made.suggestedValues shouldBe listOf("free", "paid")
                made.isSearchable shouldBe true
                split.attributes.find(workspaceId, trafficTypeId, "plan") shouldBe made
                split.attributes.find(workspaceId, trafficTypeId, "pla").shouldBeNull()

                val overwritten = split.attributes.save(workspaceId, trafficTypeId, "plan") { description(null) }
                overwritten.displayName shouldBe "plan"
                overwritten.dataType.shouldBeNull()
                overwritten.suggestedValues shouldBe emptyList()
                split.attributes.save(workspaceId, trafficTypeId, made) shouldBe made
            }
        }

        test("an update merges: what is absent stays, null removes") {
            onEmulator {
                val made = split.attributes.save(workspaceId, trafficTypeId, "plan") {
                    displayName = "Plan"
                    description = "d"
                    suggestedValues = listOf("a")
                }
                val changed = split.attributes.update(workspaceId, trafficTypeId, "plan") { description = null; isSearchable = true }
                emulator.requests.last.method shouldBe "PATCH"
                emulator.requests.last.body shouldBe """{"description":null,"isSearchable":true}"""
                changed.displayName shouldBe "Plan"
                changed.description.shouldBeNull()
                changed.suggestedValues shouldBe made.suggestedValues
                split.attributes.update(workspaceId, trafficTypeId, "plan") { suggestedValues = null }.suggestedValues shouldBe emptyList()
                shouldThrow<NotFoundException> { split.attributes.update(workspaceId, trafficTypeId, "none") { description = "d" } }
                shouldThrow<BadRequestException> {
                    split.attributes.update(workspaceId, trafficTypeId, "plan") { dataType = AttributeDataType.of("colour") }
                }.serverMessage shouldContain "'colour'"
            }
        }

        test("an edit reads, changes and writes back; one that changes nothing writes nothing") {
            onEmulator {
                split.attributes.save(workspaceId, trafficTypeId, "plan") {
                    displayName = "Plan"
                    dataType = AttributeDataType.of("STRING")
                }
                val edited = split.attributes.edit(workspaceId, trafficTypeId, "plan") { isSearchable = true }
                edited.displayName shouldBe "Plan"
                edited.dataType?.value shouldBe "STRING"
                emulator.requests.last.method shouldBe "POST"
                split.attributes.edit(workspaceId, trafficTypeId, "plan") { displayName("Plan") } shouldBe edited
                emulator.requests.last.method shouldBe "GET"
                shouldThrow<NotFoundException> { split.attributes.edit(workspaceId, trafficTypeId, "none") {} }.serverMessage shouldBe
                    "attribute none is not in the list of traffic type $trafficTypeId"
            }
        }

        test("lists are paged, filtered, or in one piece") {
            onEmulator {
                split.attributes.saveAll(workspaceId, trafficTypeId) { repeat(250) { attribute("a$it") } }
                val first = split.attributes.list(workspaceId, trafficTypeId)
                first.items shouldHaveSize 200
                first.next()!!.items.map { it.id } shouldBe List(50) { "a${200 + it}" }
                split.attributes.listAll(workspaceId, trafficTypeId) { limit = 7 }.toList() shouldHaveSize 250
                split.attributes.listAll(workspaceId, trafficTypeId) { searchPrefix("a24").limit(3) }.toList() shouldHaveSize 11
                split.attributes.listUnpaged(workspaceId, trafficTypeId) shouldHaveSize 250
                shouldThrow<NotFoundException> { split.attributes.list(workspaceId, "user") }
            }
        }

        test("deletion, and what is not there") {
            onEmulator {
                split.attributes.save(workspaceId, trafficTypeId, "plan")
                split.attributes.delete(workspaceId, trafficTypeId, "plan")
                ids() shouldBe emptyList()
                shouldThrow<NotFoundException> { split.attributes.delete(workspaceId, trafficTypeId, "plan") }
            }
        }

        test("what the Python library imports from JSON is taken as it stands, and attributes go from one traffic type to another") {
            onEmulator {
                split.attributes.saveAll(workspaceId, trafficTypeId) {
                    json(
                        """[ { "id": "anAttribute2", "displayName": "An Attribute2", "description": "my description here",
                            "dataType": "string", "suggestedValues": ["suggested","values"] } ]""",
                    )
                    attribute("age") { dataType = AttributeDataType.NUMBER }
                }
                val read = split.attributes.listAll(workspaceId, trafficTypeId).toList()
                read.map { it.id } shouldContainExactly listOf("anAttribute2", "age")
                val other = split.trafficTypes.create(workspaceId, "account").id
                split.attributes.saveAll(workspaceId, other) { attributes(read) }
                val copied = split.attributes.listUnpaged(workspaceId, other)
                copied.map { it.trafficTypeId } shouldContainExactly listOf(other, other)
                copied.first().suggestedValues shouldBe listOf("suggested", "values")
            }
        }

        test("a bulk upload of which anything is refused saves nothing, and says why") {
            onEmulator {
                val refusal = shouldThrow<RefusedAttributesException> {
                    split.attributes.saveAll(workspaceId, trafficTypeId) {
                        attribute("fine")
                        attribute("plan") { dataType = AttributeDataType.of("colour") }
                    }
                }
                refusal.refused.single().id shouldBe "plan"
                refusal.refused.single().message shouldBe "dataType: 'colour' must be one of string, datetime, number, set, boolean"
                refusal.refused.single().json["trafficTypeId"].toString() shouldBe "\"$trafficTypeId\""
                refusal.message shouldBe "POST schema/ws/{workspaceId}/trafficTypes/{trafficTypeId}/attribute:bulk answered 400: " +
                    "1 refused, none saved: plan: dataType: 'colour' must be one of string, datetime, number, set, boolean"
                ids() shouldBe emptyList()
            }
        }

        test("a CSV comes from a file or a stream, and goes as one part of a form") {
            onEmulator {
                val csv = "${HEADING}plan,Plan,\"What they pay, é\",String,\"free,paid\"\r\nflagged,,,Boolean,\r\n"
                val file = tempfile("attributes", ".csv").apply { writeText(csv) }
                split.attributes.importCsv(workspaceId, trafficTypeId, file)
                emulator.requests.last.let {
                    it.rawPath shouldBe "/internal/api/v2/schema/ws/$workspaceId/trafficTypes/$trafficTypeId/attribute:bulk"
                    it.header("Content-Type").orEmpty() shouldStartWith "multipart/form-data; boundary="
                    it.body shouldContain "form-data; name=\"file\"; filename=\"attributes.csv\"\r\nContent-Type: text/csv\r\n"
                    it.body shouldContain "\r\n\r\n$csv\r\n--"
                }
                val read = split.attributes.listUnpaged(workspaceId, trafficTypeId)
                read.map { it.id } shouldContainExactly listOf("plan", "flagged")
                read.first().suggestedValues shouldBe listOf("free", "paid")
                read.first().description shouldBe "What they pay, é"

                split.attributes.importCsv(workspaceId, trafficTypeId, "\uFEFF${HEADING}plan,New,,,".byteInputStream())
                split.attributes.listUnpaged(workspaceId, trafficTypeId).first().let { it.displayName to it.description } shouldBe
                    ("New" to null)
            }
        }

        test("a CSV of which a row is refused saves nothing, and one that is not understood is no refusal of rows") {
            onEmulator {
                val bad = "${HEADING}fine,,,,\n1st,,,,\nplan,,,Colour,\n".byteInputStream()
                shouldThrow<RefusedAttributesException> { split.attributes.importCsv(workspaceId, trafficTypeId, bad) }
                    .refused.map { it.id } shouldContainExactly listOf("1st", "plan")
                ids() shouldBe emptyList()
                val unheaded = shouldThrow<BadRequestException> {
                    split.attributes.importCsv(workspaceId, trafficTypeId, "plan,,,,".byteInputStream())
                }
                unheaded.javaClass shouldBe BadRequestException::class.java
                unheaded.serverMessage shouldContain "The heading must be"
            }
        }

        test("a CSV that met the limiter is sent again, whole") {
            onEmulator {
                emulator.faults.next(status = 429, headers = mapOf("X-RateLimit-Reset-Seconds-Org" to "0"))
                split.attributes.importCsv(workspaceId, trafficTypeId, "${HEADING}plan,,,,".byteInputStream())
                emulator.requests.all.map { it.bodyBytes }.distinct() shouldHaveSize 1
                ids() shouldContainExactly listOf("plan")
            }
        }
    }

    context("every attribute comes once, in order, with as few requests as can be") {
        withData(nameFn = { (size, pages) -> "$size in $pages" }, 0 to 1, 1 to 1, 200 to 1, 201 to 2, 600 to 3) { (size, pages) ->
            runTest {
                val scripted = Scripted(this) { request ->
                    val start = request.url.parameters["afterMarker"]?.removePrefix("m&")?.toInt() ?: 0
                    val end = minOf(start + request.url.parameters["markerLimit"]!!.toInt(), size)
                    json(page(start until end, if (end < size) "\"m&$end\"" else "null"))
                }
                scripted.all() shouldBe List(size) { "a$it" }
                scripted.lines shouldContainExactly listOf(LIST) + (1 until pages).map { "$LIST&afterMarker=m%26${it * 200}" }
            }
        }
    }

    test("a walk can start behind a marker, or with the page before one, and asks for its prefix all the way") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(shows(4..5, "\"n\""), shows(6..6, "\"\"")))
            scripted.split.attributes.listAll("w", "t") { before("m 6").limit(2).searchPrefix("a b") }.toList() shouldHaveSize 3
            scripted.split.attributes.list("w", "t") { after = "m9" }.hasNext shouldBe false
            val asked = "GET $ROOT?paginate=true&searchPrefix=a%20b&markerLimit=2"
            scripted.lines shouldContainExactly listOf("$asked&beforeMarker=m%206", "$asked&afterMarker=n", "$LIST&afterMarker=m9")
        }
    }

    test("pages are asked for only when their items are wanted") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(shows(0..1, "\"a\""), shows(2..3, "\"b\"")))
            scripted.split.attributes.find("w", "t", "a3")?.id shouldBe "a3"
            scripted.split.attributes.listAll("w", "t").take(1).toList() shouldHaveSize 1
            scripted.lines shouldHaveSize 3
        }
    }

    context("a hostile server ends in an error of its own, never in a loop") {
        withData(
            mapOf<String, Handler>(
                "a marker that repeats" to inTurn(shows(0..1, "\"a\""), shows(2..3, "\"a\"")),
                "a marker that points back" to inTurn(shows(0..1, "\"a\""), shows(2..3, "\"b\""), shows(4..5, "\"a\"")),
                "the same page again, behind new markers" to inTurn(shows(0..1, "\"a\""), shows(0..1, "\"b\"")),
                "empty pages with ever new markers" to { request ->
                    json(page(NONE, "\"m${request.url.parameters["afterMarker"].orEmpty()}\""))
                },
                "the old form, which has no pages" to status(200, """[{"id":"a"}]"""),
                "no list at all" to status(200, """{"data":[]}"""),
                "an attribute without an id" to status(200, """{"objects":[{"displayName":"a"}]}"""),
            ),
        ) { handler ->
            runTest {
                shouldThrow<UnexpectedReplyException> { Scripted(this, handler = handler).all() }.endpoint shouldBe
                    "GET schema/ws/{workspaceId}/trafficTypes/{trafficTypeId}"
            }
        }
    }

    test("an empty page in the middle is survived") {
        runTest {
            Scripted(this, handler = inTurn(shows(0..1, "\"a\""), shows(NONE, "\"b\""), shows(2..2, "null"))).all() shouldBe
                listOf("a0", "a1", "a2")
        }
    }

    test("editing what has fields that nobody has heard of loses none of them") {
        runTest {
            val read = """{"id":"plan","organizationId":"o","trafficTypeId":"t","displayName":null,"dataType":"SemVer","rank":1.50,""" +
                """"isSearchable":true,"suggestedValues":["1"],"future":{"a":[null,12345678901234567890]}}"""
            val scripted = Scripted(this, handler = inTurn(status(200, """{"objects":[$read]}"""), status(200, read)))
            scripted.split.attributes.edit("w", "t", "plan") { description = "d" }
            scripted.lines shouldContainExactly listOf(LIST, "POST $ROOT ${read.dropLast(1)},\"description\":\"d\"}")
        }
    }

    context("what Split sends back of refused rows is read, however it is wrapped") {
        withData(
            """[{"id":"a","error":"too long"}]""",
            """{"code":400,"failed":[{"id":"a","message":"too long"}]}""",
            """{"errors":[{"id":"a","errors":"too long","future":1}],"code":400}""",
        ) { body ->
            runTest {
                val scripted = Scripted(this, handler = status(400, body))
                val refusal = shouldThrow<RefusedAttributesException> { scripted.split.attributes.saveAll("w", "t") { attribute("a") } }
                refusal.refused.single().let { it.id to it.message } shouldBe ("a" to "too long")
                refusal.rawBody shouldBe body
                refusal.status shouldBe 400
                refusal.serverMessage shouldBe "1 refused, none saved: a: too long"
            }
        }
    }

    context("any other 400 is what it is") {
        val bodies = listOf("", "no", "[]", "[1]", """{"code":400,"message":"no"}""", """{"errors":[]}""", "[".repeat(100_000))
        withData(nameFn = { "<${it.take(30)}>" }, bodies) { body ->
            runTest {
                val scripted = Scripted(this, handler = status(400, body))
                shouldThrow<BadRequestException> { scripted.split.attributes.saveAll("w", "t") { attribute("a") } }.javaClass shouldBe
                    BadRequestException::class.java
            }
        }
    }

    context("whatever is answered to a bulk upload that is taken, it is done") {
        withData(nameFn = { "<$it>" }, "", "true", "[]", """[{"id":"a"}]""", "{}") { body ->
            runTest {
                val scripted = Scripted(this, handler = status(200, body))
                scripted.split.attributes.saveAll("w", "t") { attribute("a") }
                scripted.split.attributes.importCsv("w", "t", "a".byteInputStream())
                scripted.lines.first() shouldBe """POST $ROOT/attribute:bulk [{"id":"a","trafficTypeId":"t"}]"""
            }
        }
    }

    context("what cannot be is refused before anything is sent") {
        withData(
            mapOf<String, Pair<suspend AttributesApi.() -> Unit, String>>(
                "an id" to Pair({ save("w", "t", "1st") }, "id: is \"1st\", must be a letter"),
                "a description" to Pair({ save("w", "t", "a") { description = "d".repeat(501) } }, "description: is 501 characters long"),
                "an update of nothing" to Pair({ update("w", "t", "a") {} }, "fields: there are none, must be at least one"),
                "a long suggestion" to Pair({ update("w", "t", "a") { suggestedValues("v".repeat(51)) } }, "suggestedValues[0]: is 51"),
                "nothing in bulk" to Pair({ saveAll("w", "t") {} }, "attributes: are 0, must be at least 1"),
                "an id twice" to Pair({ saveAll("w", "t") { attribute("a").attribute("a") } }, "[1].id: is \"a\", as the one of [0] is"),
                "a CSV of 1.1 MB" to Pair(
                    { importCsv("w", "t", ByteArray(1_100_000) { 'a'.code.toByte() }.inputStream()) },
                    "file: is larger than 1048576 bytes, must be at most that",
                ),
                "a CSV of 1001 rows" to Pair(
                    { importCsv("w", "t", (HEADING + "a,,,,\n".repeat(1001)).byteInputStream()) },
                    "file: has 1001 rows, must be 1 to 1000",
                ),
                "an empty CSV" to Pair({ importCsv("w", "t", "".byteInputStream()) }, "file: has 0 rows"),
                "a CSV that is not UTF-8" to Pair(
                    { importCsv("w", "t", "é".toByteArray(Charsets.ISO_8859_1).inputStream()) },
                    "file: is not UTF-8 at byte 0",
                ),
            ),
        ) { (call, problem) ->
            runTest {
                val scripted = Scripted(this, handler = status(200, "{}"))
                shouldThrow<InvalidPayloadException> { scripted.split.attributes.call() }.problems.single().toString() shouldContain problem
                scripted.requests shouldHaveSize 0
            }
        }
        test("limits of lists, blank ids, JSON that is none") {
            runTest {
                val scripted = Scripted(this, handler = status(200, "{}"))
                listOf<suspend AttributesApi.() -> Any?>(
                    { list("w", "t") { limit = 201 } },
                    { list("w", "t") { after("a").before("b") } },
                    { listUnpaged("w", " ") },
                    { delete("w", "t", "") },
                    { saveAll("w", "t") { json("{}") } },
                    { saveAll("w", "t") { json("""[{"displayName":"a"}]""") } },
                ).forEach { call -> shouldThrow<IllegalArgumentException> { scripted.split.attributes.call() } }
                scripted.requests shouldHaveSize 0
            }
        }
        test("a large file is refused as a stream is, one that is not there is no request, and no more is read than tells") {
            runTest {
                val scripted = Scripted(this, handler = status(200, "{}"))
                val large = tempfile("large", ".csv").apply { writeBytes(ByteArray(1_100_000) { 'a'.code.toByte() }) }
                shouldThrow<InvalidPayloadException> { scripted.split.attributes.importCsv("w", "t", large) }
                    .message shouldBe "attributes CSV has 1 problem\n  file: is larger than 1048576 bytes, must be at most that"
                shouldThrow<IOException> { scripted.split.attributes.importCsv("w", "t", File("/nowhere/at/all.csv")) }
                val endless = Endless()
                shouldThrow<InvalidPayloadException> { scripted.split.attributes.importCsv("w", "t", endless) }
                endless.taken shouldBe 1_048_577
                scripted.requests shouldHaveSize 0
            }
        }
    }

    test("a source that breaks is told, and nothing is sent") {
        runTest {
            val scripted = Scripted(this, handler = status(200, "{}"))
            val broken = object : InputStream() {
                override fun read(): Int = throw IOException("disk gone")
            }
            shouldThrowAny { scripted.split.attributes.importCsv("w", "t", broken) }.shouldBeInstanceOf<IOException>().message shouldBe
                "disk gone"
            scripted.requests shouldHaveSize 0
        }
    }

    test("a data type goes out as it came in") {
        runTest {
            val scripted = Scripted(this, handler = status(200, """{"id":"a","dataType":"STRING"}"""))
            val saved = scripted.split.attributes.save("w", "t", "a") { dataType = AttributeDataType.of("String") }
            saved.dataType shouldBe AttributeDataType.STRING
            scripted.split.attributes.save("w", "t", saved)
            scripted.lines.map { Json.parseToJsonElement(it.substringAfter(' ').substringAfter(' ')) }
                .map { Attribute.fromJson(it.toString()).dataType?.value } shouldContainExactly listOf("String", "STRING")
        }
    }
})
