package dev.tricolor.samples

import java.io.File
import java.util.concurrent.TimeUnit

/** The top of the checkout. */
internal val root = File(System.getProperty("tricolor.root"))

/** How a program ended, and what it said. */
internal class Ended(val status: Int, val out: String, val err: String) {
    val said: String get() = out + err
}

/** Runs a launcher of the samples as a user does from a pipe, with only those [variables] that could make a difference to it. */
internal fun launch(launcher: String, vararg words: String, variables: Map<String, String> = emptyMap()): Ended {
    val out = File.createTempFile("samples", ".out")
    val err = File.createTempFile("samples", ".err")
    try {
        val builder = ProcessBuilder("sh", File(root, launcher).path, *words).redirectOutput(out).redirectError(err)
        builder.environment().run {
            keys.removeAll(setOf("SPLIT_ADMIN_API_KEY", "NO_COLOR", "CLICOLOR_FORCE"))
            put("JAVA_HOME", System.getProperty("java.home"))
            putAll(variables)
        }
        val process = builder.start()
        process.outputStream.close()
        if (!process.waitFor(3, TimeUnit.MINUTES)) process.destroyForcibly()
        return Ended(process.waitFor(), out.readText(), err.readText())
    } finally {
        out.delete()
        err.delete()
    }
}
