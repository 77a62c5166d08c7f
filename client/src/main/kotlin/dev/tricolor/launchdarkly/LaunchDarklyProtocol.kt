package dev.tricolor.launchdarkly

import dev.tricolor.Answer
import dev.tricolor.Endpoint
import dev.tricolor.Endpoints
import dev.tricolor.ErrorReply
import dev.tricolor.Method
import dev.tricolor.Protocol
import dev.tricolor.Secret
import dev.tricolor.jsonObjectOrNull
import dev.tricolor.messageWithFields
import dev.tricolor.textOrNull

/** How LaunchDarkly speaks. It limits each route for itself, and all of an account's together. */
internal class LaunchDarklyProtocol(private val token: Secret, baseUrl: String) :
    Protocol("launchdarkly", mapOf(API to "$baseUrl/api/v2")) {
    // The bare token; with "Bearer" before it LaunchDarkly does not know it.
    override fun credentials(endpoint: Endpoint<*>): Pair<String, String> = "Authorization" to token.reveal()

    override fun headers(endpoint: Endpoint<*>): Map<String, String> = mapOf(VERSION to if (endpoint.beta) BETA else CURRENT)

    override fun redact(text: String): String = token.redact(text)

    override fun error(endpoint: String, answer: Answer): ErrorReply {
        val body = jsonObjectOrNull(answer.body)
        return ErrorReply(
            endpoint,
            answer.status,
            answer.body,
            code = body?.textOrNull("code"),
            message = body?.messageWithFields("attribute", "reason") ?: answer.body.trim(),
            requestId = body?.textOrNull("id"),
            retryAfterMillis = pauseMillis(answer),
        )
    }

    /** A 409 has two meanings: somebody else was faster, which another try may mend, and the key is taken, which none will. */
    override fun invitesRepeat(endpoint: Endpoint<*>, answer: Answer): Boolean = endpoint.method == Method.PATCH &&
        answer.status == CONFLICT && jsonObjectOrNull(answer.body)?.textOrNull("code") == "optimistic_locking_error"

    /** What is missing may be what was asked for, or the operation itself. */
    override fun note(endpoint: Endpoint<*>, status: Int): String? = endpoint.replacement?.takeIf { status in GONE }
        ?.let { "LaunchDarkly has removed this operation from its API, or is about to; what takes its place is $it" }

    /** The longer of `Retry-After` and `X-Ratelimit-Reset`, a moment in epoch milliseconds that may have passed. */
    override fun pauseMillis(answer: Answer): Long? {
        val reset = answer.headers["X-Ratelimit-Reset"]?.trim()?.toLongOrNull()?.takeIf { it > 0 }
        val untilReset = reset?.let { (if (it < YEAR_5138_IN_SECONDS) it * 1000 else it) - answer.nowMillis() }?.coerceAtLeast(0)
        return listOfNotNull(untilReset, super.pauseMillis(answer)).maxOrNull()
    }

    override fun bucket(endpoint: Endpoint<*>): String = endpoint.label

    companion object {
        const val API = "api"
        private const val VERSION = "LD-API-Version"
        private const val CURRENT = "20240415"
        private const val BETA = "beta"
        private const val CONFLICT = 409
        private val GONE = setOf(404, 405, 410)

        /** What is below it is seconds, where milliseconds are documented. */
        private const val YEAR_5138_IN_SECONDS = 100_000_000_000
    }
}

/** Endpoints below `/api/v2`. */
internal abstract class LaunchDarklyEndpoints : Endpoints(LaunchDarklyProtocol.API)
