@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.harness

import dev.tricolor.Handler
import dev.tricolor.Secret
import dev.tricolor.Time
import dev.tricolor.status
import io.ktor.client.engine.mock.MockEngine
import io.ktor.client.engine.mock.MockEngineConfig
import io.ktor.client.request.HttpRequestData
import io.ktor.http.content.OutgoingContent
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlin.random.Random

/** A Harness client in virtual time, for the project `p` of `o` of the account `a`, that is answered by [handler]. */
internal class ScriptedHarness(scope: TestScope, handler: Handler) {
    private val requests = mutableListOf<HttpRequestData>()

    private val engine = MockEngine(
        MockEngineConfig().apply {
            dispatcher = StandardTestDispatcher(scope.testScheduler)
            addHandler { request ->
                requests += request
                handler(request)
            }
        },
    )

    val harness = HarnessClient(
        HarnessClientBuilder().token(Secret("pat.canary")).accountIdentifier("a").orgIdentifier("o").projectIdentifier("p").engine(engine)
            .apply { time = Time({ scope.currentTime }, { delay(it) }, Random(42)) },
    )

    /** The requests as `METHOD path?query body`, without the identifiers of the scope. */
    val lines: List<String>
        get() = requests.map { request ->
            val body = (request.body as? OutgoingContent.ByteArrayContent)?.bytes()?.decodeToString().orEmpty()
            val target = request.url.encodedPathAndQuery.removePrefix("/").replace(SCOPE, "").trimEnd('?', '&')
            "${request.method.value} $target $body".trim()
        }

    private companion object {
        const val SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p"
    }
}

/** Answers with [data] in Harness's envelope. */
internal fun data(data: String): Handler = status(200, """{"status":"SUCCESS","data":$data,"metaData":null,"correlationId":"c"}""")
