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

private fun call(type: String?, body: ByteArray) =
    Call(Request("PUT", "/", type?.let { mapOf("Content-Type" to listOf(it)) }.orEmpty(), body), emptyMap())

internal class MultipartSpec : FunSpec({
    test("a part is given back byte for byte, whatever it holds") {
        checkAll(Arb.byteArray(Arb.int(0..200), Arb.byte()), Arb.byteArray(Arb.int(0..20), Arb.byte())) { first, second ->
            val head = "Content-Disposition: form-data; filename=\"é.csv\"; name=\"file\"\r\nContent-Type: text/csv"
            val next = "\r\n--a b \r\ncontent-disposition: form-data; name=payload\r\n\r\n".toByteArray()
            val body = "preamble\r\n--a b\r\n$head\r\n\r\n".toByteArray() + first + next + second + "\r\n--a b--\r\nepilogue".toByteArray()
            val (file, payload) = call("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", body).parts()
            file.name shouldBe "file"
            file.filename shouldBe "é.csv"
            file.bytes shouldBe first
            payload.name shouldBe "payload"
            payload.filename.shouldBeNull()
            payload.bytes shouldBe second
        }
    }

    context("what is no form is refused") {
        mapOf(
            call(null, ByteArray(0)) to "must be multipart/form-data",
            call("application/json", "{}".toByteArray()) to "must be multipart/form-data",
            call("multipart/form-data", "--x--".toByteArray()) to "without a boundary",
            call("multipart/form-data; boundary=x", "--x\r\n\r\nfoo".toByteArray()) to "does not end",
            call("multipart/form-data; boundary=x", "--x\r\n\r\nfoo\r\n--x--".toByteArray()) to "has no name",
        ).forEach { (call, problem) ->
            test(problem + call.request.body.size) {
                shouldThrow<Refusal> { call.parts() }.run { status to message.orEmpty().contains(problem) } shouldBe (400 to true)
            }
        }
        test("text that is not UTF-8") {
            shouldThrow<Refusal> { Part("file", null, byteArrayOf(-1)).text }.message shouldBe "Part file is not UTF-8"
        }
    }
})
