package dev.tricolor.split

import io.ktor.client.request.forms.FormBuilder
import io.ktor.http.headersOf
import java.io.IOException
import java.io.InputStream
import java.io.InputStreamReader
import java.io.Reader
import java.nio.charset.CodingErrorAction

/** [key] as one line of a CSV (RFC 4180) with one column. */
internal fun csvLine(key: String): String =
    if (key.any { it in "\",\r\n" } || key != key.trim()) "\"${key.replace("\"", "\"\"")}\"\n" else "$key\n"

/** Puts [keys] into the form as a file. */
internal fun FormBuilder.csvFile(keys: List<String>): Unit =
    csvFile("keys.csv", keys.joinToString("") { csvLine(it) }.encodeToByteArray())

/** Puts [csv] into the form as a file. */
internal fun FormBuilder.csvFile(name: String, csv: ByteArray) {
    append("file", csv, headersOf("Content-Type" to listOf("text/csv"), "Content-Disposition" to listOf("filename=\"$name\"")))
}

/** The only column of [csv], read as it is consumed. */
internal fun csvColumn(csv: InputStream): Sequence<String> = sequence {
    val decoder = Charsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
    val lines = CsvReader(InputStreamReader(csv, decoder).buffered())
    while (true) yield(lines.next() ?: break)
}

private class CsvReader(private val reader: Reader) {
    private var line = 1L
    private var ahead = reader.read().let { if (it == BYTE_ORDER_MARK) reader.read() else it }

    /** The next value that is not blank; null at the end. */
    fun next(): String? {
        while (ahead != END) {
            val value = if (ahead == '"'.code) quoted() else plain()
            if (value.isNotBlank()) return value
        }
        return null
    }

    private fun plain(): String = buildString {
        while (ahead != END && ahead != '\n'.code && ahead != '\r'.code) append(oneColumn(take()))
        endLine()
    }.trim()

    private fun quoted(): String = buildString {
        val start = line
        take()
        while (true) {
            if (ahead == END) throw IOException("CSV line $start: a quoted key is not closed")
            val char = take()
            if (char == '\n') line++
            if (char == '"') {
                if (ahead != '"'.code) break
                take()
            }
            append(char)
        }
        while (ahead != END && ahead != '\n'.code && ahead != '\r'.code) {
            val char = oneColumn(take())
            if (!char.isWhitespace()) throw IOException("CSV line $line: \"$char\" behind a quoted key")
        }
        endLine()
    }

    private fun oneColumn(char: Char): Char =
        if (char == ',') throw IOException("CSV line $line has a second column, must be one key") else char

    private fun endLine() {
        // LF, CRLF, and the lone CR of old.
        if (ahead == '\r'.code) take()
        if (ahead == '\n'.code) take()
        line++
    }

    private fun take(): Char = ahead.toChar().also { ahead = reader.read() }

    private companion object {
        const val END = -1
        const val BYTE_ORDER_MARK = 0xFEFF
    }
}
