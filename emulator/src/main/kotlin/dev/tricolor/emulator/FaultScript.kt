package dev.tricolor.emulator

import dev.tricolor.emulator.core.Fault
import dev.tricolor.emulator.core.FaultQueue
import dev.tricolor.emulator.core.Matching

/**
 * Scripts what goes wrong with coming requests. Faults are used up in the order of their scripting, one per request,
 * each `times` times; a delay is counted apart, so a request can be late and refused as well. All methods may be called
 * from any thread and return this script.
 */
public abstract class FaultScript internal constructor(internal val queue: FaultQueue, private val matching: Matching) {
    /**
     * The next [times] requests are answered with [status] (200 to 599) and change nothing. Without a [body] the vendor's
     * own error body is sent; [headers] are added, and a `Content-Type` among them replaces `application/json`.
     */
    @JvmOverloads
    public fun next(
        status: Int,
        times: Int = 1,
        headers: Map<String, String> = emptyMap(),
        body: String? = null,
    ): FaultScript {
        require(status in 200..599) { "status must be 200 to 599, is $status" }
        return script(Fault.Answer(status, headers.toMap(), body), times)
    }

    /** The next [times] requests wait [millis] milliseconds before anything is done with them. */
    @JvmOverloads
    public fun delay(millis: Long, times: Int = 1): FaultScript {
        queue.addDelay(millis, times, matching)
        return this
    }

    /** The next [times] requests change nothing, and their connection is reset without a reply. */
    @JvmOverloads
    public fun resetBeforeCommit(times: Int = 1): FaultScript = script(Fault.ResetBeforeCommit, times)

    /** The next [times] requests are carried out, and then their connection is reset without a reply. */
    @JvmOverloads
    public fun resetAfterCommit(times: Int = 1): FaultScript = script(Fault.ResetAfterCommit, times)

    /**
     * The next [times] requests are carried out, but their reply promises in `Content-Length` more than the first half of
     * the body that is sent before the connection is closed.
     */
    @JvmOverloads
    public fun truncatedBody(times: Int = 1): FaultScript = script(Fault.TruncatedBody, times)

    private fun script(fault: Fault, times: Int): FaultScript {
        queue.add(fault, times, matching)
        return this
    }
}
