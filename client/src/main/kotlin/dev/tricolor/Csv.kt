package dev.tricolor

import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.CharBuffer
import java.nio.charset.CharacterCodingException
import java.nio.charset.CodingErrorAction

/** A CSV that cannot be read as one; the message names the line. */
internal class MalformedCsvException(message: String, cause: Exception? = null) : IllegalArgumentException(message, cause)

/**
 * Reads CSV (RFC 4180) in UTF-8 as it comes in: whatever bytes go in, what comes out are the rows that are complete by then. One row is
 * held at a time. Lines end in CRLF, LF, or the lone CR of old; blank ones are passed over.
 *
 * @param maxRow how many characters a row may have
 */
internal class CsvRows(private val maxRow: Int) {
    private val decoder =
        Charsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
    private var undecoded = ByteArray(0)
    private val cell = StringBuilder()
    private val row = ArrayList<String>()
    private var state = State.START
    private var size = 0
    private var afterCarriageReturn = false
    private var first = true

    /** In which line it is; the first one is 1. */
    var line: Long = 1
        private set

    private enum class State { START, PLAIN, QUOTED, BEHIND_QUOTE }

    /** The rows that are complete with the first [size] bytes of [buffer]. */
    fun add(buffer: ByteArray, size: Int): List<List<String>> = decoded(undecoded + buffer.copyOf(size), last = false)

    /** The row that ends without the end of a line, if there is one. */
    fun end(): List<List<String>> {
        val rows = decoded(undecoded, last = true)
        if (state == State.QUOTED) throw MalformedCsvException("line $line: a quoted value is not closed")
        return rows + listOfNotNull(ended())
    }

    private fun decoded(bytes: ByteArray, last: Boolean): List<List<String>> {
        val input = ByteBuffer.wrap(bytes)
        val output = CharBuffer.allocate(bytes.size + 1)
        try {
            decoder.decode(input, output, last).let { if (it.isError) it.throwException() }
        } catch (malformed: CharacterCodingException) {
            throw MalformedCsvException("line $line is not UTF-8", malformed)
        }
        undecoded = bytes.copyOfRange(input.position(), bytes.size)
        // Android's CharBuffer has no flip of its own.
        (output as Buffer).flip()
        return output.mapNotNull(::take)
    }

    /** The row that ends with [char]; null when none does. */
    private fun take(char: Char): List<String>? {
        val markOfOrder = first && char == BYTE_ORDER_MARK
        first = false
        if (markOfOrder) return null
        val secondOfTwo = afterCarriageReturn && char == '\n'
        afterCarriageReturn = char == '\r'
        val endsLine = char in "\r\n" && !secondOfTwo
        if (endsLine) line++
        if (++size > maxRow) throw MalformedCsvException("line $line: a row has more than $maxRow characters")
        if (state == State.QUOTED) return null.also { quoted(char) }
        if (endsLine) return ended()
        if (!secondOfTwo) unquoted(char)
        return null
    }

    private fun quoted(char: Char) {
        if (char == '"') state = State.BEHIND_QUOTE else cell.append(char)
    }

    private fun unquoted(char: Char) {
        when {
            char == ',' -> endCell()
            char == '"' && state == State.START -> state = State.QUOTED
            char == '"' && state == State.BEHIND_QUOTE -> {
                cell.append(char)
                state = State.QUOTED
            }
            state == State.BEHIND_QUOTE -> throw MalformedCsvException("line $line: \"$char\" behind a quoted value")
            else -> {
                cell.append(char)
                state = State.PLAIN
            }
        }
    }

    private fun endCell() {
        row += cell.toString()
        cell.setLength(0)
        state = State.START
    }

    private fun ended(): List<String>? {
        size = 0
        if (row.isEmpty() && state == State.START) return null
        endCell()
        return row.toList().also { row.clear() }
    }

    private companion object {
        const val BYTE_ORDER_MARK = '\uFEFF'
    }
}
