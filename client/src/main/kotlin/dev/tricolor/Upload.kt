package dev.tricolor

import io.ktor.http.Headers
import io.ktor.http.Url
import io.ktor.http.content.OutgoingContent
import io.ktor.http.headersOf
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.writeFully
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import java.io.File
import java.io.IOException

/**
 * A file on its way to a URL that the vendor gave for it, chunk by chunk.
 *
 * @param label says in logs and errors what is sent; the URL does not, because whoever knows it can upload
 * @param given the headers that must go along; those that belong to the connection are left to the HTTP client
 * @param progress hears how many bytes of the file are sent so far
 * @throws IOException if [file] is empty or not there
 * @throws IllegalArgumentException if [url] is not one that anything may be sent to
 */
internal class Upload(
    val label: String,
    url: String,
    given: Map<String, List<String>>,
    contentType: String,
    private val file: File,
    private val progress: (Long) -> Unit,
) {
    val url: Url = checkedUploadUrl(url)

    // A file that is gone has a length of 0 too, and nothing at all must not take the place of what is there.
    private val length = file.length().also { if (it == 0L) throw IOException("$file is empty, or there is none") }

    private val type = given.entries.find { it.key.equals("Content-Type", ignoreCase = true) }?.value?.firstOrNull() ?: contentType

    val headers: Map<String, List<String>> = given.filterKeys { it.lowercase() !in OF_THE_CONNECTION }

    /** How many bytes of the file this attempt has sent so far. */
    @Volatile
    var sent: Long = 0

    /** Why the file could not be read; null while it can. */
    @Volatile
    var unreadable: IOException? = null
        private set

    fun content(): OutgoingContent = object : OutgoingContent.WriteChannelContent() {
        // Without a length it would be sent in HTTP's own chunks, which object stores do not take.
        override val contentLength: Long = length
        override val headers: Headers = headersOf("Content-Type", type)

        override suspend fun writeTo(channel: ByteWriteChannel) = copy(channel)
    }

    private suspend fun copy(channel: ByteWriteChannel) {
        val buffer = ByteArray(CHUNK)
        reading { file.inputStream() }.use { input ->
            while (sent < length) {
                val size = reading {
                    input.read(buffer, 0, minOf(CHUNK.toLong(), length - sent).toInt()).also { size ->
                        if (size < 0) throw IOException("$file became shorter while it was sent")
                    }
                }
                channel.writeFully(buffer, 0, size)
                channel.flush()
                sent += size
                progress(sent)
            }
        }
    }

    private suspend fun <T> reading(read: () -> T): T = runInterruptible(Dispatchers.IO) {
        try {
            read()
        } catch (failure: IOException) {
            unreadable = failure
            throw failure
        }
    }

    private companion object {
        const val CHUNK = 64 * 1024
        val OF_THE_CONNECTION = setOf(
            "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade", "host", "content-length", "content-type", "expect", "user-agent",
        )
    }
}

private fun checkedUploadUrl(text: String): Url {
    require(text.startsWith("https://") || text.startsWith("http://")) { "the upload URL is not a URL of HTTP" }
    // The cause would quote it.
    val url = requireNotNull(urlOrNull(text)) { "the upload URL cannot be read as one" }
    require(isSafe(url)) { "the upload URL is plain HTTP on ${url.host}, which is allowed only for a loopback address" }
    return url
}
