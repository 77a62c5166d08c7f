package dev.tricolor.benchmark

import dev.tricolor.split.SplitClient
import kotlinx.coroutines.runBlocking
import java.io.InputStream
import java.lang.management.ManagementFactory
import java.lang.management.MemoryType

/**
 * Uploads a million keys as a large segment, from a stream that makes them as they are read, and prints the peak of the heap in MB and the
 * keys per second. Arguments: the server's URL, workspace, environment and segment. Meant for `-Xmx64m`.
 */
internal object LargeUpload {
    const val KEYS = 1_000_000

    @JvmStatic
    fun main(arguments: Array<String>) {
        val url = arguments[0]
        val (workspaceId, environmentId, segmentName) = arguments.drop(1)
        val start = System.nanoTime()
        SplitClient("key") { baseUrl = url }.use { split ->
            runBlocking { split.largeSegmentDefinitions.upload(workspaceId, environmentId, segmentName, Lines(KEYS)) }
        }
        val seconds = (System.nanoTime() - start) / 1e9
        val peak = ManagementFactory.getMemoryPoolMXBeans().filter { it.type == MemoryType.HEAP }.sumOf { it.peakUsage.used }
        println("${peak / 1_000_000} ${(KEYS / seconds).toLong()}")
    }

    /** `user-000000000000` and so on, one on a line, 18 bytes each. */
    private class Lines(private val count: Int) : InputStream() {
        private var made = 0
        private var line = ByteArray(0)
        private var at = 0

        override fun read(): Int {
            if (at == line.size) {
                if (made == count) return -1
                line = "user-%012d\n".format(made++).encodeToByteArray()
                at = 0
            }
            return line[at++].toInt()
        }
    }
}
