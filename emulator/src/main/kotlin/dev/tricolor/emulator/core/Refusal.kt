package dev.tricolor.emulator.core

/**
 * What a handler throws to refuse a request. The vendor's dialect turns it into that vendor's error body; a refusal
 * without a message becomes a reply without a body, [code] says which of several errors of that status is meant, [fields]
 * what is wrong with single members of the body, and a refusal that brings its [reply] is that. It carries no stack trace:
 * it is an answer, not a fault of ours.
 */
internal class Refusal(
    val status: Int,
    override val message: String?,
    val code: String? = null,
    val reply: Reply? = null,
    val fields: Map<String, String> = emptyMap(),
) : RuntimeException(message, null, false, false)

internal fun refuse(status: Int, message: String?, code: String? = null): Nothing = throw Refusal(status, message, code)

internal fun refuse(reply: Reply): Nothing = throw Refusal(reply.status, null, reply = reply)
