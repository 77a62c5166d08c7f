package dev.tricolor.harness

import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.inTurn
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val OF_CI = "apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci"

internal class HarnessApiKeysSpec : FunSpec({
    test("API keys of a service account") {
        onHarness {
            harness.serviceAccounts.create("ci", "CI", "ci@service.harness.io")
            val made = harness.apiKeys.create("ci", "key", "Key") { defaultTimeToExpireToken = 60_000 }
            asked shouldBe "POST /ng/api/apikey"
            emulator.requests.last.body shouldBe """{"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop",""" +
                """"identifier":"key","name":"Key","apiKeyType":"SERVICE_ACCOUNT","parentIdentifier":"ci",""" +
                """"defaultTimeToExpireToken":60000}"""
            made.apiKeyType shouldBe ApiKeyType.SERVICE_ACCOUNT
            harness.apiKeys.get("ci", "key").let {
                it.apiKey shouldBe made
                it.tokensCount shouldBe 0
            }
            asked shouldBe "GET /ng/api/apikey/aggregate/key?$OF_CI"
            harness.apiKeys.list("ci").items shouldContainExactly listOf(made)
            asked shouldBe "GET /ng/api/apikey?$OF_CI"
            harness.apiKeys.edit("ci", "key") { description("d") }.let {
                it.description shouldBe "d"
                it.defaultTimeToExpireToken shouldBe 60_000
            }
            asked shouldBe "PUT /ng/api/apikey/key"
            harness.apiKeys.replace("ci", "key", "New").let {
                it.name shouldBe "New"
                it.defaultTimeToExpireToken shouldBe 2_592_000_000
            }
            harness.apiKeys.delete("ci", "key")
            asked shouldBe "DELETE /ng/api/apikey/key?$OF_CI"
            harness.apiKeys.find("ci", "key").shouldBeNull()
            harness.apiKeys.find("none", "key").shouldBeNull()
        }
    }

    test("API keys of a user") {
        onHarness {
            val mine = harness.within { orgIdentifier = null; projectIdentifier = null }.apiKeys.ofType(ApiKeyType.USER)
            mine.create("u-1", "key", "Mine").apiKeyType shouldBe ApiKeyType.USER
            mine.listAll("u-1").map { it.identifier }.toList() shouldContainExactly listOf("key")
            emulator.requests.last.query("apiKeyType") shouldBe "USER"
            mine.edit("u-1", "key") { name("Other") }.name shouldBe "Other"
            mine.delete("u-1", "key")
            mine.listAll("u-1").toList() shouldBe emptyList()
        }
    }

    test("errors") {
        onHarness {
            harness.serviceAccounts.create("ci", "CI", "ci@service.harness.io")
            harness.apiKeys.create("ci", "key", "Key")
            shouldThrow<ConflictException> { harness.apiKeys.create("ci", "key", "Key") }
            shouldThrow<NotFoundException> { harness.apiKeys.create("none", "key", "Key") }
            shouldThrow<NotFoundException> { harness.apiKeys.list("none") }
            shouldThrow<NotFoundException> { harness.apiKeys.edit("ci", "none") { name("N") } }
            emulator.requests.clear()
            shouldThrow<IllegalArgumentException> { harness.apiKeys.list(" ") }.message shouldBe
                "GET ng/api/apikey: parentIdentifier is blank"
            shouldThrow<IllegalArgumentException> { harness.apiKeys.delete("", "key") }
            shouldThrow<InvalidPayloadException> { harness.apiKeys.create("", "key", "Key") { defaultTimeToExpireToken = -1 } }
                .problems.map { it.path } shouldContainExactly listOf("parentIdentifier", "defaultTimeToExpireToken")
            emulator.requests.count shouldBe 0
        }
    }

    test("an edit writes back what nobody knows, and nothing at all when nothing changes") {
        runTest {
            val key = """{"identifier":"k","name":"K","apiKeyType":"SERVICE_ACCOUNT","parentIdentifier":"ci","later":{"a":null}}"""
            val scripted = ScriptedHarness(this, inTurn(data("""{"apiKey":$key}"""), data("""{"apiKey":$key}"""), data(key)))
            scripted.harness.apiKeys.edit("ci", "k") {}.name shouldBe "K"
            scripted.harness.apiKeys.edit("ci", "k") { name("L") }
            scripted.lines.drop(2) shouldContainExactly listOf("PUT ng/api/apikey/k ${key.replace("\"K\"", "\"L\"")}")
        }
    }
})
