package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Handler
import dev.tricolor.Script
import dev.tricolor.Secret
import dev.tricolor.configuredBy
import dev.tricolor.status
import kotlinx.coroutines.test.TestScope

/** A Harness client in virtual time, for the project `p` of `o` of the account `a`, that is answered by [handler]. */
internal class ScriptedHarness(scope: TestScope, handler: Handler, configure: Block<HarnessClientBuilder> = Block {}) :
    Script(scope, handler) {
    val harness = HarnessClient(
        HarnessClientBuilder().token(Secret("pat.canary")).accountIdentifier("a").orgIdentifier("o").projectIdentifier("p").engine(engine)
            .apply { time = virtualTime }.configuredBy(configure),
    )

    /** The requests as `METHOD path?query body`, without the identifiers of the scope. */
    val lines: List<String> get() = linesBelow("/").map { it.replace(SCOPE, "").trimEnd('?', '&').replace("& ", " ").replace("? ", " ") }

    private companion object {
        const val SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p"
    }
}

/** Answers with [data] in Harness's envelope. */
internal fun data(data: String): Handler = status(200, """{"status":"SUCCESS","data":$data,"metaData":null,"correlationId":"c"}""")
