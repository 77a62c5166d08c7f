package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard segments of a workspace. A segment holds keys only where it is enabled: {@link SegmentDefinitionsAsyncApi},
 * {@link SegmentKeysAsyncApi}.
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Segments</a>
 */
public final class SegmentsAsyncApi {
    private final SegmentsApi segments;
    private final Futures futures;

    SegmentsAsyncApi(SegmentsApi segments, Futures futures) {
        this.segments = segments;
        this.futures = futures;
    }

    /** Lists the segments of a workspace, in pages of at most 50. */
    public CompletableFuture<AsyncPage<Segment>> list(String workspaceId) {
        return list(workspaceId, query -> {});
    }

    /** Lists those segments of a workspace that {@code query} asks for, in pages of at most 50. */
    public CompletableFuture<AsyncPage<Segment>> list(String workspaceId, Block<SegmentQuery> query) {
        return futures.page(c -> segments.list(workspaceId, query, c));
    }

    /** Hands all segments of a workspace to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super Segment> each) {
        return listAll(workspaceId, query -> {}, each);
    }

    /** Hands all segments that {@code query} asks for to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Block<SegmentQuery> query, Consumer<? super Segment> each) {
        return futures.each(segments.listAll(workspaceId, query), each);
    }

    /**
     * Gets a segment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404)
     */
    public CompletableFuture<Segment> get(String workspaceId, String segmentName) {
        return futures.of(c -> segments.get(workspaceId, segmentName, c));
    }

    /** Finds a segment; null when there is none of that name in the workspace, or no such workspace. */
    public CompletableFuture<@Nullable Segment> find(String workspaceId, String segmentName) {
        return futures.of(c -> segments.find(workspaceId, segmentName, c));
    }

    /** Creates a segment without a description: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<Segment> create(String workspaceId, String trafficType, String name) {
        return create(workspaceId, trafficType, name, segment -> {});
    }

    /**
     * Creates a segment. It holds no keys until it is enabled in an environment.
     *
     * @param trafficType name or id of the kind of traffic that its keys are of
     * @param name unique in the workspace
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-segment">Create segment</a>
     */
    public CompletableFuture<Segment> create(String workspaceId, String trafficType, String name, Block<CreateSegmentBuilder> block) {
        return futures.of(c -> segments.create(workspaceId, trafficType, name, block, c));
    }

    /**
     * Deletes a segment, from all environments too.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404)
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String segmentName) {
        return futures.done(c -> segments.delete(workspaceId, segmentName, c));
    }
}
