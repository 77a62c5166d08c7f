package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.io.File;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Segments: groups of contexts in an environment, which the rules of flags refer to.
 *
 * @see <a href="https://launchdarkly.com/docs/api/segments">Segments</a>
 */
public final class SegmentsAsyncApi {
    private final SegmentsApi segments;
    private final Futures futures;

    SegmentsAsyncApi(SegmentsApi segments, Futures futures) {
        this.segments = segments;
        this.futures = futures;
    }

    /** Lists the segments of an environment, in pages of at most 50: {@link #list(String, String, Block)}. */
    public CompletableFuture<AsyncPage<Segment>> list(String projectKey, String environmentKey) {
        return list(projectKey, environmentKey, query -> {});
    }

    /**
     * Lists the segments of an environment that {@code query} says, in pages of at most 50.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or environment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-segments">List segments</a>
     */
    public CompletableFuture<AsyncPage<Segment>> list(String projectKey, String environmentKey, Block<SegmentQuery> query) {
        return futures.page(c -> segments.list(projectKey, environmentKey, query, c));
    }

    /** Hands all segments of an environment to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, String environmentKey, Consumer<? super Segment> each) {
        return listAll(projectKey, environmentKey, query -> {}, each);
    }

    /**
     * Hands the segments of an environment that {@code query} says to {@code each}, one after the other; only one page is held at a time.
     */
    public CompletableFuture<@Nullable Void> listAll(
        String projectKey, String environmentKey, Block<SegmentQuery> query, Consumer<? super Segment> each) {
        return futures.each(segments.listAll(projectKey, environmentKey, query), each);
    }

    /**
     * Gets a segment, with the flags that refer to it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-segment">Get segment</a>
     */
    public CompletableFuture<Segment> get(String projectKey, String environmentKey, String segmentKey) {
        return futures.of(c -> segments.get(projectKey, environmentKey, segmentKey, c));
    }

    /** Creates a segment without rules and targets: {@link #create(String, String, String, String, Block)}. */
    public CompletableFuture<Segment> create(String projectKey, String environmentKey, String key, String name) {
        return create(projectKey, environmentKey, key, name, segment -> {});
    }

    /**
     * Creates a segment, with its rules and targets.
     *
     * <p>LaunchDarkly creates segments empty, and takes rules and targets by a second request, which is sent only when there are any.
     *
     * @param key what it will be addressed by, unique in the project and environment; never changes
     * @param name what people call it
     * @return the segment, a big one as it was before its keys were added; fails with {@link dev.tricolor.InvalidPayloadException} if it
     *     cannot work, and nothing is sent, with {@link UnfinishedSegmentException} if the segment was created, but its rules and targets
     *     were not taken, with {@link dev.tricolor.ConflictException} if there is a segment of that key (409, {@code key_exists}), with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something wrong with it (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not create it (403), with {@link dev.tricolor.NotFoundException} if
     *     there is no such project or environment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/post-segment">Create segment</a>
     */
    public CompletableFuture<Segment> create(
        String projectKey, String environmentKey, String key, String name, Block<SegmentBuilder> block) {
        return futures.of(c -> segments.create(projectKey, environmentKey, key, name, block, c));
    }

    /**
     * Creates a segment that was said before, by {@link LaunchDarklyPayloads#launchDarklySegment}, as
     * {@link #create(String, String, String, String, Block)} does: the same in several environments.
     */
    public CompletableFuture<Segment> create(String projectKey, String environmentKey, NewSegment segment) {
        return futures.of(c -> segments.create(projectKey, environmentKey, segment, c));
    }

    /**
     * Puts the rules and targets of {@code segment} into the place of those that the segment of its key has: the second half of a
     * {@code create} that came to an end in the middle. What {@code segment} does not have is left alone, and to the keys of a big segment
     * its own are added.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something wrong with them (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it, or the environment requires approvals (403), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     */
    public CompletableFuture<Segment> fill(String projectKey, String environmentKey, NewSegment segment) {
        return futures.of(c -> segments.fill(projectKey, environmentKey, segment, c));
    }

    /**
     * Changes a segment by instructions, all or none.
     *
     * @return the segment after the change, or with {@link SegmentPatchBuilder#dryRun(boolean)} as it would be; fails with
     *     {@link dev.tricolor.InvalidPayloadException} if the instructions cannot work or contradict each other, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something wrong with them (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it, or the environment requires approvals (403), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404), with
     *     {@link dev.tricolor.ConflictException} if somebody else's changes were in the way each time it was tried (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/patch-segment">Update segment</a>
     */
    public CompletableFuture<Segment> update(
        String projectKey, String environmentKey, String segmentKey, Block<SegmentPatchBuilder> block) {
        return futures.of(c -> segments.update(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Changes a segment by a JSON Patch, all or none. It reaches what {@link #update} cannot: the description, and rules that take a part
     * of those who match.
     *
     * @return the segment after the change, or with {@link SegmentJsonPatchBuilder#dryRun(boolean)} as it would be; fails with
     *     {@link dev.tricolor.InvalidPayloadException} if the patch is empty or cannot work, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if it names what is not there, or makes of the segment what it cannot be (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it, or the environment requires approvals (403), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404), with
     *     {@link dev.tricolor.ConflictException} if somebody else's changes were in the way each time it was tried (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/patch-segment">Update segment</a>
     */
    public CompletableFuture<Segment> patchJson(
        String projectKey, String environmentKey, String segmentKey, Block<SegmentJsonPatchBuilder> block) {
        return futures.of(c -> segments.patchJson(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Changes a segment by a JSON Merge Patch, all or none: fields take the place of what is there, lists as a whole, and null removes.
     *
     * @return the segment after the change, or with {@link SegmentMergePatchBuilder#dryRun(boolean)} as it would be; fails with
     *     {@link dev.tricolor.InvalidPayloadException} if the patch changes nothing or cannot work, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if it makes of the segment what it cannot be (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it, or the environment requires approvals (403), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404), with
     *     {@link dev.tricolor.ConflictException} if somebody else's changes were in the way each time it was tried (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/patch-segment">Update segment</a>
     */
    public CompletableFuture<Segment> patchMerge(
        String projectKey, String environmentKey, String segmentKey, Block<SegmentMergePatchBuilder> block) {
        return futures.of(c -> segments.patchMerge(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Deletes a segment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not delete it (403), with {@link dev.tricolor.ConflictException} if
     *     something stands against it, such as a flag that refers to it (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/delete-segment">Delete segment</a>
     */
    public CompletableFuture<@Nullable Void> delete(String projectKey, String environmentKey, String segmentKey) {
        return futures.done(c -> segments.delete(projectKey, environmentKey, segmentKey, c));
    }

    /**
     * Asks in which segments of an environment the contexts that {@code context} says are, or are not.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it says no context, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly does not understand it (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project or environment (404)
     */
    public CompletableFuture<AsyncPage<SegmentMembership>> evaluate(
        String projectKey, String environmentKey, Block<ContextInstanceBuilder> context) {
        return futures.page(c -> segments.evaluate(projectKey, environmentKey, context, c));
    }

    /**
     * Adds keys to a big segment and removes some.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it says nothing, or contradicts itself, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if it is no big segment (400), with {@link dev.tricolor.NotFoundException} if there is
     *     no such project, environment or segment (404)
     */
    public CompletableFuture<@Nullable Void> updateBigSegmentTargets(
        String projectKey, String environmentKey, String segmentKey, Block<BigSegmentTargetsBuilder> block) {
        return futures.done(c -> segments.updateBigSegmentTargets(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Asks whether a big segment includes or excludes a key.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it is no big segment (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     */
    public CompletableFuture<BigSegmentTarget> bigSegmentTarget(
        String projectKey, String environmentKey, String segmentKey, String contextKey) {
        return futures.of(c -> segments.bigSegmentTarget(projectKey, environmentKey, segmentKey, contextKey, c));
    }

    /**
     * Gets the targets of a segment that LaunchDarkly will take away by itself.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     */
    public CompletableFuture<ExpiringTargets> expiringTargets(String projectKey, String environmentKey, String segmentKey) {
        return futures.of(c -> segments.expiringTargets(projectKey, environmentKey, segmentKey, c));
    }

    /**
     * Says which targets of a segment are to expire when. Each instruction succeeds or fails for itself.
     *
     * @return what became of the instructions: that some have failed does not fail it, but is in {@link ExpiringTargets#getErrors()}. Fails
     *     with {@link dev.tricolor.InvalidPayloadException} if the instructions cannot work or contradict each other, and nothing is sent,
     *     with {@link dev.tricolor.BadRequestException} if LaunchDarkly does not understand them (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it (403), with {@link dev.tricolor.NotFoundException} if
     *     there is no such project, environment or segment (404), with {@link dev.tricolor.ConflictException} if somebody else's changes
     *     were in the way each time it was tried (409)
     */
    public CompletableFuture<ExpiringTargets> updateExpiringTargets(
        String projectKey, String environmentKey, String segmentKey, Block<SegmentExpiringTargetsBuilder> block) {
        return futures.of(c -> segments.updateExpiringTargets(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Starts to write the keys of a big segment into a file.
     *
     * @return the id of the export, to ask for it, or null when LaunchDarkly does not say, which it does not promise; fails with
     *     {@link dev.tricolor.BadRequestException} if it is no big segment (400), with {@link dev.tricolor.NotFoundException} if there is
     *     no such project, environment or segment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/create-big-segment-export">Create big segment export</a>
     */
    public CompletableFuture<@Nullable String> createExport(String projectKey, String environmentKey, String segmentKey) {
        return futures.of(c -> segments.createExport(projectKey, environmentKey, segmentKey, c));
    }

    /**
     * Gets an export: how far it has come, and where the file is.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment, segment or export (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-big-segment-export">Get big segment export</a>
     */
    public CompletableFuture<SegmentExport> getExport(String projectKey, String environmentKey, String segmentKey, String exportID) {
        return futures.of(c -> segments.getExport(projectKey, environmentKey, segmentKey, exportID, c));
    }

    /** Starts to include the keys of a CSV in a big segment: {@link #createImport(String, String, String, SegmentImportMode, File, Block)}. */
    public CompletableFuture<String> createImport(
        String projectKey, String environmentKey, String segmentKey, SegmentImportMode mode, File csv) {
        return createImport(projectKey, environmentKey, segmentKey, mode, csv, options -> {});
    }

    /**
     * Starts to include the keys of a CSV in a big segment. The request is over when the file has arrived; {@link #getImport} tells of the
     * rest.
     *
     * <p>The timeout of the client bounds how long the file may take to arrive.
     *
     * @param mode whether the keys are added to those that are there, or take their place
     * @param csv one key on a line; must not change while it is sent
     * @return the id of the import; fails with {@link java.io.IOException} if {@code csv} cannot be read and with
     *     {@link IllegalArgumentException} if it is empty, and nothing is sent, with {@link dev.tricolor.BadRequestException} if it is no
     *     big segment (400), with {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404), with
     *     {@link dev.tricolor.ConflictException} if another import is under way (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/create-big-segment-import">Create big segment import</a>
     */
    public CompletableFuture<String> createImport(
        String projectKey, String environmentKey, String segmentKey, SegmentImportMode mode, File csv, Block<SegmentImportBuilder> block) {
        return futures.of(c -> segments.createImport(projectKey, environmentKey, segmentKey, mode, csv, block, c));
    }

    /**
     * Gets an import: how far it has come.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment, segment or import (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-big-segment-import">Get big segment import</a>
     */
    public CompletableFuture<SegmentImport> getImport(String projectKey, String environmentKey, String segmentKey, String importID) {
        return futures.of(c -> segments.getImport(projectKey, environmentKey, segmentKey, importID, c));
    }
}
