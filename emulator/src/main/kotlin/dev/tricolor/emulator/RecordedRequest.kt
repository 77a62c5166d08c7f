package dev.tricolor.emulator

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Request

/** One request as the emulator received it. The values of `Authorization`, `x-api-key` and `Token` are never kept. */
public class RecordedRequest internal constructor(request: Request) {
    /** The method, as sent. */
    public val method: String = request.method

    /** The path as sent, still percent-encoded, repeated slashes and all. */
    public val rawPath: String = request.rawPath

    /** The path split on `/` and then decoded, without empty segments; empty where it cannot be decoded. */
    public val pathSegments: List<String> = decoded(emptyList()) { request.segments }

    /** What follows the `?`, as sent, or null without one. */
    public val rawQuery: String? = request.rawQuery

    /** The decoded query: every name with its values in the order sent; empty where it cannot be decoded. */
    public val query: Map<String, List<String>> = decoded(emptyMap()) { request.query }

    /** Every header with its values; names are found whatever their case, and the values of secret ones are `***`. */
    public val headers: Map<String, List<String>> =
        request.headers.mapValuesTo(sortedMapOf<String, List<String>>(String.CASE_INSENSITIVE_ORDER)) { (name, values) ->
            if (name.lowercase() in SECRET_HEADERS) values.map { "***" } else values
        }

    /** The body as text, cut after [RequestJournal.MAX_BODY_CHARS] characters. */
    public val body: String =
        request.body.decodeToString(0, minOf(request.body.size, RequestJournal.MAX_BODY_CHARS * 4)).take(RequestJournal.MAX_BODY_CHARS)

    /** The size of the whole body in bytes. */
    public val bodyBytes: Int = request.body.size

    /** The first value of a header, or null; for `Authorization`, `x-api-key` and `Token` it is `***`. */
    public fun header(name: String): String? = headers[name]?.firstOrNull()

    /** The first value of a query parameter, or null. */
    public fun query(name: String): String? = query[name]?.firstOrNull()

    override fun toString(): String = "$method $rawPath" + rawQuery?.let { "?$it" }.orEmpty()
}

private val SECRET_HEADERS = setOf("authorization", "x-api-key", "token")

private inline fun <T> decoded(otherwise: T, read: () -> T): T = try {
    read()
} catch (_: Refusal) {
    otherwise
}
