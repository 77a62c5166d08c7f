package dev.tricolor.launchdarkly

import dev.tricolor.emulator.Emulator
import kotlinx.coroutines.runBlocking

/** Runs [test] with a real client on an emulator of its own. */
internal fun onLaunchDarkly(test: suspend LaunchDarklyOnEmulator.() -> Unit): Unit = Emulator.start().use { emulator ->
    LaunchDarklyClient("api-canary") { baseUrl = emulator.launchDarklyUrl }.use { launchDarkly ->
        runBlocking { LaunchDarklyOnEmulator(emulator, launchDarkly).test() }
    }
}

internal class LaunchDarklyOnEmulator(val emulator: Emulator, val launchDarkly: LaunchDarklyClient) {
    /** The last request as `METHOD path?query`, below `/api/v2/`. */
    val asked: String get() = emulator.requests.last.toString().replaceFirst("/api/v2/", "")
}
