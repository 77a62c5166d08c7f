package dev.tricolor

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import org.slf4j.LoggerFactory
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.SimpleFormatter

/** Everything that is logged, by slf4j or by the JDK's own logging, which OkHttp uses. */
internal class LogCapture(level: Level) : AutoCloseable {
    private val root = LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) as Logger
    private val before = root.level
    private val events = ListAppender<ILoggingEvent>().apply { start() }
    private val jdkRoot = java.util.logging.Logger.getLogger("")
    private val jdkBefore = jdkRoot.level
    private val jdkLines = StringBuffer()
    private val jdkHandler = object : Handler() {
        override fun publish(record: LogRecord) {
            jdkLines.append(SimpleFormatter().format(record))
        }

        override fun flush() = Unit

        override fun close() = Unit
    }

    init {
        root.level = level
        root.addAppender(events)
        jdkHandler.level = java.util.logging.Level.ALL
        jdkRoot.level = java.util.logging.Level.ALL
        jdkRoot.addHandler(jdkHandler)
    }

    fun linesOf(logger: String): List<String> =
        events.list.toList().filter { it.loggerName == logger }.map { "${it.level} ${it.formattedMessage}" }

    fun text(): String = events.list.toList().joinToString("\n") { "${it.formattedMessage} ${it.throwableProxy?.message}" } + jdkLines

    override fun close() {
        root.detachAppender(events)
        root.level = before
        jdkRoot.removeHandler(jdkHandler)
        jdkRoot.level = jdkBefore
    }
}
