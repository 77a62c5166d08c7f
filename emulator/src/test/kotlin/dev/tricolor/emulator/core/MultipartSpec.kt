package dev.tricolor.emulator.core

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll

private fun form(body: ByteArray, type: String = "multipart/form-data; boundary=b"): Map<String, ByteArray>? =
    Request("POST", "/", mapOf("Content-Type" to listOf(type)), body).formParts()

private fun form(body: String, type: String = "multipart/form-data; boundary=b") = form(body.toByteArray(), type)

private fun Map<String, ByteArray>?.texts() = this!!.mapValues { it.value.decodeToString() }

class MultipartSpec : FunSpec({
    test("parts, whatever stands around them and in their heads") {
        val body = "preamble\r\n--b\r\ncontent-disposition: form-data; filename=\"a;b.csv\"; name=\"file\"\r\n" +
            "Content-Type: text/csv\r\n\r\na,é\r\n-b\r\n--\r\n\r\n--b  \r\n" +
            "Content-Disposition: form-data; name=title\r\n\r\n\r\n--b--\r\nepilogue"
        form(body).texts() shouldBe mapOf("file" to "a,é\r\n-b\r\n--\r\n", "title" to "")
        val spaced = body.replace("--b", "--b c")
        form(spaced, "Multipart/Form-Data; charset=utf-8; Boundary=\"b c\"").texts().keys shouldBe setOf("file", "title")
        form("--b--").texts() shouldBe emptyMap()
    }

    test("any bytes come out as they went in") {
        checkAll(200, Arb.byteArray(Arb.int(0..300), Arb.byte())) { bytes ->
            val head = "--b\r\nContent-Disposition: form-data; name=file\r\n\r\n".toByteArray()
            form(head + bytes + "\r\n--b--\r\n".toByteArray())!!.getValue("file").toList() shouldBe bytes.toList()
        }
    }

    test("what is no form is none, and what is a broken one is refused") {
        form("{}", "application/json").shouldBeNull()
        Request("POST", "/", emptyMap(), ByteArray(0)).formParts().shouldBeNull()
        shouldThrow<Refusal> { form("--b--", "multipart/form-data") }.message shouldBe
            "Malformed form: no boundary in 'multipart/form-data'"
        shouldThrow<Refusal> { form("--b\r\nContent-Disposition: form-data; name=f\r\n\r\nx") }.message shouldBe
            "Malformed form: it is not closed"
        shouldThrow<Refusal> { form("--b\r\nContent-Type: text/csv\r\n\r\nx\r\n--b--") }.message shouldBe
            "Malformed form: a part without a name"
    }
})
