package dev.tricolor.optimizely.classic

/** What Optimizely documents as the bounds of its classic API; builders hold to them, and so does the emulator. */
public object ClassicLimits {
    /** All visitors, in basis points: a hundredth of a percent each. The weights of an experiment's variations should add up to it. */
    public const val BASIS_POINTS: Int = 10_000

    /** How many audiences and dimensions of a project results can be segmented by. */
    public const val SEGMENTS: Int = 10

    /** The largest content of an uploaded list, in bytes. */
    public const val LIST_CONTENT: Int = 5 shl 20

    /** Whether [time] is written as schedules need it: `2015-01-01T08:00:00Z`. */
    @JvmStatic
    public fun isScheduleTime(time: String): Boolean = time.length == SCHEDULE_TIME.length &&
        time.indices.all { if (SCHEDULE_TIME[it] == '0') time[it] in '0'..'9' else time[it] == SCHEDULE_TIME[it] }

    /** Whether [name] can be that of an uploaded list: letters, digits, hyphens and underscores. */
    @JvmStatic
    public fun isListName(name: String): Boolean = name.isNotEmpty() && name.all { it.isLetterOrDigit() || it == '-' || it == '_' }

    private const val SCHEDULE_TIME = "0000-00-00T00:00:00Z"
}
