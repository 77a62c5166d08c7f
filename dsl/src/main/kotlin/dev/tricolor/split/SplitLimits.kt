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

    /** The longest name of a flag set. */
    public const val FLAG_SET_NAME: Int = 50

    /** The longest id of an attribute. */
    public const val ATTRIBUTE_ID: Int = 200

    /** The longest display name of an attribute. */
    public const val ATTRIBUTE_DISPLAY_NAME: Int = 200

    /** The longest description of an attribute. */
    public const val ATTRIBUTE_DESCRIPTION: Int = 500

    /** Suggested values of one attribute. */
    public const val SUGGESTED_VALUES: Int = 50

    /** The longest suggested value of an attribute. */
    public const val SUGGESTED_VALUE: Int = 50

    /** The largest CSV of attributes, in bytes: what Split calls 1 MB. */
    public const val ATTRIBUTES_CSV_BYTES: Int = 1_048_576

    /** Rows of one CSV of attributes, below its heading. */
    public const val ATTRIBUTES_CSV_ROWS: Int = 1_000

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

    /** Whether [name] can name a flag set: `a` to `z`, digits and `_`, with no `_` in front, at most 50 together. */
    @JvmStatic
    public fun isFlagSetName(name: String): Boolean =
        name.length in 1..FLAG_SET_NAME && name.first() != '_' && name.all { it in 'a'..'z' || it in '0'..'9' || it == '_' }

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
