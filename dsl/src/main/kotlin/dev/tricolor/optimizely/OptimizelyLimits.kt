package dev.tricolor.optimizely

/** What Optimizely documents as the bounds of its payloads; builders hold to them, and so does the emulator. */
public object OptimizelyLimits {
    /** The whole, in basis points: 10,000 are 100 percent. */
    public const val WHOLE: Int = 10_000

    /** The longest key. */
    public const val KEY: Int = 64

    /** The longest `ip_filter` of a web project. */
    public const val IP_FILTER: Int = 1_500

    /** The lowest confidence at which a project can declare a winner. */
    public const val LEAST_CONFIDENCE: Double = 0.5

    /** How many items a page has at most. */
    public const val PER_PAGE: Int = 100

    /** Whether [key] can be that of a feature, a variable, an experiment, a variation or an environment: letters, digits, `_` and `-`. */
    @JvmStatic
    public fun isKey(key: String): Boolean = isKey(key, "_-")

    /** Whether [key] can be that of an attribute or an event: letters, digits, `_`, `-`, `.` and spaces. */
    @JvmStatic
    public fun isSpacedKey(key: String): Boolean = isKey(key, "_-. ")

    /** Whether a variable of [type] can have [value], which is text whatever the type; a type that nobody knows yet may have any. */
    @JvmStatic
    public fun isVariableValue(type: FeatureVariableType, value: String): Boolean = fits(type, value)

    private fun isKey(key: String, others: String) =
        key.length in 1..KEY && key.all { it in 'a'..'z' || it in 'A'..'Z' || it in '0'..'9' || it in others }
}
