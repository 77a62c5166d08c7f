package dev.tricolor

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.withTimeoutOrNull

/**
 * The gate before one of the vendor's rate-limit buckets, shared by all callers.
 *
 * It stands open until a call meets the limit. Then everyone waits for the same moment, and after it calls go out one, two, four, … at a
 * time:
 * the first to come through finds out whether the vendor's window is really over, so that a crowd does not run into it again.
 */
internal class RateGate(private val time: Time) {
    private val lock = Any()
    private val queue = ArrayDeque<CompletableDeferred<Unit>>()
    private var openAt = Long.MIN_VALUE
    private var round = 0
    private var width = OPEN
    private var inside = 0
    private var met: ErrorReply? = null

    /**
     * Waits until a call may go out, and returns the pass that it must give back by [leave].
     *
     * @return null when that would take longer than [patience] lasts
     */
    suspend fun enter(patience: Patience): Pass? {
        while (true) {
            val ticket: CompletableDeferred<Unit>?
            val wait: Long
            synchronized(lock) {
                wait = if (width == OPEN) 0 else openAt - time.millis()
                if (wait <= 0 && inside < width) {
                    inside++
                    return Pass(round)
                }
                ticket = if (wait > 0) null else CompletableDeferred<Unit>().also(queue::addLast)
            }
            val inTime = if (ticket == null) patience.sleep(wait) else patience.awaiting { awaitTurn(ticket, it) }
            if (!inTime) return null
        }
    }

    /** What the vendor said when the gate was last closed. */
    fun reason(): ErrorReply? = synchronized(lock) { met }

    fun leave(pass: Pass, succeeded: Boolean) = synchronized(lock) {
        inside--
        // Only calls that went out since the gate was closed tell whether it can be opened wider.
        // One more for each of them: twice as many each time.
        if (succeeded && pass.round == round && width != OPEN) width = if (width >= NARROW) OPEN else width + 1
        wake()
    }

    /** Closes the gate for [millis], and a little longer so that not every process comes back at once. */
    fun close(millis: Long, reason: ErrorReply): Unit = synchronized(lock) {
        val now = time.millis()
        openAt = maxOf(if (width == OPEN) now else openAt, now + millis + time.random.nextLong(minOf(millis / 10, MAX_SPREAD) + 1))
        width = 1
        round++
        met = reason
    }

    private suspend fun awaitTurn(ticket: CompletableDeferred<Unit>, millis: Long): Boolean {
        var turn = false
        try {
            turn = withTimeoutOrNull(millis) { ticket.await() } != null
            return turn
        } finally {
            synchronized(lock) {
                queue.remove(ticket)
                // Called, but not coming (cancelled, or out of patience): the turn is the next one's.
                if (!turn && ticket.isCompleted) wake()
            }
        }
    }

    private fun wake() {
        repeat(minOf(queue.size, width - inside)) { queue.removeFirst().complete(Unit) }
    }

    class Pass(val round: Int)

    private companion object {
        const val OPEN = Int.MAX_VALUE
        const val NARROW = 64
        const val MAX_SPREAD = 1_000L
    }
}
