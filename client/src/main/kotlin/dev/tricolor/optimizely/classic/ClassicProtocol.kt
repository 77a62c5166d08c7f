package dev.tricolor.optimizely.classic

import dev.tricolor.Answer
import dev.tricolor.Call
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Endpoint
import dev.tricolor.Endpoints
import dev.tricolor.ErrorReply
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Protocol
import dev.tricolor.Reply
import dev.tricolor.Secret
import dev.tricolor.jsonObjectOrNull
import dev.tricolor.textOrNull
import kotlinx.serialization.builtins.ListSerializer

/** How Optimizely's classic API speaks. It limits an account's calls together, and tells nothing of its limits but that they are met. */
internal class ClassicProtocol(private val token: Secret, private val oauth: Boolean, baseUrl: String) :
    Protocol("optimizely.classic", mapOf(API to "$baseUrl/experiment/v1")) {
    override fun credentials(endpoint: Endpoint<*>): Pair<String, String> =
        if (oauth) "Authorization" to "Bearer ${token.reveal()}" else "Token" to token.reveal()

    override fun redact(text: String): String = token.redact(text)

    /** What the body of an error is, is documented nowhere: often text, at times an object. */
    override fun error(endpoint: String, answer: Answer): ErrorReply {
        val body = jsonObjectOrNull(answer.body)
        return ErrorReply(
            endpoint,
            answer.status,
            answer.body,
            code = body?.textOrNull("code"),
            message = if (body == null) answer.body.trim() else body.textOrNull("message").orEmpty(),
            requestId = body?.textOrNull("uuid"),
            retryAfterMillis = pauseMillis(answer),
        )
    }

    override fun isLimited(answer: Answer): Boolean = answer.status in LIMITED

    override fun limitMillis(answer: Answer): Long = maxOf(pauseMillis(answer) ?: 0, DOCUMENTED_PAUSE)

    /** Results are computed by a service of their own, which is known to be overloaded while the rest is not. */
    override fun bucket(endpoint: Endpoint<*>): String =
        if (endpoint.template.substringAfterLast('/') in COMPUTED) endpoint.label else vendor

    companion object {
        const val API = "api"
        private const val DOCUMENTED_PAUSE = 60_000L
        private val LIMITED = setOf(429, 503)
        private val COMPUTED = setOf("results", "stats")
    }
}

/** Endpoints below `/experiment/v1`. */
internal abstract class ClassicEndpoints : Endpoints(ClassicProtocol.API) {
    /** A bare list of everything: nothing is paged. */
    protected fun <T : Document> list(template: String, type: DocumentType<T>): Endpoint<List<T>> =
        get(template, Reply.json(ListSerializer(type)))
}

/** The one page of a list. */
internal suspend fun <T> Executor.page(call: Call<List<T>>): Page<T> = invoke(call).let { Page(it, it.size.toLong(), null) }
