package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.Upload
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.runInterruptible
import java.io.File
import java.io.InputStream

internal object LargeSegmentDefinitionEndpoints : SplitEndpoints() {
    val list = get("large-segments/ws/{workspaceId}/environments/{environmentId}", arrayReply(LargeSegmentDefinition))
    val create = post("large-segments/{environmentId}/{segmentName}", LargeSegmentDefinition)
    val delete = delete("large-segments/{environmentId}/{segmentName}")
}

/**
 * Large segments as they are enabled in an environment, and their keys.
 *
 * The keys come in a file that replaces them all, by way of a change request, and cannot be read back. In an environment that requires
 * approvals they change when the request is approved, in any other at once.
 * `environmentId` is an id or a name.
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Large segments</a>
 */
public class LargeSegmentDefinitionsApi internal constructor(private val call: Executor) {
    /** Lists the large segments that are enabled in an environment. Split gives them in one piece. */
    public suspend fun list(workspaceId: String, environmentId: String): Page<LargeSegmentDefinition> =
        call.onePage(LargeSegmentDefinitionEndpoints.list(workspaceId, environmentId))

    /** Lists all large segments that are enabled in an environment. */
    public fun listAll(workspaceId: String, environmentId: String): Flow<LargeSegmentDefinition> =
        flowOfPages { list(workspaceId, environmentId) }

    /**
     * Finds a large segment in an environment; null when it is not enabled there. Split has no way to read a single one, so this reads the
     * list.
     */
    public suspend fun find(workspaceId: String, environmentId: String, segmentName: String): LargeSegmentDefinition? =
        listAll(workspaceId, environmentId).named(segmentName) { it.name }

    /**
     * Enables a large segment in an environment, without keys.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     * @throws dev.tricolor.ConflictException if it is enabled there already (409)
     */
    public suspend fun create(environmentId: String, segmentName: String): LargeSegmentDefinition =
        call(LargeSegmentDefinitionEndpoints.create(environmentId, segmentName))

    /**
     * Disables a large segment in an environment, with its keys; the segment stays.
     *
     * @throws dev.tricolor.NotFoundException if it is not enabled there (404)
     */
    public suspend fun delete(environmentId: String, segmentName: String): Unit =
        call(LargeSegmentDefinitionEndpoints.delete(environmentId, segmentName))

    /**
     * Replaces all keys of a large segment by those of a CSV: UTF-8, one key on a line, no header. It is sent as it stands, piece by piece,
     * with two requests: a change request, and the file to the place that the change request names, which does not see the API key.
     * The timeout bounds how long the second one may stand still, not how long it takes.
     *
     * @param csv must not change while it is sent
     * @return the change request, as it was before the file arrived
     * @throws java.io.IOException if [csv] cannot be read; before anything is sent, unless it changes meanwhile
     * @throws IllegalArgumentException if [csv] is empty; [removeAllMembers] removes all keys
     * @throws UnfinishedUploadException if the change request was made and the file did not arrive. Its cause is a
     * [dev.tricolor.ForbiddenException] (403) if the place no longer takes it, which is so after five minutes, or another
     * [dev.tricolor.TricolorException]
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @throws dev.tricolor.BadRequestException if approvers are named where the environment restricts who approves, or title or comment are
     * missing where the workspace requires them (400)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public suspend fun upload(
        workspaceId: String,
        environmentId: String,
        segmentName: String,
        csv: File,
        block: Block<UploadLargeSegmentBuilder> = Block {},
    ): ChangeRequest {
        val options = UploadLargeSegmentBuilder(segmentName).configuredBy(block)
        val body = options.build()
        runInterruptible(Dispatchers.IO) { checkReadable(csv) }
        val changeRequest = call(ChangeRequestEndpoints.submit(workspaceId, environmentId).body(body))
        try {
            call.upload(transfer(changeRequest, csv, options.listener))
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (@Suppress("TooGenericExceptionCaught") failure: Exception) {
            // Whatever it was (the place, the file, the listener), that the change request is made must be told.
            throw UnfinishedUploadException(changeRequest, failure)
        }
        return changeRequest
    }

    /**
     * Replaces all keys of a large segment by those of a CSV, as the other `upload` does.
     *
     * The CSV is first copied to a temporary file, which is deleted in the end: the place that takes it must be told its size, and lets
     * nobody in who comes late.
     *
     * @param csv is read to its end, not closed
     * @throws java.io.IOException if [csv] cannot be read, or the temporary file cannot be written; nothing is sent
     */
    public suspend fun upload(
        workspaceId: String,
        environmentId: String,
        segmentName: String,
        csv: InputStream,
        block: Block<UploadLargeSegmentBuilder> = Block {},
    ): ChangeRequest {
        val copy = runInterruptible(Dispatchers.IO) { privateTemporaryFile() }
        try {
            runInterruptible(Dispatchers.IO) { copy.outputStream().use(csv::copyTo) }
            return upload(workspaceId, environmentId, segmentName, copy, block)
        } finally {
            copy.delete()
        }
    }

    /**
     * Sends the file of an upload to the place that its change request has for it: one that was submitted by [ChangeRequestsApi.submit], or
     * the one of an [UnfinishedUploadException].
     *
     * @param changeRequest as it was answered to its submission; read again, it no longer names the place
     * @param csv must not change while it is sent
     * @param progress hears how the upload gets on, on a thread of the client
     * @throws java.io.IOException if [csv] cannot be read
     * @throws IllegalArgumentException if [csv] is empty
     * @throws UnexpectedReplyException if [changeRequest] names no place that anything may be sent to; nothing is sent
     * @throws dev.tricolor.ForbiddenException if the place no longer takes it (403): after five minutes, or after another file
     */
    public suspend fun uploadFile(changeRequest: ChangeRequest, csv: File, progress: UploadListener = UploadListener {}) {
        runInterruptible(Dispatchers.IO) { checkReadable(csv) }
        call.upload(transfer(changeRequest, csv, progress))
    }

    /**
     * Removes all keys of a large segment. It stays enabled.
     *
     * @return the change request
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @throws dev.tricolor.BadRequestException if approvers are named where the environment restricts who approves, or title or comment are
     * missing where the workspace requires them (400)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public suspend fun removeAllMembers(
        workspaceId: String,
        environmentId: String,
        segmentName: String,
        block: Block<ChangeRequestBuilder> = Block {},
    ): ChangeRequest {
        val removal = ChangeRequestBuilder(LargeSegmentProposal.removeAllMembers(segmentName))
        return call(ChangeRequestEndpoints.submit(workspaceId, environmentId).body(removal, block))
    }

    private fun checkReadable(csv: File) {
        // A folder, a missing file and a forbidden one all fail here, and say which they are.
        csv.inputStream().close()
        require(csv.length() > 0) { "the CSV is empty; removeAllMembers is what removes all keys" }
    }

    private fun transfer(changeRequest: ChangeRequest, csv: File, progress: UploadListener): Upload {
        val place = changeRequest.transactionMetadata ?: misplaced("there is no transactionMetadata")
        val url = place.url ?: misplaced("there is no URL for the file")
        val method = place.method ?: "PUT"
        if (!method.equals("PUT", ignoreCase = true)) misplaced("the file would go there by $method, must be PUT")
        return try {
            Upload("PUT (upload of a large segment)", url, place.headers, "text/csv", csv, progress::sent)
        } catch (unusable: IllegalArgumentException) {
            misplaced(unusable.message.orEmpty(), unusable)
        }
    }

    private fun misplaced(problem: String, cause: Exception? = null): Nothing =
        throw UnexpectedReplyException(ChangeRequestEndpoints.submit.label, 200, "", problem, cause)

    /** Readable by nobody else before anything is in it: keys can be people's. */
    private fun privateTemporaryFile(): File = File.createTempFile("tricolor", ".csv").apply {
        setReadable(false, false)
        setReadable(true, true)
    }
}
