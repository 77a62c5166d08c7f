package dev.tricolor.launchdarkly

/** What LaunchDarkly documents as the bounds of its payloads; builders hold to them, and so does the emulator. */
public object LaunchDarklyLimits {
    /** The longest key of a flag. */
    public const val FLAG_KEY: Int = 256

    /** The longest key of a project or an environment. */
    public const val PROJECT_KEY: Int = 100

    /** The longest tag. */
    public const val TAG: Int = 64

    /** What the weights of a rollout add up to: they are thousandths of a percent. */
    public const val WEIGHTS: Int = 100_000

    /** How many environments a list of flags can be asked for. */
    public const val ENVIRONMENTS_PER_LIST: Int = 3

    /** The longest key of a segment; not documented, taken to be that of a flag. */
    public const val SEGMENT_KEY: Int = FLAG_KEY

    /** How many targets a patch of a segment adds and removes at most. */
    public const val TARGETS_PER_PATCH: Int = 1_500

    /** The longest time that the PHP SDK can be told to keep what it knows of flags. */
    public const val TTL_MINUTES: Long = 60

    /** Whether [key] can be a key of at most [max] characters: a letter or digit, then letters, digits, `.`, `_` and `-`. */
    @JvmStatic
    public fun isKey(key: String, max: Int): Boolean =
        key.length in 1..max && key.first().isLetterOrDigit() && key.all { it.isKeyCharacter() }

    /** Whether [tag] can be a tag: 1 to 64 letters, digits, `.`, `_` and `-`. */
    @JvmStatic
    public fun isTag(tag: String): Boolean = tag.length in 1..TAG && tag.all { it.isKeyCharacter() }

    /** Whether [id] can be the id of a member: 24 hexadecimal digits. */
    @JvmStatic
    public fun isMemberId(id: String): Boolean = id.length == 24 && id.all { it.isHexDigit() }

    /** Whether [color] can be that of an environment: 3 or 6 hexadecimal digits, without `#`. */
    @JvmStatic
    public fun isColor(color: String): Boolean = color.length in setOf(3, 6) && color.all { it.isHexDigit() }

    private fun Char.isHexDigit() = this in '0'..'9' || this in 'a'..'f' || this in 'A'..'F'

    private fun Char.isLetterOrDigit() = this in 'a'..'z' || this in 'A'..'Z' || this in '0'..'9'

    private fun Char.isKeyCharacter() = isLetterOrDigit() || this in "._-"
}
