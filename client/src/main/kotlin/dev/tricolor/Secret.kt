package dev.tricolor

/**
 * A token that admits to a vendor's API. It does not print, compare, or serialize; only who asks for it by [reveal] sees it.
 *
 * @throws IllegalArgumentException if [value] is blank or holds what no HTTP header may: line breaks, spaces, anything that is not
 * printable ASCII
 */
public class Secret(value: String) {
    private val value: String = value.also {
        require(it.isNotBlank()) { "the token is blank" }
        // Refused here, before an HTTP library quotes the whole header in its complaint.
        require(value.none { char -> char == '\r' || char == '\n' }) { "the token holds a line break" }
        require(it.all { char -> char in '!'..'~' }) { "the token holds a character that is not printable ASCII" }
    }

    /** The token itself, to be stored where secrets are stored: keep it out of logs and messages. */
    public fun reveal(): String = value

    /** [text] without this secret in it, for what a server may echo, as it is or with any of its characters escaped as JSON allows. */
    internal fun redact(text: String): String = spellings.replace(text, MASK)

    private val spellings by lazy(LazyThreadSafetyMode.PUBLICATION) {
        this.value.map { char ->
            val escaped = "\\\\u00(?i:${char.code.toString(radix = 16).padStart(2, '0')})"
            "(?:${Regex.escape(char.toString())}|$escaped${if (char in "/\\\"") "|\\\\${Regex.escape(char.toString())}" else ""})"
        }.joinToString("").toRegex()
    }

    override fun toString(): String = "Secret($MASK)"

    public companion object {
        private const val MASK = "***"

        /** The same as the constructor, for Java. */
        @JvmStatic
        public fun of(value: String): Secret = Secret(value)

        /**
         * The token in the environment variable [variable].
         *
         * @throws IllegalArgumentException if the variable is not set, or what it holds cannot be a token
         */
        @JvmStatic
        public fun fromEnvironment(variable: String): Secret {
            val value = requireNotNull(System.getenv(variable)) { "$variable is not set" }
            return try {
                Secret(value)
            } catch (unusable: IllegalArgumentException) {
                throw IllegalArgumentException("$variable: ${unusable.message}", unusable)
            }
        }
    }
}
