package dev.tricolor

import ch.qos.logback.classic.Level
import dev.tricolor.split.ApiKeyType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive
import java.io.IOException

private const val URL = "https://api.split.io/internal/api/v2/workspaces?limit=100&offset=0"
private const val NONE = """{"objects":[],"offset":0,"limit":100,"totalCount":0}"""

/** A client that is answered by [handler], and all that a listener has heard. */
private class Listened(scope: TestScope, listener: ExchangeListener? = null, handler: Handler) {
    val heard = mutableListOf<Exchange>()
    val split = Scripted(scope, { listener(listener ?: ExchangeListener { heard += it }) }, handler).split
}

internal class ExchangeSpec : FunSpec({
    test("a listener hears of every attempt, what was sent and what came") {
        runTest {
            val lost: Handler = { throw IOException("reset") }
            val listened = Listened(this, handler = inTurn(lost, status(503), status(200, NONE), status(200, "[]")))
            listened.split.workspaces.list { limit = 100 }
            listened.split.raw("POST", "anywhere?a=b", JsonPrimitive("said"))
            val told = listened.heard.map { listOf(it.endpoint, it.url, it.requestBody, it.status, it.responseBody, it.attempt) }
            told shouldContainExactly listOf(
                listOf("GET workspaces", URL, "", null, "", 1),
                listOf("GET workspaces", URL, "", 503, "", 2),
                listOf("GET workspaces", URL, "", 200, NONE, 3),
                listOf("POST (raw)", "https://api.split.io/internal/api/v2/anywhere?a=b", "\"said\"", 200, "[]", 1),
            )
            listened.heard.first().toString() shouldBe "GET $URL got no answer in 0 ms, attempt 1"
        }
    }

    test("it hears no secret: not the token, however often it is echoed, and nothing of an answer that holds another one") {
        runTest {
            val echo = status(200, """{"key":"canary-token"}""")
            val created = status(200, """{"apiKey":{"id":"1"},"secret":"fresh-secret"}""")
            val listened = Listened(this, handler = inTurn(echo, echo, created, status(200, """{"deleted":"doomed%key"}""")))
            listened.split.raw("POST", "anywhere?key=canary-token", JsonPrimitive("canary-token"))
            listened.split.with { header("X-Note", "n") }.raw("GET", "here")
            val apiKeys = listened.split.apiKeys
            shouldThrow<UnexpectedReplyException> {
                apiKeys.create("n", ApiKeyType.SERVER_SIDE) { workspace("w").environment("e") }
            }
            apiKeys.delete(Secret("doomed%key"))
            val all = listened.heard.joinToString("\n") { "${it.url} ${it.requestBody} ${it.responseBody} $it" }
            all shouldNotContain "canary"
            all shouldNotContain "fresh-secret"
            all shouldNotContain "doomed"
            all shouldContain "anywhere?key=***"
        }
    }

    test("a listener that fails is logged, and changes nothing") {
        LogCapture(Level.WARN).use { log ->
            runTest {
                val listened = Listened(this, { error("no ears") }, status(200, NONE))
                listened.split.workspaces.list().items shouldBe emptyList()
            }
            log.linesOf("dev.tricolor.split") shouldContainExactly listOf("WARN the listener of GET workspaces has failed")
        }
    }
})
