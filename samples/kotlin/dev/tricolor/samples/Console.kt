package dev.tricolor.samples

import dev.tricolor.Exchange
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.io.PrintStream

private const val WIDTH = 80
private const val INDENT = 4
private const val LABEL = 13
private const val BAR = 20
private const val FIRST_ERROR = 400

/** Says things to a person: aligned, at most 80 columns, and with [colour] only where a person sees it. Plain ASCII. */
class Console(private val out: PrintStream, private val colour: Boolean) {
    private var steps = 0

    fun title(text: String, note: String) {
        out.println("${bold(text)}  ${dim(note)}")
    }

    fun step(text: String) {
        steps++
        out.println()
        out.println("${cyan("%2d".format(steps))}  ${bold(text)}")
    }

    fun fact(label: String, value: String) {
        line(label, value) { it }
    }

    fun good(label: String, value: String) {
        line(label, value, ::green)
    }

    fun bad(label: String, value: String) {
        line(label, value, ::red)
    }

    fun problem(path: String, message: String) {
        out.println(" ".repeat(INDENT) + red(path))
        wrap(message, WIDTH - INDENT - 2).forEach { out.println(" ".repeat(INDENT + 2) + it) }
    }

    fun progress(label: String, done: Long, total: Long) {
        val full = (BAR * done / total).toInt()
        val counts = "%,d of %,d".format(done, total).padStart("%,d of %,d".format(total, total).length)
        out.println(margin(label) + "[" + green("#".repeat(full)) + dim(".".repeat(BAR - full)) + "] " + counts)
    }

    /** Columns as wide as they must be; what stands in the first reads from the left, the rest are numbers. */
    fun table(header: List<String>, rows: List<List<String>>) {
        val widths = header.indices.map { column -> (rows + listOf(header)).maxOf { it[column].length } }
        fun line(row: List<String>) = " ".repeat(INDENT) +
            row.zip(widths).mapIndexed { column, (cell, width) -> if (column == 0) cell.padEnd(width) else cell.padStart(width) }
                .joinToString("   ")
        out.println(dim(line(header)))
        rows.forEach { out.println(line(it)) }
    }

    fun json(label: String, json: JsonElement) {
        out.println(margin(label).trimEnd())
        val indent = " ".repeat(INDENT)
        layout(json, 0, "").lines().forEach { out.println(indent + it) }
    }

    /** A request and what came of it; JSON is laid out, anything else shown as it came. */
    fun exchange(exchange: Exchange) {
        out.println("    ${dim("request")}")
        out.println("    ${bold(exchange.method)} ${exchange.url}")
        body(exchange.requestBody)
        out.println("    ${dim("response")}")
        val status = exchange.status
        out.println("    " + if (status != null && status < FIRST_ERROR) green("$status") else red("${status ?: "none came"}"))
        body(exchange.responseBody)
    }

    private fun body(text: String) {
        if (text.isBlank()) return
        val indent = " ".repeat(INDENT)
        val shown = try {
            layout(Json.parseToJsonElement(text), 0, "")
        } catch (_: SerializationException) {
            text.trimEnd()
        }
        shown.lines().forEach { out.println(indent + it) }
    }

    fun summary(text: String) {
        out.println()
        wrap(text, WIDTH).forEach { out.println(bold(it)) }
    }

    private fun line(label: String, value: String, style: (String) -> String) {
        wrap(value, WIDTH - INDENT - LABEL).forEachIndexed { index, part ->
            out.println(margin(if (index == 0) label else "") + style(part))
        }
    }

    private fun margin(label: String) = " ".repeat(INDENT) + dim(label.padEnd(LABEL))

    private fun bold(text: String) = styled("1", text)

    private fun dim(text: String) = styled("2", text)

    private fun red(text: String) = styled("31", text)

    private fun green(text: String) = styled("32", text)

    private fun cyan(text: String) = styled("36", text)

    private fun styled(code: String, text: String) = if (colour && text.isNotBlank()) "\u001b[${code}m$text\u001b[0m" else text

    companion object {
        /** The console of this program: in colour on a terminal, unless `NO_COLOR` is set; anywhere with `CLICOLOR_FORCE=1`. */
        fun system(variables: Map<String, String> = System.getenv()): Console {
            val never = !variables["NO_COLOR"].isNullOrEmpty()
            val always = variables["CLICOLOR_FORCE"].orEmpty() !in listOf("", "0")
            return Console(System.out, !never && (always || isTerminal() && variables["TERM"] != "dumb"))
        }

        // From JDK 22 on there is a console without a terminal too; it has a method that tells, which older ones lack.
        private fun isTerminal(): Boolean = System.console()?.let { console ->
            runCatching { java.io.Console::class.java.getMethod("isTerminal").invoke(console) as Boolean }.getOrDefault(true)
        } ?: false
    }
}

/** Lines of at most [width] characters, broken between words. */
internal fun wrap(text: String, width: Int): List<String> = text.split(' ').fold(listOf("")) { lines, word ->
    val longer = if (lines.last().isEmpty()) word else "${lines.last()} $word"
    if (longer.length <= width || lines.last().isEmpty()) lines.dropLast(1) + longer else lines + word
}

/** JSON for reading: what fits on one line is on one line. [used] columns of the first line are taken. */
internal fun layout(json: JsonElement, used: Int, indent: String): String {
    val short = oneLine(json)
    val deeper = "$indent  "
    fun item(label: String, value: JsonElement) = label + layout(value, deeper.length + label.length, deeper)
    return when {
        used + short.length < WIDTH - INDENT -> short
        json is JsonObject -> json.map { (key, value) -> item("${JsonPrimitive(key)}: ", value) }.filled("{", "}", indent)
        json is JsonArray && json.size == 1 -> "[${layout(json.single(), used + 1, indent)}]"
        json is JsonArray -> json.map { item("", it) }.filled("[", "]", indent)
        else -> short
    }
}

/** The items between two brackets, as many on a line as there is room for; one that takes several lines has them for itself. */
private fun List<String>.filled(open: String, close: String, indent: String): String =
    fold(emptyList<String>()) { lines, item ->
        val longer = lines.lastOrNull()?.let { "$it, $item" }
        val joins = longer != null && '\n' !in longer && indent.length + 2 + longer.length < WIDTH - INDENT
        if (joins) lines.dropLast(1) + longer.orEmpty() else lines + item
    }.joinToString(",\n", "$open\n", "\n$indent$close") { "$indent  $it" }

private fun oneLine(json: JsonElement): String = when (json) {
    is JsonObject -> json.entries.joinToString(", ", "{", "}") { (key, value) -> "${JsonPrimitive(key)}: ${oneLine(value)}" }
    is JsonArray -> json.joinToString(", ", "[", "]", transform = ::oneLine)
    is JsonPrimitive -> json.toString()
}
