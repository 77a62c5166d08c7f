package dev.tricolor.samples

import org.slf4j.Marker
import org.slf4j.event.Level
import org.slf4j.helpers.LegacyAbstractLogger
import java.util.concurrent.atomic.AtomicInteger

/** Counts requests: a client logs each attempt, with or without an answer, once. */
internal class RequestCounter : LegacyAbstractLogger() {
    private val attempts = AtomicInteger()

    val count: Int get() = attempts.get()

    override fun isDebugEnabled() = true

    override fun isTraceEnabled() = false

    override fun isInfoEnabled() = false

    override fun isWarnEnabled() = false

    override fun isErrorEnabled() = false

    override fun getFullyQualifiedCallerName(): String? = null

    override fun handleNormalizedLoggingCall(
        level: Level,
        marker: Marker?,
        messagePattern: String?,
        arguments: Array<out Any>?,
        throwable: Throwable?,
    ) {
        attempts.incrementAndGet()
    }

    private companion object {
        const val serialVersionUID = 1L
    }
}
