package dev.tricolor

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import java.util.concurrent.atomic.AtomicLong

/**
 * The body of an answer on its way to whoever reads it, chunk by chunk: nothing holds the whole.
 *
 * @param take takes the first bytes of a buffer that is used again; as long as it takes its time, nothing more is read
 */
internal class Download(private val take: suspend (buffer: ByteArray, size: Int) -> Unit) {
    private val steps = AtomicLong()

    @Volatile
    private var taking = false

    /** Whether some of the body has been handed over, so that it cannot be asked for anew. */
    @Volatile
    var begun: Boolean = false
        private set

    /** Is seen to grow as long as it is not the server that keeps us waiting. */
    fun progress(): Long = if (taking) steps.incrementAndGet() else steps.get()

    suspend fun takeFrom(channel: ByteReadChannel) {
        val buffer = ByteArray(CHUNK)
        begun = true
        while (true) {
            val size = channel.readAvailable(buffer)
            if (size < 0) break
            steps.incrementAndGet()
            taking = true
            try {
                take(buffer, size)
            } finally {
                taking = false
                steps.incrementAndGet()
            }
        }
        // A body that breaks off can look like one that has ended.
        channel.closedCause?.let { throw it }
    }

    private companion object {
        const val CHUNK = 16 * 1024
    }
}
