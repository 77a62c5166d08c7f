package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a segment in an environment. A segment holds each key once, and at most 100,000 of them.
 *
 * <p>Split takes at most 10,000 keys in one request, so that larger uploads and removals go out in batches, one after the other. They are
 * not atomic: when one fails, the ones before it are in, and a {@link PartialKeysException} says which and how to go on. Repeating a batch
 * is harmless.
 *
 * <p>In an environment that requires approvals, uploads and removals fail with {@link dev.tricolor.ApprovalRequiredException} (403).
 *
 * @see <a href="https://docs.split.io/reference/get-segment-keys-in-environment">Segment keys</a>
 */
public final class SegmentKeysAsyncApi {
    private final SegmentKeysApi segmentKeys;
    private final Futures futures;

    SegmentKeysAsyncApi(SegmentKeysApi segmentKeys, Futures futures) {
        this.segmentKeys = segmentKeys;
        this.futures = futures;
    }

    /** Lists the keys of a segment, in pages of at most 100: {@link #list(String, String, Block)}. */
    public CompletableFuture<AsyncPage<String>> list(String environmentId, String segmentName) {
        return list(environmentId, segmentName, query -> {});
    }

    /**
     * Lists the keys of a segment, in pages as {@code query} says, of at most 100.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404)
     */
    public CompletableFuture<AsyncPage<String>> list(String environmentId, String segmentName, Block<SegmentKeyQuery> query) {
        return futures.page(c -> segmentKeys.list(environmentId, segmentName, query, c));
    }

    /** Hands all keys of a segment to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String environmentId, String segmentName, Consumer<? super String> each) {
        return listAll(environmentId, segmentName, query -> {}, each);
    }

    /** Hands the keys of a segment, from where {@code query} says, to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String environmentId, String segmentName, Block<SegmentKeyQuery> query, Consumer<? super String> each) {
        return futures.each(segmentKeys.listAll(environmentId, segmentName, query), each);
    }

    /**
     * Counts the keys of a segment; asks for one of them, not for all.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404)
     */
    public CompletableFuture<Long> count(String environmentId, String segmentName) {
        return futures.of(c -> segmentKeys.count(environmentId, segmentName, c));
    }

    /** Adds {@code keys} to the ones that are there: {@link #upload(String, String, Iterable, Block)}. */
    public CompletableFuture<KeyBatches> upload(String environmentId, String segmentName, Iterable<String> keys) {
        return upload(environmentId, segmentName, keys, upload -> {});
    }

    /**
     * Adds {@code keys}, or puts them in the place of the ones that are there.
     *
     * @param keys read once, as the batches go out, on a thread of the client
     * @return the batches that are in: all of them; fails with {@link dev.tricolor.InvalidPayloadException} if a key is blank, which is
     *     known before anything is sent when {@code keys} is a collection, or if there are no keys to put in the place of the ones that are
     *     there; with {@link PartialKeysException} if some batches are in and a later one is not; with
     *     {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404); with
     *     {@link dev.tricolor.BadRequestException} if the segment would hold more than 100,000 keys (400)
     * @see <a href="https://docs.split.io/reference/update-segment-keys-in-environment-via-json">Upload keys</a>
     */
    public CompletableFuture<KeyBatches> upload(
        String environmentId, String segmentName, Iterable<String> keys, Block<UploadKeysBuilder> block) {
        return futures.of(c -> segmentKeys.upload(environmentId, segmentName, keys, block, c));
    }

    /** Removes {@code keys}: {@link #remove(String, String, Iterable, Block)}, without title and comment. */
    public CompletableFuture<KeyBatches> remove(String environmentId, String segmentName, Iterable<String> keys) {
        return remove(environmentId, segmentName, keys, removal -> {});
    }

    /**
     * Removes {@code keys}; one that is not there is no error.
     *
     * @param keys read once, as the batches go out, on a thread of the client
     * @return the batches that are removed: all of them; fails with {@link dev.tricolor.InvalidPayloadException} if a key is blank, which
     *     is known before anything is sent when {@code keys} is a collection; with {@link PartialKeysException} if some batches are removed
     *     and a later one is not; with {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404)
     * @see <a href="https://docs.split.io/reference/remove-segment-keys-from-environment">Remove keys</a>
     */
    public CompletableFuture<KeyBatches> remove(
        String environmentId, String segmentName, Iterable<String> keys, Block<RemoveKeysBuilder> block) {
        return futures.of(c -> segmentKeys.remove(environmentId, segmentName, keys, block, c));
    }

    /**
     * Writes all keys of a segment as CSV: UTF-8, one key on a line, no header, quoted where CSV needs it. One page is held at a time.
     *
     * @param csv written on a thread of the client; flushed, not closed
     * @return how many keys were written; fails with {@link java.io.IOException} if {@code csv} cannot be written
     */
    public CompletableFuture<Long> exportCsv(String environmentId, String segmentName, OutputStream csv) {
        return futures.of(c -> segmentKeys.exportCsv(environmentId, segmentName, csv, c));
    }

    /** Adds the keys of a CSV to the ones that are there: {@link #importCsv(String, String, InputStream, Block)}. */
    public CompletableFuture<KeyBatches> importCsv(String environmentId, String segmentName, InputStream csv) {
        return importCsv(environmentId, segmentName, csv, upload -> {});
    }

    /**
     * Uploads the keys of a CSV: UTF-8, one key on a line, no header. Blank lines are passed over. One batch is held at a time.
     *
     * @param csv read to its end on a thread of the client, not closed
     * @return the batches that are in: all of them; fails with {@link java.io.IOException} if {@code csv} cannot be read, is not UTF-8, or
     *     has a second column; with {@link PartialKeysException} if some batches are in and a later one is not
     */
    public CompletableFuture<KeyBatches> importCsv(
        String environmentId, String segmentName, InputStream csv, Block<UploadKeysBuilder> block) {
        return futures.of(c -> segmentKeys.importCsv(environmentId, segmentName, csv, block, c));
    }

    /** Adds the keys of a CSV, as a file: {@link #uploadCsv(String, String, InputStream, Block)}. */
    public CompletableFuture<UploadedSegment> uploadCsv(String environmentId, String segmentName, InputStream csv) {
        return uploadCsv(environmentId, segmentName, csv, upload -> {});
    }

    /**
     * Uploads a CSV by Split's own way of taking one: as a file of at most 10,000 keys, in one request, which is made or refused as a whole.
     * {@link #importCsv(String, String, InputStream, Block) importCsv} is for files of any length.
     *
     * @param csv UTF-8, one key on a line, no header; blank lines are passed over. It is read on a thread of the client before anything
     *     is sent, and not closed
     * @return the segment, as Split describes it here; fails with {@link java.io.IOException} if {@code csv} cannot be read, is not UTF-8,
     *     or has a second column; with {@link IllegalArgumentException} if it has no keys, or more than 10,000; with {@link
     *     dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404); with {@link
     *     dev.tricolor.BadRequestException} if the segment would hold more than 100,000 keys (400)
     * @see <a href="https://docs.split.io/reference/update-segment-keys-in-environment-via-csv">Upload keys via CSV</a>
     */
    public CompletableFuture<UploadedSegment> uploadCsv(
        String environmentId, String segmentName, InputStream csv, Block<UploadCsvBuilder> block) {
        return futures.of(c -> segmentKeys.uploadCsv(environmentId, segmentName, csv, block, c));
    }

    /**
     * Adds {@code keys}, at most 10,000, in the older of Split's two JSON forms: a bare array, which has no place for a title and a comment.
     * It is here for what {@link #upload(String, String, Iterable, Block) upload} does not give: the segment as Split describes it.
     * Otherwise use {@code upload}, which takes any number of keys.
     *
     * @param replace whether the keys take the place of the ones that are there; false adds to them
     * @return the segment, as Split describes it here; fails with {@link dev.tricolor.InvalidPayloadException} if there are no keys or more
     *     than 10,000, or one is blank; with {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404);
     *     with {@link dev.tricolor.BadRequestException} if the segment would hold more than 100,000 keys (400)
     */
    public CompletableFuture<UploadedSegment> uploadBareArray(
        String environmentId, String segmentName, Collection<String> keys, boolean replace) {
        return futures.of(c -> segmentKeys.uploadBareArray(environmentId, segmentName, keys, replace, c));
    }

    /**
     * Removes {@code keys}, at most 10,000, in the older of Split's two JSON forms: a bare array, which has no place for a title and a
     * comment. It is here for what was written against it. Otherwise use {@link #remove(String, String, Iterable, Block) remove}, which takes
     * any number of keys.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if there are no keys or more than 10,000, or one is blank; with {@link
     *     dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404)
     */
    public CompletableFuture<@Nullable Void> deleteBareArray(String environmentId, String segmentName, Collection<String> keys) {
        return futures.done(c -> segmentKeys.deleteBareArray(environmentId, segmentName, keys, c));
    }
}
