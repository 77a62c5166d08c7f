package dev.tricolor

import io.ktor.http.Headers
import io.ktor.http.URLParserException
import io.ktor.http.Url
import io.ktor.http.fromHttpToGmtDate
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/**
 * How one vendor differs from the others.
 *
 * @property vendor its short name, as in packages and logger names
 * @property bases its base URLs by the names that endpoints use, without a slash at the end; the first is the one of raw calls
 */
internal abstract class Protocol(val vendor: String, val bases: Map<String, String>) {
    /** The header that carries the token for [endpoint]. */
    abstract fun credentials(endpoint: Endpoint<*>): Pair<String, String>

    /** What else goes with every request of [endpoint]; a header of the user's takes its place. */
    open fun headers(endpoint: Endpoint<*>): Map<String, String> = emptyMap()

    /** [text] without the token in it, which a server may have echoed. */
    abstract fun redact(text: String): String

    /** Reads an error body, which may be anything at all. */
    abstract fun error(endpoint: String, answer: Answer): ErrorReply

    /** The exception for an error, where the vendor has more to tell than the status does. */
    open fun exception(error: ErrorReply): ApiException = when (error.status) {
        400, 422 -> BadRequestException(error)
        401 -> UnauthorizedException(error)
        403 -> ForbiddenException(error)
        404 -> NotFoundException(error)
        409 -> ConflictException(error)
        410 -> GoneException(error)
        else -> ApiException(error)
    }

    /** What [endpoint] in particular adds to an error of [status]; null for nothing. */
    open fun note(endpoint: Endpoint<*>, status: Int): String? = null

    /** Whether [answer] says that the vendor did not process the request, whatever the method, because too much is asked of it. */
    open fun isLimited(answer: Answer): Boolean = answer.isLimited

    /** How long the vendor asks to wait, in milliseconds; null when it does not say. Never negative. */
    open fun pauseMillis(answer: Answer): Long? = answer.retryAfterMillis()

    /**
     * How long to wait after [answer], by which the vendor limits: what it asks for, unless its documentation knows better; null to let
     * pauses grow. A reset of 0 says that the window ends any moment now, not that it has.
     */
    open fun limitMillis(answer: Answer): Long? = pauseMillis(answer)?.takeIf { it > 0 }

    /** Whether [answer], an error, says that trying the same again would do, though the method alone does not. */
    open fun invitesRepeat(endpoint: Endpoint<*>, answer: Answer): Boolean = false

    /** Refuses what cannot be asked for in the way that this client speaks to the vendor, before anything is sent. */
    open fun admit(endpoint: Endpoint<*>): Unit = Unit

    /** Calls of one bucket are counted together by the vendor's limiter. */
    open fun bucket(endpoint: Endpoint<*>): String = vendor
}

/** The object that [text] is, whatever a server sends as one; null when it is none. */
internal fun jsonObjectOrNull(text: String): JsonObject? = jsonOrNull(text) as? JsonObject

/** The JSON that [text] is, whatever a server sends as such; null when it is none. */
internal fun jsonOrNull(text: String): JsonElement? = try {
    Json.parseToJsonElement(text)
} catch (_: SerializationException) {
    null
} catch (_: StackOverflowError) {
    // Nested so deeply that nobody means to say anything by it.
    null
}

/** The text or number under [key]; null when there is none, or it is blank. */
internal fun JsonObject.textOrNull(key: String): String? = (get(key) as? JsonPrimitive)?.contentOrNull?.takeIf { it.isNotBlank() }

/** The message, and what `errors` says of single fields, beside which the message often says nothing. */
internal fun JsonObject.messageWithFields(field: String, problem: String): String {
    val fields = (get("errors") as? JsonArray).orEmpty().filterIsInstance<JsonObject>()
        .map { listOfNotNull(it.textOrNull(field), it.textOrNull(problem)).joinToString(": ") }
    return (listOfNotNull(textOrNull("message")) + fields).joinToString("; ")
}

/** What came back over the wire. */
internal class Answer(val status: Int, val headers: Headers, val body: String) {
    val isSuccess: Boolean get() = status in 200..299

    /** 429, or 503 with `Retry-After`, which mean with any vendor that the request was not processed. */
    val isLimited: Boolean get() = status == 429 || status == 503 && headers["Retry-After"] != null

    /** `Retry-After` in either of its forms; a date is held against the server's own clock where it gives the time. */
    fun retryAfterMillis(): Long? {
        val value = headers["Retry-After"]?.trim() ?: return null
        value.toLongOrNull()?.let { return secondsToMillis(it) }
        return httpDate(value)?.let { (it - nowMillis()).coerceAtLeast(0) }
    }

    /** What time the server says it is, or else we: a moment that it names is held against its own clock. */
    fun nowMillis(): Long = headers["Date"]?.let(::httpDate) ?: System.currentTimeMillis()

    private fun httpDate(text: String): Long? = try {
        text.fromHttpToGmtDate().timestamp
    } catch (_: IllegalStateException) {
        null
    }
}

/** Seconds out of a header, which may be absurd. */
internal fun secondsToMillis(seconds: Long): Long = seconds.coerceIn(0, Long.MAX_VALUE / 2000) * 1000

/**
 * Checks the base URL that a user gave, and takes the slash off its end.
 *
 * @throws IllegalArgumentException if a token must not be sent there
 */
internal fun checkedBaseUrl(text: String): String {
    val url = requireNotNull(urlOrNull(text)) { "base URL \"$text\" is not a URL" }
    require(text.startsWith("https://") || text.startsWith("http://")) { "base URL \"$text\" must start with https://" }
    require(url.user == null && url.password == null) { "base URL of ${url.host} must not hold a user or password" }
    val authority = text.substringAfter("://").substringBefore('/')
    require(authority.substringBefore(':').isNotEmpty() && authority.none { it.isWhitespace() }) { "base URL \"$text\" has no host" }
    require('?' !in text && '#' !in text) { "base URL \"$text\" must not have a query or a fragment" }
    require(isSafe(url)) { "base URL \"$text\" is plain HTTP, which is allowed only for a loopback address" }
    return text.trimEnd('/')
}

/** The URL that [text] is; null when it is none. */
internal fun urlOrNull(text: String): Url? = try {
    Url(text)
} catch (_: URLParserException) {
    null
} catch (_: IllegalArgumentException) {
    null
}

/** Whether what is sent to [url] stays between us and the server. */
internal fun isSafe(url: Url): Boolean = url.protocol.name == "https" || url.protocol.name == "http" && isLoopback(url.host)

private fun isLoopback(host: String): Boolean =
    host == "localhost" || host == "[::1]" || host == "::1" || LOOPBACK_V4.matches(host)

private val LOOPBACK_V4 by lazy(LazyThreadSafetyMode.PUBLICATION) { Regex("""127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}""") }
