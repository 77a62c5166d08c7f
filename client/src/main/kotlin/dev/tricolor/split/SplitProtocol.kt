package dev.tricolor.split

import dev.tricolor.Answer
import dev.tricolor.ApiException
import dev.tricolor.ApprovalRequiredException
import dev.tricolor.Endpoint
import dev.tricolor.Endpoints
import dev.tricolor.ErrorReply
import dev.tricolor.OperationReplacedException
import dev.tricolor.Protocol
import dev.tricolor.Secret
import dev.tricolor.jsonObjectOrNull
import dev.tricolor.secondsToMillis
import dev.tricolor.textOrNull

/**
 * How Split speaks. Its limiter counts the calls of an organization and of an address, whatever they ask for: one bucket. Only events have
 * a host of their own, and so a bucket.
 */
internal class SplitProtocol(
    private val token: Secret,
    private val harness: Boolean,
    private val sdkKey: Secret?,
    bases: Map<String, String>,
) : Protocol("split", bases) {
    override fun credentials(endpoint: Endpoint<*>): Pair<String, String> = when {
        endpoint.base == EVENTS -> bearer(sdkKey ?: token)
        harness -> "x-api-key" to token.reveal()
        else -> bearer(token)
    }

    private fun bearer(secret: Secret) = "Authorization" to "Bearer ${secret.reveal()}"

    override fun redact(text: String): String = token.redact(text).let { sdkKey?.redact(it) ?: it }

    override fun admit(endpoint: Endpoint<*>) {
        val replacement = endpoint.replacement
        if (harness && replacement != null) throw OperationReplacedException(endpoint.label, replacement)
        // Events have a host of their own, to which a token of Harness says nothing.
        require(endpoint.base != EVENTS || sdkKey != null || !harness) { "${endpoint.label}: sdkKey is not set, must be for events" }
    }

    override fun error(endpoint: String, answer: Answer): ErrorReply {
        val body = jsonObjectOrNull(answer.body)
        fun text(key: String) = body?.textOrNull(key)
        val said = if (body == null) answer.body.trim() else listOfNotNull(text("message"), text("details")).joinToString(": ")
        return ErrorReply(
            endpoint,
            answer.status,
            answer.body,
            code = text("code")?.takeIf { it != answer.status.toString() },
            message = said,
            requestId = text("transactionId"),
            retryAfterMillis = pauseMillis(answer),
            note = if (answer.status == 400 && answer.body.isBlank()) BLANK_400 else "",
        )
    }

    override fun exception(error: ErrorReply): ApiException {
        val gated = error.status == 403 && error.message.startsWith("Approvals are required")
        return if (gated) ApprovalRequiredException(error.noted(HOW_TO_GO_ON)) else super.exception(error)
    }

    /** The larger of the two resets, in seconds; a negative or unreadable one counts as none. */
    override fun pauseMillis(answer: Answer): Long? {
        val resets = RESETS.mapNotNull { answer.headers[it]?.trim()?.toLongOrNull() }.filter { it >= 0 }
        return resets.maxOrNull()?.let(::secondsToMillis) ?: super.pauseMillis(answer)
    }

    override fun bucket(endpoint: Endpoint<*>): String = if (endpoint.base == EVENTS) "$vendor events" else vendor

    companion object {
        const val V2 = "v2"
        const val V3 = "v3"
        const val EVENTS = "events"
        private const val BLANK_400 =
            "Split answers 400 with an empty body when the workspace requires a title and a comment and one of them is missing"
        private const val HOW_TO_GO_ON =
            "nothing was changed; submit the same change for approval with definitions.propose, or, where it is a kill, a restore, " +
                "a removal or a change of segment keys, with changeRequests.submit"
        private val RESETS = listOf("X-RateLimit-Reset-Seconds-Org", "X-RateLimit-Reset-Seconds-IP")
    }
}

/** Endpoints below the v2 base URL, where all but flag sets and events live; [replacement] is what Harness mode has in their place. */
internal abstract class SplitEndpoints(replacement: String? = null) : Endpoints(SplitProtocol.V2, replacement)
