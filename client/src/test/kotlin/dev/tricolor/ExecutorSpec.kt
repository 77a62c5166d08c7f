@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor

import dev.tricolor.split.SplitClientBuilder
import dev.tricolor.split.SplitDefinition
import dev.tricolor.split.splitDefinition
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.ktor.client.engine.mock.respond
import io.ktor.http.HttpStatusCode
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.net.ConnectException
import java.util.concurrent.TimeUnit
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

private val FLAG: Handler = status(200, """{"name":"f"}""")

private fun limited(vararg headers: Pair<String, String>) =
    status(429, """{"code":429,"message":"Too many","transactionId":"t1"}""", *headers)

private const val ORG = "X-RateLimit-Reset-Seconds-Org"
private const val ADDRESS = "X-RateLimit-Reset-Seconds-IP"

private val DEFINITION = splitDefinition {
    treatment("on")
    defaultTreatment("on")
    defaultRule { bucket("on", 100) }
}

internal class ExecutorSpec : FunSpec({
    context("a limit is waited for, whatever the method") {
        withData(
            mapOf(
                "the larger of both resets" to Triple(limited(ORG to "3", ADDRESS to "7"), 7_000L, 7_700L),
                "one reset" to Triple(limited(ADDRESS to "4"), 4_000L, 4_400L),
                "a negative reset counts as none" to
                    Triple(limited(ORG to "-5", ADDRESS to "2"), 2_000L, 2_200L),
                "a reset of 0" to Triple(limited(ORG to "0"), 250L, 600L),
                "no header at all" to Triple(limited(), 250L, 600L),
                "an unreadable reset" to Triple(limited(ORG to "soon"), 250L, 600L),
                "Retry-After in seconds" to Triple(limited("Retry-After" to "5"), 5_000L, 5_500L),
                "Retry-After as a date, by the server's clock" to Triple(
                    limited("Retry-After" to "Sat, 21 Nov 2026 10:00:08 GMT", "Date" to "Sat, 21 Nov 2026 10:00:00 GMT"), 8_000L, 8_800L,
                ),
                "503 with Retry-After" to Triple(status(503, "", "Retry-After" to "6"), 6_000L, 6_600L),
            ),
        ) { (limit, atLeast, atMost) ->
            runTest {
                val scripted = Scripted(this, handler = inTurn(limit, FLAG))
                scripted.split.flags.create("ws", "user", "f").name shouldBe "f"
                currentTime.shouldBeBetween(atLeast, atMost)
                scripted.lines shouldHaveSize 2
            }
        }
    }

    test("waiting is bounded: a reset beyond the bound fails at once, and says so") {
        runTest {
            val scripted = Scripted(this, handler = limited(ORG to "3600"))
            val failure = shouldThrow<RateLimitedException> { scripted.split.flags.get("ws", "f") }
            failure.retryAfterMillis shouldBe 3_600_000
            failure.waitedMillis shouldBe 0
            failure.attempts shouldBe 1
            failure.requestId shouldBe "t1"
            failure.message shouldBe "GET splits/ws/{workspaceId}/{flagName} answered 429: Too many (request t1); " +
                "gave up after 1 of 5 attempts and 0 of 120000 ms of waiting; the vendor asked for 3600000 ms"
            currentTime shouldBe 0
        }
    }

    test("an absurd reset does not overflow") {
        runTest {
            val scripted = Scripted(this, handler = limited(ORG to Long.MAX_VALUE.toString()))
            shouldThrow<RateLimitedException> { scripted.split.flags.get("ws", "f") }.requestId shouldBe "t1"
            // What another call has met is not told as this one's.
            val other = shouldThrow<RateLimitedException> { scripted.split.groups.get("g") }
            other.attempts shouldBe 0
            other.endpoint shouldBe "GET groups/{groupId}"
            other.requestId shouldBe null
        }
    }

    test("attempts are bounded, and so are all waits together") {
        runTest {
            val scripted = Scripted(this, { retry { maxAttempts = 3 } }, limited(ORG to "1"))
            shouldThrow<RateLimitedException> { scripted.split.flags.get("ws", "f") }.attempts shouldBe 3
            scripted.lines shouldHaveSize 3
        }
        runTest {
            val scripted = Scripted(this, { retry { maxAttempts = 100; maxWait = 10.seconds } }, limited(ORG to "3"))
            shouldThrow<RateLimitedException> { scripted.split.flags.get("ws", "f") }.waitedMillis.shouldBeBetween(9_000, 10_000)
            scripted.lines shouldHaveSize 4
        }
    }

    test("200 coroutines that meet one limit wait together and do not stampede") {
        runTest {
            var served = 0
            var windowEnds = 0L
            var inWindow = 0
            var refused = 0
            val scripted = Scripted(this) {
                delay(10)
                if (currentTime >= windowEnds) {
                    windowEnds = currentTime + 5_000
                    inWindow = 0
                }
                if (inWindow++ >= 50) {
                    refused++
                    json("", 429, ORG to ((windowEnds - currentTime + 999) / 1000).toString())
                } else {
                    served++
                    json("""{"name":"f"}""")
                }
            }
            List(200) { async { scripted.split.flags.get("ws", "f") } }.awaitAll()
            served shouldBe 200
            // The first 200 are all under way when the limit is met; of the rest, only few find out that it still holds.
            refused shouldBeLessThanOrEqualTo 150 + 3 * 64
            currentTime.shouldBeBetween(15_000, 30_000)
        }
    }

    test("while the gate is closed nobody sends, and a cancelled waiter is gone") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(limited(ORG to "10"), FLAG))
            val first = async { scripted.split.flags.get("ws", "f") }
            runCurrent()
            val others = List(50) { launch { scripted.split.flags.get("ws", "g") } }
            delay(9_000)
            scripted.lines shouldHaveSize 1
            others.take(49).forEach { it.cancelAndJoin() }
            first.await()
            others.last().join()
            scripted.lines shouldHaveSize 3
        }
    }

    context("5xx, resets and timeouts are repeated only where that is harmless") {
        val trouble = mapOf<String, Handler>(
            "500" to status(500, "oops"),
            "502 in HTML" to status(502, "<html><body>Bad gateway</body></html>"),
            "503 without Retry-After" to status(503),
            "reset" to { throw IOException("Connection reset") },
            "timeout" to { awaitCancellation() },
        )
        withData(trouble) { first ->
            runTest {
                val get = Scripted(this, handler = inTurn(first, FLAG))
                get.split.flags.get("ws", "f").name shouldBe "f"
                get.lines shouldHaveSize 2
            }
            runTest {
                val post = Scripted(this, handler = inTurn(first, FLAG))
                val failure = shouldThrow<TricolorException> { post.split.flags.create("ws", "user", "f") }
                if (failure is TransportException) failure.mayHaveBeenProcessed shouldBe true
                post.lines shouldHaveSize 1
            }
            runTest {
                val patch = Scripted(this, handler = inTurn(first, FLAG))
                shouldThrow<TricolorException> { patch.split.flags.update("ws", "f") { description = "d" } }
                patch.lines shouldHaveSize 1
            }
        }
    }

    test("a request that never left is repeated, whatever the method") {
        runTest {
            val scripted = Scripted(this, handler = inTurn({ throw ConnectException("refused") }, FLAG))
            scripted.split.flags.create("ws", "user", "f").name shouldBe "f"
        }
        runTest {
            val scripted = Scripted(this, handler = { throw ConnectException("refused") })
            shouldThrow<TransportException> { scripted.split.flags.create("ws", "user", "f") }.mayHaveBeenProcessed shouldBe false
            scripted.lines shouldHaveSize 5
        }
    }

    test("a deletion whose answer was lost has worked when its repeat finds nothing") {
        runTest {
            val scripted = Scripted(this, handler = inTurn({ throw IOException("reset") }, status(404, "{}")))
            scripted.split.flags.delete("ws", "f")
            scripted.lines shouldHaveSize 2
            Scripted(this, handler = inTurn(status(504), status(404, "{}"))).split.flags.delete("ws", "f")
        }
        runTest {
            val scripted = Scripted(this, handler = status(404, "{}"))
            shouldThrow<NotFoundException> { scripted.split.flags.delete("ws", "f") }
        }
    }

    context("errors have their class, and keep what the server said") {
        withData(
            400 to BadRequestException::class, 401 to UnauthorizedException::class, 402 to ApiException::class,
            403 to ForbiddenException::class,
            404 to NotFoundException::class, 405 to ApiException::class, 409 to ConflictException::class, 422 to BadRequestException::class,
            500 to ApiException::class, 302 to ApiException::class,
        ) { (status, type) ->
            runTest {
                val body = """{"code":$status,"message":"no, because","details":"","transactionId":"tx-9"}"""
                val scripted = Scripted(this, handler = status(status, body))
                val failure = shouldThrow<ApiException> { scripted.split.flags.create("ws", "user", "f") }
                failure::class shouldBe type
                failure.status shouldBe status
                failure.serverMessage shouldBe "no, because"
                failure.requestId shouldBe "tx-9"
                failure.rawBody shouldBe body
                failure.message shouldBe
                    "POST splits/ws/{workspaceId}/trafficTypes/{trafficType} answered $status: no, because (request tx-9)"
            }
        }
    }

    test("a direct edit where approvals are on has an exception of its own") {
        runTest {
            val scripted = Scripted(this, handler = status(403, """{"code":403,"message":"Approvals are required. orgId=o envId=e"}"""))
            shouldThrow<ApprovalRequiredException> { scripted.split.definitions.replace("ws", "env", "f", DEFINITION) }
        }
    }

    context("a broken error body never hides the status") {
        withData(nameFn = { "\"$it\"" }, "", "<html>", "{", "null", "[]", "\"text\"", """{"message":{}}""", "\u0000\u0007") { body ->
            runTest {
                val failure = shouldThrow<NotFoundException> { Scripted(this, handler = status(404, body)).split.flags.get("ws", "f") }
                failure.rawBody shouldBe body
                failure.message.orEmpty() shouldNotContain "\u0007"
            }
        }
    }

    test("400 with an empty body says what Split means by it") {
        runTest {
            val split = Scripted(this, handler = status(400)).split
            val failure = shouldThrow<BadRequestException> { split.definitions.kill("ws", "env", "f") }
            failure.message.orEmpty() shouldContain "requires a title and a comment"
        }
    }

    context("a success that cannot be read is an error of its own, with the body") {
        withData(nameFn = { "\"$it\"" }, """{"name":"f"""", "", "<html>", "[]", """{"id":"x"}""", """{"name":5}""", "null") { body ->
            runTest {
                val scripted = Scripted(this, handler = status(200, body))
                val failure = shouldThrow<UnexpectedReplyException> { scripted.split.flags.get("ws", "f") }
                failure.rawBody shouldBe body
                failure.status shouldBe 200
                scripted.lines shouldHaveSize 1
            }
        }
    }

    test("a token that the server echoes appears in no exception, and in a good answer it stays what it is") {
        runTest {
            listOf(401 to """{"message":"canary-token is bad"}""", 200 to """{"nam":"canary-token"}""", 200 to "canary-token").forEach {
                val (status, body) = it
                val failure = shouldThrow<TricolorException> { Scripted(this, handler = status(status, body)).split.flags.get("ws", "f") }
                failure.stackTraceToString() shouldNotContain "canary"
                ((failure as? ApiException)?.rawBody ?: (failure as UnexpectedReplyException).rawBody) shouldNotContain "canary"
            }
            Scripted(this, handler = status(200, """{"name":"canary-token"}""")).split.flags.get("ws", "f").name shouldBe "canary-token"
        }
    }

    test("a success that is nested too deeply, or is not UTF-8, is an error of its own too") {
        runTest {
            val deep = """{"name":"f","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}"""
            shouldThrow<UnexpectedReplyException> { Scripted(this, handler = status(200, deep)).split.flags.get("ws", "f") }
            val latin = Scripted(this) { respond("""{"name":"é"}""".toByteArray(Charsets.ISO_8859_1)) }
            shouldThrow<UnexpectedReplyException> { latin.split.flags.get("ws", "f") }.message.orEmpty() shouldContain "not UTF-8"
            val refused = Scripted(this) { respond("é".toByteArray(Charsets.ISO_8859_1), HttpStatusCode.NotFound) }
            shouldThrow<NotFoundException> { refused.split.flags.get("ws", "f") }
        }
    }

    test("nor does a token appear that the server echoes with its characters escaped") {
        runTest {
            listOf("\\/", "\\u002F").forEach { slash ->
                val echo = status(400, """{"message":"canary${slash}token\u003d is bad"}""")
                val scripted = Scripted(this, { apiKey(Secret("canary/token=")) }, echo)
                val failure = shouldThrow<BadRequestException> { scripted.split.flags.get("ws", "f") }
                "${failure.message} ${failure.serverMessage} ${failure.rawBody}" shouldNotContain "canary"
            }
        }
    }

    test("an error that is nested too deeply keeps its status") {
        runTest {
            val deep = """{"message":${"[".repeat(100_000)}${"]".repeat(100_000)}}"""
            shouldThrow<NotFoundException> { Scripted(this, handler = status(404, deep)).split.flags.get("ws", "f") }
        }
    }

    context("an acknowledgement may be anything but a no") {
        withData(nameFn = { "\"$it\"" }, "", "true", "{}", """{"killed":true}""") { body ->
            runTest { Scripted(this, handler = status(200, body)).split.definitions.kill("ws", "env", "f") }
        }
        test("false") {
            runTest {
                shouldThrow<UnexpectedReplyException> { Scripted(this, handler = status(200, "false")).split.flags.delete("ws", "f") }
            }
        }
    }

    test("an answer larger than allowed is not held") {
        runTest {
            val scripted = Scripted(this, { maxReplyBytes = 100 }, status(200, """{"name":"${"x".repeat(100)}"}"""))
            shouldThrow<ReplyTooLargeException> { scripted.split.flags.get("ws", "f") }.maxReplyBytes shouldBe 100
        }
    }

    test("cancelling the caller cancels the request, and is not taken for trouble") {
        runTest {
            var ended: Throwable? = null
            val scripted = Scripted(this) {
                try {
                    awaitCancellation()
                } catch (cancelled: CancellationException) {
                    ended = cancelled
                    throw cancelled
                }
            }
            val call = launch { scripted.split.flags.get("ws", "f") }
            delay(10)
            call.cancelAndJoin()
            delay(1)
            ended.shouldBeInstanceOf<CancellationException>()
            scripted.lines shouldHaveSize 1
        }
    }

    test("what is sent: path, query, body, and the token where it belongs") {
        runTest {
            val scripted = Scripted(this, handler = status(200, DEFINITION.toJson()))
            scripted.split.definitions.create("w/s", "Prod é", "a&b", DEFINITION) shouldBe SplitDefinition.of(DEFINITION.json)
            scripted.lines.single() shouldBe "POST splits/ws/w%2Fs/a%26b/environments/Prod%20%C3%A9 ${DEFINITION.toJson()}"
            val request = scripted.requests.single()
            request.headers["Authorization"] shouldBe "Bearer canary-token"
            request.body.contentType.toString() shouldBe "application/json"
            request.url.host shouldBe "api.split.io"
            request.url.toString() shouldNotContain "canary"
        }
    }

    test("a view has other options, the same connections and the same limits") {
        runTest {
            val scripted = Scripted(this, handler = { awaitCancellation() })
            val view = scripted.split.with { timeout(2, TimeUnit.SECONDS).header("X-Trace", "1").retry { maxWait = 0.seconds } }
                .with { retry { maxAttempts = 1 } }
            shouldThrow<TransportException> { view.flags.get("ws", "f") }
            currentTime shouldBe 2_000
            scripted.requests.single().headers["X-Trace"] shouldBe "1"
            view.close()
            shouldThrow<TransportException> { view.flags.get("ws", "f") }
            scripted.split.close()
            shouldThrow<IllegalStateException> { scripted.split.flags.get("ws", "f") }.message shouldBe "the client is closed"
        }
    }

    context("redirects of a GET are followed, the token stays at home") {
        test("same host") {
            runTest {
                val scripted = Scripted(this, handler = inTurn(status(302, "", "Location" to "/internal/api/v2/elsewhere?x=1"), FLAG))
                scripted.split.flags.get("ws", "f").name shouldBe "f"
                scripted.lines shouldContainExactly listOf("GET splits/ws/ws/f", "GET elsewhere?x=1")
                scripted.requests.last().headers["Authorization"] shouldBe "Bearer canary-token"
            }
        }
        test("with the query of the redirect, not with ours") {
            runTest {
                val page = status(200, """{"objects":[]}""")
                val scripted = Scripted(this, handler = inTurn(status(302, "", "Location" to "/x?a=1"), page))
                scripted.split.flags.list("ws")
                scripted.requests.last().url.encodedPathAndQuery shouldBe "/x?a=1"
            }
        }
        test("another host") {
            runTest {
                val away = status(307, "", "Location" to "https://evil.example/x")
                val scripted = Scripted(this, { header("X-Mine", "1") }, inTurn(away, FLAG))
                scripted.split.flags.get("ws", "f")
                scripted.requests.last().headers.entries().toString() shouldNotContain "canary"
                scripted.requests.last().headers["X-Mine"] shouldBe null
            }
        }
        test("plain HTTP, round in circles, and a POST are not followed") {
            runTest {
                val plain = Scripted(this, handler = status(301, "", "Location" to "http://api.split.io/x"))
                shouldThrow<ApiException> { plain.split.flags.get("ws", "f") }.status shouldBe 301
                plain.lines shouldHaveSize 1
                val circle = Scripted(this, handler = status(302, "", "Location" to "/x"))
                shouldThrow<ApiException> { circle.split.flags.get("ws", "f") }
                circle.lines shouldHaveSize 6
                listOf("ht!tp://[bad", "").forEach {
                    val nonsense = Scripted(this, handler = status(302, "", "Location" to it))
                    shouldThrow<ApiException> { nonsense.split.flags.get("ws", "f") }.status shouldBe 302
                    nonsense.lines shouldHaveSize 1
                }
                val post = Scripted(this, handler = status(307, "", "Location" to "https://evil.example/x"))
                shouldThrow<ApiException> { post.split.flags.create("ws", "user", "f") }.status shouldBe 307
                post.lines shouldHaveSize 1
            }
        }
    }

    context("raw calls") {
        test("go the same way") {
            runTest {
                val scripted = Scripted(this, handler = inTurn(status(500), status(200, """[1]"""), status(204)))
                scripted.split.raw("get", "/users?status=ACTIVE&x=%20").toString() shouldBe "[1]"
                scripted.split.raw("DELETE", "users/1") shouldBe null
                scripted.lines shouldContainExactly
                    listOf("GET users?status=ACTIVE&x=%20", "GET users?status=ACTIVE&x=%20", "DELETE users/1")
            }
        }
        withData(nameFn = { "refuse \"$it\"" }, "", "/", "a b", "é", "..", "a/../b", "a/%2e%2E/b", "a#b", "a\nb", "\\\\evil") { path ->
            runTest {
                val scripted = Scripted(this, handler = FLAG)
                shouldThrow<IllegalArgumentException> { scripted.split.raw("GET", path) }
                scripted.lines shouldHaveSize 0
            }
        }
        test("lead nowhere else") {
            runTest {
                val scripted = Scripted(this, handler = FLAG)
                scripted.split.raw("GET", "//evil.example/x")
                scripted.split.raw("GET", "https://evil.example/x")
                scripted.requests.map { it.url.host }.toSet() shouldBe setOf("api.split.io")
                shouldThrow<IllegalArgumentException> { scripted.split.raw("TRACE", "x") }
            }
        }
    }

    context("settings that cannot work are refused when they are made") {
        withData(
            mapOf<String, Block<SplitClientBuilder>>(
                "timeout" to Block { timeout = 0.seconds },
                "timeout of less than a millisecond" to Block { timeout = 1.nanoseconds },
                "endless connecting" to Block { connectTimeout = Duration.INFINITE },
                "attempts" to Block { retry { maxAttempts = 0 } },
                "wait" to Block { retry { maxWait = (-1).seconds } },
                "size" to Block { maxReplyBytes = 0 },
                "connect" to Block { connectTimeout = 0.seconds },
                "header name" to Block { header("a b", "1") },
                "header value" to Block { header("X", "a\r\nY: b") },
                "token header" to Block { header("authorization", "x") },
                "plain HTTP" to Block { baseUrl = "http://api.split.io" },
            ),
        ) { block -> runTest { shouldThrow<IllegalArgumentException> { Scripted(this, block, FLAG) } } }
    }
})
