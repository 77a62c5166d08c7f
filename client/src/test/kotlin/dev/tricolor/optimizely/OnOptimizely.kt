package dev.tricolor.optimizely

import dev.tricolor.emulator.Emulator
import kotlinx.coroutines.runBlocking

/** Runs [test] with a real client on an emulator of its own. */
internal fun onOptimizely(test: suspend OptimizelyOnEmulator.() -> Unit): Unit = Emulator.start().use { emulator ->
    OptimizelyClient("2:canary") { baseUrl = emulator.optimizelyUrl }.use { optimizely ->
        runBlocking { OptimizelyOnEmulator(emulator, optimizely).test() }
    }
}

internal class OptimizelyOnEmulator(val emulator: Emulator, val optimizely: OptimizelyClient) {
    /** The last request as `METHOD path?query`, below `/v2/`. */
    val asked: String get() = emulator.requests.last.toString().replaceFirst("/v2/", "")

    /** The body of the last request. */
    val said: String get() = emulator.requests.last.body

    suspend fun fullStack(): Project = optimizely.projects.create("Shop") { platform = ProjectPlatform.CUSTOM }
}
