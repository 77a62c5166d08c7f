package dev.tricolor.emulator.harness

import java.time.Clock
import java.util.concurrent.ConcurrentHashMap

/** The secrets of all tokens that were ever made here, and when each of them admits. */
internal class Secrets(private val clock: Clock) {
    // Whether a request is admitted is asked outside the lock around the state.
    private val windows = ConcurrentHashMap<String, LongRange>()

    fun admit(secret: String, from: Long, until: Long) {
        windows[secret] = from until until
    }

    fun shorten(secret: String, until: Long) {
        windows.computeIfPresent(secret) { _, window -> window.first until minOf(window.last + 1, until) }
    }

    fun revoke(secret: String): Unit = shorten(secret, Long.MIN_VALUE)

    /** Whether [secret] admits at this moment; null when it is none of a token made here. */
    fun admits(secret: String): Boolean? = windows[secret]?.contains(clock.millis())
}
