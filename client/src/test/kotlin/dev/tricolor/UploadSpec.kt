@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import dev.tricolor.split.SplitClientBuilder
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeSortedWith
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import java.io.File
import java.io.IOException
import java.io.RandomAccessFile
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.SocketTimeoutException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.milliseconds

private class Received(exchange: HttpExchange) {
    val line: String = "${exchange.requestMethod} ${exchange.requestURI}"
    val headers: Map<String, List<String>> = exchange.requestHeaders.toMap()
    val body: ByteArray = exchange.requestBody.readAllBytes()

    fun header(name: String) = headers.entries.find { it.key.equals(name, ignoreCase = true) }?.value?.single()
}

/** An object store on loopback that answers with each of [answers] in turn, and with the last one for ever. */
private class ObjectStore(vararg answers: (HttpExchange) -> Unit) : AutoCloseable {
    val received = CopyOnWriteArrayList<Received>()
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
        createContext("/") { exchange ->
            val answer = answers[minOf(received.size, answers.size - 1)]
            received += Received(exchange)
            exchange.use(answer)
        }
        start()
    }

    val url = "http://127.0.0.1:${server.address.port}"

    override fun close() = server.stop(0)
}

private fun HttpExchange.use(answer: (HttpExchange) -> Unit) = try {
    answer(this)
} finally {
    close()
}

private fun answer(status: Int, body: String = "", vararg headers: Pair<String, String>): (HttpExchange) -> Unit = { exchange ->
    headers.forEach { (name, value) -> exchange.responseHeaders.add(name, value) }
    exchange.sendResponseHeaders(status, if (body.isEmpty()) -1 else body.length.toLong())
    if (body.isNotEmpty()) exchange.responseBody.write(body.encodeToByteArray())
}

private fun upload(
    file: File,
    url: String,
    headers: Map<String, List<String>> = emptyMap(),
    configure: Block<SplitClientBuilder> = Block {},
    progress: (Long) -> Unit = {},
) {
    val builder = SplitClientBuilder().apiKey(Secret("canary-token")).apply { time = Time(sleep = {}) }.configuredBy(configure)
    val executor = builder.executor()
    try {
        runBlocking { executor.upload(Upload("PUT (upload)", url, headers, "text/csv", file, progress)) }
    } finally {
        executor.close()
    }
}

internal class UploadSpec : FunSpec({
    val bytes = ByteArray(1_000_000) { (it % 251).toByte() }
    val folder = tempdir()
    val file = folder.resolve("keys.csv").apply { writeBytes(bytes) }

    test("the file arrives whole, with its length, at exactly that URL, without the token and the user's own headers") {
        ObjectStore(answer(200)).use { store ->
            val progress = CopyOnWriteArrayList<Long>()
            val query = "X-Amz-Credential=a%2F20261121%2Fus&X-Amz-Signature=c0ffee%2B%3D&x-id=PutObject&flag"
            upload(file, "${store.url}/bucket/a%20b?$query", configure = { header("X-Mine", "1") }, progress = progress::add)
            val received = store.received.single()
            received.line shouldBe "PUT /bucket/a%20b?$query"
            received.body.contentEquals(bytes) shouldBe true
            received.header("Content-Length") shouldBe "1000000"
            received.header("Content-Type") shouldBe "text/csv"
            received.header("Transfer-Encoding") shouldBe null
            received.header("X-Mine") shouldBe null
            received.headers.toString() shouldNotContain "canary"
            received.header("Authorization") shouldBe null
            progress.last() shouldBe 1_000_000
            progress shouldBeSortedWith naturalOrder()
        }
    }

    test("given headers go along, but for those of the connection") {
        ObjectStore(answer(204)).use { store ->
            val given = mapOf(
                "Host" to listOf("bucket.example"), "x-amz-acl" to listOf("private"), "content-type" to listOf("application/octet-stream"),
                "Transfer-Encoding" to listOf("chunked"), "Connection" to listOf("close"), "Content-Length" to listOf("1"),
                "Expect" to listOf("100-continue"),
            )
            upload(file, store.url, given)
            val received = store.received.single()
            received.header("Host") shouldBe store.url.removePrefix("http://")
            received.header("x-amz-acl") shouldBe "private"
            received.header("Content-Type") shouldBe "application/octet-stream"
            received.header("Content-Length") shouldBe "1000000"
            received.header("Expect") shouldBe null
        }
    }

    context("a status that is no success is an error of its own class, and nothing is followed") {
        withData(
            403 to ForbiddenException::class, 404 to NotFoundException::class, 400 to BadRequestException::class,
            307 to ApiException::class, 301 to ApiException::class, 411 to ApiException::class,
        ) { (status, type) ->
            ObjectStore(answer(200)).use { elsewhere ->
                val says = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
                ObjectStore(answer(status, says, "Location" to elsewhere.url)).use { store ->
                    val failure = shouldThrow<ApiException> { upload(file, "${store.url}/?X-Amz-Signature=canary") }
                    failure::class shouldBe type
                    failure.status shouldBe status
                    failure.serverMessage shouldContain "Request has expired"
                    failure.message shouldNotContain "canary"
                    store.received shouldHaveSize 1
                    elsewhere.received shouldHaveSize 0
                }
            }
        }
    }

    test("what a failing store does not take is sent again, from its beginning, a bounded number of times") {
        ObjectStore(answer(503), answer(500), answer(200)).use { store ->
            upload(file, store.url)
            store.received.map { it.body.contentEquals(bytes) } shouldBe listOf(true, true, true)
        }
        ObjectStore(answer(500)).use { store ->
            shouldThrow<ApiException> { upload(file, store.url, configure = { retry { maxAttempts = 2 } }) }.status shouldBe 500
            store.received shouldHaveSize 2
        }
    }

    test("when the answer is lost and the repeat is refused, the loss is told") {
        ObjectStore({ it.close() }, answer(403)).use { store ->
            shouldThrow<TransportException> { upload(file, store.url) }.mayHaveBeenProcessed shouldBe true
            store.received shouldHaveSize 2
        }
    }

    test("a file that cannot be read is no fault of the connection") {
        ObjectStore(answer(200)).use { store ->
            val shrinking = folder.resolve("shrinking.csv").apply { writeBytes(bytes) }
            val failure = shouldThrow<IOException> {
                upload(shrinking, store.url) { RandomAccessFile(shrinking, "rw").use { it.setLength(10) } }
            }
            failure.message shouldContain "became shorter"
            shouldThrow<IOException> { upload(folder.resolve("gone.csv"), store.url) }
        }
    }

    test("a store that says nothing is waited for as long as was said") {
        val end = CountDownLatch(1)
        ObjectStore({ end.await() }).use { store ->
            val impatient = Block<SplitClientBuilder> { timeout = 200.milliseconds; retry { maxAttempts = 1 } }
            shouldThrow<TransportException> { upload(file, store.url, configure = impatient) }
            end.countDown()
        }
    }

    test("what gets on may take its time, what stands still may not") {
        runTest {
            var progress = 0L
            unlessSilent(100, { progress }) {
                repeat(50) {
                    delay(80)
                    progress++
                }
                "done"
            } shouldBe "done"
            currentTime shouldBe 4_000
            shouldThrow<SocketTimeoutException> { unlessSilent(100, { progress }) { awaitCancellation() } }
            currentTime shouldBe 4_100
        }
    }

    context("nothing goes where anyone could read along") {
        withData(
            nameFn = { "refuse \"$it\"" },
            "http://bucket.example/x", "ftp://127.0.0.1/x", "file:///x", "bucket", "", "//127.0.0.1/x",
        ) { url -> shouldThrow<IllegalArgumentException> { upload(file, url) } }
    }
})
