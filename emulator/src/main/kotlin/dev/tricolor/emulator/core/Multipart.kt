package dev.tricolor.emulator.core

/** Whether the body is a form of several parts. */
internal fun Call.isForm(): Boolean = contentType().startsWith("multipart/form-data", ignoreCase = true)

/** The parts of the form that the body must be. */
internal fun Call.parts(): List<Part> {
    if (!isForm()) refuse(400, "The body must be multipart/form-data, is '${contentType()}'")
    val boundary = BOUNDARY.find(contentType())?.groupValues?.get(1) ?: refuse(400, "multipart/form-data without a boundary")
    // In Latin-1 every byte is a character, and the other way round.
    val sections = "\r\n${request.body.toString(Charsets.ISO_8859_1)}".split("\r\n--$boundary")
    if (sections.size < 2 || !sections.last().startsWith("--")) refuse(400, "The form does not end")
    return sections.subList(1, sections.size - 1).map(::part)
}

/** One part of a form: what it is called, the name of its file if it is one, and what it holds. */
internal class Part(val name: String, val filename: String?, val bytes: ByteArray) {
    val text: String by lazy {
        try {
            bytes.decodeToString(throwOnInvalidSequence = true)
        } catch (_: CharacterCodingException) {
            refuse(400, "Part $name is not UTF-8")
        }
    }
}

private fun part(section: String): Part {
    val head = section.substringBefore("\r\n\r\n")
    val name = NAME.find(head) ?: refuse(400, "A part of the form has no name")
    return Part(name.value(), FILENAME.find(head)?.value(), section.substringAfter("\r\n\r\n", "").toByteArray(Charsets.ISO_8859_1))
}

private fun MatchResult.value() = groupValues[1].toByteArray(Charsets.ISO_8859_1).decodeToString()

private fun Call.contentType(): String = request.header("Content-Type").orEmpty()

private val BOUNDARY = Regex("""boundary="?([^";]+)"?""", RegexOption.IGNORE_CASE)
private val NAME = Regex("""[;\s]name="?([^";\r\n]*)"?""", RegexOption.IGNORE_CASE)
private val FILENAME = Regex("""[;\s]filename="?([^";\r\n]*)"?""", RegexOption.IGNORE_CASE)
