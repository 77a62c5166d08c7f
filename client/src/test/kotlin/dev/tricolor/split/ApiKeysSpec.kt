package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.Handler
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.Secret
import dev.tricolor.TransportException
import dev.tricolor.UnauthorizedException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.emulator.Emulator
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.ktor.client.engine.mock.respond
import io.ktor.client.plugins.ConnectTimeoutException
import io.ktor.client.plugins.SocketTimeoutException
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import java.io.IOException

private const val ANSWER = """{"id":"k-1","name":"n","type":"admin","apiKeyType":"admin","key":"canary-secret","roles":["API_ALL_GRANTED"],
    "workspace":null,"future":{"a":null}}"""

internal class ApiKeysSpec : FunSpec({
    test("keys of every type are created, each with a secret of its own, and deleted by id or by secret") {
        onEmulator {
            val made = split.apiKeys.create("web", ApiKeyType.CLIENT_SIDE) {
                workspace(workspaceId)
                environment(environmentId)
            }
            Json.parseToJsonElement(emulator.requests.last.body) shouldBe Json.parseToJsonElement(
                """{"name":"web","apiKeyType":"client_side","workspace":{"id":"$workspaceId","type":"workspace"},
                    "environments":[{"id":"$environmentId","type":"environment"}],"roles":[]}""",
            )
            made.apiKey.name shouldBe "web"
            made.apiKey.apiKeyType shouldBe ApiKeyType.CLIENT_SIDE
            made.apiKey.scope shouldBe ApiKeyScope.ENVIRONMENT
            made.apiKey.environments.map { it.id } shouldContainExactly listOf(environmentId)

            val server = split.apiKeys.create("server", ApiKeyType.SERVER_SIDE) {
                workspace(workspaceId)
                environment(environmentId)
                role(ApiKeyRole.API_FEATURE_FLAG_VIEWER)
            }
            server.apiKey.roles shouldContainExactly listOf(ApiKeyRole.API_FEATURE_FLAG_VIEWER)
            val admin = split.apiKeys.create("ci", ApiKeyType.ADMIN) { role(ApiKeyRole.API_ALL_GRANTED) }
            admin.apiKey.scope shouldBe ApiKeyScope.GLOBAL
            listOf(made, server, admin).map { it.secret.reveal() }.toSet() shouldHaveSize 3

            split.apiKeys.delete(checkNotNull(made.apiKey.id))
            split.apiKeys.delete(server.secret)
            emulator.requests.last.rawPath shouldBe "/internal/api/v2/apiKeys/${server.secret.reveal()}"
            shouldThrow<NotFoundException> { split.apiKeys.delete(checkNotNull(made.apiKey.id)) }
            shouldThrow<NotFoundException> { split.apiKeys.create("x", ApiKeyType.ADMIN) { workspace("none") } }
            shouldThrow<BadRequestException> { split.apiKeys.create("x", ApiKeyType.of("other")) }
        }
    }

    test("a new admin key is a client's, until it is deleted") {
        Emulator.start(tokens = listOf("root")).use { emulator ->
            SplitClient("root") { baseUrl = emulator.splitUrl }.use { root ->
                runBlocking {
                    val made = root.apiKeys.create("ci", ApiKeyType.ADMIN)
                    SplitClient(made.secret) { baseUrl = emulator.splitUrl }.use { ci ->
                        ci.workspaces.find("Default")?.name shouldBe "Default"
                        root.apiKeys.delete(made.secret)
                        shouldThrow<UnauthorizedException> { ci.workspaces.find("Default") }.message.orEmpty() shouldNotContain
                            made.secret.reveal()
                    }
                }
            }
        }
    }

    test("the secret is told to who asks for it, and to nobody else") {
        runTest {
            val made = Scripted(this, handler = status(201, ANSWER)).split.apiKeys.create("n", ApiKeyType.ADMIN)
            made.secret.reveal() shouldBe "canary-secret"
            made.apiKey.json["key"].shouldBeNull()
            made.apiKey.json["future"].toString() shouldBe """{"a":null}"""
            "$made ${made.apiKey} ${made.secret} ${made.apiKey.toPrettyJson()}" shouldNotContain "canary"
        }
    }

    context("a reply that cannot be read is not quoted") {
        withData(
            mapOf<String, Handler>(
                "no name" to status(200, """{"key":"canary-secret"}"""),
                "another kind of name" to status(200, """{"name":["canary-secret"],"key":"canary-secret"}"""),
                "no secret" to status(200, """{"name":"n","keys":"canary-secret"}"""),
                "a secret that is none" to status(200, """{"name":"n","key":"canary secret"}"""),
                "a number" to status(200, """{"name":"n","key":77777}"""),
                "cut off" to status(200, """{"name":"n","key":"canary-secret"""),
                "a list" to status(200, """["canary-secret"]"""),
                "text" to status(200, "canary-secret"),
                "not UTF-8" to { respond("""{"name":"n","key":"canary-secret"""".encodeToByteArray() + 0xFF.toByte()) },
                "nothing" to status(200, ""),
            ),
        ) { handler ->
            runTest {
                val scripted = Scripted(this, handler = handler)
                val failure = shouldThrow<UnexpectedReplyException> { scripted.split.apiKeys.create("n", ApiKeyType.ADMIN) }
                failure.endpoint shouldBe "POST apiKeys"
                failure.rawBody shouldBe ""
                failure.stackTraceToString() shouldNotContain "canary"
                failure.stackTraceToString() shouldNotContain "77777"
                scripted.requests shouldHaveSize 1
            }
        }
    }

    context("a secret by which a key is deleted is in no exception, however the server repeats it") {
        withData(
            mapOf<String, Handler>(
                "refused" to status(404, """{"code":404,"message":"Could not find canary/secret","details":"canary\/secret"}"""),
                "not JSON" to status(400, "canary/secret"),
                "not done" to status(200, "false"),
                "not UTF-8" to { respond("canary/secret".encodeToByteArray() + 0xFF.toByte()) },
                "broken off" to { throw IOException("reset") },
                "no connection in time" to { request -> throw ConnectTimeoutException(request, IOException("to 10.0.0.1")) },
                "no answer in time" to { request -> throw SocketTimeoutException(request) },
                "no answer in time, below something else" to { request -> throw IOException("broken", SocketTimeoutException(request)) },
            ),
        ) { handler ->
            runTest {
                val scripted = Scripted(this, { retry { maxAttempts = 1 } }, handler)
                val failure = shouldThrow<Exception> { scripted.split.apiKeys.delete(Secret("canary/secret")) }
                failure.stackTraceToString() shouldNotContain "canary"
                failure.toString() shouldContain "DELETE apiKeys/{apiKeyIdOrSecret}"
                if (failure is UnexpectedReplyException) failure.rawBody shouldNotContain "canary"
                scripted.lines shouldContainExactly listOf("DELETE apiKeys/canary%2Fsecret")
            }
        }
    }

    test("nothing is sent of what cannot work") {
        runTest {
            val scripted = Scripted(this, handler = { json(ANSWER) })
            val refusal = shouldThrow<InvalidPayloadException> { scripted.split.apiKeys.create("", ApiKeyType.SERVER_SIDE) }
            refusal.problems.map { it.path } shouldContainExactly listOf("name", "workspace", "environments")
            shouldThrow<IllegalArgumentException> { scripted.split.apiKeys.delete(" ") }
            scripted.requests shouldHaveSize 0
        }
    }

    test("a creation of which nothing came back is not repeated") {
        runTest {
            val scripted = Scripted(this, handler = { throw IOException("reset") })
            shouldThrow<TransportException> { scripted.split.apiKeys.create("n", ApiKeyType.ADMIN) }.mayHaveBeenProcessed shouldBe true
            scripted.requests shouldHaveSize 1
        }
    }
})
