package dev.tricolor

import kotlinx.coroutines.delay
import java.util.concurrent.TimeUnit
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** What time is and how it passes; tests bring their own. [millis] counts from anywhere. */
internal class Time(
    val millis: () -> Long = { System.nanoTime() / 1_000_000 },
    val sleep: suspend (Long) -> Unit = { delay(it) },
    val random: Random = Random.Default,
)

/** How often and how long a call is tried. */
internal class RetryPolicy(val maxAttempts: Int, val maxWaitMillis: Long) {
    /** The pause after the failed attempt number [attempt], doubling from half a second to twenty, half of it by chance. */
    fun backoffMillis(attempt: Int, random: Random): Long {
        val full = minOf(MAX_BACKOFF, FIRST_BACKOFF shl minOf(attempt - 1, MAX_DOUBLINGS))
        return full / 2 + random.nextLong(full / 2 + 1)
    }

    private companion object {
        const val FIRST_BACKOFF = 500L
        const val MAX_BACKOFF = 20_000L
        const val MAX_DOUBLINGS = 6
    }
}

/** How long one call has waited, of how long it may. */
internal class Patience(private val maxWaitMillis: Long, private val time: Time) {
    var waitedMillis: Long = 0
        private set

    /** Sleeps; or returns false at once when that would be too long. */
    suspend fun sleep(millis: Long): Boolean {
        if (millis > maxWaitMillis - waitedMillis) return false
        time.sleep(millis)
        waitedMillis += millis
        return true
    }

    /** Waits for something whose moment nobody knows, for as long as patience lasts. */
    suspend fun awaiting(wait: suspend (maxMillis: Long) -> Boolean): Boolean {
        val start = time.millis()
        try {
            return wait(maxWaitMillis - waitedMillis)
        } finally {
            waitedMillis += time.millis() - start
        }
    }
}

/** Says how often and how long calls are tried again. */
@TricolorDsl
public class RetryBuilder internal constructor(before: RetryPolicy?) {
    /** How often a call is sent at most, the first time included; at least 1. */
    public var maxAttempts: Int = before?.maxAttempts ?: 5

    /** How long a call waits at most between attempts, all waits together; zero means that it never waits. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var maxWait: Duration = before?.maxWaitMillis?.milliseconds ?: 2.minutes

    /** Sets [RetryBuilder.maxAttempts]. */
    public fun maxAttempts(attempts: Int): RetryBuilder = apply { maxAttempts = attempts }

    /** Sets how long a call waits at most between attempts, all waits together; zero means that it never waits. */
    public fun maxWait(amount: Long, unit: TimeUnit): RetryBuilder = apply { maxWait = unit.toMillis(amount).milliseconds }

    internal fun build(): RetryPolicy {
        require(maxAttempts >= 1) { "retry.maxAttempts is $maxAttempts, must be at least 1" }
        require(!maxWait.isNegative()) { "retry.maxWait is $maxWait, must not be negative" }
        return RetryPolicy(maxAttempts, maxWait.inWholeMilliseconds)
    }
}
