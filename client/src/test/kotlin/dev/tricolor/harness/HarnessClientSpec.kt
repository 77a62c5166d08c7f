package dev.tricolor.harness

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
import io.kotest.matchers.string.shouldNotContain
import io.ktor.http.HttpHeaders
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.jsonObject

private val PROJECT: Handler = status(200, """{"status":"SUCCESS","data":{"project":{"identifier":"p"}},"correlationId":"c"}""")
private val ACCOUNTS: Handler = status(200, """{"status":"SUCCESS","data":[],"correlationId":"c"}""")

private fun refusing(status: Int, code: String, vararg headers: Pair<String, String>) =
    status(status, """{"status":"ERROR","code":"$code","message":"no","correlationId":"c-1","responseMessages":[]}""", *headers)

@OptIn(ExperimentalCoroutinesApi::class)
internal class HarnessClientSpec : FunSpec({
    test("the token goes into x-api-key and nowhere else") {
        runTest {
            val scripted = ScriptedHarness(this, PROJECT)
            scripted.harness.projects.get("p").project.identifier shouldBe "p"
            val request = scripted.requests.single()
            request.headers.getAll("x-api-key") shouldBe listOf("pat.canary")
            request.headers[HttpHeaders.Authorization] shouldBe null
            request.url.toString() shouldBe "https://app.harness.io/ng/api/projects/p?accountIdentifier=a&orgIdentifier=o"
        }
    }

    test("calls go to the scope of the client, or of a view of it") {
        runTest {
            val scripted = ScriptedHarness(this, ACCOUNTS)
            val harness = scripted.harness
            harness.scope.toString() shouldBe "a/o/p"
            harness.serviceAccounts.list()
            harness.within { projectIdentifier = null }.serviceAccounts.list()
            harness.within { orgIdentifier = "o&p"; projectIdentifier = "q" }.serviceAccounts.list()
            harness.within { accountIdentifier("other").orgIdentifier(null).projectIdentifier(null) }.serviceAccounts.list()
            harness.serviceAccounts.list()
            scripted.requests.map { it.url.encodedQuery } shouldContainExactly listOf(
                "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p",
                "accountIdentifier=a&orgIdentifier=o",
                "accountIdentifier=a&orgIdentifier=o%26p&projectIdentifier=q",
                "accountIdentifier=other",
                "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p",
            )
            harness.within {}.scope shouldBe harness.scope
        }
    }

    test("a scope that cannot be is refused, and nothing is sent") {
        runTest {
            val scripted = ScriptedHarness(this, ACCOUNTS)
            shouldThrow<IllegalArgumentException> { scripted.harness.within { orgIdentifier = null } }.message shouldBe
                "projectIdentifier is \"p\", but orgIdentifier is not set: a project is one of an organization"
            shouldThrow<IllegalArgumentException> { scripted.harness.within { accountIdentifier = " " } }.message shouldBe
                "accountIdentifier is blank"
            shouldThrow<IllegalArgumentException> { scripted.harness.within { orgIdentifier = "" } }
            shouldThrow<IllegalArgumentException> { HarnessClient("pat", "acc") { projectIdentifier = "shop" } }
            shouldThrow<IllegalArgumentException> { HarnessClient("pat", "") }.message shouldBe "accountIdentifier is blank"
            shouldThrow<IllegalArgumentException> { HarnessClient("", "acc") }
            shouldThrow<IllegalArgumentException> { HarnessClient(HarnessClientBuilder().accountIdentifier("acc")) }.message shouldBe
                "token is not set"
            shouldThrow<IllegalArgumentException> { HarnessClient(HarnessClientBuilder().token(Secret("pat"))) }.message shouldBe
                "accountIdentifier is not set"
            scripted.requests shouldHaveSize 0
        }
    }

    context("slashes are never repeated, however the base URL ends") {
        withData(nameFn = { "https://app.harness.io$it" }, "", "/", "///", "/gateway/") { path ->
            runTest {
                val base = "https://app.harness.io$path"
                val scripted = ScriptedHarness(this, PROJECT) { baseUrl(base).orgIdentifier(null).projectIdentifier(null) }
                scripted.harness.projects.get("a/b")
                scripted.harness.raw("GET", "//ng/api/projects?accountIdentifier=a")?.jsonObject?.keys?.first() shouldBe "status"
                val root = base.trimEnd('/')
                scripted.requests.map { it.url.toString() } shouldContainExactly
                    listOf("$root/ng/api/projects/a%2Fb?accountIdentifier=a", "$root/ng/api/projects?accountIdentifier=a")
            }
        }
    }

    context("errors keep what Harness says of them") {
        withData(
            mapOf<String, Pair<Int, (ApiException) -> Boolean>>(
                "400" to Pair(400) { it is BadRequestException },
                "401" to Pair(401) { it is UnauthorizedException },
                "403" to Pair(403) { it is ForbiddenException },
                "404" to Pair(404) { it is NotFoundException },
                "409" to Pair(409) { it is ConflictException },
                "422" to Pair(422) { it is BadRequestException },
                "402" to Pair(402) { it.javaClass == ApiException::class.java },
            ),
        ) { (status, isMapped) ->
            runTest {
                val failure = shouldThrow<ApiException> {
                    ScriptedHarness(this, refusing(status, "SOME_CODE")).harness.serviceAccounts.get("ci")
                }
                isMapped(failure) shouldBe true
                failure.status shouldBe status
                failure.code shouldBe "SOME_CODE"
                failure.serverMessage shouldBe "no"
                failure.requestId shouldBe "c-1"
                failure.endpoint shouldBe "GET ng/api/serviceaccount/aggregate/{identifier}"
            }
        }
    }

    test("what is wrong with single fields is in the message") {
        val body = """{"status":"FAILURE","code":"INVALID_REQUEST","message":"Invalid request","correlationId":"c-2",
            "errors":[{"fieldId":"email","error":"not an address"},{"fieldId":"name","error":"blank"},{"error":"alone"},7,null]}"""
        runTest {
            val failure = shouldThrow<BadRequestException> { ScriptedHarness(this, status(400, body)).harness.projects.list() }
            failure.serverMessage shouldBe "Invalid request; email: not an address; name: blank; alone"
            failure.rawBody shouldBe body
            failure.message shouldBe "GET ng/api/projects answered 400 INVALID_REQUEST: Invalid request; " +
                "email: not an address; name: blank; alone (request c-2)"
        }
    }

    context("an error body may be anything at all") {
        withData(nameFn = { "'$it'" }, "", "<html>no</html>", "[]", """{"message":{},"code":[],"errors":"x"}""") { body ->
            runTest {
                val failure = shouldThrow<ForbiddenException> { ScriptedHarness(this, status(403, body)).harness.projects.list() }
                failure.rawBody shouldBe body
                failure.requestId shouldBe null
            }
        }
    }

    test("a limit is waited for as long as Retry-After says, or for as long as usual") {
        runTest {
            val scripted = ScriptedHarness(this, inTurn(refusing(429, "TOO_MANY_REQUESTS", "Retry-After" to "7"), PROJECT))
            scripted.harness.projects.get("p").project.identifier shouldBe "p"
            currentTime.shouldBeBetween(7_000, 7_700)
        }
        runTest {
            ScriptedHarness(this, inTurn(refusing(429, "TOO_MANY_REQUESTS"), PROJECT)).harness.projects.get("p")
            currentTime.shouldBeBetween(250, 600)
        }
        runTest {
            val scripted = ScriptedHarness(this, refusing(429, "TOO_MANY_REQUESTS", "Retry-After" to "3600"))
            val failure = shouldThrow<RateLimitedException> { scripted.harness.projects.create("p", "P") }
            failure.requestId shouldBe "c-1"
            failure.retryAfterMillis shouldBe 3_600_000
            scripted.requests shouldHaveSize 1
        }
    }

    test("a view with other options shares the connections, and only the client itself closes them") {
        runTest {
            val scripted = ScriptedHarness(this, refusing(500, "UNKNOWN_ERROR"))
            val once = scripted.harness.with { retry { maxAttempts = 1 } }
            once.scope shouldBe scripted.harness.scope
            shouldThrow<ApiException> { once.projects.get("p") }
            scripted.requests shouldHaveSize 1
            once.close()
            scripted.harness.within { projectIdentifier = null }.close()
            shouldThrow<ApiException> { once.projects.get("p") }
            scripted.harness.close()
            shouldThrow<IllegalStateException> { once.projects.get("p") }
        }
    }

    test("the token is in no log at TRACE, and in no exception") {
        val logs = LogCapture(Level.TRACE)
        logs.use {
            Emulator.start(tokens = listOf("pat.other")).use { emulator ->
                HarnessClient("pat.canary", "acc") { baseUrl = emulator.harnessUrl; retry { maxAttempts = 2 } }.use { harness ->
                    runBlocking {
                        emulator.faults.next(status = 500, body = "pat.canary is not welcome")
                        emulator.faults.next(status = 400, body = """{"message":"pat.canary","correlationId":"pat.canary"}""")
                        emulator.faults.next(status = 200, body = """{"status":"FAILURE","message":"pat.canary"}""")
                        repeat(3) {
                            shouldThrow<TricolorException> { harness.projects.list() }.let {
                                "${it.stackTraceToString()} ${(it as? ApiException)?.rawBody}" shouldNotContain "canary"
                            }
                        }
                        harness.toString() shouldNotContain "canary"
                    }
                }
            }
        }
        logs.text() shouldNotContain "pat.canary"
        logs.linesOf("dev.tricolor.harness").first().replace(Regex("in \\d+ ms"), "in N ms") shouldBe
            "DEBUG GET ng/api/projects answered 500 in N ms, attempt 1"
    }
})
