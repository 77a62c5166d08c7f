package dev.tricolor.optimizely.config

import dev.tricolor.Answer
import dev.tricolor.Call
import dev.tricolor.ClientBuilder
import dev.tricolor.Endpoint
import dev.tricolor.ErrorReply
import dev.tricolor.Executor
import dev.tricolor.Method
import dev.tricolor.Protocol
import dev.tricolor.Reply
import dev.tricolor.Secret
import dev.tricolor.checkedBaseUrl
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.util.concurrent.TimeUnit
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** Configures a [DatafileSource]. */
public class DatafileSourceBuilder internal constructor(private val sdkKey: String) : ClientBuilder<DatafileSourceBuilder>() {
    /** How long after one attempt to get the datafile the next one follows; at least a millisecond. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var interval: Duration = 5.minutes

    /**
     * The token of an environment whose datafile is not for everyone. With it the datafile comes from `config.optimizely.com` and not from
     * the CDN, unless [url] is set. It is sent to that host alone.
     */
    public var datafileAccessToken: Secret? = null

    /** Where the datafile is, in place of the URL that is made of the SDK key; HTTPS, or a loopback address. */
    public var url: String? = null

    internal var dispatcher: CoroutineDispatcher = Dispatchers.Default

    /** Sets how long after one attempt to get the datafile the next one follows; at least a millisecond. */
    public fun interval(amount: Long, unit: TimeUnit): DatafileSourceBuilder = apply { interval = unit.toMillis(amount).milliseconds }

    /** Sets [DatafileSourceBuilder.datafileAccessToken]. */
    public fun datafileAccessToken(token: Secret): DatafileSourceBuilder = apply { datafileAccessToken = token }

    /** Sets [DatafileSourceBuilder.url]. */
    public fun url(url: String): DatafileSourceBuilder = apply { this.url = url }

    internal fun datafile(): Call<Fetched?> {
        val own = url ?: return DatafileEndpoints.of(datafileAccessToken != null)(sdkKey)
        return Call(DatafileEndpoints.elsewhere, own.drop(directory(own).length + 1))
    }

    internal fun executor(): Executor {
        require(interval.inWholeMilliseconds >= 1) { "interval is $interval, must be at least a millisecond" }
        val host = if (datafileAccessToken == null) "https://cdn.optimizely.com" else "https://config.optimizely.com"
        return executor(DatafileProtocol(datafileAccessToken, url?.let(::directory) ?: host))
    }

    /** All of [url] up to its last step; what follows may have a query. */
    private fun directory(url: String): String {
        val path = checkedBaseUrl(url.substringBefore('?'))
        require('#' !in url && '/' in path.substringAfter("://")) { "url \"$url\" is not that of a file" }
        return path.substringBeforeLast('/')
    }
}

/** A datafile that came, and what the server calls its age. */
internal class Fetched(val config: OptimizelyConfig, val lastModified: String?)

/** The answer of 304 is that nothing has changed. */
private object DatafileReply : Reply<Fetched?> {
    override fun read(body: String): Fetched = Fetched(OptimizelyConfig.from(body), null)

    override fun read(answer: Answer): Fetched? =
        if (answer.isSuccess) Fetched(OptimizelyConfig.from(answer.body), answer.headers["Last-Modified"]) else null
}

private object DatafileEndpoints {
    val elsewhere = get("(url of the datafile)")

    fun of(authenticated: Boolean) = get(if (authenticated) "datafiles/auth/{sdkKey}.json" else "datafiles/{sdkKey}.json")

    private fun get(template: String) = Endpoint(DatafileProtocol.HOST, Method.GET, template, DatafileReply)
}

/** How datafiles are had. It says what went wrong by the status only; what the body says is not meant for programs. */
internal class DatafileProtocol(private val token: Secret?, baseUrl: String) : Protocol("optimizely", mapOf(HOST to baseUrl)) {
    override fun credentials(endpoint: Endpoint<*>): Pair<String, String>? = token?.let { "Authorization" to "Bearer ${it.reveal()}" }

    override fun redact(text: String): String = token?.redact(text) ?: text

    override fun error(endpoint: String, answer: Answer): ErrorReply =
        ErrorReply(endpoint, answer.status, answer.body, message = answer.body.trim(), retryAfterMillis = pauseMillis(answer))

    /** The CDN says 403 for a key that it does not know. */
    override fun note(endpoint: Endpoint<*>, status: Int): String? =
        "there is no datafile for this SDK key, or the datafile access token does not open it".takeIf { status in setOf(401, 403, 404) }

    companion object {
        const val HOST = "datafiles"
    }
}
