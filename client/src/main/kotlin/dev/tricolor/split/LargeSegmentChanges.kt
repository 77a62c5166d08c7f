package dev.tricolor.split

import dev.tricolor.PartialResultException
import dev.tricolor.TricolorDsl
import kotlinx.serialization.json.JsonObject

/** Hears how an upload gets on. */
public fun interface UploadListener {
    /** [bytes] bytes of the file are sent so far; fewer than the last time when an attempt is repeated. */
    public fun sent(bytes: Long)
}

/** What can be said of a change of a large segment's keys. */
@TricolorDsl
public abstract class LargeSegmentKeysBuilder<Self : LargeSegmentKeysBuilder<Self>> internal constructor(
    private val operationType: String,
) {
    private val approvers = mutableListOf<String>()

    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? = null

    /** Why it is made; needed where the workspace requires titles and comments. */
    public var comment: String? = null

    /** Sets [LargeSegmentKeysBuilder.title]. */
    public fun title(text: String?): Self = self().apply { title = text }

    /** Sets [LargeSegmentKeysBuilder.comment]. */
    public fun comment(text: String?): Self = self().apply { comment = text }

    /** Asks the user with this e-mail address to approve. Nobody may be named where the environment restricts who approves. */
    public fun approver(email: String): Self = self().apply { approvers += email }

    internal fun body(segmentName: String): JsonObject = LargeSegmentChangeBuilder(segmentName, operationType, approvers).also { body ->
        title?.let { body.title = it }
        comment?.let { body.comment = it }
    }.build()

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in both subclasses.
    private fun self() = this as Self
}

/** Says how the keys of a large segment are replaced. */
public class UploadLargeSegmentBuilder internal constructor() : LargeSegmentKeysBuilder<UploadLargeSegmentBuilder>("UPLOAD") {
    private var listener: UploadListener? = null

    /** Hears how the upload gets on, on a thread of the client. */
    public fun onProgress(listener: UploadListener): UploadLargeSegmentBuilder = apply { this.listener = listener }

    internal fun sent(bytes: Long) {
        listener?.sent(bytes)
    }
}

/** Says how the keys of a large segment are removed. */
public class RemoveAllMembersBuilder internal constructor() : LargeSegmentKeysBuilder<RemoveAllMembersBuilder>("ARCHIVE")

/**
 * The change request of an upload is made, but the file did not arrive. The keys are as they were, unless the cause says that the file may
 * have arrived. Upload again, which makes another change request; this one stays open, without a file, until it is withdrawn.
 *
 * @property upload the change request
 */
public class UnfinishedUploadException internal constructor(public val upload: LargeSegmentUpload, cause: Exception) :
    PartialResultException(
        "large segment ${upload.segmentName}: change request ${upload.changeRequestId} is made, then: ${cause.message}",
        cause,
    )
