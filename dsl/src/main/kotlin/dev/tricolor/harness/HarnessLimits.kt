package dev.tricolor.harness

/** What Harness documents as the bounds of its payloads; builders hold to them, and so does the emulator. */
public object HarnessLimits {
    /** Characters of an identifier. */
    public const val IDENTIFIER: Int = 128

    /** Whether [text] can be an identifier: a letter or `_`, then letters, digits, `_` and `$`. */
    @JvmStatic
    public fun isIdentifier(text: String): Boolean =
        text.length in 1..IDENTIFIER && !text.first().isDigit() && text.first() != '$' && text.all { it.isWord() || it == '$' }

    private fun Char.isWord() = this in 'a'..'z' || this in 'A'..'Z' || this in '0'..'9' || this == '_'
}
