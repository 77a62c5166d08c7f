package dev.tricolor.split

import dev.tricolor.emulator.Emulator
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.seconds

private fun httpThreads() = Thread.getAllStackTraces().keys.filter { it.name.startsWith("tricolor-http") || "OkHttp 127" in it.name }

internal class CloseSpec : FunSpec({
    test("closing ends the client's threads") {
        onEmulator {
            coroutineScope { List(20) { async { split.workspaces.list() } }.awaitAll() }
        }
        eventually(5.seconds) { httpThreads().shouldBeEmpty() }
    }

    test("a JVM that has closed its client ends at once, and even one that has not") {
        Emulator.start().use { emulator ->
            listOf("close", "leave").forEach { what ->
                val java = ProcessBuilder(
                    "${System.getProperty("java.home")}/bin/java", "-cp", System.getProperty("java.class.path"),
                    "dev.tricolor.split.OneCall", emulator.splitUrl, what,
                ).redirectErrorStream(true).start()
                java.waitFor(20, TimeUnit.SECONDS) shouldBe true
                val millis = java.inputStream.bufferedReader().readLines().last().removePrefix("exit after ").toLong()
                // An engine that holds the JVM holds it for a minute; how soon it really ends is for the benchmark to say.
                System.currentTimeMillis() - millis shouldBeLessThan 10_000
            }
        }
    }
})

/** Makes one call in a JVM of its own, and prints when it is done with it. */
internal object OneCall {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val split = SplitClient("key") { baseUrl = arguments[0] }
        runBlocking { split.workspaces.list() }
        if (arguments[1] == "close") split.close()
        println("exit after ${System.currentTimeMillis()}")
    }
}
