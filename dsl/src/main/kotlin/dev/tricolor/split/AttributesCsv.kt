@file:JvmName("SplitPayloads")
@file:JvmMultifileClass

package dev.tricolor.split

import dev.tricolor.Problems
import java.nio.ByteBuffer
import java.nio.CharBuffer

/**
 * Checks a CSV of attributes, as far as that can be without asking Split: at most 1 MB (1,048,576 bytes) of UTF-8, and 1 to 1,000 rows
 * below the heading.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it
 */
public fun checkAttributesCsv(csv: ByteArray) {
    val problems = Problems()
    val max = SplitLimits.ATTRIBUTES_CSV_BYTES
    if (csv.size > max) {
        problems.add(FILE, "is larger than $max bytes, must be at most that")
    } else {
        checkRows(csv, problems)
    }
    problems.throwIfAny("attributes CSV")
}

private const val FILE = "file"

private fun checkRows(csv: ByteArray, problems: Problems) {
    val bytes = ByteBuffer.wrap(csv)
    if (Charsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(csv.size), true).isError) {
        return problems.add(FILE, "is not UTF-8 at byte ${bytes.position()}, must be UTF-8 throughout")
    }
    val rows = countRows(csv.decodeToString().removePrefix("\uFEFF"))
    val max = SplitLimits.ATTRIBUTES_CSV_ROWS
    problems.require(rows in 1..max, FILE) { "has $rows rows, must be 1 to $max" }
}

private fun countRows(text: String): Int {
    val lines = text.replace(QUOTED, "\"\"").lineSequence().count { it.isNotBlank() }
    return if (HEADING.containsMatchIn(text)) lines - 1 else lines
}

private val QUOTED by lazy(LazyThreadSafetyMode.PUBLICATION) { Regex("\"[^\"]*\"") }

private val HEADING by lazy(LazyThreadSafetyMode.PUBLICATION) { Regex("""\A\s*"?id"?\s*[,\r\n]""", RegexOption.IGNORE_CASE) }
