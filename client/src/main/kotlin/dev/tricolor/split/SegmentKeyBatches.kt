package dev.tricolor.split

import dev.tricolor.PartialResultException
import dev.tricolor.TricolorDsl
import kotlinx.serialization.json.JsonObject

/**
 * One request's worth of keys.
 *
 * @property index its number among the batches of this call, from 0
 * @property firstKey the number of its first key among the keys that were given, from 0
 * @property size how many keys it has, at most 10,000
 */
public class KeyBatch internal constructor(public val index: Int, public val firstKey: Long, public val size: Int) {
    override fun toString(): String = "batch $index (keys $firstKey to ${firstKey + size - 1})"
}

/**
 * The batches of an upload or a removal that the service has taken.
 *
 * @property batches in the order in which they were sent
 */
public class KeyBatches internal constructor(batches: List<KeyBatch>) {
    public val batches: List<KeyBatch> = batches.toList()

    /** How many keys they have together; a key that was given twice counts twice. */
    public val keys: Long get() = batches.sumOf { it.size.toLong() }

    override fun toString(): String = "$keys keys in ${batches.size} batches"
}

/**
 * An upload or a removal of keys stopped in the middle. Say the same again with `resumeAt = failure.resumeAt` to go on.
 *
 * @property done the batches that the service has taken; the one behind them failed, the ones behind that were not sent
 * @property resumeAt the number of the first of the given keys that is not known to be taken
 */
public class PartialKeysException internal constructor(
    segmentName: String,
    public val done: KeyBatches,
    public val resumeAt: Long,
    cause: Exception,
) : PartialResultException("segment $segmentName: $done are taken, then: ${cause.message}; resume at key $resumeAt", cause)

/** Hears of each batch as it is taken. */
public fun interface KeyBatchListener {
    /** The service has taken [batch]. */
    public fun taken(batch: KeyBatch)
}

/** What can be said of an upload or a removal of keys. */
@TricolorDsl
public abstract class KeysBuilder<Self : KeysBuilder<Self>> internal constructor() {
    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? = null

    /** Why it is made; needed where the workspace requires titles and comments. */
    public var comment: String? = null

    /** How many of the given keys are passed over, because an earlier call has brought them in; 0 unless set. */
    public var resumeAt: Long = 0

    private var listener: KeyBatchListener? = null

    /** Sets [KeysBuilder.title]. */
    public fun title(text: String?): Self = self().apply { title = text }

    /** Sets [KeysBuilder.comment]. */
    public fun comment(text: String?): Self = self().apply { comment = text }

    /** Sets [KeysBuilder.resumeAt]. */
    public fun resumeAt(key: Long): Self = self().apply { resumeAt = key }

    /** Hears of each batch as it is taken. */
    public fun onBatch(listener: KeyBatchListener): Self = self().apply { this.listener = listener }

    internal fun taken(batch: KeyBatch) {
        listener?.taken(batch)
    }

    /** Says what is wrong with there being no keys at all, if anything is. */
    internal open fun checkNothing() = Unit

    internal fun body(firstKey: Long, keys: Collection<String>): JsonObject = SegmentKeysBuilder(firstKey, keys).also { body ->
        title?.let { body.title = it }
        comment?.let { body.comment = it }
    }.build()

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in both subclasses.
    private fun self() = this as Self
}

/** Says how keys are uploaded. */
public class UploadKeysBuilder internal constructor() : KeysBuilder<UploadKeysBuilder>() {
    /** Whether the keys take the place of the ones that are there; false adds to them. The first batch clears the segment. */
    public var replace: Boolean = false

    /** Sets [UploadKeysBuilder.replace]. */
    public fun replace(replace: Boolean): UploadKeysBuilder = apply { this.replace = replace }

    /** Putting no keys in the place of all would be taken for done, and nothing would have been sent. */
    override fun checkNothing() {
        if (replace && resumeAt == 0L) body(0, emptyList())
    }
}

/** Says how keys are removed. */
public class RemoveKeysBuilder internal constructor() : KeysBuilder<RemoveKeysBuilder>()

/** Says how a CSV is uploaded as it is. */
@TricolorDsl
public class UploadCsvBuilder internal constructor() {
    /** Whether the keys take the place of the ones that are there; false adds to them. */
    public var replace: Boolean = false

    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? = null

    /** Why it is made; needed where the workspace requires titles and comments. */
    public var comment: String? = null

    /** Sets [UploadCsvBuilder.replace]. */
    public fun replace(replace: Boolean): UploadCsvBuilder = apply { this.replace = replace }

    /** Sets [UploadCsvBuilder.title]. */
    public fun title(text: String?): UploadCsvBuilder = apply { title = text }

    /** Sets [UploadCsvBuilder.comment]. */
    public fun comment(text: String?): UploadCsvBuilder = apply { comment = text }
}
