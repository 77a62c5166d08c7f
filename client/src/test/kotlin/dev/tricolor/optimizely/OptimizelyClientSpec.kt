@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.optimizely

import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.GoneException
import dev.tricolor.NotFoundException
import dev.tricolor.RateLimitedException
import dev.tricolor.UnauthorizedException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.emulator.Emulator
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonObject
import kotlin.reflect.KClass
import kotlin.time.Duration.Companion.seconds

private const val NOW = "Sat, 21 Nov 2026 10:00:00 GMT"
private const val NOW_SECONDS = 1_795_255_200L
private val PROJECT = status(200, """{"id":7}""")

private class Refused(val status: Int, val kind: KClass<out ApiException>)

internal class OptimizelyClientSpec : FunSpec({
    test("every request shows the token as a bearer, below v2 of the one host") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = PROJECT)
            scripted.optimizely.projects.get(7)
            scripted.optimizely.raw("GET", "plan")
            scripted.requests.map { it.url.toString() } shouldBe
                listOf("https://api.optimizely.com/v2/projects/7", "https://api.optimizely.com/v2/plan")
            scripted.requests.map { it.headers["Authorization"] }.toSet() shouldBe setOf("Bearer 2:canary")
        }
    }

    context("an error is of its kind, and tells what Optimizely told") {
        withData(
            nameFn = { it.status.toString() },
            Refused(400, BadRequestException::class),
            Refused(401, UnauthorizedException::class),
            Refused(403, ForbiddenException::class),
            Refused(404, NotFoundException::class),
            Refused(409, ConflictException::class),
            Refused(410, GoneException::class),
            Refused(418, ApiException::class),
        ) { refused ->
            runTest {
                val body = """{"code":"no_luck","message":"Not today","uuid":"u-1","messages":{"name":"is taken","sdks":["odd"]}}"""
                val scripted = ScriptedOptimizely(this, handler = status(refused.status, body))
                val failure = shouldThrow<ApiException> { scripted.optimizely.projects.get(7) }
                failure::class shouldBe refused.kind
                failure.code shouldBe "no_luck"
                failure.requestId shouldBe "u-1"
                failure.serverMessage shouldBe "Not today; name: is taken; sdks: [\"odd\"]"
                failure.message shouldBe
                    "GET projects/{project_id} answered ${refused.status} no_luck: ${failure.serverMessage} (request u-1)"
                failure.rawBody shouldBe body
            }
        }
    }

    test("what the message has said of a field is not said again") {
        runTest {
            val body = """{"message":"name: is taken; key: is odd","messages":{"name":"is taken","key":"odd"}}"""
            val scripted = ScriptedOptimizely(this, handler = status(400, body))
            shouldThrow<ApiException> { scripted.optimizely.projects.get(7) }.serverMessage shouldBe "name: is taken; key: is odd; key: odd"
        }
    }

    context("an error body may be anything") {
        val odd = """{"code":404,"message":null,"messages":[]}"""
        withData(nameFn = { "<$it" }, "", "<html>Bad gateway</html>", odd, "[]", "\"no\"", "{".repeat(5_000)) { body ->
            runTest {
                val scripted = ScriptedOptimizely(this, handler = status(404, body))
                val failure = shouldThrow<NotFoundException> { scripted.optimizely.projects.get(7) }
                failure.code shouldBe null
                failure.rawBody shouldBe body
            }
        }
    }

    test("a limiter that says nothing is given a minute; one that does, what it says") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = inTurn(status(429), PROJECT))
            scripted.optimizely.projects.get(7).id shouldBe 7
            currentTime.shouldBeBetween(60_000, 61_000)
        }
        runTest {
            val limited = status(429, "", "Date" to NOW, "X-RateLimit-Reset" to "${NOW_SECONDS + 5}", "Retry-After" to "3")
            val scripted = ScriptedOptimizely(this, handler = inTurn(limited, PROJECT))
            scripted.optimizely.projects.get(7).id shouldBe 7
            currentTime.shouldBeBetween(5_000, 5_500)
        }
    }

    test("no longer than the caller has patience") {
        runTest {
            val scripted = ScriptedOptimizely(this, { retry { maxWait = 30.seconds } }, status(429))
            val failure = shouldThrow<RateLimitedException> { scripted.optimizely.projects.get(7) }
            failure.retryAfterMillis shouldBe null
            failure.waitedMillis shouldBe 0
            currentTime shouldBe 0
        }
    }

    test("an id that can be nobody's is not asked for") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = PROJECT)
            shouldThrow<IllegalArgumentException> { scripted.optimizely.projects.get(0) }.message shouldBe
                "GET projects/{project_id}: project_id is 0, must be positive"
            scripted.requests.size shouldBe 0
        }
    }

    test("the token is in nothing that went wrong") {
        runTest {
            val answers = inTurn(status(403, """{"message":"2:canary is no good"}"""), status(200, "2:canary"))
            val projects = ScriptedOptimizely(this, handler = answers).optimizely.projects
            shouldThrow<ForbiddenException> { projects.get(7) }.let { it.message + it.rawBody } shouldNotContain "canary"
            shouldThrow<UnexpectedReplyException> { projects.get(7) }.let { it.message + it.rawBody } shouldNotContain "canary"
        }
    }

    test("the emulator tells a missing token from a wrong one, and both from what is not there") {
        Emulator.start(tokens = listOf("2:right")).use { emulator ->
            runBlocking {
                OptimizelyClient("2:wrong") { baseUrl = emulator.optimizelyUrl }.use { optimizely ->
                    shouldThrow<ForbiddenException> { optimizely.projects.list() }.message shouldContain "Authentication Failed"
                }
                OptimizelyClient("2:right") { baseUrl = emulator.optimizelyUrl }.use { optimizely ->
                    optimizely.projects.list().items shouldBe emptyList()
                    shouldThrow<NotFoundException> { optimizely.projects.get(7) }
                    val nothing = JsonObject(emptyMap())
                    shouldThrow<BadRequestException> { optimizely.raw("POST", "projects", nothing) }.serverMessage shouldContain "name"
                }
            }
        }
    }
})
