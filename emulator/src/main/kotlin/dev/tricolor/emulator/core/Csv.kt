package dev.tricolor.emulator.core

/** Reads CSV (RFC 4180), or refuses it with 400. What is not quoted is trimmed, and blank lines are passed over. */
internal fun parseCsv(text: String): List<List<String>> = CsvReader(text.removePrefix("\uFEFF")).rows()

/** [cells] as a line of CSV, with its end. */
internal fun csvLine(cells: List<String>): String = cells.joinToString(",", postfix = "\r\n") { cell ->
    if (cell.any { it in "\",\r\n" }) "\"${cell.replace("\"", "\"\"")}\"" else cell
}

private class CsvReader(private val text: String) {
    private var at = 0

    fun rows(): List<List<String>> =
        generateSequence { if (at < text.length) row() else null }.filter { it != listOf("") }.toList()

    private fun row(): List<String> {
        val cells = ArrayList<String>()
        do cells += cell() while (take(","))
        val ended = at == text.length || LINE_ENDS.any(::take)
        if (!ended) refuse(400, "CSV line ${line()}: '${text[at]}' behind a quote")
        return cells
    }

    private fun cell(): String {
        upTo { it == ' ' }
        val value = if (take("\"")) quoted() else upTo { it !in ",\r\n" }.trim()
        upTo { it == ' ' }
        return value
    }

    private fun quoted(): String {
        val start = line()
        val value = StringBuilder()
        do {
            value.append(upTo { it != '"' })
            if (!take("\"")) refuse(400, "CSV line $start: a quote is not closed")
            val doubled = take("\"")
            if (doubled) value.append('"')
        } while (doubled)
        return value.toString()
    }

    private fun upTo(belongs: (Char) -> Boolean): String {
        val start = at
        while (at < text.length && belongs(text[at])) at++
        return text.substring(start, at)
    }

    private fun take(expected: String): Boolean = text.startsWith(expected, at).also { if (it) at += expected.length }

    private fun line(): Int = text.substring(0, at).lines().size

    private companion object {
        val LINE_ENDS = listOf("\r\n", "\r", "\n")
    }
}
