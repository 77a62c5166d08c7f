package dev.tricolor.optimizely

import dev.tricolor.Answer
import dev.tricolor.Reply
import dev.tricolor.TricolorException
import dev.tricolor.WaitExpiredException

/**
 * What comes when results are asked for: results, or the word that there are none, yet or at all.
 *
 * ```kotlin
 * when (val answer = optimizely.experiments.results(id)) {
 *     is ResultsAnswer.Results -> show(answer.value)
 *     ResultsAnswer.NotReady -> askLater()
 *     ResultsAnswer.NoData -> start(id)
 * }
 * ```
 */
public sealed class ResultsAnswer<out T : Any> {
    /** The results; null when there are none. */
    public abstract val valueOrNull: T?

    /** Whether Optimizely is still at it: ask again a little later. */
    public val isNotReady: Boolean get() = this == NotReady

    /** Whether nothing has been measured, because the experiment has never been started. */
    public val isNoData: Boolean get() = this == NoData

    /**
     * There are results.
     *
     * @property value what was measured
     */
    public class Results<out T : Any> internal constructor(public val value: T) : ResultsAnswer<T>() {
        override val valueOrNull: T get() = value

        override fun equals(other: Any?): Boolean = other is Results<*> && other.value == value

        override fun hashCode(): Int = value.hashCode()

        override fun toString(): String = "Results($value)"
    }

    /** Optimizely has heard the question and is still at it (202): ask again a little later. */
    public object NotReady : ResultsAnswer<Nothing>() {
        override val valueOrNull: Nothing? get() = null

        override fun toString(): String = "NotReady"
    }

    /** Nothing has been measured (204): the experiment has never been started. */
    public object NoData : ResultsAnswer<Nothing>() {
        override val valueOrNull: Nothing? get() = null

        override fun toString(): String = "NoData"
    }

    internal companion object {
        private const val ACCEPTED = 202
        private const val NO_CONTENT = 204

        /** Reads what [reply] reads, unless the status says that there is nothing to read. */
        fun <T : Any> reply(reply: Reply<T>): Reply<ResultsAnswer<T>> = object : Reply<ResultsAnswer<T>> {
            override fun read(body: String) = Results(reply.read(body))

            override fun read(answer: Answer): ResultsAnswer<T> = when (answer.status) {
                ACCEPTED -> NotReady
                NO_CONTENT -> NoData
                else -> read(answer.body)
            }
        }
    }
}

/**
 * Optimizely was still computing results when the time was up that was given: ask again later.
 *
 * @property experimentId the experiment
 * @property waitedMillis how long was waited; 0 where nothing was said of waiting
 */
public class ResultsNotReadyException internal constructor(
    public val experimentId: Long,
    public val waitedMillis: Long,
    cause: TricolorException? = null,
) : WaitExpiredException(
    "the results of experiment $experimentId are not ready after $waitedMillis ms; ask again later" +
        cause?.let { "; the last attempt to read them failed: ${it.message}" }.orEmpty(),
    cause,
)
