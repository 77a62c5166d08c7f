package dev.tricolor.emulator.core

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll

class CsvSpec : FunSpec({
    context("rows and cells") {
        listOf(
            "" to emptyList(),
            "\n\r\n \n" to emptyList(),
            "a" to listOf(listOf("a")),
            "a,b\nc,d" to listOf(listOf("a", "b"), listOf("c", "d")),
            "\uFEFFa , b\r\n\r\nc,\r" to listOf(listOf("a", "b"), listOf("c", "")),
            ",\n" to listOf(listOf("", "")),
            "\"a,\"\"b\"\"\r\nc\" , \"\"\nd" to listOf(listOf("a,\"b\"\r\nc", ""), listOf("d")),
            "a \"b\" c" to listOf(listOf("a \"b\" c")),
        ).forEach { (text, rows) -> test("<$text>") { parseCsv(text) shouldBe rows } }
    }

    context("what is no CSV is refused with its line") {
        listOf(
            "a\n\"b" to "CSV line 2: a quote is not closed",
            "a\n\"b\nb\"c" to "CSV line 3: 'c' behind a quote",
        ).forEach { (text, message) ->
            test(text) {
                shouldThrow<Refusal> { parseCsv(text) }.let {
                    it.status shouldBe 400
                    it.message shouldBe message
                }
            }
        }
    }

    test("what is quoted comes out as it went in") {
        checkAll(200, Arb.list(Arb.list(Arb.string(0..8), 2..4), 0..4)) { rows ->
            parseCsv(rows.joinToString("\n") { row -> row.joinToString(",") { "\"${it.replace("\"", "\"\"")}\"" } }) shouldBe rows
        }
    }
})
