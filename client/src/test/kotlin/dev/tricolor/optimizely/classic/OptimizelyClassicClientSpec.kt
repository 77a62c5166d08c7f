@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.optimizely.classic

import ch.qos.logback.classic.Level
import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.Handler
import dev.tricolor.LogCapture
import dev.tricolor.NotFoundException
import dev.tricolor.RateLimitedException
import dev.tricolor.Secret
import dev.tricolor.TricolorException
import dev.tricolor.UnauthorizedException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.emulator.Emulator
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonObject
import kotlin.reflect.KClass
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private val PROJECT: Handler = status(200, """{"id":1}""")
private val NOTHING: Handler = status(200, "[]")

private class Refusal(val kind: KClass<out ApiException>, val status: Int, val body: String, val message: String, val id: String? = null)

private fun limited(status: Int, vararg headers: Pair<String, String>) = status(status, "Slow down", *headers)

internal class OptimizelyClassicClientSpec : FunSpec({
    test("a token of an account goes by a header of its own, one of OAuth by the usual one, never both") {
        runTest {
            val own = ScriptedClassic(this, handler = PROJECT)
            own.optimizely.projects.get(1)
            own.requests.single().headers.run { getAll("Token") to getAll("Authorization") } shouldBe (listOf("canary:123") to null)
            val oauth = ScriptedClassic(this, { oauthToken(Secret("access")) }, PROJECT)
            oauth.optimizely.projects.get(1)
            oauth.requests.single().headers.run { getAll("Token") to getAll("Authorization") } shouldBe (null to listOf("Bearer access"))
        }
        shouldThrow<IllegalArgumentException> { OptimizelyClassicClient {} }.message shouldBe "neither token nor oauthToken is set"
        shouldThrow<IllegalArgumentException> { OptimizelyClassicClient("t") { oauthToken = Secret("o") } }
            .message shouldBe "token and oauthToken are both set, must be one of them"
        shouldThrow<IllegalArgumentException> { OptimizelyClassicClient("t") { header("Token", "x") } }
    }

    test("the environment variable is told when it is missing") {
        shouldThrow<IllegalArgumentException> { OptimizelyClassicClient.fromEnvironment() }
            .message shouldBe "OPTIMIZELY_CLASSIC_TOKEN is not set"
    }

    test("the API lives at one address, or anywhere else") {
        runTest {
            listOf(null, "https://api.optimizely.com", "http://localhost:8080/proxy/").map { address ->
                val scripted = ScriptedClassic(this, { token(Secret("canary:123")).also { address?.let(::baseUrl) } }, PROJECT)
                scripted.optimizely.projects.get(1)
                scripted.requests.single().url.toString()
            } shouldContainExactly listOf(
                "https://www.optimizelyapis.com/experiment/v1/projects/1",
                "https://api.optimizely.com/experiment/v1/projects/1",
                "http://localhost:8080/proxy/experiment/v1/projects/1",
            )
        }
        shouldThrow<IllegalArgumentException> { OptimizelyClassicClient("t") { baseUrl = "http://www.optimizelyapis.com" } }
    }

    context("errors are told by their status and words, whatever the body is") {
        withData(
            nameFn = { "${it.status} ${it.body.take(60)}" },
            Refusal(BadRequestException::class, 400, "percentage_included is invalid", "percentage_included is invalid"),
            Refusal(BadRequestException::class, 400, """{"status":400,"message":"no JSON","uuid":"u-1"}""", "no JSON", "u-1"),
            Refusal(UnauthorizedException::class, 401, "", ""),
            Refusal(ForbiddenException::class, 403, "Authentication Failed", "Authentication Failed"),
            Refusal(NotFoundException::class, 404, """{"message":null}""", ""),
            Refusal(ApiException::class, 405, "<html>no</html>", "<html>no</html>"),
            Refusal(ConflictException::class, 409, "[]", "[]"),
            Refusal(ApiException::class, 302, "", ""),
            Refusal(ApiException::class, 500, """{"message":""", """{"message":"""),
            Refusal(ApiException::class, 502, "<html>Bad gateway</html>", "<html>Bad gateway</html>"),
        ) { refusal ->
            runTest {
                val scripted = ScriptedClassic(this, handler = status(refusal.status, refusal.body))
                val once = scripted.optimizely.with { retry { maxAttempts = 1 } }
                val failure = shouldThrow<ApiException> { once.projects.get(1) }
                failure::class shouldBe refusal.kind
                failure.status shouldBe refusal.status
                failure.serverMessage shouldBe refusal.message
                failure.rawBody shouldBe refusal.body
                failure.requestId shouldBe refusal.id
                failure.endpoint shouldBe "GET projects/{projectId}"
            }
        }
    }

    context("an answer that is none is told, with what it was") {
        withData(
            nameFn = { "answer ${it.take(20)}" },
            "<html>Sign in</html>", "", "[]", """{"id":"1"}""", """{"id":null}""", "{}", "[".repeat(100_000),
        ) { body ->
            runTest {
                val projects = ScriptedClassic(this, handler = status(200, body)).optimizely.projects
                shouldThrow<UnexpectedReplyException> { projects.get(1) }.rawBody shouldBe body
            }
        }
    }

    test("a list with something in it that is none is told by its place") {
        runTest {
            val goals = ScriptedClassic(this, handler = status(200, """[{"id":1},{"id":2,"goal_type":"click"}]""")).optimizely.goals
            shouldThrow<UnexpectedReplyException> { goals.list(1) }.message shouldContain "goal_type: is \"click\""
        }
    }

    context("a limit is waited for at least a minute, whatever the method") {
        withData(
            mapOf(
                "429" to Triple(limited(429), 60_000L, 61_000L),
                "503 without a word of it" to Triple(limited(503), 60_000L, 61_000L),
                "503 with less in a header" to Triple(limited(503, "Retry-After" to "5"), 60_000L, 61_000L),
                "429 with more in a header" to Triple(limited(429, "Retry-After" to "90"), 90_000L, 91_000L),
                "429 with nothing in a header" to Triple(limited(429, "Retry-After" to "0"), 60_000L, 61_000L),
            ),
        ) { (limit, atLeast, atMost) ->
            runTest {
                val scripted = ScriptedClassic(this, handler = inTurn(limit, status(201, """{"id":1}""")))
                scripted.optimizely.projects.create("P").id shouldBe 1
                scripted.lines shouldContainExactly List(2) { """POST projects {"project_name":"P"}""" }
                currentTime.shouldBeBetween(atLeast, atMost)
            }
        }
    }

    test("two minutes of patience are one such wait, and who has more waits more often") {
        runTest {
            val scripted = ScriptedClassic(this, handler = limited(503))
            val failure = shouldThrow<RateLimitedException> { scripted.optimizely.experiments.stats(1) }
            failure.status shouldBe 503
            failure.serverMessage shouldBe "Slow down"
            failure.retryAfterMillis.shouldBeNull()
            failure.attempts shouldBe 2
            scripted.lines shouldContainExactly List(2) { "GET experiments/1/stats" }
            currentTime.shouldBeBetween(60_000, 61_000)
        }
        runTest {
            val patient = ScriptedClassic(this, { token(Secret("canary:123")).retry { maxWait = 4.minutes } }, limited(429))
            shouldThrow<RateLimitedException> { patient.optimizely.projects.list() }.attempts shouldBe 4
            currentTime.shouldBeBetween(180_000, 183_000)
        }
    }

    test("who has no patience is told at once") {
        runTest {
            val scripted = ScriptedClassic(this, { token(Secret("canary:123")).retry { maxWait = 59.seconds } }, limited(503))
            shouldThrow<RateLimitedException> { scripted.optimizely.experiments.results(1) }.waitedMillis shouldBe 0
            scripted.lines shouldHaveSize 1
            currentTime shouldBe 0
        }
    }

    test("while results are overloaded, everything else goes on") {
        runTest {
            var overloaded = true
            val scripted = ScriptedClassic(this) { request ->
                val results = request.url.encodedPath.endsWith("/stats")
                if (results && overloaded) limited(503)(request).also { overloaded = false } else NOTHING(request)
            }
            val stats = async { scripted.optimizely.experiments.stats(1) }
            val projects = async { scripted.optimizely.projects.list().also { currentTime shouldBe 0 } }
            projects.await()
            stats.await().shouldBeEmpty()
            currentTime.shouldBeBetween(60_000, 61_000)
        }
    }

    test("a project that meets the limit makes the others wait with it") {
        runTest {
            val scripted = ScriptedClassic(this, handler = inTurn(limited(429), NOTHING))
            scripted.optimizely.projects.list()
            val calls = List(3) { async { scripted.optimizely.goals.list(1) } }
            calls.forEach { it.await() }
            currentTime.shouldBeBetween(60_000, 61_000)
            scripted.lines shouldHaveSize 5
        }
    }

    test("a server that breaks is asked again where that is harmless, at once") {
        runTest {
            val scripted = ScriptedClassic(this, handler = inTurn(status(500), status(202, """{"id":1}""")))
            scripted.optimizely.experiments.start(1)
            scripted.lines shouldHaveSize 2
            currentTime.shouldBeBetween(250, 600)
        }
        runTest {
            val scripted = ScriptedClassic(this, handler = status(500))
            shouldThrow<ApiException> { scripted.optimizely.projects.create("P") }.status shouldBe 500
            scripted.lines shouldHaveSize 1
        }
    }

    test("an id that cannot be one is refused before anything is sent") {
        runTest {
            val scripted = ScriptedClassic(this, handler = PROJECT)
            listOf<suspend OptimizelyClassicClient.() -> Any?>(
                { projects.get(0) },
                { projects.getAll(listOf(1, -1)) },
                { experiments.addGoal(0, 1) },
                { experiments.stats(1) { audienceId = -1 } },
                { experiments.stats(1) { dimension(0, "v") } },
                { experiments.stats(1) { dimension(1, " ") } },
                { experiments.stats(1) { audienceId(1).dimension(1, "v") } },
            ).forEach { call -> shouldThrow<IllegalArgumentException> { scripted.optimizely.call() } }
            shouldThrow<IllegalArgumentException> { scripted.optimizely.projects.get(-5) }
                .message shouldBe "GET projects/{projectId}: projectId is -5, must be positive"
            scripted.lines.shouldBeEmpty()
        }
    }

    test("an emulator knows both kinds of token, and tells a stranger from somebody wrong") {
        Emulator.start(tokens = listOf("right:1")).use { emulator ->
            fun client(configure: OptimizelyClassicClientBuilder.() -> Unit) =
                OptimizelyClassicClient { baseUrl(emulator.optimizelyClassicUrl).configure() }
            runBlocking {
                client { token = Secret("right:1") }.use { it.projects.list().items.shouldBeEmpty() }
                client { oauthToken = Secret("right:1") }.use { it.projects.list().items.shouldBeEmpty() }
                client { token = Secret("wrong") }.use { wrong ->
                    shouldThrow<ForbiddenException> { wrong.projects.list() }.serverMessage shouldBe "Authentication Failed"
                }
            }
        }
    }

    test("what has no method is reached by its path, in a view too") {
        onClassic {
            (optimizely.raw("GET", "projects/$projectId") as JsonObject)["project_name"].toString() shouldBe "\"Shop\""
            optimizely.with { header("X-Trace", "1") }.use { it.projects.list().items shouldHaveSize 1 }
            emulator.requests.last.header("X-Trace") shouldBe "1"
            optimizely.projects.list().items shouldHaveSize 1
            shouldThrow<IllegalArgumentException> { optimizely.raw("GET", "../v2/projects") }
        }
    }

    test("the token is in no log and no message, whatever a server echoes") {
        val logs = LogCapture(Level.TRACE)
        logs.use {
            onClassic {
                listOf(
                    401 to "canary:123 is not welcome",
                    400 to """{"message":"canary:123","uuid":"canary:123"}""",
                    200 to "<html>canary:123</html>",
                ).forEach { (status, body) ->
                    emulator.faults.next(status = status, body = body)
                    val failure = shouldThrow<TricolorException> { optimizely.projects.list() }
                    failure.stackTraceToString() shouldNotContain "canary"
                }
                optimizely.toString() shouldNotContain "canary"
            }
        }
        logs.text() shouldNotContain "canary"
        logs.linesOf("dev.tricolor.optimizely.classic").first().replace(Regex("in \\d+ ms"), "in N ms") shouldBe
            "DEBUG POST projects answered 201 in N ms, attempt 1"
    }
})
