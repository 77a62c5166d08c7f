package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import io.ktor.client.request.forms.FormBuilder
import io.ktor.http.headersOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import java.io.InputStream
import java.io.OutputStream

internal object SegmentKeyEndpoints : SplitEndpoints() {
    // The total of this one list is called `count`.
    val list = get("segments/{environmentId}/{segmentName}/keys", offsetReply("keys", "count", ::key))
    val upload = put("segments/{environmentId}/{segmentName}/uploadKeys")
    val remove = put("segments/{environmentId}/{segmentName}/removeKeys")

    // The older forms: a bare array or a CSV, by what the body is.
    val uploadAsItIs = put("segments/{environmentId}/{segmentName}/upload", UploadedSegment)
    val deleteBareArray = put("segments/{environmentId}/{segmentName}/deleteKeys")

    private fun key(item: JsonElement): String =
        requireNotNull(((item as? JsonObject)?.get("key") as? JsonPrimitive)?.contentOrNull) { "a key that is $item" }
}

/**
 * The keys of a segment in an environment. A segment holds each key once, and at most 100,000 of them.
 *
 * Split takes at most 10,000 keys in one request, so that larger uploads and removals go out in batches, one after the other. They are not
 * atomic: when one fails, the ones before it are in, and a [PartialKeysException] says which and how to go on. Repeating a batch is
 * harmless.
 *
 * In an environment that requires approvals, uploads and removals are refused with an [dev.tricolor.ApprovalRequiredException] (403).
 *
 * @see <a href="https://docs.split.io/reference/get-segment-keys-in-environment">Segment keys</a>
 */
public class SegmentKeysApi internal constructor(private val call: Executor) {
    /**
     * Lists the keys of a segment, in pages of at most 100.
     *
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     */
    public suspend fun list(environmentId: String, segmentName: String, query: Block<SegmentKeyQuery> = Block {}): Page<String> =
        call.offsetPage(SegmentKeyEndpoints.list(environmentId, segmentName), SegmentKeyQuery().configuredBy(query))

    /** Lists all keys of a segment, page after page. */
    public fun listAll(environmentId: String, segmentName: String, query: Block<SegmentKeyQuery> = Block {}): Flow<String> =
        flowOfPages { list(environmentId, segmentName, query) }

    /**
     * Counts the keys of a segment; asks for one of them, not for all.
     *
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     */
    public suspend fun count(environmentId: String, segmentName: String): Long {
        val reply = call(SegmentKeyEndpoints.list(environmentId, segmentName).query("limit", 1).query("offset", 0))
        return reply.totalCount ?: reply.items.size.toLong()
    }

    /**
     * Adds [keys], or puts them in the place of the ones that are there. [keys] is read once, as the batches go out.
     *
     * @return the batches that are in: all of them
     * @throws dev.tricolor.InvalidPayloadException if a key is blank, which is known before anything is sent when [keys] is a collection;
     *   or if there are no keys to put in the place of the ones that are there
     * @throws PartialKeysException if some batches are in and a later one is not
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @throws dev.tricolor.BadRequestException if the segment would hold more than 100,000 keys (400)
     * @see <a href="https://docs.split.io/reference/update-segment-keys-in-environment-via-json">Upload keys</a>
     */
    public suspend fun upload(
        environmentId: String,
        segmentName: String,
        keys: Iterable<String>,
        block: Block<UploadKeysBuilder> = Block {},
    ): KeyBatches {
        val options = UploadKeysBuilder().configuredBy(block)
        val endpoint = SegmentKeyEndpoints.upload(environmentId, segmentName)
        // Only the first batch may clear the segment: a later one would clear the batches before it.
        return send(segmentName, keys, options) { endpoint.query("replace", options.replace && it.firstKey == 0L) }
    }

    /**
     * Removes [keys]; one that is not there is no error.
     *
     * @return the batches that are removed: all of them
     * @throws dev.tricolor.InvalidPayloadException if a key is blank; known before anything is sent when [keys] is a collection
     * @throws PartialKeysException if some batches are removed and a later one is not
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @see <a href="https://docs.split.io/reference/remove-segment-keys-from-environment">Remove keys</a>
     */
    public suspend fun remove(
        environmentId: String,
        segmentName: String,
        keys: Iterable<String>,
        block: Block<RemoveKeysBuilder> = Block {},
    ): KeyBatches =
        send(segmentName, keys, RemoveKeysBuilder().configuredBy(block)) { SegmentKeyEndpoints.remove(environmentId, segmentName) }

    /**
     * Writes all keys of a segment as CSV: UTF-8, one key on a line, no header, quoted where CSV needs it. One page is held at a time.
     *
     * @param csv is flushed, not closed
     * @return how many keys were written
     * @throws java.io.IOException if [csv] cannot be written
     */
    public suspend fun exportCsv(environmentId: String, segmentName: String, csv: OutputStream): Long = withContext(Dispatchers.IO) {
        val writer = csv.bufferedWriter()
        var written = 0L
        listAll(environmentId, segmentName).collect {
            writer.append(csvLine(it))
            written++
        }
        writer.flush()
        written
    }

    /**
     * Uploads the keys of a CSV: UTF-8, one key on a line, no header. Blank lines are passed over. One batch is held at a time.
     *
     * @param csv is read to its end, not closed
     * @return the batches that are in: all of them
     * @throws java.io.IOException if [csv] cannot be read, is not UTF-8, or has a second column
     * @throws PartialKeysException if some batches are in and a later one is not
     */
    public suspend fun importCsv(
        environmentId: String,
        segmentName: String,
        csv: InputStream,
        block: Block<UploadKeysBuilder> = Block {},
    ): KeyBatches = withContext(Dispatchers.IO) { upload(environmentId, segmentName, csvColumn(csv).asIterable(), block) }

    /**
     * Uploads a CSV by Split's own way of taking one: as a file of at most 10,000 keys, in one request, which is made or refused as a
     * whole. [importCsv] is for files of any length.
     *
     * @param csv UTF-8, one key on a line, no header; blank lines are passed over. It is read before anything is sent, and not closed
     * @return the segment, as Split describes it here
     * @throws java.io.IOException if [csv] cannot be read, is not UTF-8, or has a second column
     * @throws IllegalArgumentException if it has no keys, or more than 10,000
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @throws dev.tricolor.BadRequestException if the segment would hold more than 100,000 keys (400)
     * @see <a href="https://docs.split.io/reference/update-segment-keys-in-environment-via-csv">Upload keys via CSV</a>
     */
    public suspend fun uploadCsv(
        environmentId: String,
        segmentName: String,
        csv: InputStream,
        block: Block<UploadCsvBuilder> = Block {},
    ): UploadedSegment {
        val options = UploadCsvBuilder().configuredBy(block)
        val endpoint = SegmentKeyEndpoints.uploadAsItIs(environmentId, segmentName).query("replace", options.replace)
        val keys = withContext(Dispatchers.IO) { csvColumn(csv).take(SplitLimits.KEYS_PER_CALL + 1).toList() }
        require(keys.size <= SplitLimits.KEYS_PER_CALL) {
            "the CSV has more than ${SplitLimits.KEYS_PER_CALL} keys, which Split does not take at once; importCsv does"
        }
        val note = SegmentKeysBuilder(0, keys).also { body ->
            options.title?.let { body.title = it }
            options.comment?.let { body.comment = it }
        }.build() - "keys"
        return call(endpoint.form { csvAndNote(keys, JsonObject(note)) })
    }

    /**
     * Adds [keys], at most 10,000, in the older of Split's two JSON forms: a bare array, which has no place for a title and a comment. It
     * is here for what [upload] does not give: the segment as Split describes it. Otherwise use [upload], which takes any number of keys.
     *
     * @param replace whether the keys take the place of the ones that are there; false adds to them
     * @return the segment, as Split describes it here
     * @throws dev.tricolor.InvalidPayloadException if there are no keys or more than 10,000, or one is blank
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @throws dev.tricolor.BadRequestException if the segment would hold more than 100,000 keys (400)
     */
    public suspend fun uploadBareArray(
        environmentId: String,
        segmentName: String,
        keys: Collection<String>,
        replace: Boolean,
    ): UploadedSegment =
        call(SegmentKeyEndpoints.uploadAsItIs(environmentId, segmentName).query("replace", replace).body(bareArray(keys)))

    /**
     * Removes [keys], at most 10,000, in the older of Split's two JSON forms: a bare array, which has no place for a title and a comment.
     * It is here for what was written against it. Otherwise use [remove], which takes any number of keys.
     *
     * @throws dev.tricolor.InvalidPayloadException if there are no keys or more than 10,000, or one is blank
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     */
    public suspend fun deleteBareArray(environmentId: String, segmentName: String, keys: Collection<String>): Unit =
        call(SegmentKeyEndpoints.deleteBareArray(environmentId, segmentName).body(bareArray(keys)))

    private fun bareArray(keys: Collection<String>): JsonElement = SegmentKeysBuilder(0, keys).build().getValue("keys")

    private fun FormBuilder.csvAndNote(keys: List<String>, note: JsonObject) {
        csvFile(keys)
        if (note.isNotEmpty()) append("payload", note.toString(), headersOf("Content-Type", "application/json"))
    }

    private suspend fun send(
        segmentName: String,
        keys: Iterable<String>,
        options: KeysBuilder<*>,
        target: (KeyBatch) -> Call<Unit>,
    ): KeyBatches {
        require(options.resumeAt >= 0) { "resumeAt is ${options.resumeAt}, must not be negative" }
        // What can be read twice is checked as a whole before anything is sent.
        if (keys is Collection<String>) batches(keys, options).forEach { (batch, chunk) -> options.body(batch.firstKey, chunk) }
        val done = mutableListOf<KeyBatch>()
        try {
            for ((batch, chunk) in batches(keys, options)) {
                call(target(batch).body(options.body(batch.firstKey, chunk)))
                done += batch
                options.taken(batch)
            }
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (@Suppress("TooGenericExceptionCaught") failure: Exception) {
            // Whatever it was (the service, a blank key, the source of the keys), what is in must be told.
            val last = done.lastOrNull() ?: throw failure
            throw PartialKeysException(segmentName, KeyBatches(done), last.firstKey + last.size, failure)
        }
        if (done.isEmpty()) options.checkNothing()
        return KeyBatches(done)
    }

    private fun batches(keys: Iterable<String>, options: KeysBuilder<*>): Sequence<Pair<KeyBatch, List<String>>> {
        var firstKey = options.resumeAt
        var skipped = 0L
        val rest = if (options.resumeAt == 0L) keys.asSequence() else keys.asSequence().filter { skipped++ >= options.resumeAt }
        return rest.chunked(SplitLimits.KEYS_PER_CALL).mapIndexed { index, chunk ->
            KeyBatch(index, firstKey, chunk.size).also { firstKey += chunk.size } to chunk
        }
    }
}

/** Says which keys to list. */
public class SegmentKeyQuery internal constructor() : OffsetQuery<SegmentKeyQuery>(maxLimit = 100)
