package dev.tricolor.split

/** What Split documents as the bounds of its payloads; builders hold to them, and so does the emulator. */
public object SplitLimits {
    /** Treatments of one flag in one environment. */
    public const val TREATMENTS: Int = 20

    /** Keys in one call that uploads to or removes from a segment. */
    public const val KEYS_PER_CALL: Int = 10_000

    /** Keys that one standard segment holds. */
    public const val KEYS_PER_SEGMENT: Int = 100_000

    /** The longest name of an environment that every documented client accepts. */
    public const val ENVIRONMENT_NAME: Int = 20

    /** The longest type of an event. */
    public const val EVENT_TYPE: Int = 80

    /** Characters in the name of an API key. */
    public const val API_KEY_NAME: Int = 100

    /** Names that no treatment may bear, because they are words of Split's own rule language or mean "no treatment". */
    @JvmStatic
    public fun isReservedTreatment(name: String): Boolean = name in RESERVED_TREATMENTS

    /** Whether [name] can name a flag, a traffic type or an attribute: a letter, then letters, digits, `-` and `_`. */
    @JvmStatic
    public fun isName(name: String): Boolean =
        name.isNotEmpty() && name.first().isAsciiLetter() && name.all { it.isAsciiLetter() || it in '0'..'9' || it == '-' || it == '_' }

    /** Whether [tag] can be a tag: letters, digits, `-`, `_` and `:`. */
    @JvmStatic
    public fun isTag(tag: String): Boolean = tag.isNotEmpty() && tag.all { it.isAsciiLetter() || it in '0'..'9' || it in "-_:" }

    /** Whether [type] can be the type of an event: letters, digits, `-`, `_` and `.`, with a letter or a digit in front. */
    @JvmStatic
    public fun isEventType(type: String): Boolean = type.length in 1..EVENT_TYPE && isWordChar(type.first()) &&
        type.all { isWordChar(it) || it in "-_." }

    private fun isWordChar(char: Char) = char.isAsciiLetter() || char in '0'..'9'

    /** Whether [text] can be an e-mail address: something, an `@`, and something, without spaces. */
    @JvmStatic
    public fun isEmail(text: String): Boolean = text.lastIndexOf('@') in 1 until text.lastIndex && text.none { it.isWhitespace() }

    private fun Char.isAsciiLetter() = this in 'a'..'z' || this in 'A'..'Z'

    private val RESERVED_TREATMENTS by lazy(LazyThreadSafetyMode.PUBLICATION) {
        setOf(
            "all", "and", "between", "contain", "contains", "control", "datetime", "does", "end", "ends", "false", "has", "have", "if",
            "in", "is", "match", "matches", "not", "number", "set", "split", "start", "starts", "string", "then", "treatment", "true",
            "with",
        )
    }
}
