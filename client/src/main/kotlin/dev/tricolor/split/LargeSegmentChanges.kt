package dev.tricolor.split

import dev.tricolor.PartialResultException

/** Hears how an upload gets on. */
public fun interface UploadListener {
    /** [bytes] bytes of the file are sent so far; fewer than the last time when an attempt is repeated. */
    public fun sent(bytes: Long)
}

/** Says how the keys of a large segment are replaced: the change request, and who hears how the file gets on. */
public class UploadLargeSegmentBuilder internal constructor(segmentName: String) :
    ChangeRequestBuilder(LargeSegmentProposal.upload(segmentName)) {
    internal var listener: UploadListener = UploadListener {}
        private set

    /** Hears how the upload gets on, on a thread of the client. In a chain it comes first. */
    public fun onProgress(listener: UploadListener): UploadLargeSegmentBuilder = apply { this.listener = listener }
}

/**
 * The change request of an upload is made, but the file did not arrive. The keys are as they were, unless the cause says that the file may
 * have arrived. The change request stays open: as long as its place takes files, which is for about five minutes,
 * `largeSegmentDefinitions.uploadFile` brings it; later, withdraw it and upload anew.
 *
 * @property changeRequest the change request
 */
public class UnfinishedUploadException internal constructor(public val changeRequest: ChangeRequest, cause: Exception) :
    PartialResultException(
        "large segment ${changeRequest.largeSegment?.name}: change request ${changeRequest.id} is made, then: ${cause.message}",
        cause,
    )
