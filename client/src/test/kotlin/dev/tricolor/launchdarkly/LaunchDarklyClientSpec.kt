@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.launchdarkly

import ch.qos.logback.classic.Level
import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.Handler
import dev.tricolor.LogCapture
import dev.tricolor.NotFoundException
import dev.tricolor.RateLimitedException
import dev.tricolor.TricolorException
import dev.tricolor.UnauthorizedException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.emulator.Emulator
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.reflect.KClass

private const val NOW = "Sat, 21 Nov 2026 10:00:00 GMT"
private const val NOW_MILLIS = 1_795_255_200_000
private const val RESET = "X-Ratelimit-Reset"
private const val VERSION = "LD-API-Version"
private val METRIC: Handler = status(200, """{"key":"m"}""")

private fun limited(vararg headers: Pair<String, String>) =
    status(429, """{"code":"rate_limited","message":"Too many","id":"r1"}""", "Date" to NOW, *headers)

private fun conflict(code: String) = status(409, """{"code":"$code","message":"no"}""")

private class Refusal(val kind: KClass<out ApiException>, val status: Int, val body: String, val code: String?, val message: String)

internal class LaunchDarklyClientSpec : FunSpec({
    test("every request shows the bare token and one version of the API") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, """{"items":[],"key":"k"}"""))
            val launchDarkly = scripted.launchDarkly
            launchDarkly.metrics.get("web", "m")
            launchDarkly.metricGroups.get("web", "g")
            launchDarkly.with { header(VERSION, "beta") }.experiments.list("web", "test")
            launchDarkly.with { header(VERSION, "20220603") }.metricGroups.list("web")
            launchDarkly.metricGroups.list("web")
            launchDarkly.raw("GET", "caller-identity")
            scripted.requests.map { it.headers.getAll(VERSION) } shouldContainExactly
                listOf("20240415", "beta", "beta", "20220603", "beta", "20240415").map(::listOf)
            scripted.requests.map { it.headers.getAll("Authorization") }.toSet() shouldBe setOf(listOf("api-canary"))
            scripted.lines.last() shouldBe "GET caller-identity"
        }
    }

    test("accounts live at three addresses, and anywhere else") {
        runTest {
            val addresses = listOf(null, LaunchDarklyClient.FEDERAL_URL, LaunchDarklyClient.EU_URL, "http://localhost:8080/proxy/")
            addresses.map { address ->
                val scripted = ScriptedLaunchDarkly(this, { if (address != null) baseUrl(address) }, METRIC)
                scripted.launchDarkly.metrics.get("web", "m")
                scripted.requests.single().url.toString()
            } shouldContainExactly listOf(
                "https://app.launchdarkly.com/api/v2/metrics/web/m",
                "https://app.launchdarkly.us/api/v2/metrics/web/m",
                "https://app.eu.launchdarkly.com/api/v2/metrics/web/m",
                "http://localhost:8080/proxy/api/v2/metrics/web/m",
            )
        }
        listOf("http://app.launchdarkly.com", "app.launchdarkly.com", "https://a:b@c").forEach {
            shouldThrow<IllegalArgumentException> { LaunchDarklyClient("t") { baseUrl = it } }
        }
        shouldThrow<IllegalArgumentException> { LaunchDarklyClient(" ") }
    }

    context("errors are told by their status, code and words, whatever the body is") {
        withData(
            nameFn = { "${it.status} ${it.body.take(60)}" },
            Refusal(BadRequestException::class, 400, """{"code":"invalid_request","message":"bad JSON"}""", "invalid_request", "bad JSON"),
            Refusal(
                BadRequestException::class, 400,
                """{"code":"validation_failed","message":"no","errors":[{"attribute":"key","reason":"is taken"},{"reason":"r"},7]}""",
                "validation_failed", "no; key: is taken; r",
            ),
            Refusal(BadRequestException::class, 422, """{"code":"invalid_request","message":"?"}""", "invalid_request", "?"),
            Refusal(UnauthorizedException::class, 401, "", null, ""),
            Refusal(UnauthorizedException::class, 401, """{"code":"unauthorized","message":"who?"}""", "unauthorized", "who?"),
            Refusal(ForbiddenException::class, 403, """{"code":"forbidden","message":"approval"}""", "forbidden", "approval"),
            Refusal(NotFoundException::class, 404, """{"code":"not_found","message":null}""", "not_found", ""),
            Refusal(ApiException::class, 405, """{"code":"method_not_allowed","message":"no"}""", "method_not_allowed", "no"),
            Refusal(ConflictException::class, 409, """{"code":"key_exists","message":"taken"}""", "key_exists", "taken"),
            Refusal(ApiException::class, 502, "<html>Bad gateway</html>", null, "<html>Bad gateway</html>"),
            Refusal(ForbiddenException::class, 403, "[]", null, "[]"),
        ) { refusal ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, { retry { maxAttempts = 1 } }, status(refusal.status, refusal.body))
                val failure = shouldThrow<ApiException> { scripted.launchDarkly.metrics.get("web", "m") }
                failure::class shouldBe refusal.kind
                failure.status shouldBe refusal.status
                failure.code shouldBe refusal.code
                failure.serverMessage shouldBe refusal.message
                failure.rawBody shouldBe refusal.body
                failure.endpoint shouldBe "GET metrics/{projectKey}/{metricKey}"
            }
        }
    }

    test("the id of an error is what support asks for") {
        runTest {
            val body = """{"code":"invalid_request","message":"no","id":"b0-1"}"""
            val failure = shouldThrow<BadRequestException> {
                ScriptedLaunchDarkly(this, handler = status(400, body)).launchDarkly.projects.list()
            }
            failure.requestId shouldBe "b0-1"
            failure.message shouldBe "GET projects answered 400 invalid_request: no (request b0-1)"
        }
    }

    test("a page of a proxy in the place of an answer is told") {
        runTest {
            val metrics = ScriptedLaunchDarkly(this, handler = status(200, "<html>Sign in</html>")).launchDarkly.metrics
            shouldThrow<UnexpectedReplyException> { metrics.get("web", "m") }.rawBody shouldBe "<html>Sign in</html>"
        }
    }

    test("a patch that somebody else got in the way of is tried again") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(conflict("optimistic_locking_error"), METRIC))
            scripted.launchDarkly.metrics.update("web", "m") { name = "n" }.key shouldBe "m"
            scripted.lines shouldHaveSize 2
            scripted.lines.toSet() shouldHaveSize 1
            currentTime.shouldBeBetween(250, 600)
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, { retry { maxAttempts = 3 } }, conflict("optimistic_locking_error"))
            shouldThrow<ConflictException> { scripted.launchDarkly.projects.update("web") { name = "n" } }
            scripted.lines shouldHaveSize 3
        }
    }

    context("no other conflict is tried again") {
        withData(
            mapOf<String, Pair<Handler, suspend LaunchDarklyClient.() -> Any?>>(
                "a key that is taken" to Pair(conflict("key_exists")) { metrics.create("web", "m") { custom("e") } },
                "a patch to a key that is taken" to Pair(conflict("key_exists")) { metrics.update("web", "m") { name = "n" } },
                "a patch refused without a code" to Pair(status(409, "")) { metrics.update("web", "m") { name = "n" } },
                "a creation from a version that has passed" to
                    Pair(conflict("optimistic_locking_error")) { environments.create("web", "e", "E", "000") { source("test", 1) } },
                "a replacement" to Pair(conflict("optimistic_locking_error")) { contextKinds.put("web", "k", "K") },
                "a deletion" to Pair(conflict("optimistic_locking_error")) { metrics.delete("web", "m") },
            ),
        ) { (answer, call) ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = answer)
                shouldThrow<ConflictException> { scripted.launchDarkly.call() }
                scripted.lines shouldHaveSize 1
                currentTime shouldBe 0
            }
        }
    }

    context("a limit is waited for, whatever the method and however its end is told") {
        withData(
            mapOf(
                "in epoch milliseconds, by the server's clock" to Triple(limited(RESET to "${NOW_MILLIS + 7_000}"), 7_000L, 7_700L),
                "in epoch seconds" to Triple(limited(RESET to "${NOW_MILLIS / 1000 + 7}"), 7_000L, 7_700L),
                "in the past" to Triple(limited(RESET to "${NOW_MILLIS - 60_000}"), 250L, 600L),
                "now" to Triple(limited(RESET to "$NOW_MILLIS"), 250L, 600L),
                "as nothing that can be read" to Triple(limited(RESET to "soon"), 250L, 600L),
                "as a negative number" to Triple(limited(RESET to "-1"), 250L, 600L),
                "not at all" to Triple(limited(), 250L, 600L),
                "by Retry-After in seconds" to Triple(limited("Retry-After" to "5"), 5_000L, 5_500L),
                "in the past, but with Retry-After" to Triple(limited(RESET to "1", "Retry-After" to "5"), 5_000L, 5_500L),
                "twice, of which the longer counts" to
                    Triple(limited(RESET to "${NOW_MILLIS + 2_000}", "Retry-After" to "9"), 9_000L, 9_900L),
                "by a gateway" to Triple(status(503, "", "Retry-After" to "6"), 6_000L, 6_600L),
            ),
        ) { (limit, atLeast, atMost) ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = inTurn(limit, METRIC))
                scripted.launchDarkly.metrics.create("web", "m") { custom("e") }.key shouldBe "m"
                scripted.lines shouldHaveSize 2
                currentTime.shouldBeBetween(atLeast, atMost)
            }
        }
    }

    test("a reset that is beyond all patience fails at once, and one in 55,000 years does not overflow") {
        listOf(NOW_MILLIS + 3_600_000, Long.MAX_VALUE).forEach { reset ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = limited(RESET to "$reset"))
                val failure = shouldThrow<RateLimitedException> { scripted.launchDarkly.metrics.get("web", "m") }
                failure.code shouldBe "rate_limited"
                failure.retryAfterMillis shouldBe reset - NOW_MILLIS
                scripted.lines shouldHaveSize 1
                currentTime shouldBe 0
            }
        }
    }

    test("each route has a limit of its own") {
        runTest {
            var first = true
            val scripted = ScriptedLaunchDarkly(this) { request ->
                val metric = "metrics" in request.url.toString()
                if (metric && first) limited("Retry-After" to "30").invoke(this, request).also { first = false } else METRIC(this, request)
            }
            val metric = async { scripted.launchDarkly.metrics.get("web", "m") }
            val project = async { scripted.launchDarkly.projects.get("web").also { currentTime shouldBe 0 } }
            listOf(metric, project).awaitAll()
            currentTime.shouldBeBetween(30_000, 33_000)
        }
    }

    test("an emulator lets the bare token in, and no other") {
        Emulator.start(tokens = listOf("right")).use { emulator ->
            LaunchDarklyClient("right") { baseUrl = emulator.launchDarklyUrl }.use { runBlocking { it.projects.list() } }
            LaunchDarklyClient("canary-wrong") { baseUrl = emulator.launchDarklyUrl }.use { launchDarkly ->
                val failure = shouldThrow<UnauthorizedException> { runBlocking { launchDarkly.projects.list() } }
                failure.code shouldBe "unauthorized"
                failure.stackTraceToString() shouldNotContain "canary"
            }
        }
    }

    test("what has no method is reached by its path") {
        onLaunchDarkly {
            val project = launchDarkly.raw("GET", "projects/default?expand=environments") as JsonObject
            project["key"] shouldBe JsonPrimitive("default")
            launchDarkly.raw("DELETE", "projects/default/environments/test") shouldBe null
            shouldThrow<IllegalArgumentException> { launchDarkly.raw("GET", "../v3/secrets") }
            shouldThrow<IllegalArgumentException> { launchDarkly.raw("TRACE", "projects") }
        }
    }

    test("the token is in no log and no message, whatever a server echoes") {
        val logs = LogCapture(Level.TRACE)
        logs.use {
            onLaunchDarkly {
                val changes = listOf<suspend () -> Any?>(
                    { launchDarkly.projects.list() },
                    { launchDarkly.metrics.create("default", "m") { custom("e") } },
                    { launchDarkly.projects.update("default") { name = "n" } },
                )
                listOf(
                    401 to "api-canary is not welcome",
                    400 to """{"code":"invalid_request","message":"api-canary","id":"api-canary"}""",
                    200 to "<html>api-canary</html>",
                    200 to """{"key":{"a":"api\u002dcanary"},"items":{"a":"api-canary"}}""",
                ).forEach { (status, body) ->
                    changes.forEach { change ->
                        emulator.faults.next(status = status, body = body)
                        val failure = shouldThrow<TricolorException> { change() }
                        failure.stackTraceToString() shouldNotContain "canary"
                        ((failure as? ApiException)?.rawBody ?: (failure as UnexpectedReplyException).rawBody) shouldNotContain "canary"
                    }
                }
                launchDarkly.toString() shouldNotContain "canary"
            }
        }
        logs.text() shouldNotContain "canary"
        logs.linesOf("dev.tricolor.launchdarkly").first().replace(Regex("in \\d+ ms"), "in N ms") shouldContain
            "DEBUG GET projects answered 401 in N ms, attempt 1"
    }
})
