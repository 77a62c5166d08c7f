@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor

import dev.tricolor.split.SplitClient
import dev.tricolor.split.SplitClientBuilder
import io.ktor.client.engine.mock.MockEngine
import io.ktor.client.engine.mock.MockEngineConfig
import io.ktor.client.engine.mock.MockRequestHandleScope
import io.ktor.client.engine.mock.respond
import io.ktor.client.request.HttpRequestData
import io.ktor.client.request.HttpResponseData
import io.ktor.http.HttpStatusCode
import io.ktor.http.content.OutgoingContent
import io.ktor.http.headers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlin.random.Random

internal typealias Handler = suspend MockRequestHandleScope.(HttpRequestData) -> HttpResponseData

/** A vendor in virtual time that is played by [handler], and the requests that it was sent. */
internal abstract class Script(scope: TestScope, handler: Handler) {
    /** Everything that was sent, answered or not. */
    val requests = mutableListOf<HttpRequestData>()

    protected val engine = MockEngine(
        MockEngineConfig().apply {
            dispatcher = StandardTestDispatcher(scope.testScheduler)
            addHandler { request ->
                requests += request
                handler(request)
            }
        },
    )

    protected val virtualTime = Time({ scope.currentTime }, { delay(it) }, Random(42))

    /** The requests as `METHOD encoded-path?query body`, below [root]. */
    protected fun linesBelow(root: String): List<String> = requests.map { request ->
        val body = (request.body as? OutgoingContent.ByteArrayContent)?.bytes()?.decodeToString().orEmpty()
        "${request.method.value} ${request.url.encodedPathAndQuery.removePrefix(root)} $body".trim()
    }
}

/** A Split client in virtual time that is answered by [handler], and the requests that it has sent. */
internal class Scripted(scope: TestScope, configure: Block<SplitClientBuilder> = Block {}, handler: Handler) : Script(scope, handler) {
    val split = SplitClient(
        SplitClientBuilder().apiKey(Secret("canary-token")).engine(engine).apply { time = virtualTime }.configuredBy(configure),
    )

    val lines: List<String> get() = linesBelow("/internal/api/v2/")
}

internal fun MockRequestHandleScope.json(body: String, status: Int = 200, vararg headers: Pair<String, String>): HttpResponseData =
    respond(body, HttpStatusCode.fromValue(status), headers { headers.forEach { (name, value) -> append(name, value) } })

/** Gives one answer after the other, and the last one for ever. */
internal fun inTurn(vararg answers: Handler): Handler {
    var next = 0
    return { request -> answers[minOf(next++, answers.size - 1)](this, request) }
}

/** [answers] one after the other, and then from the first one again, for ever. */
internal fun byTurns(vararg answers: Handler): Handler {
    var next = 0
    return { request -> answers[next++ % answers.size](this, request) }
}

internal fun status(status: Int, body: String = "", vararg headers: Pair<String, String>): Handler = { json(body, status, *headers) }
