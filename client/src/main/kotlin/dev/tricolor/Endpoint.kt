package dev.tricolor

import io.ktor.client.request.forms.FormBuilder
import io.ktor.client.request.forms.MultiPartFormDataContent
import io.ktor.client.request.forms.formData
import io.ktor.http.ContentType
import io.ktor.http.content.ByteArrayContent
import io.ktor.http.content.OutgoingContent
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** HTTP methods; repeating a [harmless] one leaves the server as doing it once would. */
internal enum class Method(val harmless: Boolean) { GET(true), PUT(true), DELETE(true), POST(false), PATCH(false) }

/** Reads a successful answer, of which it is nearly always the body that says something. */
internal fun interface Reply<out R> {
    fun read(body: String): R

    fun read(answer: Answer): R = read(answer.body)

    companion object {
        fun <R> json(type: KSerializer<R>): Reply<R> = Reply { Json.decodeFromString(type, it) }

        /** For an answer that only says "done": nothing, `true`, or a copy of what was changed. */
        val acknowledgement: Reply<Unit> = Reply { body ->
            require(body.trim() != "false") { "the server says that it was not done" }
        }
    }
}

/**
 * One operation of a vendor's API.
 *
 * [template] is at once the URL, the label in logs and errors, and the key of contract tests; [base] names the base URL that it is
 * relative to.
 *
 * @property confidential whether the answer holds a secret, which nothing that went wrong may quote
 * @property replacement what takes the place of the operation where the vendor has taken it away from some accounts
 * @property harmless whether repeating the operation leaves the server as doing it once would
 * @property beta whether the vendor wants to hear that the caller knows the operation to be a beta
 * @property accept what kind of answer is asked for
 */
internal class Endpoint<out R>(
    val base: String,
    val method: Method,
    val template: String,
    val reply: Reply<R>,
    val confidential: Boolean = false,
    val replacement: String? = null,
    val harmless: Boolean = method.harmless,
    val beta: Boolean = false,
    val accept: String = "application/json",
) {
    val label: String get() = "$method $template"

    /** The same, of which the answer holds a secret. */
    fun confidential() = copy(confidential = true)

    /** The same, which some accounts have lost to [replacement]. */
    fun replacedBy(replacement: String?) = copy(replacement = replacement)

    /** The same, which only reads, whatever its method says. */
    fun reading() = copy(harmless = true)

    /** The same, which is a beta of the vendor's. */
    fun beta() = copy(beta = true)

    /** The same, which is asked for an answer of this kind. */
    fun accepting(type: String) = copy(accept = type)

    private fun copy(
        confidential: Boolean = this.confidential,
        replacement: String? = this.replacement,
        harmless: Boolean = this.harmless,
        beta: Boolean = this.beta,
        accept: String = this.accept,
    ) = Endpoint(base, method, template, reply, confidential, replacement, harmless, beta, accept)

    /** The call of this endpoint with the holes of the template filled, in order. */
    operator fun invoke(vararg values: String): Call<R> = Call(this, fill(values.asList()))

    /** The same, where the first hole takes a number, and so do all others. */
    operator fun invoke(id: Long, vararg more: Long): Call<R> {
        val ids = longArrayOf(id, *more)
        val names = template.split('/').filter { it.startsWith('{') }
        ids.forEachIndexed { at, value -> require(value > 0) { "$label: ${names[at].trim('{', '}')} is $value, must be positive" } }
        return Call(this, fill(ids.map { it.toString() }))
    }

    private fun fill(values: List<String>): String {
        val remaining = values.iterator()
        val path = template.split('/').joinToString("/") { segment ->
            if (segment.startsWith('{')) filled(segment, remaining.next()) else segment
        }
        check(!remaining.hasNext()) { "$template was given ${values.size} values" }
        return path
    }

    /** A hole may have an ending: `{sdkKey}.json`. */
    private fun filled(segment: String, value: String) =
        encodeSegment(segment.substring(1, segment.indexOf('}')), value) + segment.substringAfter('}')

    private fun encodeSegment(name: String, value: String): String {
        require(value.isNotBlank()) { "$label: $name is blank" }
        // HTTP clients take these two for steps up the path, however they are encoded.
        require(value != "." && value != "..") { "$label: $name is \"$value\", which cannot be part of a URL" }
        return percentEncode(value)
    }
}

/** Declares the endpoints of one resource, relative to one base URL; [replacement] is that of all of them. */
internal abstract class Endpoints(private val base: String, private val replacement: String? = null) {
    protected fun <R> get(template: String, reply: Reply<R>): Endpoint<R> = endpoint(Method.GET, template, reply)

    protected fun <R> get(template: String, type: KSerializer<R>): Endpoint<R> = get(template, Reply.json(type))

    protected fun <R> post(template: String, reply: Reply<R>): Endpoint<R> = endpoint(Method.POST, template, reply)

    protected fun <R> post(template: String, type: KSerializer<R>): Endpoint<R> = post(template, Reply.json(type))

    protected fun post(template: String): Endpoint<Unit> = post(template, Reply.acknowledgement)

    protected fun <R> put(template: String, reply: Reply<R>): Endpoint<R> = endpoint(Method.PUT, template, reply)

    protected fun <R> put(template: String, type: KSerializer<R>): Endpoint<R> = put(template, Reply.json(type))

    protected fun put(template: String): Endpoint<Unit> = put(template, Reply.acknowledgement)

    protected fun <R> patch(template: String, type: KSerializer<R>): Endpoint<R> = endpoint(Method.PATCH, template, Reply.json(type))

    protected fun <R> delete(template: String, reply: Reply<R>): Endpoint<R> = endpoint(Method.DELETE, template, reply)

    protected fun delete(template: String): Endpoint<Unit> = delete(template, Reply.acknowledgement)

    private fun <R> endpoint(method: Method, template: String, reply: Reply<R>) =
        Endpoint(base, method, template, reply, replacement = replacement)
}

/** One request to be: an endpoint, its path, and what goes with it. */
internal class Call<out R>(
    val endpoint: Endpoint<R>,
    val path: String,
    private val query: List<Pair<String, String>> = emptyList(),
    val body: OutgoingContent? = null,
    private val hidden: Secret? = null,
    val ifModifiedSince: String? = null,
) {
    /** The path with the query behind it, ready to stand after a base URL. */
    val target: String
        get() = query.joinToString("&") { (name, value) -> "${percentEncode(name)}=${percentEncode(value)}" }
            .let { if (it.isEmpty()) path else "$path?$it" }

    /** The same operation at [target], a path with a query that the server gave; both are escaped already. */
    fun at(target: String): Call<R> = Call(endpoint, target, emptyList(), body, hidden)

    /** [target], fit to be shown: a secret in it may be escaped, and so not be found. */
    val shownTarget: String get() = if (hidden == null) target else endpoint.template

    /** With one more query parameter, or as it is when [value] is null. */
    fun query(name: String, value: Any?): Call<R> = if (value == null) this else query(listOf(name to value.toString()))

    /** With an identifier, [called] so by callers, that stands in the query and not in the path: it must not be blank either. */
    fun identifiedBy(name: String, value: String, called: String = name): Call<R> {
        require(value.isNotBlank()) { "${endpoint.label}: $called is blank" }
        return query(name, value)
    }

    fun query(parameters: List<Pair<String, String>>): Call<R> = copy(query = query + parameters)

    fun body(json: JsonElement, type: ContentType = ContentType.Application.Json): Call<R> =
        content(ByteArrayContent(json.toString().encodeToByteArray(), type))

    /** With a form of several parts, as browsers send files. */
    fun form(parts: FormBuilder.() -> Unit): Call<R> = content(MultiPartFormDataContent(formData(parts)))

    /** The same, in which [secret] stands: a server that echoes it is not quoted. */
    fun hiding(secret: Secret): Call<R> = copy(hidden = secret)

    /** The same, if what it asks for has changed since [moment], which is in the server's own words; null asks in any case. */
    fun ifModifiedSince(moment: String?): Call<R> = copy(ifModifiedSince = moment)

    /** Whether [answer] is one that the reply can be read from. */
    fun isAnsweredBy(answer: Answer): Boolean = answer.isSuccess || answer.status == NOT_MODIFIED && ifModifiedSince != null

    fun redact(text: String): String = hidden?.redact(text) ?: text

    /** What may be quoted of an answer that reports success: nothing, where it holds a secret. */
    fun quotable(text: String): String = if (endpoint.confidential) "" else redact(text)

    private fun content(content: OutgoingContent): Call<R> = copy(body = content)

    private fun copy(
        query: List<Pair<String, String>> = this.query,
        body: OutgoingContent? = this.body,
        hidden: Secret? = this.hidden,
        ifModifiedSince: String? = this.ifModifiedSince,
    ) = Call(endpoint, path, query, body, hidden, ifModifiedSince)

    /** With the payload that [block] says to [builder]. */
    fun <B : PayloadBuilder> body(builder: B, block: Block<B>): Call<R> = body(builder.configuredBy(block).build())

    /** With the patch that [block] says to [builder]. */
    fun <B : JsonPatchBuilder> patch(builder: B, block: Block<B>): Call<R> = body(builder.configuredBy(block).build().operations)
}

private const val NOT_MODIFIED = 304
private const val HEX = "0123456789ABCDEF"

/** The one place where text becomes part of a URL: everything but RFC 3986's unreserved characters is escaped, as UTF-8. */
internal fun percentEncode(text: String): String {
    if (text.all(::isUnreserved)) return text
    return buildString(text.length * 2) {
        for (byte in text.encodeToByteArray()) {
            val bits = byte.toInt() and 0xFF
            val char = bits.toChar()
            if (isUnreserved(char)) append(char) else append('%').append(HEX[bits shr 4]).append(HEX[bits and 0xF])
        }
    }
}

private fun isUnreserved(char: Char) = char in 'a'..'z' || char in 'A'..'Z' || char in '0'..'9' || char in "-._~"
