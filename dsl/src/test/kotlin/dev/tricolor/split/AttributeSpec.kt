package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private fun attribute(block: AttributeBuilder.() -> Unit) = AttributeBuilder("tt", "plan").configuredBy(block).build()

private fun csv(rows: Int, heading: String = "ID,Name,Description,Type,SuggestedValues\n") =
    (heading + List(rows) { "a$it,,,String,\n" }.joinToString("")).encodeToByteArray()

internal class AttributeSpec : FunSpec({
    test("what is said is in the payload, what is not said is not, and null is said") {
        attribute {}.toString() shouldBe """{"id":"plan","trafficTypeId":"tt"}"""
        attribute {
            displayName = "Plan"
            description(null)
            dataType(AttributeDataType.STRING)
            isSearchable = false
            suggestedValues("free", "paid")
        }.toString() shouldBe """{"id":"plan","trafficTypeId":"tt","displayName":"Plan","description":null,"dataType":"string",""" +
            """"isSearchable":false,"suggestedValues":["free","paid"]}"""
        UpdateAttributeBuilder().displayName(null).dataType(null).isSearchable(null).suggestedValues(null).build().toString() shouldBe
            """{"displayName":null,"dataType":null,"isSearchable":null,"suggestedValues":null}"""
        UpdateAttributeBuilder().suggestedValues().build().toString() shouldBe """{"suggestedValues":[]}"""
        problemsOf { UpdateAttributeBuilder().build() } shouldContainExactly listOf("fields: there are none, must be at least one")
    }

    test("a builder reads back what was said, and does not make anything up") {
        attribute {
            shouldThrow<NoSuchElementException> { dataType }
            suggestedValues = listOf("a")
            suggestedValues shouldBe listOf("a")
            suggestedValues = null
            suggestedValues.shouldBeNull()
            dataType = AttributeDataType.of("SET")
            dataType shouldBe AttributeDataType.SET
            isSearchable = true
            isSearchable shouldBe true
        }
    }

    test("a data type is one however it is spelled, and keeps its spelling") {
        AttributeDataType.of("DateTime") shouldBe AttributeDataType.DATETIME
        AttributeDataType.of("DATETIME").hashCode() shouldBe AttributeDataType.DATETIME.hashCode()
        AttributeDataType.of("semver") shouldNotBe AttributeDataType.STRING
        val read = Attribute.fromJson("""{"id":"plan","dataType":"STRING"}""")
        read.dataType shouldBe AttributeDataType.STRING
        read.edit { description = "d" }.toJson() shouldBe """{"id":"plan","dataType":"STRING","description":"d"}"""
        read.edit { dataType = AttributeDataType.of("SemVer") }.toJson() shouldBe """{"id":"plan","dataType":"SemVer"}"""
    }

    test("only the id is needed to read one, nulls are no errors, and nothing is lost") {
        val text = """{"id":"plan","displayName":null,"dataType":null,"isSearchable":null,"suggestedValues":null,"future":{"a":1.50}}"""
        val read = Attribute.fromJson(text)
        read.suggestedValues shouldBe emptyList()
        read.isSearchable.shouldBeNull()
        read.edit {} shouldBe read
        read.edit { isSearchable = true }.toJson() shouldBe text.replace(""""isSearchable":null""", """"isSearchable":true""")
        Attribute.fromJson("""{"id":"plan"}""").dataType.shouldBeNull()
        shouldThrow<SerializationException> { Attribute.fromJson("""{"name":"P"}""") }.message shouldBe "id: is missing, must be text"
        shouldThrow<SerializationException> { Attribute.fromJson("""{"id":"a","suggestedValues":["1",2]}""") }.message shouldBe
            "suggestedValues[1]: is 2, must be text"
    }

    context("limits: all that is over one is said, and nothing that is not") {
        test("at the limit") {
            AttributeBuilder("tt", "a".repeat(200)).configuredBy {
                displayName = "d".repeat(200)
                description = "d".repeat(500)
                suggestedValues = List(50) { "v".repeat(50) }
            }.build()
        }
        test("over all of them") {
            problemsOf {
                attribute {
                    displayName = "d".repeat(201)
                    description = "d".repeat(501)
                    dataType = AttributeDataType.of(" ")
                    suggestedValues = List(51) { if (it == 3) "v".repeat(51) else "v" }
                }
            } shouldContainExactly listOf(
                "displayName: is 201 characters long, must be at most 200",
                "description: is 501 characters long, must be at most 500",
                "dataType: is blank",
                "suggestedValues: are 51, must be at most 50",
                "suggestedValues[3]: is 51 characters long, must be at most 50",
            )
        }
        withData(nameFn = { "id <${it.take(9)}>" }, "", " ", "1a", "-a", "a b", "a.b", "é", "a".repeat(201)) { id ->
            problemsOf { AttributeBuilder("tt", id).build() } shouldContainExactly
                listOf("id: is \"$id\", must be a letter, then letters, digits, \"-\" and \"_\", at most 200 together")
        }
        test("a field of another kind, set by its name") {
            problemsOf { attribute { field("suggestedValues", JsonPrimitive("a")) } } shouldContainExactly
                listOf("suggestedValues: is \"a\", must be a list")
        }
        test("what the service holds already is not held against an edit, what the edit brings is") {
            val old = Attribute.fromJson("""{"id":"1st","suggestedValues":[${List(60) { "\"v$it\"" }.joinToString()}]}""")
            old.edit { description = "d" }.suggestedValues.size shouldBe 60
            problemsOf { old.edit { displayName = "d".repeat(201) } } shouldContainExactly
                listOf("displayName: is 201 characters long, must be at most 200")
        }
    }

    context("a bulk upload") {
        test("takes new ones, ones that were read, and JSON; each is of the traffic type") {
            val read = Attribute.fromJson("""{"id":"b","trafficTypeId":"other","future":1}""")
            AttributesBuilder("tt").attribute("a").attribute("c") { displayName = "C" }.attribute(read)
                .json("""[{"id":"d","dataType":"NUMBER"}]""").build().toString() shouldBe
                """[{"id":"a","trafficTypeId":"tt"},{"id":"c","trafficTypeId":"tt","displayName":"C"},""" +
                """{"id":"b","trafficTypeId":"tt","future":1},{"id":"d","dataType":"NUMBER","trafficTypeId":"tt"}]"""
        }
        test("says all that is wrong, with its place") {
            problemsOf {
                AttributesBuilder("tt").attribute("a").attribute("b c").attribute("a")
                    .attributes(listOf(Attribute.fromJson("""{"id":"e","displayName":"${"d".repeat(201)}"}"""))).build()
            } shouldContainExactly listOf(
                "[1].id: is \"b c\", must be a letter, then letters, digits, \"-\" and \"_\", at most 200 together",
                "[2].id: is \"a\", as the one of [0] is",
                "[3].displayName: is 201 characters long, must be at most 200",
            )
            problemsOf { AttributesBuilder("tt").build() } shouldContainExactly listOf("attributes: are 0, must be at least 1")
        }
        test("does not take JSON that is no array of attributes") {
            listOf(
                "{}" to "must be an array of attributes",
                """[{"id":"a"},{"name":"b"}]""" to "[1].id: is missing, must be text",
                "[7]" to "[0]: is 7, must be an object",
            ).forEach { (text, message) ->
                shouldThrow<SerializationException> { AttributesBuilder("tt").json(text) }.message shouldBe message
            }
            shouldThrow<SerializationException> { AttributesBuilder("tt").json("nonsense") }
        }
        test("is what its attributes are, whatever is suggested in them") {
            checkAll(50, Arb.list(Arb.string(0..50), 0..50)) { values ->
                val built = AttributesBuilder("tt").attribute("a") { suggestedValues(values) }.build()
                val read = Json.decodeFromString(ListSerializer(Attribute), built.toString())
                read.single().suggestedValues shouldBe values
                Json.encodeToJsonElement(ListSerializer(Attribute), read) shouldBe built
            }
        }
    }

    context("a CSV within its limits") {
        withData(
            nameFn = { it.first },
            "with a heading" to csv(1000),
            "without" to csv(1000, ""),
            "heading in other words" to csv(999, "Key,Name\n"),
            "quotes, a byte order mark, CRLF, blank lines" to csv(0, "\uFEFF\"id\", Name\r\n\r\n") +
                List(1000) { "a$it,\"two\r\nlines, \"\"quoted\"\"\"\r\n" }.joinToString("").encodeToByteArray(),
            "1 MB" to csv(1).let { it + ByteArray(SplitLimits.ATTRIBUTES_CSV_BYTES - it.size) { '\n'.code.toByte() } },
            "no line end" to "a".encodeToByteArray(),
        ) { (_, csv) -> shouldNotThrowAny { checkAttributesCsv(csv) } }
    }

    context("a CSV beyond them") {
        withData(
            nameFn = { it.second },
            ByteArray(1_100_000) { 'a'.code.toByte() } to "file: is larger than 1048576 bytes, must be at most that",
            csv(1001) to "file: has 1001 rows, must be 1 to 1000",
            csv(1001, "") to "file: has 1001 rows, must be 1 to 1000",
            csv(0) to "file: has 0 rows, must be 1 to 1000",
            ByteArray(0) to "file: has 0 rows, must be 1 to 1000",
            "a,é\n".toByteArray(Charsets.ISO_8859_1) to "file: is not UTF-8 at byte 2, must be UTF-8 throughout",
            "a,é".encodeToByteArray().let { it.copyOf(it.size - 1) } to "file: is not UTF-8 at byte 2, must be UTF-8 throughout",
        ) { (csv, problem) -> problemsOf { checkAttributesCsv(csv) } shouldContainExactly listOf(problem) }
    }

    test("a refused attribute says what it can") {
        RefusedAttribute.fromJson("""{"id":"a","error":"too long"}""").let { it.id to it.message } shouldBe ("a" to "too long")
        RefusedAttribute.fromJson("""{"id":7,"errors":["x",1]}""").let { it.id to it.message } shouldBe ("7" to """["x",1]""")
        RefusedAttribute.fromJson("""{"id":null,"error":null,"message":"m"}""").let { it.id to it.message } shouldBe (null to "m")
        RefusedAttribute.fromJson("{}").message.shouldBeNull()
    }
})
