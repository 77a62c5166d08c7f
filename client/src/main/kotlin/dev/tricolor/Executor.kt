package dev.tricolor

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import java.io.IOException

/** The one way to a vendor: limits, sends, retries, decodes and maps the errors of every call of a client. */
internal class Executor(private val wire: Wire, private val protocol: Protocol, val options: Options, val time: Time) {
    /** The same client with other options. */
    fun with(options: Options) = Executor(wire, protocol, options, time)

    fun close() = wire.close()

    /** The base URL that [call] is relative to. */
    fun baseUrl(call: Call<*>): String = protocol.bases.getValue(call.endpoint.base)

    suspend operator fun <R> invoke(call: Call<R>): R = read(call, answer(call, null))

    /**
     * Hands the body of a 200 to [download] as it comes in, and returns the answer without it. What has begun to come in is not asked for
     * anew when it breaks off.
     */
    suspend fun download(call: Call<*>, download: Download): Answer = answer(call, download)

    private suspend fun answer(call: Call<*>, download: Download?): Answer {
        protocol.admit(call.endpoint)
        val gate = wire.gates.getOrPut(protocol.bucket(call.endpoint)) { RateGate(time) }
        val patience = Patience(options.retry.maxWaitMillis, time)
        var lost = false
        var attempt = 1
        var limitedBy: Answer? = null
        while (true) {
            val pass = gate.enter(patience) ?: throw outOfPatience(call, limitedBy, gate, patience, attempt - 1)
            val outcome = attempt(call, download, attempt, gate, pass)
            val answer = outcome.answer
            if (answer != null && call.isAnsweredBy(answer)) return answer
            // The repeat of a deletion whose answer was lost finds nothing left to delete.
            if (lost && answer != null && isGone(call, answer)) return Answer(answer.status, answer.headers, "")
            val limited = answer?.let(protocol::isLimited) == true
            if (limited) limitedBy = answer
            val again = download?.begun != true && triesAgain(call, outcome, attempt, patience)
            if (!again) throw if (limited) outOfPatience(call, answer, gate, patience, attempt) else outcome.exceptionOf(call)
            // A gateway that gave up waiting tells as little as a connection that broke.
            lost = lost || outcome.failure?.mayHaveBeenProcessed ?: !limited
            attempt++
        }
    }

    private suspend fun triesAgain(call: Call<*>, outcome: Outcome, attempt: Int, patience: Patience): Boolean =
        attempt < options.retry.maxAttempts &&
            canRepeat(call.endpoint, outcome) &&
            (outcome.answer?.let(protocol::isLimited) == true || backsOff(patience, attempt))

    private suspend fun backsOff(patience: Patience, attempt: Int) =
        patience.sleep(options.retry.backoffMillis(attempt, time.random))

    private fun isGone(call: Call<*>, answer: Answer) = call.endpoint.method == Method.DELETE && answer.status in GONE

    /**
     * Sends a file to where the vendor said, which need not be the vendor's own host: past its gate, and without its token.
     *
     * The file can be read again, so that an attempt is repeated as any PUT is.
     */
    suspend fun upload(upload: Upload) {
        val patience = Patience(options.retry.maxWaitMillis, time)
        var lost: TransportException? = null
        var attempt = 1
        while (true) {
            val outcome = send(upload.label, attempt, ::unchanged) { wire.send(upload, options) }
            if (outcome.answer?.isSuccess == true) return
            // What is wrong with the file is no fault of the connection.
            upload.unreadable?.let { throw it }
            val again = attempt < options.retry.maxAttempts &&
                canRepeat(Method.PUT.harmless, outcome) &&
                backsOff(patience, attempt)
            // A URL that lets in once refuses the repeat of an attempt whose answer was lost; it is the loss that says what is known.
            if (!again) throw lost?.takeIf { outcome.answer?.status == 403 } ?: outcome.exception(upload.label, ::unchanged)
            lost = outcome.failure?.takeIf { it.mayHaveBeenProcessed } ?: lost
            attempt++
        }
    }

    /** Sends [body] to [path], which may have a query and is escaped already, below the vendor's first base URL. */
    suspend fun raw(method: String, path: String, body: JsonElement?): JsonElement? {
        val verb = requireNotNull(Method.entries.find { it.name == method.uppercase() }) {
            "method is \"$method\", must be one of ${Method.entries.joinToString()}"
        }
        val relative = path.trimStart('/')
        problemOfTarget(relative)?.let { throw IllegalArgumentException("path is \"$path\", $it") }
        val reply = Reply { if (it.isBlank()) null else Json.parseToJsonElement(it) }
        val endpoint = Endpoint(protocol.bases.keys.first(), verb, "(raw)", reply)
        val call = Call(endpoint, relative)
        return invoke(body?.let(call::body) ?: call)
    }

    private suspend fun attempt(call: Call<*>, download: Download?, attempt: Int, gate: RateGate, pass: RateGate.Pass): Outcome {
        var outcome: Outcome? = null
        val start = time.millis()
        try {
            outcome = send(call.endpoint.label, attempt, call::redact) {
                if (download == null) wire.send(call, options) else wire.send(call, download, options)
            }
            options.listener?.let { tell(it, call, outcome.answer, attempt, time.millis() - start) }
            outcome.answer?.takeIf(protocol::isLimited)?.let {
                val pause = protocol.limitMillis(it) ?: options.retry.backoffMillis(attempt, time.random)
                gate.close(pause, error(call.endpoint.label, it, call::redact))
            }
            return outcome
        } finally {
            gate.leave(pass, letIn = outcome?.answer?.let(protocol::isLimited) == false)
        }
    }

    @Suppress("TooGenericExceptionCaught") // What a listener does is not the call's fault.
    private fun tell(listener: ExchangeListener, call: Call<*>, answer: Answer?, attempt: Int, millis: Long) = try {
        listener.heard(Exchange(call, baseUrl(call), answer, attempt, millis, protocol::redact))
    } catch (failure: Exception) {
        options.logger.warn("the listener of {} has failed", call.endpoint.label, failure)
    }

    private suspend fun send(label: String, attempt: Int, redact: Redaction, exchange: suspend () -> Answer): Outcome {
        val start = time.millis()
        val failure = try {
            val answer = exchange()
            logAnswer(label, answer, time.millis() - start, attempt, redact)
            return Outcome(answer, null)
        } catch (failure: CancellationException) {
            // Some engines report their own timeouts as a cancellation; only the caller's ends the call.
            currentCoroutineContext().ensureActive()
            failure
        } catch (failure: IOException) {
            failure
        }
        val what = failure.javaClass.simpleName
        options.logger.debug("{} got no answer in {} ms, attempt {}: {}", label, time.millis() - start, attempt, what)
        return Outcome(null, TransportException(label, mayHaveBeenProcessed(failure), attempt, withoutUrl(failure)))
    }

    /** HTTP clients quote the whole URL when they give up, and what stands in it may admit whoever reads along. */
    private fun withoutUrl(failure: Exception): Exception {
        val quoting = generateSequence<Throwable>(failure) { it.cause }.take(MAX_CAUSES).any { QUOTED_URL in it.message.orEmpty() }
        if (!quoting) return failure
        val said = (failure.message ?: failure.javaClass.simpleName).substringBefore(QUOTED_URL)
        return IOException(said).apply { stackTrace = failure.stackTrace }
    }

    private fun logAnswer(label: String, answer: Answer, millis: Long, attempt: Int, redact: Redaction) {
        if (!options.logger.isDebugEnabled) return
        val requestId = if (answer.isSuccess) null else error(label, answer, redact).requestId
        options.logger.debug(
            "{} answered {} in {} ms, attempt {}{}",
            label, answer.status, millis, attempt, requestId?.let { ", request ${excerpt(it)}" }.orEmpty(),
        )
    }

    private fun canRepeat(endpoint: Endpoint<*>, outcome: Outcome): Boolean =
        canRepeat(endpoint.harmless, outcome) || outcome.answer?.let { protocol.invitesRepeat(endpoint, it) } == true

    private fun canRepeat(harmless: Boolean, outcome: Outcome): Boolean {
        val answer = outcome.answer ?: return harmless || outcome.failure?.mayHaveBeenProcessed == false
        return protocol.isLimited(answer) || answer.status >= 500 && harmless
    }

    private fun Outcome.exceptionOf(call: Call<*>) =
        exception(call.endpoint.label, call::redact) { reply ->
            protocol.note(call.endpoint, reply.status)?.let(reply::noted) ?: reply
        }

    private fun Outcome.exception(label: String, redact: Redaction, note: (ErrorReply) -> ErrorReply = { it }): TricolorException =
        failure ?: protocol.exception(note(error(label, checkNotNull(answer), redact)))

    private fun error(label: String, answer: Answer, redact: Redaction): ErrorReply {
        val redactAll: Redaction = { redact(protocol.redact(it)) }
        // Twice, because what was escaped in the body is not so any more where it has been read.
        return protocol.error(label, Answer(answer.status, answer.headers, redactAll(answer.body))).redacted(redactAll)
    }

    private fun unchanged(text: String) = text

    /** [own] is the last answer to this very call that told of the limit; null when only other calls have met it. */
    private fun outOfPatience(call: Call<*>, own: Answer?, gate: RateGate, patience: Patience, attempts: Int): RateLimitedException {
        val reason = checkNotNull(gate.reason()) { "a gate that nobody closed makes nobody wait" }
        val reply = own?.let { error(call.endpoint.label, it, call::redact) }
            ?: ErrorReply(call.endpoint.label, reason.status, "", message = OTHER_CALL, retryAfterMillis = reason.retryAfterMillis)
        val asked = reason.retryAfterMillis?.let { "; the vendor asked for $it ms" }.orEmpty()
        val note = "gave up after $attempts of ${options.retry.maxAttempts} attempts" +
            " and ${patience.waitedMillis} of ${options.retry.maxWaitMillis} ms of waiting$asked"
        return RateLimitedException(reply.noted(note), patience.waitedMillis, attempts)
    }

    private fun <R> read(call: Call<R>, answer: Answer): R = try {
        call.endpoint.reply.read(answer)
    } catch (unreadable: SerializationException) {
        throw unexpected(call, answer, unreadable)
    } catch (unreadable: IllegalArgumentException) {
        throw unexpected(call, answer, unreadable)
    } catch (tooDeep: StackOverflowError) {
        throw unexpected(call, answer, IOException("nested too deeply", tooDeep))
    }

    private fun unexpected(call: Call<*>, answer: Answer, cause: Exception): UnexpectedReplyException {
        if (call.endpoint.confidential) return UnexpectedReplyException(call.endpoint.label, answer.status, "", CONFIDENTIAL)
        val body = call.redact(protocol.redact(answer.body))
        val problem = if (body.isBlank()) "an empty body" else call.redact(protocol.redact(cause.message.orEmpty()))
        // The parser quotes what it read: where that holds the token, the cause stays out.
        return UnexpectedReplyException(call.endpoint.label, answer.status, body, problem, cause.takeIf { body == answer.body })
    }

    /** How one attempt ended: with an answer, or without. */
    private class Outcome(val answer: Answer?, val failure: TransportException?)
}

/** What [get] gives, or null when there is no such thing, or the token may not see it. */
internal suspend fun <T> orNull(get: suspend () -> T): T? = try {
    get()
} catch (_: NotFoundException) {
    null
}

/** Why [target], a path with perhaps a query, cannot stand below a base URL; null when it can. */
internal fun problemOfTarget(target: String): String? {
    val steps = target.substringBefore('?').split('/').map { it.replace("%2e", ".", ignoreCase = true) }
    return when {
        target.isEmpty() || target.any { it !in '!'..'~' || it in "#\\" } -> "must be a path and perhaps a query, percent-encoded"
        "." in steps || ".." in steps -> "must not have steps such as \"..\""
        else -> null
    }
}

private typealias Redaction = (String) -> String

/** 410 is how some vendors answer to the deletion of what is put away rather than destroyed. */
private val GONE = setOf(404, 410)
private const val QUOTED_URL = " [url="
private const val CONFIDENTIAL = "what is not shown, because a secret may be in it"
private const val OTHER_CALL = "another call has met the limit"
