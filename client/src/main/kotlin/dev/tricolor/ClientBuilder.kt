package dev.tricolor

import io.ktor.client.HttpClient
import io.ktor.client.HttpClientConfig
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.okhttp.OkHttp
import okhttp3.ConnectionPool
import okhttp3.Dispatcher
import org.slf4j.Logger
import org.slf4j.LoggerFactory
import java.util.concurrent.SynchronousQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** What can be set for every vendor's client. */
public abstract class ClientBuilder<Self : ClientBuilder<Self>> internal constructor() : OptionsBuilder<Self>(null) {
    /** How long connecting may take; an engine that was passed in keeps its own. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var connectTimeout: Duration = 10.seconds

    /** The largest answer that is accepted, in bytes, at most 1 GiB; 64 MiB unless set. */
    public var maxReplyBytes: Long = 64L shl 20

    /** The Ktor engine to send with, which stays the caller's to close; null for an OkHttp of the client's own. */
    public var engine: HttpClientEngine? = null

    /** Where attempts are logged, at DEBUG: template, status, milliseconds and attempt, never a token or a body. */
    public var logger: Logger? = null

    /** Who hears of every attempt, bodies included; null for nobody. */
    public var listener: ExchangeListener? = null

    internal var time: Time = Time()

    /** Sets how long connecting may take; an engine that was passed in keeps its own. */
    public fun connectTimeout(amount: Long, unit: TimeUnit): Self = self().apply { connectTimeout = unit.toMillis(amount).milliseconds }

    /** Sets the largest answer that is accepted, in bytes. */
    public fun maxReplyBytes(bytes: Long): Self = self().apply { maxReplyBytes = bytes }

    /** Sets the Ktor engine to send with, which stays the caller's to close. */
    public fun engine(engine: HttpClientEngine): Self = self().apply { this.engine = engine }

    /** Sets where attempts are logged. */
    public fun logger(logger: Logger): Self = self().apply { this.logger = logger }

    /** Sets who hears of every attempt, bodies included. */
    public fun listener(listener: ExchangeListener): Self = self().apply { this.listener = listener }

    internal fun executor(protocol: Protocol): Executor {
        require(maxReplyBytes in 1..MAX_REPLY_BYTES) { "maxReplyBytes is $maxReplyBytes, must be 1 to $MAX_REPLY_BYTES" }
        require(connectTimeout.inWholeMilliseconds in 1..Int.MAX_VALUE) {
            "connectTimeout is $connectTimeout, must be a millisecond to ${Int.MAX_VALUE.milliseconds}"
        }
        val options = options(maxReplyBytes, logger ?: LoggerFactory.getLogger("dev.tricolor.${protocol.vendor}"), listener)
        return Executor(Wire(httpClient(), protocol), protocol, options, time)
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
}

private const val CONNECTIONS = 64
private const val MAX_REPLY_BYTES = 1L shl 30
private const val KEEP_ALIVE_MINUTES = 5L
private const val KEEP_ALIVE_SECONDS = 60L
