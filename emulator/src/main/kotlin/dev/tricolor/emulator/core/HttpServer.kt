package dev.tricolor.emulator.core

import java.io.IOException
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread

/**
 * HTTP/1.1 on the loopback address: one daemon thread accepts, one serves each connection.
 *
 * Ktor parses the messages (see [HttpConnection]); the sockets are our own because an emulator must be able to reset a
 * connection or stop in the middle of a body, and Ktor's server keeps the connection from its handlers.
 */
internal class HttpServer(wantedPort: Int, private val answer: (Request) -> Outcome) : AutoCloseable {
    private val listener = ServerSocket()
    private val connections: MutableMap<Socket, Thread> = ConcurrentHashMap()

    val port: Int get() = listener.localPort

    init {
        // Without it a fixed port stays taken for a minute by connections of the emulator that was just closed.
        listener.reuseAddress = true
        try {
            listener.bind(InetSocketAddress(InetAddress.getByName(LOOPBACK), wantedPort), BACKLOG)
        } catch (taken: IOException) {
            listener.close()
            throw taken
        }
    }

    private val acceptor = thread(isDaemon = true, name = "tricolor-emulator-${this.port}") { accept() }

    private fun accept() {
        while (true) {
            val socket = try {
                listener.accept()
            } catch (_: IOException) {
                if (listener.isClosed) return else continue
            }
            val name = "${Thread.currentThread().name}-connection-${socket.port}"
            val server = thread(start = false, isDaemon = true, name = name) { serve(socket) }
            connections[socket] = server
            server.start()
        }
    }

    private fun serve(socket: Socket) {
        try {
            HttpConnection(socket, answer).serve()
        } catch (_: IOException) {
            // The other side went away, or close() cut it off: nobody is left to be told.
        } catch (_: InterruptedException) {
            // close() came during a scripted delay.
        } finally {
            socket.close()
            connections.remove(socket)
        }
    }

    override fun close() {
        listener.close()
        acceptor.join(PATIENCE_MILLIS)
        // Not toMap(), which is surprised when the map shrinks meanwhile.
        val open = HashMap(connections)
        open.forEach { (socket, server) ->
            socket.close()
            server.interrupt()
        }
        open.values.forEach { it.join(PATIENCE_MILLIS) }
    }

    private companion object {
        const val LOOPBACK = "127.0.0.1"
        const val BACKLOG = 1024
        const val PATIENCE_MILLIS = 500L
    }
}
