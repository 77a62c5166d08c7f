package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.emulator.Emulator
import kotlinx.coroutines.runBlocking

/** Runs [test] with a real client, for the project `shop` of the organization `default`, on an emulator of its own. */
internal fun onHarness(test: suspend HarnessOnEmulator.() -> Unit): Unit = Emulator.start().use { emulator ->
    val configured = Block<HarnessClientBuilder> {
        baseUrl = emulator.harnessUrl
        orgIdentifier = "default"
        projectIdentifier = "shop"
    }
    HarnessClient("pat.canary", "acc", configured).use { harness -> runBlocking { HarnessOnEmulator(emulator, harness).test() } }
}

internal class HarnessOnEmulator(val emulator: Emulator, val harness: HarnessClient) {
    /** The last request as `METHOD path?query`, without the identifiers of the scope. */
    val asked: String
        get() = emulator.requests.last.toString().replace(SCOPE, "").removeSuffix("?").removeSuffix("&")

    private companion object {
        const val SCOPE = "accountIdentifier=acc&orgIdentifier=default&projectIdentifier=shop"
    }
}
