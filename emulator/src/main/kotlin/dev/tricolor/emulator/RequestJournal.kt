package dev.tricolor.emulator

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Request

/**
 * The requests that an [Emulator] received, oldest first: the last [CAPACITY] of them, recorded before they are answered,
 * including those that were refused or met a fault. May be read from any thread.
 */
public class RequestJournal internal constructor() {
    private val kept = ArrayDeque<RecordedRequest>()

    /** A copy of what is kept. */
    public val all: List<RecordedRequest> @Synchronized get() = kept.toList()

    /** How many are kept. */
    public val count: Int @Synchronized get() = kept.size

    /** The newest. Throws [NoSuchElementException] when there is none. */
    public val last: RecordedRequest @Synchronized get() = kept.last()

    /** Forgets everything. */
    @Synchronized
    public fun clear() {
        kept.clear()
    }

    internal fun record(request: Request) {
        val recorded = RecordedRequest(
            method = request.method,
            rawPath = request.rawPath,
            pathSegments = orElse(request.rawPath.split('/').filter { it.isNotEmpty() }) { request.segments },
            rawQuery = request.rawQuery,
            query = orElse(emptyMap()) { request.query },
            headers = request.headers.withoutSecrets(),
            body = request.text.take(MAX_BODY_CHARS),
            bodyBytes = request.body.size,
        )
        synchronized(this) {
            if (kept.size == CAPACITY) kept.removeFirst()
            kept += recorded
        }
    }

    private fun Map<String, List<String>>.withoutSecrets(): Map<String, List<String>> =
        mapValuesTo(sortedMapOf<String, List<String>>(String.CASE_INSENSITIVE_ORDER)) { (name, values) ->
            if (name.lowercase() in SECRET_HEADERS) values.map { "***" } else values
        }

    private inline fun <T> orElse(otherwise: T, read: () -> T): T = try {
        read()
    } catch (_: Refusal) {
        otherwise
    }

    public companion object {
        /** How many requests are kept. */
        public const val CAPACITY: Int = 1_000

        /** How much of a body is kept. */
        public const val MAX_BODY_CHARS: Int = 16_384

        private val SECRET_HEADERS = setOf("authorization", "x-api-key")
    }
}
