package dev.tricolor.harness

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive

private const val EMAIL = "ci@service.harness.io"

internal class ServiceAccountsSpec : FunSpec({
    test("service accounts: where they live is in the query and in the body") {
        onHarness {
            val made = harness.serviceAccounts.create("ci", "CI", EMAIL) { tag("k", "v") }
            asked shouldBe "POST /ng/api/serviceaccount"
            emulator.requests.last.body shouldBe """{"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop",""" +
                """"identifier":"ci","name":"CI","email":"$EMAIL","tags":{"k":"v"}}"""
            made.projectIdentifier shouldBe "shop"
            harness.serviceAccounts.get("ci").serviceAccount shouldBe made
            asked shouldBe "GET /ng/api/serviceaccount/aggregate/ci"
            harness.serviceAccounts.list().let {
                it.items shouldContainExactly listOf(made)
                it.totalCount shouldBe 1
                it.hasNext shouldBe false
            }
            harness.serviceAccounts.edit("ci") { name("Builds") }.let { it.name to it.tags } shouldBe ("Builds" to mapOf("k" to "v"))
            harness.serviceAccounts.replace("ci", "CI", EMAIL).tags shouldBe emptyMap()
            asked shouldBe "PUT /ng/api/serviceaccount/ci"
            harness.within { projectIdentifier = null }.serviceAccounts.listAll().toList() shouldBe emptyList()
            harness.serviceAccounts.delete("ci")
            asked shouldBe "DELETE /ng/api/serviceaccount/ci"
            harness.serviceAccounts.find("ci").shouldBeNull()
            harness.serviceAccounts.listAll().map { it.identifier }.toList() shouldBe emptyList()
        }
    }

    test("errors") {
        onHarness {
            harness.serviceAccounts.create("ci", "CI", EMAIL)
            shouldThrow<ConflictException> { harness.serviceAccounts.create("ci", "CI", EMAIL) }
            shouldThrow<NotFoundException> { harness.serviceAccounts.edit("none") { name("N") } }
            shouldThrow<NotFoundException> { harness.serviceAccounts.delete("none") }
            val elsewhere = shouldThrow<BadRequestException> {
                harness.serviceAccounts.create("a", "A", EMAIL) { field("projectIdentifier", JsonPrimitive("other")) }
            }
            elsewhere.serverMessage shouldBe "projectIdentifier is 'other' in the body and shop in the query"
            val odd = shouldThrow<BadRequestException> {
                harness.serviceAccounts.create("a", "A", EMAIL) { field("description", JsonPrimitive(1)) }
            }
            odd.serverMessage shouldBe "Invalid request: description must be text; description: must be text"
            emulator.requests.clear()
            shouldThrow<InvalidPayloadException> { harness.serviceAccounts.create("ci", "CI", "nowhere") }.problems
                .map { it.toString() } shouldContainExactly listOf("email: is \"nowhere\", must be an email address")
            emulator.requests.count shouldBe 0
        }
    }

    test("an edit writes back what nobody knows, and nothing at all when nothing changes") {
        runTest {
            val account = """{"identifier":"ci","name":"CI","email":"ci@x.org","tags":null,"later":{"n":1.50}}"""
            val aggregate = data("""{"serviceAccount":$account,"tokensCount":1}""")
            val scripted = ScriptedHarness(this, inTurn(aggregate, aggregate, data(account)))
            scripted.harness.serviceAccounts.edit("ci") { name("CI") }.name shouldBe "CI"
            scripted.harness.serviceAccounts.edit("ci") { name("New") }
            scripted.lines.drop(2) shouldContainExactly
                listOf("PUT ng/api/serviceaccount/ci ${account.replace("\"CI\"", "\"New\"")}")
        }
    }

    context("an answer that is none") {
        withData("null", "{}", """[{"name":"n"}]""", "[null]", "\"x\"") { body ->
            runTest {
                shouldThrow<UnexpectedReplyException> { ScriptedHarness(this, data(body)).harness.serviceAccounts.list() }
            }
        }
    }

    test("a deletion that the server says was not done is an error") {
        runTest {
            shouldThrow<UnexpectedReplyException> { ScriptedHarness(this, data("false")).harness.serviceAccounts.delete("ci") }
            ScriptedHarness(this, data("true")).harness.serviceAccounts.delete("ci")
            ScriptedHarness(this, data("""{"identifier":"ci"}""")).harness.serviceAccounts.delete("ci")
        }
    }
})
