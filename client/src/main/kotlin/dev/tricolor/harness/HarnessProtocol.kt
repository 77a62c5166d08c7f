package dev.tricolor.harness

import dev.tricolor.Answer
import dev.tricolor.Endpoint
import dev.tricolor.Endpoints
import dev.tricolor.ErrorReply
import dev.tricolor.Protocol
import dev.tricolor.Secret
import dev.tricolor.jsonObjectOrNull
import dev.tricolor.messageWithFields
import dev.tricolor.textOrNull

/** How Harness speaks. It says nothing of what is left of a limit, only `Retry-After`, if that. */
internal class HarnessProtocol(private val token: Secret, baseUrl: String) : Protocol("harness", mapOf(PLATFORM to baseUrl)) {
    override fun credentials(endpoint: Endpoint<*>): Pair<String, String> = "x-api-key" to token.reveal()

    override fun redact(text: String): String = token.redact(text)

    override fun error(endpoint: String, answer: Answer): ErrorReply {
        val body = jsonObjectOrNull(answer.body)
        return ErrorReply(
            endpoint,
            answer.status,
            answer.body,
            code = body?.textOrNull("code"),
            message = body?.messageWithFields("fieldId", "error") ?: answer.body.trim(),
            requestId = body?.textOrNull("correlationId"),
            retryAfterMillis = pauseMillis(answer),
        )
    }

    companion object {
        const val PLATFORM = "platform"
    }
}

/** Endpoints below the base URL, each with the service of Harness that it belongs to in its template. */
internal abstract class HarnessEndpoints : Endpoints(HarnessProtocol.PLATFORM)
