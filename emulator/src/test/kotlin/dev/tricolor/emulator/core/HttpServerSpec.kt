package dev.tricolor.emulator.core

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith
import java.net.Socket
import java.net.SocketException

/** On plain sockets, because no client shows what exactly goes over the wire. */
class HttpServerSpec : FunSpec({
    val server = autoClose(
        HttpServer(0) { request ->
            when (request.rawPath) {
                "/reset" -> Outcome.Reset
                "/truncate" -> Outcome.Truncate(ok("0123456789"))
                "/nothing" -> Outcome.Send(Reply(204))
                else -> Outcome.Send(Reply(200, text = "${request.method} ${request.target} ${request.text}"))
            }
        },
    )

    fun <T> connected(use: Socket.() -> T): T = Socket("127.0.0.1", server.port).use {
        it.soTimeout = 5_000
        it.use()
    }

    fun Socket.send(text: String) = getOutputStream().run {
        write(text.replace("\n", "\r\n").toByteArray())
        flush()
    }

    fun Socket.readAll(): String = getInputStream().readAllBytes().decodeToString()

    /** Reads one reply whose body has [size] bytes. */
    fun Socket.readHead(): String = buildString {
        while (!endsWith("\r\n\r\n")) append(getInputStream().read().also { check(it >= 0) { "cut after: $this" } }.toChar())
    }

    test("a connection serves one request after another, sent ahead or not") {
        connected {
            send("GET /one HTTP/1.1\nHost: x\n\nGET /two HTTP/1.1\nHost: x\n\n")
            readHead() shouldStartWith "HTTP/1.1 200 OK\r\n"
            getInputStream().readNBytes(9).decodeToString() shouldBe "GET /one "
            readHead()
            getInputStream().readNBytes(9).decodeToString() shouldBe "GET /two "
            send("GET /three HTTP/1.1\nHost: x\nConnection: close\n\n")
            readAll() shouldEndWith "GET /three "
        }
    }

    test("HTTP/1.0 ends with its reply") {
        connected {
            send("GET /old HTTP/1.0\n\n")
            readAll().let {
                it shouldContain "Connection: close"
                it shouldEndWith "GET /old "
            }
        }
    }

    test("a request that names no body has none, whatever its method") {
        listOf("DELETE", "POST", "PUT", "GET").forEach {
            connected {
                send("$it /x HTTP/1.1\nConnection: close\n\n")
                readAll() shouldEndWith "$it /x "
            }
        }
    }

    test("a chunked body is put together") {
        connected {
            send("POST /c HTTP/1.1\nTransfer-Encoding: chunked\nConnection: close\n\n4\nWiki\n5\npedia\n0\n\n")
            readAll() shouldEndWith "POST /c Wikipedia"
        }
    }

    test("a body may arrive in pieces") {
        connected {
            send("PUT /p HTTP/1.1\nContent-Length: 6\nConnection: close\n\nabc")
            send("def")
            readAll() shouldEndWith "PUT /p abcdef"
        }
    }

    test("who expects 100-continue gets it before sending the body") {
        connected {
            send("PUT /e HTTP/1.1\nContent-Length: 3\nExpect: 100-continue\nConnection: close\n\n")
            readHead() shouldBe "HTTP/1.1 100 Continue\r\n\r\n"
            send("abc")
            readAll() shouldEndWith "PUT /e abc"
        }
    }

    test("a large body comes through whole") {
        val body = "x".repeat(3_000_000)
        connected {
            send("POST /l HTTP/1.1\nContent-Length: ${body.length}\nConnection: close\n\n$body")
            readAll() shouldEndWith "POST /l $body"
        }
    }

    test("HEAD gets the head alone, and the connection goes on") {
        connected {
            send("HEAD /one HTTP/1.1\nHost: x\n\nGET /two HTTP/1.1\nConnection: close\n\n")
            readHead() shouldContain "Content-Length: 10"
            readAll() shouldStartWith "HTTP/1.1 200 OK"
        }
    }

    test("204 promises no body") {
        connected {
            send("GET /nothing HTTP/1.1\nConnection: close\n\n")
            readAll() shouldBe "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        }
    }

    listOf(
        "NONSENSE\n\n",
        "GET\n\n",
        "GET / HTTP/9.9\n\n",
        "GET / HTTP/1.1\nNo colon\n\n",
        "POST / HTTP/1.1\nContent-Length: many\n\n",
        "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\nzz\n",
        "POST / HTTP/1.1\nContent-Length: 5\n\nabc",
        "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n4\nWi",
    ).forEach { malformed ->
        test("400 for ${malformed.replace("\n", "|")}") {
            connected {
                send(malformed)
                shutdownOutput()
                readAll() shouldStartWith "HTTP/1.1 400 Bad Request"
            }
        }
    }

    test("a reset is a reset, not an orderly end") {
        connected {
            send("GET /reset HTTP/1.1\n\n")
            shouldThrow<SocketException> { getInputStream().read() }
        }
    }

    test("a truncated reply promises more than it sends") {
        connected {
            send("GET /truncate HTTP/1.1\n\n")
            readAll().let {
                it shouldContain "Content-Length: 12"
                it shouldEndWith "\r\n\r\n\"01234"
            }
        }
    }
})
