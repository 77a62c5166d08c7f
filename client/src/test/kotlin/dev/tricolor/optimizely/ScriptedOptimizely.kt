package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Handler
import dev.tricolor.Script
import dev.tricolor.Secret
import dev.tricolor.configuredBy
import kotlinx.coroutines.test.TestScope

/** An Optimizely client in virtual time that is answered by [handler], and the requests that it has sent. */
internal class ScriptedOptimizely(scope: TestScope, configure: Block<OptimizelyClientBuilder> = Block {}, handler: Handler) :
    Script(scope, handler) {
    val optimizely = OptimizelyClient(
        OptimizelyClientBuilder().token(Secret("2:canary")).engine(engine).apply { time = virtualTime }.configuredBy(configure),
    )

    val lines: List<String> get() = linesBelow("/v2/")
}
