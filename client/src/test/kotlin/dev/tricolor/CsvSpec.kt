package dev.tricolor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.checkAll

/** The rows of [text], which comes in chunks of [size] bytes. */
private fun rows(text: String, size: Int = Int.MAX_VALUE, maxRow: Int = 1_000): List<List<String>> {
    val csv = CsvRows(maxRow)
    val bytes = text.encodeToByteArray()
    val chunks = bytes.indices.step(minOf(size, maxOf(bytes.size, 1))).map { bytes.copyOfRange(it, minOf(bytes.size, it + minOf(size, bytes.size))) }
    return chunks.flatMap { csv.add(it, it.size) } + csv.end()
}

private val CELL = Arb.list(Arb.element("a", "\"", ",", "\n", "\r\n", "\r", " ", "é", "\uD83D\uDE00", "\uFEFF"), 0..6).map { it.joinToString("") }

/** As RFC 4180 has it; quoted where it must be, and where [odd] says so. */
private fun written(cell: String, odd: Boolean) =
    if (odd || cell.isEmpty() || cell.any { it in "\",\r\n\uFEFF" }) "\"${cell.replace("\"", "\"\"")}\"" else cell

internal class CsvSpec : FunSpec({
    test("what was written is read, in whatever pieces it comes and however lines end") {
        checkAll(
            Arb.list(Arb.list(CELL, 1..4), 0..4),
            Arb.int(1..7),
            Arb.element("\r\n", "\n", "\r"),
        ) { table, size, end ->
            val text = table.joinToString("") { row -> row.mapIndexed { at, cell -> written(cell, at % 2 == 0) }.joinToString(",") + end }
            rows(text, size) shouldContainExactly table
            rows(text.removeSuffix(end), size) shouldContainExactly table
        }
    }

    context("by hand") {
        withData(
            nameFn = { "<${it.first.replace("\n", "\\n").replace("\r", "\\r")}>" },
            "" to emptyList(),
            "a,b\r\n\r\n\nc" to listOf(listOf("a", "b"), listOf("c")),
            "\uFEFFa" to listOf(listOf("a")),
            ",\n" to listOf(listOf("", "")),
            "\"\"\n" to listOf(listOf("")),
            "a\"b,\"c\"\"d\"" to listOf(listOf("a\"b", "c\"d")),
            "\"a\r\nb\",c\r\n" to listOf(listOf("a\r\nb", "c")),
        ) { (text, table) ->
            rows(text) shouldContainExactly table
            rows(text, 1) shouldContainExactly table
        }
    }

    context("what is none is told with its line") {
        withData(
            nameFn = { it.second },
            "a\n\"b" to "line 2: a quoted value is not closed",
            "a\n\"b\nc\"d" to "line 3: \"d\" behind a quoted value",
            "a\nb" + "c".repeat(1_000) to "line 2: a row has more than 1000 characters",
            "\"" + "\n".repeat(1_001) to "line 1001: a row has more than 1000 characters",
        ) { (text, message) -> shouldThrow<MalformedCsvException> { rows(text, 3) }.message shouldBe message }
        test("what is not UTF-8") {
            shouldThrow<MalformedCsvException> { CsvRows(10).add(byteArrayOf(0x61, 0x0A, 0x80.toByte()), 3) }.message shouldBe "line 1 is not UTF-8"
            CsvRows(10).run {
                add(byteArrayOf(0x61, 0xC3.toByte()), 2) shouldBe emptyList()
                shouldThrow<MalformedCsvException> { end() }.message shouldBe "line 1 is not UTF-8"
            }
        }
    }

    test("only a row is held, however many there are") {
        val csv = CsvRows(100)
        val line = "a,b,c\n".encodeToByteArray()
        (1..10_000).sumOf { csv.add(line, line.size).size } shouldBe 10_000
        csv.line shouldBe 10_001
    }
})
