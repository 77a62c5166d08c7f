package dev.tricolor

import io.ktor.client.HttpClient
import io.ktor.client.network.sockets.ConnectTimeoutException
import io.ktor.client.request.HttpRequestBuilder
import io.ktor.client.request.prepareRequest
import io.ktor.client.request.setBody
import io.ktor.client.request.url
import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.bodyAsChannel
import io.ktor.http.HttpMethod
import io.ktor.http.HttpStatusCode
import io.ktor.http.URLBuilder
import io.ktor.http.URLParserException
import io.ktor.http.Url
import io.ktor.http.takeFrom
import io.ktor.utils.io.readRemaining
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.io.readByteArray
import java.net.ConnectException
import java.net.NoRouteToHostException
import java.net.SocketTimeoutException
import java.net.UnknownHostException
import java.nio.channels.UnresolvedAddressException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicBoolean
import javax.net.ssl.SSLHandshakeException

/** The HTTP client behind a vendor's client and all its views. */
internal class Wire(private val http: HttpClient, private val protocol: Protocol) {
    private val closed = AtomicBoolean()

    /** Shared by all views, because the vendor counts their calls together. */
    val gates = ConcurrentHashMap<String, RateGate>()

    fun close() {
        if (closed.compareAndSet(false, true)) http.close()
    }

    /** Sends once. Redirects of a GET are followed; the token goes along only to the host that it was meant for. */
    suspend fun send(call: Call<*>, options: Options): Answer {
        check(!closed.get()) { "the client is closed" }
        return withTimeoutOrNull(options.timeoutMillis) { sendNow(call, options) }
            ?: throw SocketTimeoutException("no complete answer in ${options.timeoutMillis} ms")
    }

    /** Sends once. Nothing is followed, and nothing goes along that is the vendor's or the user's own. */
    suspend fun send(upload: Upload, options: Options): Answer {
        check(!closed.get()) { "the client is closed" }
        upload.sent = 0
        return unlessSilent(options.timeoutMillis, upload::sent) {
            exchange(upload.label, options.maxReplyBytes, protocol::redact) {
                method = HttpMethod.Put
                url(upload.url)
                headers.append("User-Agent", USER_AGENT)
                upload.headers.forEach { (name, values) -> headers.appendAll(name, values) }
                setBody(upload.content())
            }
        }
    }

    /** Sends once, and hands the body of a 200 to [download] as it comes in. The time limit is one for the server's silence. */
    suspend fun send(call: Call<*>, download: Download, options: Options): Answer {
        check(!closed.get()) { "the client is closed" }
        return unlessSilent(options.timeoutMillis, download::progress) { sendNow(call, options, download) }
    }

    private suspend fun sendNow(call: Call<*>, options: Options, download: Download? = null): Answer {
        val home = "${protocol.bases.getValue(call.endpoint.base)}/${call.target}"
        val answer = exchange(home, trusted = true, call, options, download)
        return if (isRedirect(answer, call)) follow(answer, Url(home), call, options, download) else answer
    }

    /** A redirect that is not to be followed (to plain HTTP, to nowhere, round in circles) is the answer itself. */
    private suspend fun follow(first: Answer, home: Url, call: Call<*>, options: Options, download: Download?): Answer {
        var answer = first
        var target = home
        repeat(MAX_REDIRECTS) {
            target = redirected(target, answer.headers["Location"].orEmpty())?.takeIf(::isSafe) ?: return answer
            answer = exchange(target.toString(), trusted = isSameOrigin(home, target), call, options, download)
            if (!isRedirect(answer, call)) return answer
        }
        return answer
    }

    private fun redirected(from: Url, location: String): Url? = try {
        // A reference has a query of its own, or none; ours is not for another place.
        URLBuilder(from).apply { encodedParameters.clear() }.takeFrom(location).build()
    } catch (_: URLParserException) {
        null
    }

    private fun isRedirect(answer: Answer, call: Call<*>) =
        answer.status in REDIRECTS && call.endpoint.method == Method.GET && !answer.headers["Location"].isNullOrBlank()

    private suspend fun exchange(target: String, trusted: Boolean, call: Call<*>, options: Options, download: Download?): Answer =
        exchange(call.endpoint.label, options.maxReplyBytes, { call.quotable(protocol.redact(it)) }, download) {
            prepare(target, trusted, call, options)
        }

    private suspend fun exchange(
        label: String,
        maxBytes: Long,
        quote: (String) -> String,
        download: Download? = null,
        request: HttpRequestBuilder.() -> Unit,
    ): Answer = try {
        http.prepareRequest(request).execute { response ->
            val taken = download?.takeIf { response.status == HttpStatusCode.OK }?.takeFrom(response.bodyAsChannel())
            val body = if (taken == null) read(response, label, maxBytes, quote) else ""
            Answer(response.status.value, response.headers, body)
        }
    } catch (unresolved: UnresolvedAddressException) {
        throw UnknownHostException(unresolved.message).initCause(unresolved)
    }

    private fun HttpRequestBuilder.prepare(target: String, trusted: Boolean, call: Call<*>, options: Options) {
        method = HttpMethod(call.endpoint.method.name)
        url(target)
        headers.append("Accept", call.endpoint.accept)
        headers.append("User-Agent", USER_AGENT)
        if (trusted) {
            val (name, value) = protocol.credentials(call.endpoint)
            headers.append(name, value)
            protocol.headers(call.endpoint).forEach { (header, text) -> headers[header] = text }
            options.headers.forEach { (header, text) -> headers[header] = text }
        }
        call.body?.let { setBody(it) }
    }

    private suspend fun read(response: HttpResponse, label: String, maxBytes: Long, quote: (String) -> String): String {
        val channel = response.bodyAsChannel()
        val body = channel.readRemaining(maxBytes + 1).readByteArray()
        // A body that breaks off can look like one that has ended.
        channel.closedCause?.let { throw it }
        val status = response.status.value
        if (body.size > maxBytes) throw ReplyTooLargeException(label, status, maxBytes)
        return try {
            body.decodeToString(throwOnInvalidSequence = true)
        } catch (malformed: CharacterCodingException) {
            val text = body.decodeToString()
            // An error is told whatever its body; but what is only half understood must not be taken for what the vendor said.
            if (status !in 200..299) text else throw UnexpectedReplyException(label, status, quote(text), "what is not UTF-8", malformed)
        }
    }

    private fun isSameOrigin(a: Url, b: Url) = a.protocol == b.protocol && a.host == b.host && a.port == b.port

    private companion object {
        const val MAX_REDIRECTS = 5
        const val USER_AGENT = "tricolor"
        val REDIRECTS = setOf(301, 302, 303, 307, 308)
    }
}

/** What [block] gives, however long it takes, as long as its [progress] is seen to grow every [millis]. */
internal suspend fun <T> unlessSilent(millis: Long, progress: () -> Long, block: suspend () -> T): T = coroutineScope {
    val work = async { block() }
    do {
        val before = progress()
        withTimeoutOrNull(millis) { work.join() }
    } while (work.isActive && progress() > before)
    if (work.isActive) {
        work.cancel()
        throw SocketTimeoutException("nothing was sent or answered in $millis ms")
    }
    work.await()
}

/** Whether a request that ended in [cause] can have reached the server. */
internal fun mayHaveBeenProcessed(cause: Throwable): Boolean = generateSequence(cause) { it.cause }.take(MAX_CAUSES).none {
    it is ConnectException || it is UnknownHostException || it is NoRouteToHostException ||
        it is ConnectTimeoutException || it is SSLHandshakeException
}

/** How far a chain of causes is followed, which could go round in circles. */
internal const val MAX_CAUSES = 10
