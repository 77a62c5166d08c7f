package dev.tricolor

import com.atlassian.oai.validator.OpenApiInteractionValidator
import com.atlassian.oai.validator.model.Request
import com.atlassian.oai.validator.model.SimpleRequest
import com.atlassian.oai.validator.model.SimpleResponse
import com.atlassian.oai.validator.report.LevelResolver
import com.atlassian.oai.validator.report.ValidationReport
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.mock.MockEngine
import io.ktor.client.engine.mock.respond
import io.ktor.client.engine.mock.toByteArray
import io.ktor.client.request.HttpRequestData
import io.ktor.http.HttpStatusCode
import io.ktor.http.headers
import java.io.File
import java.net.URI
import java.net.URLDecoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CopyOnWriteArrayList

/** One request of our client's and the emulator's reply to it, as they went over the wire. */
internal class Exchanged(
    val method: String,
    val target: String,
    val headers: Map<String, List<String>>,
    val body: String,
    val reply: Replied,
) {
    val path: String get() = target.substringBefore('?')

    override fun toString(): String = "$method $target"
}

internal class Replied(val status: Int, val contentType: String?, val body: String)

/** An engine that sends for real, and keeps everything that went to and fro. */
internal class Recording : AutoCloseable {
    private val http = HttpClient.newHttpClient()

    val exchanged = CopyOnWriteArrayList<Exchanged>()

    val engine: HttpClientEngine = MockEngine { request ->
        val body = request.body.toByteArray()
        val reply = http.send(request.outgoing(body), HttpResponse.BodyHandlers.ofString())
        val type = reply.headers().firstValue("Content-Type").orElse(null)
        val headers = request.headers.entries().associate { it.key to it.value } +
            listOfNotNull(request.body.contentType?.let { "Content-Type" to listOf(it.toString()) })
        val url = URI(request.url.toString())
        val target = url.rawPath + url.rawQuery?.let { "?$it" }.orEmpty()
        val replied = Replied(reply.statusCode(), type, reply.body())
        exchanged += Exchanged(request.method.value, target, headers, body.decodeToString(), replied)
        val answered = headers { TOLD.forEach { name -> reply.headers().firstValue(name).ifPresent { append(name, it) } } }
        respond(reply.body(), HttpStatusCode.fromValue(reply.statusCode()), answered)
    }

    override fun close() = engine.close()

    private companion object {
        /** The headers of a reply that the client reads. */
        val TOLD = listOf("Content-Type", "Location")
    }

    private fun HttpRequestData.outgoing(bytes: ByteArray): HttpRequest {
        val publisher = if (bytes.isEmpty()) HttpRequest.BodyPublishers.noBody() else HttpRequest.BodyPublishers.ofByteArray(bytes)
        val outgoing = HttpRequest.newBuilder(URI(url.toString())).version(HttpClient.Version.HTTP_1_1).method(method.value, publisher)
        headers.forEach { name, values -> values.forEach { outgoing.header(name, it) } }
        body.contentType?.let { outgoing.header("Content-Type", it.toString()) }
        return outgoing.build()
    }
}

/**
 * A vendor's OpenAPI file, which stays where it is, outside of the project; without it there is nothing to hold the traffic to.
 *
 * @param deviations where the file is known to be wrong: what the message of a finding says of it, and why it is no finding
 */
internal class Contract(file: File, private val deviations: Map<Regex, String>) {
    private val levels = LevelResolver.create().withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE).build()
    private val validator = OpenApiInteractionValidator.createFor(file.toURI().toString()).withLevelResolver(levels).build()

    /** What is wrong with the request or the reply by the file; empty when both keep to it. */
    fun problems(exchanged: Exchanged): List<String> = validator.validate(exchanged.request(), exchanged.response()).messages
        .filter { it.level == ValidationReport.Level.ERROR }
        .map { "$exchanged answered ${exchanged.reply.status}: ${it.key}: ${it.message}" }
        .filterNot { problem -> deviations.keys.any { it.containsMatchIn(problem) } }

    private fun Exchanged.request(): Request {
        val request = SimpleRequest.Builder(method, path)
        target.substringAfter('?', "").split('&').filter { it.isNotEmpty() }
            .groupBy({ it.substringBefore('=').decoded() }, { it.substringAfter('=').decoded() })
            .forEach { (name, values) -> request.withQueryParam(name, values) }
        headers.forEach { (name, values) -> request.withHeader(name, values) }
        if (body.isNotEmpty()) request.withBody(body)
        return request.build()
    }

    private fun Exchanged.response() = SimpleResponse.Builder(reply.status).apply {
        reply.contentType?.let { withContentType(it) }
        if (reply.body.isNotEmpty()) withBody(reply.body)
    }.build()

    private fun String.decoded() = URLDecoder.decode(this, "UTF-8")
}
