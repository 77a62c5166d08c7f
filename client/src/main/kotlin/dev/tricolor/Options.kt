package dev.tricolor

import org.slf4j.Logger
import java.util.concurrent.TimeUnit
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** What can differ from view to view of one client. */
internal class Options(
    val timeoutMillis: Long,
    val retry: RetryPolicy,
    val headers: Map<String, String>,
    val maxReplyBytes: Long,
    val logger: Logger,
    val listener: ExchangeListener?,
)

/** What can be set for a client, and for a view of one. */
@TricolorDsl
public abstract class OptionsBuilder<Self : OptionsBuilder<Self>> internal constructor(private val before: Options?) {
    /** How long one attempt may take from connecting to the end of the answer; not counting retries. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var timeout: Duration = before?.timeoutMillis?.milliseconds ?: 30.seconds

    private val headers = LinkedHashMap(before?.headers.orEmpty())
    private var retry: RetryPolicy? = before?.retry

    /** Sets how long one attempt may take from connecting to the end of the answer; not counting retries. */
    public fun timeout(amount: Long, unit: TimeUnit): Self = self().apply { timeout = unit.toMillis(amount).milliseconds }

    /** Says how often and how long calls are tried again. */
    public fun retry(block: Block<RetryBuilder>): Self = self().apply { retry = RetryBuilder(retry).configuredBy(block).build() }

    /**
     * Sends a header with every request.
     *
     * @throws IllegalArgumentException if the header cannot be sent, or is one that the client sets itself
     */
    public fun header(name: String, value: String): Self = self().apply {
        require(name.isNotEmpty() && name.all { it in '!'..'~' && it !in "\"(),/:;<=>?@[\\]{}" }) { "header name \"$name\" is not a token" }
        require(name.lowercase() !in RESERVED) { "header $name is set by the client itself" }
        require(value.all { it == '\t' || it in ' '..'~' }) { "the value of header $name holds a line break or what is not ASCII" }
        headers[name] = value
    }

    internal fun options(maxReplyBytes: Long, logger: Logger, listener: ExchangeListener?): Options {
        require(timeout.inWholeMilliseconds >= 1) { "timeout is $timeout, must be at least a millisecond" }
        return Options(timeout.inWholeMilliseconds, retry ?: RetryBuilder(null).build(), headers.toMap(), maxReplyBytes, logger, listener)
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self

    private companion object {
        val RESERVED = setOf("authorization", "x-api-key", "token", "cookie", "host", "content-length", "content-type", "transfer-encoding")
    }
}

/** What a view of a client does otherwise: `client.with { timeout = 5.seconds }`. */
public class ViewBuilder internal constructor(private val before: Options) : OptionsBuilder<ViewBuilder>(before) {
    internal fun build(): Options = options(before.maxReplyBytes, before.logger, before.listener)
}
