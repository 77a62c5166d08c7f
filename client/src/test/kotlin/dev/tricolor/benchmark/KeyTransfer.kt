package dev.tricolor.benchmark

import dev.tricolor.emulator.Emulator
import dev.tricolor.split.SplitClient
import kotlinx.coroutines.runBlocking
import java.io.File
import java.io.OutputStream
import java.lang.management.ManagementFactory
import java.lang.management.MemoryType
import java.util.Locale

/**
 * What many keys cost a process with a heap of 64 MB, against an emulator in another one: a CSV of a million lines that is uploaded as a
 * large segment, and a segment of 100,000 keys that is exported to a CSV.
 */
internal object KeyTransfer {
    const val UPLOADED = 1_000_000
    const val EXPORTED = 100_000
    const val LINE_BYTES = 18
    private const val SEGMENT = "keys"

    /** What one transfer took: the most that was on the heap at once, live or not, and how fast it went. */
    class Cost(val peakBytes: Long, val keysPerSecond: Long)

    @JvmStatic
    fun main(arguments: Array<String>) {
        if (arguments.isNotEmpty()) return transfer(arguments[0], arguments[1], arguments[2], arguments[3], File(arguments[4]))
        val file = File.createTempFile("keys", ".csv")
        try {
            Emulator.start().use { emulator ->
                println("-Xmx64m %28s %16s".format("peak heap MB", "keys per second"))
                listOf("upload" to "1,000,000 lines uploaded", "export" to "100,000 keys exported").forEach { (what, title) ->
                    val cost = run(emulator, what, file)
                    val numbers = "%10.1f %,16d".format(Locale.ROOT, cost.peakBytes / 1e6, cost.keysPerSecond)
                    println("%-26s%s".format(title, numbers))
                }
            }
        } finally {
            file.delete()
        }
    }

    /** Has a JVM of its own [what] (`upload`, `export`) the keys from, or to, [file]. */
    fun run(emulator: Emulator, what: String, file: File): Cost {
        val (workspaceId, environmentId) = SplitClient("key") { baseUrl = emulator.splitUrl }.use { split ->
            runBlocking { prepare(split, what, file) }
        }
        val java = "${System.getProperty("java.home")}/bin/java"
        val classpath = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        val command = listOf(java, "-Xmx64m", "-cp", classpath, KeyTransfer::class.java.name) +
            listOf(what, emulator.splitUrl, workspaceId, environmentId, file.path)
        val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        val numbers = process.inputStream.bufferedReader().readText().trim().split(' ')
        check(process.waitFor() == 0) { "the JVM that should $what keys ended with ${process.exitValue()}" }
        return Cost(numbers[0].toLong(), numbers[1].toLong())
    }

    private suspend fun prepare(split: SplitClient, what: String, file: File): Pair<String, String> {
        val workspaceId = checkNotNull(split.workspaces.find("Default")).id
        val environmentId = checkNotNull(split.environments.find(workspaceId, "Production")).id
        if (what == "upload") {
            file.bufferedWriter().use { csv -> repeat(UPLOADED) { csv.append(key(it)).append('\n') } }
            split.largeSegments.create(workspaceId, "user", SEGMENT)
            split.largeSegmentDefinitions.create(environmentId, SEGMENT)
        } else {
            split.segments.create(workspaceId, "user", SEGMENT)
            split.segmentDefinitions.create(environmentId, SEGMENT)
            split.segmentKeys.upload(environmentId, SEGMENT, (0 until EXPORTED).asSequence().map(::key).asIterable())
        }
        return workspaceId to environmentId
    }

    private fun key(number: Int) = "user-%012d".format(number)

    /** Prints the peak of the heap in bytes, and the keys per second. */
    private fun transfer(what: String, url: String, workspaceId: String, environmentId: String, file: File) {
        val start = System.nanoTime()
        val keys = SplitClient("key") { baseUrl = url }.use { split ->
            runBlocking {
                if (what == "upload") {
                    split.largeSegmentDefinitions.upload(workspaceId, environmentId, SEGMENT, file)
                    UPLOADED.toLong()
                } else {
                    file.outputStream().use<OutputStream, Long> { split.segmentKeys.exportCsv(environmentId, SEGMENT, it) }
                }
            }
        }
        val seconds = (System.nanoTime() - start) / 1e9
        val peak = ManagementFactory.getMemoryPoolMXBeans().filter { it.type == MemoryType.HEAP }.sumOf { it.peakUsage.used }
        println("$peak ${(keys / seconds).toLong()}")
    }
}
