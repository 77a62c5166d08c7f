package dev.tricolor.optimizely

import dev.tricolor.Answer
import dev.tricolor.Endpoint
import dev.tricolor.Endpoints
import dev.tricolor.ErrorReply
import dev.tricolor.Protocol
import dev.tricolor.Secret
import dev.tricolor.jsonObjectOrNull
import dev.tricolor.secondsToMillis
import dev.tricolor.textOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** How Optimizely's REST API v2 speaks. Of its limiter nothing is documented; one bucket is the careful guess. */
internal class OptimizelyProtocol(private val token: Secret, baseUrl: String) : Protocol("optimizely", mapOf(API to "$baseUrl/v2")) {
    override fun credentials(endpoint: Endpoint<*>): Pair<String, String> = "Authorization" to "Bearer ${token.reveal()}"

    override fun redact(text: String): String = token.redact(text)

    override fun error(endpoint: String, answer: Answer): ErrorReply {
        val body = jsonObjectOrNull(answer.body)
        return ErrorReply(
            endpoint,
            answer.status,
            answer.body,
            // Clients of old were told the status once more.
            code = body?.textOrNull("code")?.takeIf { it != answer.status.toString() },
            message = body?.let(::messages) ?: answer.body.trim(),
            requestId = body?.textOrNull("uuid"),
            retryAfterMillis = pauseMillis(answer),
        )
    }

    /** The message, and what `messages` says of single fields that it does not say. */
    private fun messages(body: JsonObject): String {
        val message = body.textOrNull("message")
        val fields = (body["messages"] as? JsonObject).orEmpty().map { (field, said) ->
            "$field: ${(said as? JsonPrimitive)?.contentOrNull ?: said}"
        }
        val said = message?.split("; ").orEmpty()
        return (listOfNotNull(message) + (fields - said.toSet())).joinToString("; ")
    }

    /** The longer of `Retry-After` and `X-RateLimit-Reset`, a moment in epoch seconds. */
    override fun pauseMillis(answer: Answer): Long? {
        val reset = answer.headers["X-RateLimit-Reset"]?.trim()?.toLongOrNull()?.takeIf { it > 0 }
        val untilReset = reset?.let { secondsToMillis(it) - answer.nowMillis() }?.coerceAtLeast(0)
        return listOfNotNull(untilReset, super.pauseMillis(answer)).maxOrNull()
    }

    /** A minute, which is what the classic API's pages ask for, where a limiter says nothing. */
    override fun limitMillis(answer: Answer): Long = super.limitMillis(answer) ?: A_MINUTE

    companion object {
        const val API = "api"
        private const val A_MINUTE = 60_000L
    }
}

/** Endpoints below `/v2`. */
internal abstract class OptimizelyEndpoints : Endpoints(OptimizelyProtocol.API)
