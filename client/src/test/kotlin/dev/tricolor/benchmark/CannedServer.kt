package dev.tricolor.benchmark

import java.io.BufferedReader
import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.SocketException
import kotlin.concurrent.thread

/** Answers every GET with a flag, or with a page of [FLAGS] of them, from bytes that are ready; does nothing else that takes time. */
internal class CannedServer : AutoCloseable {
    private val socket = ServerSocket(0, 256, InetAddress.getLoopbackAddress())
    private val flag = reply(flag("f"))

    val url = "http://127.0.0.1:${socket.localPort}"

    init {
        thread(isDaemon = true, name = "canned-accept") {
            try {
                while (true) socket.accept().let { thread(isDaemon = true, name = "canned") { serve(it) } }
            } catch (_: SocketException) {
                // Closed: done.
            }
        }
    }

    private fun serve(connection: Socket) = try {
        connection.use {
            it.tcpNoDelay = true
            val reader = it.getInputStream().bufferedReader(Charsets.ISO_8859_1)
            val out = it.getOutputStream()
            while (true) {
                out.write(answer(requestLine(reader) ?: break))
                out.flush()
            }
        }
    } catch (_: IOException) {
        // The client has hung up.
    }

    private fun requestLine(reader: BufferedReader): String? {
        val line = reader.readLine() ?: return null
        while (reader.readLine()?.isNotEmpty() == true) Unit
        return line
    }

    private fun answer(line: String): ByteArray {
        val offset = OFFSET.find(line)?.groupValues?.get(1)?.toInt() ?: return flag
        val objects = (offset until minOf(offset + PAGE, FLAGS)).joinToString { flag("flag-$it") }
        return reply("""{"objects":[$objects],"offset":$offset,"limit":$PAGE,"totalCount":$FLAGS}""")
    }

    private fun flag(name: String) = """{"id":"id-$name","name":"$name","description":"${"what it is for ".repeat(100)}",
        "trafficType":{"id":"tt-1","name":"user"},"creationTime":1645214274838,"rolloutStatus":{"id":"rs-1","name":"Ramping"},
        "tags":[{"name":"web"},{"name":"team:pay"}],"owners":[{"id":"u-1","type":"user"},{"id":"g-1","type":"group"}]}"""

    private fun reply(body: String): ByteArray {
        val bytes = body.encodeToByteArray()
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${bytes.size}\r\n\r\n".encodeToByteArray() + bytes
    }

    override fun close() = socket.close()

    companion object {
        const val FLAGS = 10_000
        private const val PAGE = 50
        private val OFFSET = Regex("[?&]offset=(\\d+)")
    }
}
