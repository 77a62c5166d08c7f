package dev.tricolor.harness

import ch.qos.logback.classic.Level
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.LogCapture
import dev.tricolor.NotFoundException
import dev.tricolor.Secret
import dev.tricolor.TransportException
import dev.tricolor.UnauthorizedException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import io.ktor.client.engine.mock.respond
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val OF_KEY = "apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci&apiKeyIdentifier=key"
private const val FAR = 4_000_000_000_000

/** Runs [test] with a service account `ci` that has an API key `key`. */
private fun onKey(test: suspend HarnessOnEmulator.() -> Unit) = onHarness {
    harness.serviceAccounts.create("ci", "CI", "ci@service.harness.io")
    harness.apiKeys.create("ci", "key", "Key")
    emulator.requests.clear()
    test()
}

private suspend fun HarnessOnEmulator.admits(secret: Secret): Boolean =
    HarnessClient(secret, "acc") { baseUrl = emulator.harnessUrl }.use { client ->
        runCatching { client.projects.list() }.onFailure { if (it !is UnauthorizedException) throw it }.isSuccess
    }

internal class TokensSpec : FunSpec({
    test("a token is created, listed without its secret, changed and deleted, and admits until then") {
        onKey {
            val secret = harness.tokens.create("ci", "key", "t", "T") { validTo = FAR }
            asked shouldBe "POST /ng/api/token"
            emulator.requests.last.body shouldBe """{"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop",""" +
                """"identifier":"t","name":"T","apiKeyType":"SERVICE_ACCOUNT","parentIdentifier":"ci","apiKeyIdentifier":"key",""" +
                """"validTo":$FAR}"""
            secret.reveal() shouldStartWith "sat.acc."
            admits(secret) shouldBe true
            val listed = harness.tokens.list("ci", "key").items.single()
            asked shouldBe "GET /ng/api/token/aggregate?$OF_KEY&pageSize=100&pageIndex=0"
            listed.token.validTo shouldBe FAR
            listed.expiryAt shouldBe FAR
            listed.token.valid shouldBe true
            listed.toJson() shouldNotContain secret.reveal()
            harness.tokens.get("ci", "key", "t") shouldBe listed
            asked shouldBe "GET /ng/api/token/aggregate?$OF_KEY&identifiers=t&pageSize=100&pageIndex=0"
            harness.tokens.edit("ci", "key", "t") { description("d") }.let { it.description to it.validTo } shouldBe ("d" to FAR)
            asked shouldBe "PUT /ng/api/token/t"
            harness.tokens.replace("ci", "key", "t", "New") { scheduledExpireTime = FAR }.let { it.name to it.description } shouldBe
                ("New" to null)
            admits(secret) shouldBe true
            harness.tokens.delete("ci", "key", "t")
            asked shouldBe "DELETE /ng/api/token/t?$OF_KEY"
            admits(secret) shouldBe false
            harness.tokens.find("ci", "key", "t").shouldBeNull()
            harness.tokens.find("none", "key", "t").shouldBeNull()
        }
    }

    test("a rotation gives another secret; the one so far goes at once, or when it is told to") {
        onKey {
            val first = harness.tokens.create("ci", "key", "t", "T")
            val second = harness.tokens.rotate("ci", "key", "t") { rotateTimestamp = FAR }
            asked shouldBe "POST /ng/api/token/rotate/t?$OF_KEY&rotateTimestamp=$FAR"
            emulator.requests.last.bodyBytes shouldBe 0
            listOf(first, second).map { admits(it) } shouldContainExactly listOf(true, true)
            val third = harness.tokens.rotate("ci", "key", "t")
            asked shouldBe "POST /ng/api/token/rotate/t?$OF_KEY"
            listOf(second, third).map { admits(it) } shouldContainExactly listOf(false, true)
            harness.serviceAccounts.delete("ci")
            listOf(first, third).map { admits(it) } shouldContainExactly listOf(false, false)
        }
    }

    test("tokens are paged, searched and chosen") {
        onKey {
            repeat(5) { harness.tokens.create("ci", "key", "t$it", "Token $it") }
            harness.tokens.listAll("ci", "key") { pageSize = 2 }.map { it.token.identifier }.toList() shouldContainExactly
                List(5) { "t$it" }
            harness.tokens.list("ci", "key") { searchTerm = "token 3" }.items.single().token.identifier shouldBe "t3"
            harness.tokens.list("ci", "key") { identifier("t1").identifier("t4") }.items shouldHaveSize 2
        }
    }

    test("tokens of a user") {
        onHarness {
            val account = harness.within { orgIdentifier = null; projectIdentifier = null }
            account.apiKeys.ofType(ApiKeyType.USER).create("u-1", "key", "Mine")
            val tokens = account.tokens.ofType(ApiKeyType.USER)
            tokens.create("u-1", "key", "t", "T").reveal() shouldStartWith "pat.acc."
            tokens.list("u-1", "key").items.single().token.apiKeyType shouldBe ApiKeyType.USER
            emulator.requests.last.query("apiKeyType") shouldBe "USER"
            tokens.edit("u-1", "key", "t") { name("N") }.name shouldBe "N"
            tokens.delete("u-1", "key", "t")
        }
    }

    test("errors") {
        onKey {
            harness.tokens.create("ci", "key", "t", "T")
            shouldThrow<ConflictException> { harness.tokens.create("ci", "key", "t", "T") }
            shouldThrow<NotFoundException> { harness.tokens.create("ci", "none", "t", "T") }
            shouldThrow<NotFoundException> { harness.tokens.rotate("ci", "key", "none") }
            shouldThrow<NotFoundException> { harness.tokens.list("ci", "none") }
            shouldThrow<NotFoundException> { harness.tokens.edit("ci", "key", "none") { name("N") } }.message shouldBe
                "GET ng/api/token/aggregate answered 404: there is no token none"
            emulator.requests.clear()
            shouldThrow<InvalidPayloadException> { harness.tokens.create("ci", "key", "t", "T") { validFrom = 2; validTo = 1 } }
                .problems.map { it.toString() } shouldContainExactly listOf("validTo: is 1, must be after validFrom, which is 2")
            shouldThrow<InvalidPayloadException> { harness.tokens.create("", "", "t", "T") }.problems shouldHaveSize 2
            shouldThrow<IllegalArgumentException> { harness.tokens.list("", "key") }
            shouldThrow<IllegalArgumentException> { harness.tokens.delete("ci", " ", "t") }
            shouldThrow<IllegalArgumentException> { harness.tokens.find("ci", "key", " ") }
            shouldThrow<IllegalArgumentException> { harness.tokens.rotate("ci", "key", "t") { rotateTimestamp = -1 } }.message shouldBe
                "rotateTimestamp is -1, must be in epoch milliseconds, at least 0"
            emulator.requests.count shouldBe 0
        }
    }

    test("what makes a secret is not repeated when its answer is lost") {
        onKey {
            emulator.faults.resetAfterCommit()
            shouldThrow<TransportException> { harness.tokens.create("ci", "key", "t", "T") }.mayHaveBeenProcessed shouldBe true
            harness.tokens.find("ci", "key", "t")?.token?.identifier shouldBe "t"
            emulator.faults.resetAfterCommit()
            shouldThrow<TransportException> { harness.tokens.rotate("ci", "key", "t") }
            emulator.requests.all.count { it.method == "POST" } shouldBe 2
            admits(harness.tokens.rotate("ci", "key", "t")) shouldBe true
        }
    }

    test("a list without the token that was asked for, whatever else is in it") {
        runTest {
            val others = data("""{"content":[{"token":{"identifier":"other"}}],"totalPages":1,"pageIndex":0}""")
            ScriptedHarness(this, others).harness.tokens.find("ci", "key", "t").shouldBeNull()
        }
    }

    test("an edit writes back what nobody knows, and nothing at all when nothing changes") {
        runTest {
            val token = """{"identifier":"t","name":"T","validTo":9.0,"apiKeyIdentifier":"key","parentIdentifier":"ci",""" +
                """"apiKeyType":"SERVICE_ACCOUNT","encodedPassword":"hash","later":[1.50]}"""
            val page = data("""{"content":[{"token":$token}],"totalPages":1,"pageIndex":0}""")
            val scripted = ScriptedHarness(this, inTurn(page, page, data(token)))
            scripted.harness.tokens.edit("ci", "key", "t") { name("T") }.name shouldBe "T"
            scripted.harness.tokens.edit("ci", "key", "t") { name("U") }
            scripted.lines.drop(2) shouldContainExactly listOf("PUT ng/api/token/t ${token.replace("\"T\"", "\"U\"")}")
        }
    }

    context("an answer that cannot be read is not quoted, because the secret may be in it") {
        withData(
            nameFn = { it.take(60).ifEmpty { "nothing" } },
            """{"status":"SUCCESS","data":{"token":"sat.canary"}}""",
            """{"status":"SUCCESS","data":["sat.canary"]}""",
            """{"status":"SUCCESS","data":"sat canary"}""",
            """{"status":"FAILURE","message":"sat.canary","data":"sat.canary"}""",
            """{"data":"sat.canary""",
            "sat.canary",
            "",
        ) { body ->
            runTest {
                val harness = ScriptedHarness(this, status(200, body)).harness
                listOf(
                    shouldThrow<UnexpectedReplyException> { harness.tokens.create("ci", "key", "t", "T") },
                    shouldThrow<UnexpectedReplyException> { harness.tokens.rotate("ci", "key", "t") },
                ).forEach { "${it.stackTraceToString()} ${it.rawBody}" shouldNotContain "canary" }
            }
        }
        test("what is not UTF-8") {
            runTest {
                val scripted = ScriptedHarness(this, { respond("sat.canary".encodeToByteArray() + 0xFF.toByte()) })
                val failure = shouldThrow<UnexpectedReplyException> { scripted.harness.tokens.rotate("ci", "key", "t") }
                "${failure.stackTraceToString()} ${failure.rawBody}" shouldNotContain "canary"
            }
        }
    }

    test("the secret is in no log at TRACE") {
        val logs = LogCapture(Level.TRACE)
        logs.use {
            onKey {
                val secrets = listOf(harness.tokens.create("ci", "key", "t", "T"), harness.tokens.rotate("ci", "key", "t"))
                secrets.forEach { secret ->
                    admits(secret)
                    "$secret ${harness.tokens.list("ci", "key").items}" shouldNotContain secret.reveal()
                    logs.text() shouldNotContain secret.reveal()
                }
            }
        }
    }
})
