package dev.tricolor.emulator.core

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException

/** A request as it came over the wire. [target] is the request line's, [headers] are found whatever their case. */
internal class Request(
    val method: String,
    val target: String,
    val headers: Map<String, List<String>>,
    val body: ByteArray,
) {
    val rawPath: String = target.substringBefore('?')
    val rawQuery: String? = if ('?' in target) target.substringAfter('?') else null

    /** Split on `/` first and decoded afterwards, so that an encoded slash stays inside its name; empty ones are dropped. */
    val segments: List<String> by lazy { rawPath.split('/').filter { it.isNotEmpty() }.map { decode(it) } }

    val query: Map<String, List<String>> by lazy {
        rawQuery.orEmpty().split('&').filter { it.isNotEmpty() }.groupBy(
            { decode(it.substringBefore('='), plusIsSpace = true) },
            { decode(it.substringAfter('=', ""), plusIsSpace = true) },
        )
    }

    val text: String by lazy { body.decodeToString() }

    fun header(name: String): String? = headers[name]?.firstOrNull()
}

private val HEX = Regex("[0-9a-fA-F]{2}")

private fun decode(text: String, plusIsSpace: Boolean = false): String {
    val bytes = ByteArrayOutputStream(text.length)
    var index = 0
    while (index < text.length) {
        val char = text[index]
        when {
            char == '%' -> bytes.write(text.hexAt(index + 1))
            char == '+' && plusIsSpace -> bytes.write(' '.code)
            else -> bytes.write(char.toString().toByteArray())
        }
        index += if (char == '%') 3 else 1
    }
    return try {
        Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString()
    } catch (_: CharacterCodingException) {
        refuse(400, "Not UTF-8 once percent-decoded: $text")
    }
}

private fun String.hexAt(index: Int): Int {
    val digits = drop(index).take(2)
    return digits.takeIf { HEX.matches(it) }?.toInt(radix = 16) ?: refuse(400, "Not percent-encoded: $this")
}
