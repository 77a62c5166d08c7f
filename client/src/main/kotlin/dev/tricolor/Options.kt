package dev.tricolor

import io.ktor.client.HttpClient
import io.ktor.client.HttpClientConfig
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.okhttp.OkHttp
import okhttp3.ConnectionPool
import okhttp3.Dispatcher
import org.slf4j.Logger
import java.util.concurrent.SynchronousQueue
import java.util.concurrent.ThreadPoolExecutor
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
    public fun retry(block: Block<RetryBuilder>): Self = self().apply { retry = RetryBuilder().configuredBy(block).build() }

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

    internal fun options(maxReplyBytes: Long, logger: Logger): Options {
        require(timeout.isPositive()) { "timeout is $timeout, must be positive" }
        return Options(timeout.inWholeMilliseconds, retry ?: RetryBuilder().build(), headers.toMap(), maxReplyBytes, logger)
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self

    private companion object {
        val RESERVED = setOf("authorization", "x-api-key", "token", "cookie", "host", "content-length", "content-type", "transfer-encoding")
    }
}

/** What a view of a client does otherwise: `client.with { timeout = 5.seconds }`. */
public class ViewBuilder internal constructor(private val before: Options) : OptionsBuilder<ViewBuilder>(before) {
    internal fun build(): Options = options(before.maxReplyBytes, before.logger)
}

/** What can be set for every vendor's client. */
public abstract class ClientBuilder<Self : ClientBuilder<Self>> internal constructor() : OptionsBuilder<Self>(null) {
    /** How long connecting may take; an engine that was passed in keeps its own. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var connectTimeout: Duration = 10.seconds

    /** The largest answer that is accepted, in bytes; 64 MiB unless set. */
    public var maxReplyBytes: Long = 64L shl 20

    /** The Ktor engine to send with, which stays the caller's to close; null for an OkHttp of the client's own. */
    public var engine: HttpClientEngine? = null

    /** Where attempts are logged, at DEBUG: template, status, milliseconds and attempt, never a token or a body. */
    public var logger: Logger? = null

    internal var time: Time = Time()

    /** Sets how long connecting may take; an engine that was passed in keeps its own. */
    public fun connectTimeout(amount: Long, unit: TimeUnit): Self = self().apply { connectTimeout = unit.toMillis(amount).milliseconds }

    /** Sets the largest answer that is accepted, in bytes. */
    public fun maxReplyBytes(bytes: Long): Self = self().apply { maxReplyBytes = bytes }

    /** Sets the Ktor engine to send with, which stays the caller's to close. */
    public fun engine(engine: HttpClientEngine): Self = self().apply { this.engine = engine }

    /** Sets where attempts are logged. */
    public fun logger(logger: Logger): Self = self().apply { this.logger = logger }

    internal fun executor(protocol: Protocol): Executor {
        require(maxReplyBytes > 0) { "maxReplyBytes is $maxReplyBytes, must be positive" }
        require(connectTimeout.isPositive()) { "connectTimeout is $connectTimeout, must be positive" }
        val options = options(maxReplyBytes, logger ?: org.slf4j.LoggerFactory.getLogger("dev.tricolor.${protocol.vendor}"))
        return Executor(Wire(httpClient()), protocol, options, time)
    }

    private fun httpClient(): HttpClient = engine?.let { HttpClient(it) { configure() } } ?: HttpClient(OkHttp) {
        configure()
        engine {
            config {
                dispatcher(daemonDispatcher())
                connectionPool(ConnectionPool(CONNECTIONS, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
                connectTimeout(this@ClientBuilder.connectTimeout.inWholeMilliseconds, TimeUnit.MILLISECONDS)
                // Silence is bounded by the timeout of the whole attempt.
                readTimeout(0, TimeUnit.MILLISECONDS)
                writeTimeout(0, TimeUnit.MILLISECONDS)
                // OkHttp would send even a POST again; whether that is harmless is for the executor to say.
                retryOnConnectionFailure(false)
            }
        }
    }

    /** Nothing of Ktor's own: its timeout plugin alone costs a quarter of a call, and ours are the same for every engine. */
    private fun HttpClientConfig<*>.configure() {
        expectSuccess = false
        followRedirects = false
        useDefaultTransformers = false
    }

    private fun daemonDispatcher(): Dispatcher {
        val threads = ThreadPoolExecutor(0, Int.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, SynchronousQueue()) { work ->
            Thread(work, "tricolor-http").apply { isDaemon = true }
        }
        return Dispatcher(threads).apply {
            maxRequests = CONNECTIONS
            maxRequestsPerHost = CONNECTIONS
        }
    }

    private companion object {
        const val CONNECTIONS = 64
        const val KEEP_ALIVE_MINUTES = 5L
        const val KEEP_ALIVE_SECONDS = 60L
    }
}
