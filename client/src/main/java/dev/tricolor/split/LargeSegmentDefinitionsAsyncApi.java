package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.io.File;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Large segments as they are enabled in an environment, and their keys.
 *
 * <p>The keys come in a file that replaces them all, by way of a change request, and cannot be read back. In an environment that requires
 * approvals they change when the request is approved, in any other at once. {@code environmentId} is an id or a name.
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Large segments</a>
 */
public final class LargeSegmentDefinitionsAsyncApi {
    private final LargeSegmentDefinitionsApi definitions;
    private final Futures futures;

    LargeSegmentDefinitionsAsyncApi(LargeSegmentDefinitionsApi definitions, Futures futures) {
        this.definitions = definitions;
        this.futures = futures;
    }

    /** Lists the large segments that are enabled in an environment. Split gives them in one piece. */
    public CompletableFuture<AsyncPage<LargeSegmentDefinition>> list(String workspaceId, String environmentId) {
        return futures.page(c -> definitions.list(workspaceId, environmentId, c));
    }

    /** Hands all large segments that are enabled in an environment to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(
        String workspaceId, String environmentId, Consumer<? super LargeSegmentDefinition> each) {
        return futures.each(definitions.listAll(workspaceId, environmentId), each);
    }

    /**
     * Finds a large segment in an environment; null when it is not enabled there. Split has no way to read a single one, so this reads the
     * list.
     */
    public CompletableFuture<@Nullable LargeSegmentDefinition> find(String workspaceId, String environmentId, String segmentName) {
        return futures.of(c -> definitions.find(workspaceId, environmentId, segmentName, c));
    }

    /**
     * Enables a large segment in an environment, without keys.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404); with
     *     {@link dev.tricolor.ConflictException} if it is enabled there already (409)
     */
    public CompletableFuture<LargeSegmentDefinition> create(String environmentId, String segmentName) {
        return futures.of(c -> definitions.create(environmentId, segmentName, c));
    }

    /**
     * Disables a large segment in an environment, with its keys; the segment stays.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if it is not enabled there (404)
     */
    public CompletableFuture<@Nullable Void> delete(String environmentId, String segmentName) {
        return futures.done(c -> definitions.delete(environmentId, segmentName, c));
    }

    /** Replaces all keys by those of a file: {@link #upload(String, String, String, File, Block)}, without title and comment. */
    public CompletableFuture<ChangeRequest> upload(String workspaceId, String environmentId, String segmentName, File csv) {
        return upload(workspaceId, environmentId, segmentName, csv, upload -> {});
    }

    /**
     * Replaces all keys of a large segment by those of a CSV: UTF-8, one key on a line, no header. It is sent as it stands, piece by piece,
     * with two requests: a change request, and the file to the place that the change request names, which does not see the API key.
     * The timeout bounds how long the second one may stand still, not how long it takes.
     *
     * @param csv must not change while it is sent
     * @return the change request, as it was before the file arrived; fails with {@link java.io.IOException} if {@code csv} cannot be read,
     *     before anything is sent, unless it changes meanwhile; with {@link IllegalArgumentException} if it is empty; with
     *     {@link UnfinishedUploadException} if the change request was made and the file did not arrive: its cause is a
     *     {@link dev.tricolor.ForbiddenException} (403) if the place no longer takes it, which is so after five minutes, or another
     *     {@link dev.tricolor.TricolorException}; with {@link dev.tricolor.NotFoundException} if the segment is not enabled in the
     *     environment (404); with {@link dev.tricolor.BadRequestException} if approvers are named where the environment restricts who
     *     approves, or title or comment are missing where the workspace requires them (400)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public CompletableFuture<ChangeRequest> upload(
        String workspaceId, String environmentId, String segmentName, File csv, Block<UploadLargeSegmentBuilder> block) {
        return futures.of(c -> definitions.upload(workspaceId, environmentId, segmentName, csv, block, c));
    }

    /** Replaces all keys by those of a stream: {@link #upload(String, String, String, InputStream, Block)}, without title and comment. */
    public CompletableFuture<ChangeRequest> upload(String workspaceId, String environmentId, String segmentName, InputStream csv) {
        return upload(workspaceId, environmentId, segmentName, csv, upload -> {});
    }

    /**
     * Replaces all keys of a large segment by those of a CSV, as {@link #upload(String, String, String, File, Block)} does.
     *
     * <p>The CSV is first copied to a temporary file, which is deleted in the end: the place that takes it must be told its size, and lets
     * nobody in who comes late.
     *
     * @param csv read to its end on a thread of the client, not closed
     * @return the change request; fails with {@link java.io.IOException} if {@code csv} cannot be read, or the temporary file cannot be
     *     written, and nothing is sent
     */
    public CompletableFuture<ChangeRequest> upload(
        String workspaceId, String environmentId, String segmentName, InputStream csv, Block<UploadLargeSegmentBuilder> block) {
        return futures.of(c -> definitions.upload(workspaceId, environmentId, segmentName, csv, block, c));
    }

    /** Sends the file of an upload: {@link #uploadFile(ChangeRequest, File, UploadListener)}, and nobody hears how it gets on. */
    public CompletableFuture<@Nullable Void> uploadFile(ChangeRequest changeRequest, File csv) {
        return uploadFile(changeRequest, csv, sent -> {});
    }

    /**
     * Sends the file of an upload to the place that its change request has for it: one that was submitted by
     * {@link ChangeRequestsAsyncApi#submit}, or the one of an {@link UnfinishedUploadException}.
     *
     * @param changeRequest as it was answered to its submission; read again, it no longer names the place
     * @param csv must not change while it is sent
     * @param progress hears how the upload gets on, on a thread of the client
     * @return fails with {@link java.io.IOException} if {@code csv} cannot be read; with {@link IllegalArgumentException} if it is empty;
     *     with {@link dev.tricolor.UnexpectedReplyException} if {@code changeRequest} names no place that anything may be sent to, and
     *     nothing is sent; with {@link dev.tricolor.ForbiddenException} if the place no longer takes it (403): after five minutes, or after
     *     another file
     */
    public CompletableFuture<@Nullable Void> uploadFile(ChangeRequest changeRequest, File csv, UploadListener progress) {
        return futures.done(c -> definitions.uploadFile(changeRequest, csv, progress, c));
    }

    /** Removes all keys: {@link #removeAllMembers(String, String, String, Block)}, without title and comment. */
    public CompletableFuture<ChangeRequest> removeAllMembers(String workspaceId, String environmentId, String segmentName) {
        return removeAllMembers(workspaceId, environmentId, segmentName, removal -> {});
    }

    /**
     * Removes all keys of a large segment. It stays enabled.
     *
     * @return the change request; fails with {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404);
     *     with {@link dev.tricolor.BadRequestException} if approvers are named where the environment restricts who approves, or title or
     *     comment are missing where the workspace requires them (400)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public CompletableFuture<ChangeRequest> removeAllMembers(
        String workspaceId, String environmentId, String segmentName, Block<ChangeRequestBuilder> block) {
        return futures.of(c -> definitions.removeAllMembers(workspaceId, environmentId, segmentName, block, c));
    }
}
