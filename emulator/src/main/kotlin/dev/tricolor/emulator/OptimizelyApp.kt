package dev.tricolor.emulator

import dev.tricolor.emulator.optimizely.OptimizelyAccount

/** What people do in the app of the emulated Optimizely, of which its API only sees the traces. */
public class OptimizelyApp internal constructor(
    private val account: OptimizelyAccount,
    private val exclusively: (() -> Unit) -> Unit,
) {
    /**
     * Somebody begins to change the experiment and does not publish that: changes over the API are refused with 409 from now on, until one
     * says by `override_changes` that it does away with that.
     *
     * @throws IllegalArgumentException if there is no such experiment
     */
    public fun beginChange(experimentId: Long) {
        exclusively {
            val experiment = account.experiments.withId(experimentId.toString())
            account.drafts += requireNotNull(experiment) { "there is no experiment $experimentId" }.id
        }
    }
}
