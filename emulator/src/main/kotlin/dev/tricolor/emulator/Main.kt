package dev.tricolor.emulator

import java.io.IOException
import java.util.concurrent.CountDownLatch
import kotlin.system.exitProcess

private const val USAGE = """usage: java -jar tricolor-emulator.jar [--port N] [--token T]...

  --port N    listen on 127.0.0.1:N; 0, the default, takes any free port
  --token T   let only this API key in; may be repeated; without it any key that is not blank enters
  --help      print this and end
"""

/** What the command line asks for; null when it cannot be understood. */
internal class Arguments private constructor(val port: Int, val tokens: List<String>, val help: Boolean) {
    companion object {
        fun parse(words: List<String>): Arguments? {
            if ("--help" in words) return Arguments(0, emptyList(), help = true)
            val pairs = words.chunked(2)
            val ports = pairs.filter { it[0] == "--port" }.map { it.getOrNull(1)?.toIntOrNull() }
            val tokens = pairs.filter { it[0] == "--token" }.map { it.getOrNull(1) }
            val understood = ports.size + tokens.size == pairs.size && ports.size <= 1 &&
                ports.all { it in 0..65_535 } && tokens.none { it.isNullOrBlank() }
            return if (understood) Arguments(ports.firstOrNull() ?: 0, tokens.filterNotNull(), help = false) else null
        }
    }
}

internal fun main(words: Array<String>) {
    val arguments = Arguments.parse(words.asList())
    when {
        arguments == null -> end(2) { System.err.print(USAGE) }
        arguments.help -> print(USAGE)
        else -> run(arguments)
    }
}

private fun run(arguments: Arguments) {
    val emulator = try {
        Emulator.start(arguments.port, arguments.tokens)
    } catch (failure: IOException) {
        end(1) { System.err.println("cannot listen on 127.0.0.1:${arguments.port}: ${failure.message}") }
    }
    // SIGTERM is how this program is meant to end, so it counts as success; left alone, the JVM would report 143.
    Runtime.getRuntime().addShutdownHook(
        Thread {
            emulator.close()
            Runtime.getRuntime().halt(0)
        },
    )
    println("tricolor emulator listening on ${emulator.url}")
    CountDownLatch(1).await()
}

private fun end(status: Int, say: () -> Unit): Nothing {
    say()
    exitProcess(status)
}
