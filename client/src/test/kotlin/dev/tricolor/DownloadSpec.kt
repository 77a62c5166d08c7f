@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor

import dev.tricolor.optimizely.OptimizelyClientBuilder
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.client.engine.mock.MockEngine
import io.ktor.client.engine.mock.MockEngineConfig
import io.ktor.client.engine.mock.respond
import io.ktor.client.request.HttpRequestData
import io.ktor.http.HttpStatusCode
import io.ktor.http.headersOf
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.writeFully
import io.ktor.utils.io.writer
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.net.SocketTimeoutException
import kotlin.random.Random
import kotlin.time.Duration.Companion.seconds

private const val CHUNK = 1_000

/** A server in virtual time, whose bodies come as each of [bodies] writes them; one that is null is a 503. */
private class Sending(scope: TestScope, private vararg val bodies: (suspend (ByteWriteChannel) -> Unit)?) {
    val requests = mutableListOf<HttpRequestData>()
    private val writers = CoroutineScope(StandardTestDispatcher(scope.testScheduler) + Job())
    private val engine = MockEngine(
        MockEngineConfig().apply {
            dispatcher = StandardTestDispatcher(scope.testScheduler)
            addHandler { request ->
                requests += request
                val write = bodies[minOf(requests.size, bodies.size) - 1]
                val body = write?.let { writers.writer(autoFlush = true) { it(channel) }.channel } ?: ByteReadChannel("busy")
                respond(body, if (write == null) HttpStatusCode.ServiceUnavailable else HttpStatusCode.OK, headersOf())
            }
        },
    )
    private val executor = OptimizelyClientBuilder().token(Secret("canary")).engine(engine).apply {
        time = Time({ scope.currentTime }, { delay(it) }, Random(42))
        timeout = 10.seconds
        retry { maxAttempts = 3 }
    }.executor()

    suspend fun download(take: suspend (size: Int) -> Unit) =
        executor.download(Call(Endpoint("api", Method.GET, "csv", Reply { it }).accepting("text/csv"), "csv"), Download { _, size -> take(size) })
}

internal class DownloadSpec : FunSpec({
    test("a body comes in as it is sent, and takes as long as it takes") {
        runTest {
            val sending = Sending(this, { channel ->
                repeat(100) {
                    channel.writeFully(ByteArray(CHUNK))
                    channel.flush()
                    delay(9_000)
                }
            })
            var received = 0
            var first = -1L
            sending.download { size ->
                if (first < 0) first = currentTime
                received += size
            }.status shouldBe 200
            received shouldBe 100 * CHUNK
            first shouldBe 0
            currentTime shouldBe 900_000
            sending.requests.single().headers.getAll("Accept") shouldBe listOf("text/csv")
        }
    }

    test("whoever reads slowly is waited for") {
        runTest {
            val sending = Sending(this, { channel -> repeat(3) { channel.writeFully(ByteArray(CHUNK)) } })
            var received = 0
            sending.download { size ->
                delay(100_000)
                received += size
            }
            received shouldBe 3 * CHUNK
            sending.requests.size shouldBe 1
        }
    }

    test("a server that falls silent is given up, and not asked anew once something came") {
        runTest {
            val sending = Sending(this, { channel ->
                channel.writeFully(ByteArray(CHUNK))
                channel.flush()
                awaitCancellation()
            })
            val failure = shouldThrow<TransportException> { sending.download { } }
            failure.cause!!::class shouldBe SocketTimeoutException::class
            sending.requests.size shouldBe 1
            currentTime shouldBe 20_000
        }
    }

    test("a body that breaks off is told, and not asked for anew") {
        runTest {
            val sending = Sending(this, { channel ->
                channel.writeFully(ByteArray(CHUNK))
                channel.flush()
                delay(1)
                throw IOException("cable cut")
            })
            var received = 0
            shouldThrow<TransportException> { sending.download { received += it } }.message shouldContain "GET csv"
            received shouldBe CHUNK
            sending.requests.size shouldBe 1
        }
    }

    test("before anything came it is asked for as any GET is") {
        runTest {
            val sending = Sending(this, null, null, { channel -> channel.writeFully(ByteArray(CHUNK)) })
            var received = 0
            sending.download { received += it }
            received shouldBe CHUNK
            sending.requests.size shouldBe 3
        }
    }

    test("what the reader throws comes through as it is, and ends the request") {
        runTest {
            val sending = Sending(this, { channel ->
                while (true) {
                    channel.writeFully(ByteArray(CHUNK))
                    channel.flush()
                    delay(1)
                }
            })
            val boom = IllegalStateException("boom")
            shouldThrow<IllegalStateException> { sending.download { throw boom } }.message shouldBe "boom"
            sending.requests.size shouldBe 1
        }
    }

    test("cancelling the caller ends the request") {
        runTest {
            var cut = false
            val sending = Sending(this, { channel ->
                try {
                    while (true) {
                        channel.writeFully(ByteArray(CHUNK))
                        channel.flush()
                        delay(1_000)
                    }
                } finally {
                    cut = true
                }
            })
            val job = launch { sending.download { } }
            delay(5_500)
            job.cancelAndJoin()
            delay(2_000)
            cut shouldBe true
            sending.requests.size shouldBe 1
        }
    }
})
