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
import io.ktor.http.HttpStatusCode
import io.ktor.http.headers
import io.swagger.v3.oas.models.PathItem
import io.swagger.v3.parser.OpenAPIV3Parser
import io.swagger.v3.parser.core.models.ParseOptions
import kotlinx.serialization.json.Json
import java.io.File
import java.net.URI
import java.net.URLDecoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.ConcurrentHashMap
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

    /** The names of the parameters in the query. */
    val parameters: Set<String>
        get() = target.substringAfter('?', "").split('&').filter { it.isNotEmpty() }.map { it.substringBefore('=') }.toSet()

    override fun toString(): String = "$method $target"
}

internal class Replied(val status: Int, val contentType: String?, val body: String)

/** An engine that sends for real, and keeps everything that went to and fro. */
internal class Recording : AutoCloseable {
    private val http = HttpClient.newHttpClient()

    val exchanged = CopyOnWriteArrayList<Exchanged>()

    val engine: HttpClientEngine = MockEngine { request ->
        val headers = request.headers.entries().associate { it.key to it.value } +
            listOfNotNull(request.body.contentType?.let { "Content-Type" to listOf(it.toString()) })
        val reply = exchange(request.method.value, URI(request.url.toString()), headers, request.body.toByteArray())
        val answered = headers { TOLD.forEach { name -> reply.headers().firstValue(name).ifPresent { append(name, it) } } }
        respond(reply.body(), HttpStatusCode.fromValue(reply.statusCode()), answered)
    }

    /** Sends what no client of ours would. */
    fun exchange(method: String, uri: URI, headers: Map<String, List<String>>, body: ByteArray): HttpResponse<String> {
        val reply = http.send(outgoing(method, uri, headers, body), HttpResponse.BodyHandlers.ofString())
        val target = uri.rawPath + uri.rawQuery?.let { "?$it" }.orEmpty()
        val replied = Replied(reply.statusCode(), reply.headers().firstValue("Content-Type").orElse(null), reply.body())
        exchanged += Exchanged(method, target, headers, body.decodeToString(), replied)
        return reply
    }

    override fun close() = engine.close()

    private companion object {
        /** The headers of a reply that the client reads. */
        val TOLD = listOf("Content-Type", "Link", "Location")
    }

    private fun outgoing(method: String, uri: URI, headers: Map<String, List<String>>, body: ByteArray): HttpRequest {
        val publisher = if (body.isEmpty()) HttpRequest.BodyPublishers.noBody() else HttpRequest.BodyPublishers.ofByteArray(body)
        val outgoing = HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).method(method, publisher)
        headers.forEach { (name, values) -> values.forEach { outgoing.header(name, it) } }
        return outgoing.build()
    }
}

/** What a vendor's OpenAPI file says of one operation: its [method] and [template], what can be asked, and the statuses of its replies. */
internal class Operation(
    val method: String,
    val template: String,
    val parameters: Set<String>,
    val hasBody: Boolean,
    val statuses: Set<Int>,
) {
    /** The statuses of its documented refusals. */
    val refusals: Set<Int> get() = statuses.filter { it >= 400 }.toSet()

    override fun toString(): String = "$method $template"
}

/**
 * A vendor's OpenAPI file, which stays where it is, outside of the project; without it there is nothing to hold the traffic to.
 *
 * @param deviations where the file is known to be wrong: what the message of a finding says of it, and why it is no finding
 */
internal class Contract(file: File, private val deviations: Map<Regex, String> = emptyMap()) {
    private val levels = LevelResolver.create().withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE).build()
    private val api = read(file)
    private val validator = OpenApiInteractionValidator.createFor(api).withLevelResolver(levels).build()
    private val root = URI(api.servers.first().url).path.trimEnd('/')
    private val used = ConcurrentHashMap.newKeySet<String>()

    /** All operations of the file, with the path of its server before their templates. */
    val operations: List<Operation> = api.paths.flatMap { (template, path) ->
        path.readOperationsMap().map { (method, operation) ->
            val parameters = operation.parameters.orEmpty().filter { it.`in` == "query" }.map { it.name }
            val statuses = operation.responses.keys.mapNotNull { it.toIntOrNull() }
            Operation(method.name, root + template, parameters.toSet(), operation.requestBody != null, statuses.toSet())
        }
    }

    /** The deviations that were no finding in anything held to the file so far: what they excuse is gone, or was never there. */
    val unused: List<String> get() = deviations.keys.map { it.pattern }.filter { it !in used }

    /** The members that the schemas of these replies have and no reply had, as `Schema.member`. */
    fun unanswered(exchanged: List<Exchanged>): List<String> {
        val answered = AnsweredMembers(api)
        exchanged.forEach { one ->
            val operation = operationOf(one) ?: return@forEach
            val schema = operation.responses[one.reply.status.toString()]?.content?.get("application/json")?.schema
            if (schema != null && one.reply.body.isNotEmpty()) answered.note(schema, Json.parseToJsonElement(one.reply.body))
        }
        return answered.missing
    }

    private fun operationOf(exchanged: Exchanged) = api.paths.entries
        .filter { (template, path) -> fits(root + template, exchanged.path) && path.operation(exchanged) != null }
        .minByOrNull { (template, _) -> template.count { it == '{' } }?.value?.operation(exchanged)

    private fun PathItem.operation(exchanged: Exchanged) = readOperationsMap()[PathItem.HttpMethod.valueOf(exchanged.method)]

    /** What is wrong with the request or the reply by the file; empty when both keep to it. */
    fun problems(exchanged: Exchanged): List<String> = validator.validate(exchanged.request(), exchanged.response()).found(exchanged)

    /** What is wrong with the reply by the file, whatever the request was. */
    fun problemsOfReply(exchanged: Exchanged): List<String> =
        validator.validateResponse(exchanged.path, Request.Method.valueOf(exchanged.method), exchanged.response()).found(exchanged)

    /** Whatever else may be wrong with it: one vendor's file has resources, none of ours, that are no valid OpenAPI. */
    private fun read(file: File) = OpenAPIV3Parser().read(file.toURI().toString(), null, ParseOptions().apply { isResolve = true })

    private fun ValidationReport.found(exchanged: Exchanged) = messages
        .filter { it.level == ValidationReport.Level.ERROR }
        .map { "$exchanged answered ${exchanged.reply.status}: ${it.key}: ${it.message}${bodyIn(it, exchanged)}" }
        .filter { problem ->
            val excuses = deviations.keys.filter { it.containsMatchIn(problem) }
            used += excuses.map { it.pattern }
            excuses.isEmpty()
        }

    private fun bodyIn(message: ValidationReport.Message, exchanged: Exchanged) =
        if ("request.body" in message.key) " in ${exchanged.body}" else ""

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
