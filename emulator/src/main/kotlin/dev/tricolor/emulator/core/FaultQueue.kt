package dev.tricolor.emulator.core

import java.time.Clock

/** What a script can make of one exchange instead of the plain answer. */
internal sealed interface Fault {
    class Answer(val status: Int, val headers: Map<String, String>, val body: String?) : Fault

    object ResetBeforeCommit : Fault

    object ResetAfterCommit : Fault

    object TruncatedBody : Fault
}

/** Which requests a script is about; null means any. */
internal class Matching(private val method: String?, private val path: String?) {
    fun accepts(request: Request): Boolean =
        (method == null || method.equals(request.method, ignoreCase = true)) && (path == null || path in request.rawPath)
}

/** The scripted faults that are still to come, and the rate limit. Every method may be called from any thread. */
internal class FaultQueue(private val clock: Clock) {
    private class Scripted<T>(val what: T, var left: Int, val matching: Matching)

    private val faults = ArrayList<Scripted<Fault>>()
    private val delays = ArrayList<Scripted<Long>>()
    private var window: Window? = null

    private class Window(val requests: Int, val millis: Long, val start: Long, var used: Int = 0)

    @Synchronized
    fun add(fault: Fault, times: Int, matching: Matching) {
        faults += Scripted(fault, positive(times), matching)
    }

    @Synchronized
    fun addDelay(millis: Long, times: Int, matching: Matching) {
        require(millis >= 0) { "millis must not be negative, is $millis" }
        delays += Scripted(millis, positive(times), matching)
    }

    @Synchronized
    fun limit(requests: Int, windowMillis: Long) {
        require(requests >= 0) { "requests must not be negative, is $requests" }
        require(windowMillis > 0) { "windowMillis must be positive, is $windowMillis" }
        window = Window(requests, windowMillis, clock.millis())
    }

    @Synchronized
    fun clear() {
        faults.clear()
        delays.clear()
        window = null
    }

    @Synchronized
    fun takeFault(request: Request): Fault? = faults.take(request)

    @Synchronized
    fun takeDelay(request: Request): Long = delays.take(request) ?: 0

    /** Counts one request; null while it is within the limit, else the milliseconds until the next window opens. */
    @Synchronized
    fun overLimit(): Long? {
        val current = window?.now() ?: return null
        window = current
        current.used++
        return if (current.used <= current.requests) null else current.start + current.millis - clock.millis()
    }

    private fun Window.now(): Window {
        val passed = clock.millis() - start
        return if (passed < millis) this else Window(requests, millis, start + passed / millis * millis)
    }

    private fun <T> MutableList<Scripted<T>>.take(request: Request): T? {
        val scripted = firstOrNull { it.matching.accepts(request) } ?: return null
        if (--scripted.left == 0) remove(scripted)
        return scripted.what
    }

    private fun positive(times: Int): Int = times.also { require(it > 0) { "times must be positive, is $it" } }
}
