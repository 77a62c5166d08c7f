package dev.tricolor.optimizely.config

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.WaitExpiredException
import dev.tricolor.configuredBy
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withTimeoutOrNull
import org.slf4j.Logger
import kotlin.time.Duration

/**
 * The datafile of an environment, as it is now: asks Optimizely's CDN for it again and again, and has an [OptimizelyConfig] for each
 * revision.
 *
 * ```
 * DatafileSource(sdkKey).use { source -> source.config.collect { println("revision ${it.revision}") } }
 * ```
 *
 * Asking begins with the first use of [config], [current], [first], [refresh] or [awaitRevision], and ends with [close]. A datafile that
 * was not changed is not sent again. What goes wrong on the way (the CDN is out of reach, answers an error or what is no datafile) leaves
 * the config that there is in place, is logged as a warning, and is [lastError] until it goes well again.
 *
 * Any revision other than the present one is a new config, a lower one too: somebody has gone back. The same revision is not.
 *
 * One source holds one HTTP client: make one for each environment, and share it.
 *
 * @see <a href="https://docs.developers.optimizely.com/feature-experimentation/docs/get-the-datafile">Get the datafile</a>
 */
public class DatafileSource internal constructor(builder: DatafileSourceBuilder) : AutoCloseable {
    /**
     * The datafile of the environment with this SDK key.
     *
     * @throws IllegalArgumentException if a setting cannot be used
     */
    public constructor(sdkKey: String, block: Block<DatafileSourceBuilder> = Block {}) :
        this(DatafileSourceBuilder(sdkKey).configuredBy(block))

    private val datafile = builder.datafile()
    private val call: Executor = builder.executor()
    private val time = call.time
    private val intervalMillis = builder.interval.inWholeMilliseconds
    private val scope = CoroutineScope(SupervisorJob() + builder.dispatcher)
    private val polling = scope.launch(start = CoroutineStart.LAZY) { keepPolling() }

    private val state = MutableStateFlow(State(null, null))

    /** One poll at a time; it guards the two below. */
    private val turn = Mutex()
    private var lastModified: String? = null
    private var nextPollMillis = Long.MIN_VALUE

    @get:JvmName("logger")
    internal val logger: Logger get() = call.options.logger

    /**
     * The config that there is, as soon as there is one, and then each new one; who collects slowly gets the newest and not those between.
     * Ends when the source is closed.
     */
    public val config: Flow<OptimizelyConfig> = flow {
        begin()
        emitAll(state.takeWhile { !it.closed }.mapNotNull { it.config }.distinctUntilChanged { old, new -> old === new })
    }

    /** The newest config; null as long as there was none yet. */
    public val current: OptimizelyConfig?
        get() {
            if (!state.value.closed) begin()
            return state.value.config
        }

    /** Why the last attempt to get the datafile failed; null when it did not, or there was none yet. */
    public val lastError: Exception? get() = state.value.failure

    /**
     * The newest config, or the first when there is none yet: waits for it as long as it takes. [lastError] says why it takes long.
     *
     * @throws IllegalStateException if the source is closed
     */
    public suspend fun first(): OptimizelyConfig = config.firstOrNull() ?: throw closed()

    /**
     * Asks for the datafile now, and not when it is due.
     *
     * @return the newest config, which is the one that there was if nothing has changed
     * @throws dev.tricolor.ForbiddenException if the SDK key is unknown, or the datafile access token is missing or wrong (403)
     * @throws dev.tricolor.NotFoundException if the SDK key is unknown (404)
     * @throws dev.tricolor.UnexpectedReplyException if what came is no datafile; its cause is an [InvalidDatafileException]
     * @throws dev.tricolor.ApiException for any other answer that is an error
     * @throws dev.tricolor.TransportException if no answer came
     * @throws IllegalStateException if the source is closed
     */
    public suspend fun refresh(): OptimizelyConfig {
        if (state.value.closed) throw closed()
        // Before the polling begins: or else both would ask.
        val after = turn.withLock { poll() }
        begin()
        return after.configOrThrow()
    }

    /**
     * Waits until the datafile has come to a revision, which takes about a minute after a change over Optimizely's API: asks for it every
     * few seconds. A datafile that goes back, and a revision that is no number, do not count. What goes wrong meanwhile does not end the
     * wait.
     *
     * @param revision the lowest revision that will do; when the present one does, it is returned at once
     * @param upTo how long to wait at most, more than zero
     * @throws RevisionNotReachedException if the datafile has not come to it by then
     * @throws IllegalArgumentException if [upTo] is not positive
     * @throws IllegalStateException if the source is closed
     */
    public suspend fun awaitRevision(revision: Long, upTo: Duration): OptimizelyConfig =
        awaitRevisionMillis(revision, upTo.inWholeMilliseconds)

    /** What Java can call: it has no [Duration] of Kotlin's. */
    @JvmName("awaitRevisionMillis")
    internal suspend fun awaitRevisionMillis(revision: Long, upToMillis: Long): OptimizelyConfig {
        require(upToMillis > 0) { "upTo is $upToMillis ms, must be more than zero" }
        begin()
        return withTimeoutOrNull(upToMillis) {
            while (state.value.isBefore(revision)) {
                turn.withLock { if (state.value.isBefore(revision)) poll() }
                withTimeoutOrNull(minOf(PAUSE, intervalMillis)) { state.first { it.closed || !it.isBefore(revision) } }
                if (state.value.closed) throw closed()
            }
            state.value.config
        } ?: throw RevisionNotReachedException(revision, upToMillis, state.value.config, state.value.failure)
    }

    /** Ends the polling, the collecting of [config], and the HTTP client; an engine that was passed in is left to its owner. */
    override fun close() {
        state.update { State(it.config, it.failure, closed = true) }
        scope.cancel("the datafile source is closed")
        call.close()
    }

    private fun begin() {
        if (state.value.closed) throw closed()
        polling.start()
    }

    private fun closed() = IllegalStateException("the datafile source is closed")

    private suspend fun keepPolling() {
        while (true) {
            val wait = turn.withLock {
                // Others poll too, when they cannot wait for it.
                if (nextPollMillis <= time.millis()) poll()
                nextPollMillis - time.millis()
            }
            time.sleep(wait)
        }
    }

    /** Asks once, and says what there is after that. Its caller has the [turn]. */
    private suspend fun poll(): State {
        val before = state.value.config
        val after = try {
            State(fetch(before), null)
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (@Suppress("TooGenericExceptionCaught") failure: Exception) {
            // Whatever it is, it must not be the end of the polling.
            logger.warn("{}; {}", failure.message, if (before == null) "there is no config yet" else "revision ${before.revision} stays")
            State(before, failure)
        }
        nextPollMillis = time.millis() + intervalMillis
        state.update { if (it.closed) it else after }
        return after
    }

    private suspend fun fetch(before: OptimizelyConfig?): OptimizelyConfig? {
        val fetched = call(datafile.ifModifiedSince(lastModified)) ?: return before
        // Not before it could be read: or else a bad body would be followed by "not modified" for ever.
        lastModified = fetched.lastModified
        if (fetched.config.revision == before?.revision) return before
        logger.debug("datafile is at revision {}, was at {}", fetched.config.revision, before?.revision)
        fetched.config.warnings.forEach { logger.warn("datafile of revision {}: {}", fetched.config.revision, it) }
        return fetched.config
    }

    /** What is known at one moment; each is its own, because flows take equals for no news. */
    private class State(val config: OptimizelyConfig?, val failure: Exception?, val closed: Boolean = false) {
        fun isBefore(revision: Long) = (config?.revision?.toLongOrNull() ?: Long.MIN_VALUE) < revision

        fun configOrThrow(): OptimizelyConfig = if (failure != null) throw failure else checkNotNull(config)
    }
}

private const val PAUSE = 2_000L

/**
 * The datafile has not come to a revision in the time that was given.
 *
 * @property revision what was waited for
 * @property waitedMillis how long was waited
 * @property lastSeen the config that there was at last; null when there was none
 */
public class RevisionNotReachedException internal constructor(
    public val revision: Long,
    public val waitedMillis: Long,
    public val lastSeen: OptimizelyConfig?,
    cause: Exception?,
) : WaitExpiredException(
    "the datafile is ${lastSeen?.let { "at revision ${it.revision}" } ?: "not there"} after $waitedMillis ms, and not at $revision" +
        cause?.let { "; the last attempt to get it failed: ${it.message}" }.orEmpty(),
    cause,
)
