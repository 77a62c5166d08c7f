package dev.tricolor

import io.ktor.http.content.ByteArrayContent

/**
 * One attempt at a call, as it went over the wire. The client's token is masked wherever it stands. Answers of operations that are known to
 * tell other secrets, such as new keys, are left out; what a raw call is answered is not.
 *
 * @property endpoint method and path template of the call: `GET projects/{project_id}`
 * @property method the HTTP method
 * @property url the whole URL with its query; of a call that has a secret in its path, the template
 * @property requestBody what was sent; empty where nothing was, or a file
 * @property status the HTTP status; null when no answer came
 * @property responseBody what was answered; empty when that was nothing, or holds a secret
 * @property attempt which attempt at the same call this was, from 1
 * @property millis how long it took
 */
public class Exchange internal constructor(
    call: Call<*>,
    baseUrl: String,
    answer: Answer?,
    public val attempt: Int,
    public val millis: Long,
    redact: (String) -> String,
) {
    public val endpoint: String = call.endpoint.label
    public val method: String = call.endpoint.method.name
    public val url: String = redact("$baseUrl/${call.shownTarget}")
    public val requestBody: String = call.redact(redact((call.body as? ByteArrayContent)?.bytes()?.decodeToString().orEmpty()))
    public val status: Int? = answer?.status
    public val responseBody: String = answer?.let { call.quotable(redact(it.body)) }.orEmpty()

    /** The exchange on one line, without bodies. */
    override fun toString(): String = "$method $url ${status ?: "got no answer"} in $millis ms, attempt $attempt"
}

/**
 * Hears of every attempt at a call, to show, count or record it. It is called where the call runs, and so must not block; what it throws
 * is logged and changes nothing.
 */
public fun interface ExchangeListener {
    /** Hears of one attempt that has ended, with an answer or without. */
    public fun heard(exchange: Exchange)
}
