@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Handler
import dev.tricolor.Secret
import dev.tricolor.Time
import dev.tricolor.configuredBy
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

/** A LaunchDarkly client in virtual time that is answered by [handler], and the requests that it has sent. */
internal class ScriptedLaunchDarkly(scope: TestScope, configure: Block<LaunchDarklyClientBuilder> = Block {}, handler: Handler) {
    /** Everything that was sent, answered or not. */
    val requests = mutableListOf<HttpRequestData>()

    private val engine = MockEngine(
        MockEngineConfig().apply {
            dispatcher = StandardTestDispatcher(scope.testScheduler)
            addHandler { request ->
                requests += request
                handler(request)
            }
        },
    )

    val launchDarkly = LaunchDarklyClient(
        LaunchDarklyClientBuilder().token(Secret("api-canary")).engine(engine).apply {
            time = Time({ scope.currentTime }, { delay(it) }, Random(42))
        }.configuredBy(configure),
    )

    /** The requests as `METHOD encoded-path?query body`, below `/api/v2/`. */
    val lines: List<String>
        get() = requests.map { request ->
            val body = (request.body as? OutgoingContent.ByteArrayContent)?.bytes()?.decodeToString().orEmpty()
            "${request.method.value} ${request.url.encodedPathAndQuery.removePrefix("/api/v2/")} $body".trim()
        }
}
