package dev.tricolor.emulator

import dev.tricolor.emulator.core.FaultQueue
import dev.tricolor.emulator.core.Matching

/** The faults of one [Emulator]: scripts for any request, for chosen ones, and a rate limit. Nothing is scripted at the start. */
public class Faults internal constructor(queue: FaultQueue) : FaultScript(queue, Matching(null, null)) {
    /**
     * A script for requests with this [method] (any when null) whose path, as sent, contains [path] (any when null).
     * Other requests pass by it and use up nothing.
     */
    @JvmOverloads
    public fun matching(method: String? = null, path: String? = null): FaultScript =
        ChosenFaults(queue, Matching(method, path))

    /**
     * From now on lets [requests] requests pass per window of [windowMillis] milliseconds of the emulator's clock and
     * answers the others with 429 in the vendor's way. Requests that meet a scripted fault are counted as well.
     */
    public fun rateLimit(requests: Int, windowMillis: Long): Faults {
        queue.limit(requests, windowMillis)
        return this
    }

    /** Forgets every scripted fault and the rate limit. */
    public fun clear() {
        queue.clear()
    }
}

private class ChosenFaults(queue: FaultQueue, matching: Matching) : FaultScript(queue, matching)
