package dev.tricolor.emulator.core

/**
 * The parts of a form (RFC 7578) by their names; null when the body is none.
 *
 * Every byte is one character of ISO 8859-1, so that a part comes out as it went in, whatever it holds.
 */
internal fun Request.formParts(): Map<String, ByteArray>? {
    val type = header("Content-Type")?.takeIf { it.startsWith("multipart/form-data", ignoreCase = true) } ?: return null
    val boundary = BOUNDARY.find(type)?.groupValues?.get(1) ?: refuse(400, "Malformed form: no boundary in '$type'")
    // What stands before the first delimiter is not part of the form, nor is what stands behind the last, which ends in `--`.
    val between = "\r\n${body.toString(Charsets.ISO_8859_1)}".split("\r\n--$boundary").drop(1)
    if (between.none { it.startsWith("--") }) refuse(400, "Malformed form: it is not closed")
    return between.takeWhile { !it.startsWith("--") }.associate(::part)
}

private fun part(text: String): Pair<String, ByteArray> {
    val head = text.substringBefore("\r\n\r\n")
    val disposition = head.lines().firstOrNull { it.startsWith("Content-Disposition:", ignoreCase = true) }.orEmpty()
    val name = NAME.find(disposition)?.groupValues?.get(1) ?: refuse(400, "Malformed form: a part without a name")
    return name to text.substringAfter("\r\n\r\n", "").toByteArray(Charsets.ISO_8859_1)
}

private val BOUNDARY = Regex(""";\s*boundary="?([^";]+)"?""", RegexOption.IGNORE_CASE)
private val NAME = Regex(""";\s*name="?([^";]+)"?""", RegexOption.IGNORE_CASE)
