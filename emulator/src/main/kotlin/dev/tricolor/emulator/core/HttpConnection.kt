package dev.tricolor.emulator.core

import io.ktor.http.HttpProtocolVersion
import io.ktor.http.HttpStatusCode
import io.ktor.http.cio.ConnectionOptions
import io.ktor.http.cio.parseHttpBody
import io.ktor.http.cio.parseRequest
import io.ktor.utils.io.jvm.javaio.toByteReadChannel
import io.ktor.utils.io.readRemaining
import io.ktor.utils.io.writer
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.io.readByteArray
import java.io.FilterInputStream
import java.io.InputStream
import java.net.Socket
import kotlin.coroutines.EmptyCoroutineContext
import io.ktor.http.cio.Request as Head

/** Serves the requests of one connection one after another until either side has had enough. */
internal class HttpConnection(private val socket: Socket, private val answer: (Request) -> Outcome) {
    // Without a dispatcher of its own the channel reads on the thread that asks, which is this connection's.
    private val input = HalfOpen(socket.getInputStream()).toByteReadChannel(EmptyCoroutineContext)
    private val output = socket.getOutputStream().buffered()

    fun serve() {
        socket.tcpNoDelay = true
        do {
            val message = readOrRefuse()
            val more = message != null && act(answer(message.request), message)
        } while (more)
    }

    /** Ktor closes what has come to its end, which would close the socket under a client that still waits for its answer. */
    private class HalfOpen(stream: InputStream) : FilterInputStream(stream) {
        override fun close() = Unit
    }

    private class Message(val request: Request, val keepAlive: Boolean)

    private fun readOrRefuse(): Message? = try {
        runBlocking { read() }
    } catch (ending: InterruptedException) {
        throw ending
    } catch (@Suppress("TooGenericExceptionCaught") malformed: Exception) {
        // The parser has no one type for what it cannot read. If the client is gone, this write ends the connection too.
        val reply = Reply(400, text = "Malformed request: ${malformed.message}", headers = TEXT)
        write(reply, keepAlive = false, promised = reply.bytes.size, sent = reply.bytes.size)
        null
    }

    private suspend fun read(): Message? {
        val head = parseRequest(input) ?: return null
        val connection = ConnectionOptions.parse(head.headers["Connection"])
        val keepAlive = if (head.version.toString() == "HTTP/1.0") connection?.keepAlive == true else connection?.close != true
        try {
            val body = readBody(head, connection)
            return Message(Request(head.method.value, head.uri.toString().path(), head.headers(), body), keepAlive)
        } finally {
            head.release()
        }
    }

    private suspend fun readBody(head: Head, connection: ConnectionOptions?): ByteArray {
        val promised = head.headers["Content-Length"]?.toString()?.toLong()
        val encoding = head.headers["Transfer-Encoding"]
        // Ktor's own test takes a DELETE with `Connection: close` for one whose body ends with the connection.
        if (encoding == null && (promised ?: 0) == 0L) return ByteArray(0)
        if (head.headers["Expect"]?.toString().equals("100-continue", ignoreCase = true)) {
            output.write("HTTP/1.1 100 Continue\r\n\r\n".toByteArray())
            output.flush()
        }
        val body = coroutineScope {
            val version = HttpProtocolVersion.parse(head.version)
            val parsed = writer { parseHttpBody(version, promised ?: -1, encoding, connection, input, channel) }
            parsed.channel.readRemaining().readByteArray()
        }
        check(promised == null || promised == body.size.toLong()) { "$promised bytes promised, ${body.size} sent" }
        return body
    }

    /** Whether the connection outlives the [outcome]. */
    private fun act(outcome: Outcome, message: Message): Boolean = when (outcome) {
        is Outcome.Send -> {
            val size = outcome.reply.bytes.size
            write(outcome.reply, message.keepAlive, promised = size, sent = if (message.request.method == "HEAD") 0 else size)
            message.keepAlive
        }
        is Outcome.Truncate -> {
            val size = outcome.reply.bytes.size
            write(outcome.reply, message.keepAlive, promised = maxOf(size, 1), sent = size / 2)
            false
        }
        Outcome.Reset -> {
            // Lingering for no time at all makes close() send RST rather than an orderly end.
            socket.setSoLinger(true, 0)
            false
        }
    }

    private fun write(reply: Reply, keepAlive: Boolean, promised: Int, sent: Int) {
        val own = buildMap {
            if (promised > 0) put("Content-Type", "application/json")
            if (promised > 0 || reply.status !in WITHOUT_BODY) put("Content-Length", "$promised")
            if (!keepAlive) put("Connection", "close")
        }
        val head = buildString {
            append("HTTP/1.1 ${reply.status} ${HttpStatusCode.fromValue(reply.status).description}\r\n")
            val overridden = reply.headers.keys.mapTo(HashSet()) { it.lowercase() }
            (own.filterKeys { it.lowercase() !in overridden } + reply.headers).forEach { (name, value) ->
                append("$name: $value\r\n")
            }
            append("\r\n")
        }
        output.write(head.toByteArray())
        output.write(reply.bytes, 0, sent)
        output.flush()
    }

    private fun Head.headers(): Map<String, List<String>> =
        headers.offsets().groupByTo(sortedMapOf(String.CASE_INSENSITIVE_ORDER), { headers.nameAtOffset(it).toString() }) {
            headers.valueAtOffset(it).toString()
        }

    private companion object {
        val WITHOUT_BODY = setOf(204, 304)
        val TEXT = mapOf("Content-Type" to "text/plain; charset=utf-8")
    }

    // A client that takes the emulator for a proxy sends a whole URL.
    private fun String.path(): String = if (startsWith("http://")) "/" + removePrefix("http://").substringAfter('/', "") else this
}
