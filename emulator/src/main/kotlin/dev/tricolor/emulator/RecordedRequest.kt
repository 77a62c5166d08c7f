package dev.tricolor.emulator

/** One request as the emulator received it. The values of `Authorization` and `x-api-key` are never kept. */
public class RecordedRequest internal constructor(
    /** The method, in upper case. */
    public val method: String,
    /** The path as sent, still percent-encoded, repeated slashes and all. */
    public val rawPath: String,
    /** The path split on `/` and then decoded, without empty segments; as sent where it cannot be decoded. */
    public val pathSegments: List<String>,
    /** What follows the `?`, as sent, or null without one. */
    public val rawQuery: String?,
    /** The decoded query: every name with its values in the order sent. */
    public val query: Map<String, List<String>>,
    /** Every header with its values; names are found whatever their case. */
    public val headers: Map<String, List<String>>,
    /** The body as text, cut after [RequestJournal.MAX_BODY_CHARS] characters. */
    public val body: String,
    /** The size of the whole body in bytes. */
    public val bodyBytes: Int,
) {
    /** The first value of a header, or null; for `Authorization` and `x-api-key` it is `***`. */
    public fun header(name: String): String? = headers[name]?.firstOrNull()

    /** The first value of a query parameter, or null. */
    public fun query(name: String): String? = query[name]?.firstOrNull()

    override fun toString(): String = "$method $rawPath" + rawQuery?.let { "?$it" }.orEmpty()
}
