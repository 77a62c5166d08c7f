package dev.tricolor

/**
 * Why a call did not do what was asked. One of six: the server refused ([ApiException]), no answer came ([TransportException]),
 * an answer came that cannot be read ([UnexpectedReplyException]), only a part of a large piece of work was done
 * ([PartialResultException]), what was waited for has not happened in time ([WaitExpiredException]), or the account no longer has the
 * operation, so that nothing was sent ([OperationReplacedException]).
 */
public sealed class TricolorException(message: String, cause: Throwable?) : RuntimeException(message, cause)

/**
 * The server answered with an error. The subclasses name the common statuses; any other status is an [ApiException] itself.
 *
 * @property endpoint method and path template of the call: `GET splits/ws/{workspaceId}/{flagName}`
 * @property status the HTTP status
 * @property code the vendor's own code for the error; null when it gave none
 * @property serverMessage what the vendor said, empty when it said nothing
 * @property requestId what the vendor's support asks for; null when it gave none
 * @property retryAfterMillis how long the vendor asked to wait; null when it did not say
 * @property rawBody the body of the answer as it came, empty when there was none; the token is masked if the server echoed it
 */
public open class ApiException internal constructor(reply: ErrorReply) : TricolorException(reply.describe(), null) {
    public val endpoint: String = reply.endpoint
    public val status: Int = reply.status
    public val code: String? = reply.code
    public val serverMessage: String = reply.message
    public val requestId: String? = reply.requestId
    public val retryAfterMillis: Long? = reply.retryAfterMillis
    public val rawBody: String = reply.rawBody
}

/** The request is malformed or breaks a rule of the vendor's (400, 422). */
public open class BadRequestException internal constructor(reply: ErrorReply) : ApiException(reply)

/** The token is missing, wrong or no longer valid (401). */
public class UnauthorizedException internal constructor(reply: ErrorReply) : ApiException(reply)

/** The token may not do this (403). */
public open class ForbiddenException internal constructor(reply: ErrorReply) : ApiException(reply)

/**
 * The change needs an approved change request (403). Nothing was changed; the message says how to submit the same change for approval:
 * `definitions.propose` for a definition, `changeRequests.submit` for everything else.
 */
public class ApprovalRequiredException internal constructor(reply: ErrorReply) : ForbiddenException(reply)

/** What was named does not exist, or the token may not see it (404). */
public class NotFoundException internal constructor(reply: ErrorReply) : ApiException(reply)

/** It exists already, or was changed by someone else meanwhile (409). */
public open class ConflictException internal constructor(reply: ErrorReply) : ApiException(reply)

/** It was there, and is put away or removed for good (410). */
public class GoneException internal constructor(reply: ErrorReply) : ApiException(reply)

/**
 * The vendor's rate limit holds, and the bounded wait for it is spent (429, or 503 with `Retry-After`, or any 503 where the vendor says
 * so). The last attempt was not processed.
 *
 * @property waitedMillis how long this call has waited in all
 * @property attempts how often it was sent; 0 when it never left because other calls had met the limit
 */
public class RateLimitedException internal constructor(reply: ErrorReply, public val waitedMillis: Long, public val attempts: Int) :
    ApiException(reply)

/**
 * No answer came: no connection, a reset, a timeout.
 *
 * @property endpoint method and path template of the call
 * @property mayHaveBeenProcessed false when the request certainly never reached the server; else it may have been carried out
 */
public class TransportException internal constructor(
    public val endpoint: String,
    @get:JvmName("mayHaveBeenProcessed") public val mayHaveBeenProcessed: Boolean,
    attempts: Int,
    cause: Throwable,
) : TricolorException(
    "$endpoint got no answer${if (attempts > 1) " in $attempts attempts" else ""}: ${cause.message ?: cause.javaClass.simpleName}; " +
        if (mayHaveBeenProcessed) "it may have been processed" else "it was not processed",
    cause,
)

/**
 * The server reports success, but the answer cannot be read. What was asked for was most likely done.
 *
 * @property endpoint method and path template of the call
 * @property status the HTTP status
 * @property rawBody the body as it came; of one that is larger than allowed, nothing
 */
public open class UnexpectedReplyException internal constructor(
    public val endpoint: String,
    public val status: Int,
    public val rawBody: String,
    problem: String,
    cause: Throwable? = null,
) : TricolorException("$endpoint answered $status with something else than expected: ${excerpt(problem)}", cause)

/**
 * The answer is larger than the client was told to accept.
 *
 * @property maxReplyBytes the limit that was exceeded
 */
public class ReplyTooLargeException internal constructor(endpoint: String, status: Int, public val maxReplyBytes: Long) :
    UnexpectedReplyException(endpoint, status, "", "the body is larger than $maxReplyBytes bytes")

/** A piece of work that takes several requests stopped in the middle; the subclass says what is done and how to go on. */
public abstract class PartialResultException internal constructor(message: String, cause: Throwable) : TricolorException(message, cause)

/** What was waited for has not happened in the time that was given; the subclass keeps what was seen last. */
public abstract class WaitExpiredException internal constructor(message: String, cause: Throwable?) : TricolorException(message, cause)

/**
 * The vendor has taken the operation away from accounts such as this one. Nothing was sent.
 *
 * @property endpoint method and path template of the call
 * @property replacement what does it now: `HarnessClient.userGroups`
 */
public class OperationReplacedException internal constructor(public val endpoint: String, public val replacement: String) :
    TricolorException("$endpoint is not to be had in Harness mode; it is replaced by $replacement", null)

/** What is known of an answer that is an error. */
internal class ErrorReply(
    val endpoint: String,
    val status: Int,
    val rawBody: String,
    val code: String? = null,
    val message: String = "",
    val requestId: String? = null,
    val retryAfterMillis: Long? = null,
    val note: String = "",
) {
    fun describe(): String = buildString {
        append(endpoint).append(" answered ").append(status)
        code?.let { append(' ').append(excerpt(it)) }
        if (message.isNotEmpty()) append(": ").append(excerpt(message))
        requestId?.let { append(" (request ").append(excerpt(it)).append(')') }
        if (note.isNotEmpty()) append("; ").append(note)
    }

    fun redacted(redact: (String) -> String) =
        ErrorReply(endpoint, status, rawBody, code?.let(redact), redact(message), requestId?.let(redact), retryAfterMillis, note)

    fun noted(note: String) = ErrorReply(endpoint, status, rawBody, code, message, requestId, retryAfterMillis, note)
}

private const val EXCERPT = 500

/** What a server says, fit for one line of a log. */
internal fun excerpt(text: String): String =
    (if (text.length > EXCERPT) text.take(EXCERPT) + "…" else text).map { if (it.isISOControl()) ' ' else it }.joinToString("")
