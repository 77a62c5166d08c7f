package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Ids
import java.time.Clock

/** Everything that one LaunchDarkly account holds. */
internal class LaunchDarklyAccount(private val clock: Clock) {
    val ids = Ids()

    fun now(): Long = clock.millis()
}
