package dev.tricolor.emulator

import dev.tricolor.emulator.core.Request

/**
 * The requests that an [Emulator] received, oldest first: the last [CAPACITY] of them, recorded before they are answered,
 * including those that were refused or met a fault. May be read from any thread.
 */
public class RequestJournal internal constructor() {
    private val kept = ArrayDeque<RecordedRequest>()

    /** A copy of what is kept. */
    public val all: List<RecordedRequest> @Synchronized get() = kept.toList()

    /** How many are kept. */
    public val count: Int @Synchronized get() = kept.size

    /** The newest. Throws [NoSuchElementException] when there is none. */
    public val last: RecordedRequest @Synchronized get() = kept.last()

    /** Forgets everything. */
    @Synchronized
    public fun clear() {
        kept.clear()
    }

    internal fun record(request: Request) {
        val recorded = RecordedRequest(request)
        synchronized(this) {
            if (kept.size == CAPACITY) kept.removeFirst()
            kept += recorded
        }
    }

    public companion object {
        /** How many requests are kept. */
        public const val CAPACITY: Int = 1_000

        /** How much of a body is kept. */
        public const val MAX_BODY_CHARS: Int = 16_384
    }
}
