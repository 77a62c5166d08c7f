package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Large segments of a workspace, for more than 100,000 keys. A segment holds keys only where it is enabled:
 * {@link LargeSegmentDefinitionsAsyncApi}.
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Large segments</a>
 */
public final class LargeSegmentsAsyncApi {
    private final LargeSegmentsApi segments;
    private final Futures futures;

    LargeSegmentsAsyncApi(LargeSegmentsApi segments, Futures futures) {
        this.segments = segments;
        this.futures = futures;
    }

    /** Lists the large segments of a workspace. Split gives them in one piece. */
    public CompletableFuture<AsyncPage<LargeSegment>> list(String workspaceId) {
        return futures.page(c -> segments.list(workspaceId, c));
    }

    /** Hands all large segments of a workspace to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super LargeSegment> each) {
        return futures.each(segments.listAll(workspaceId), each);
    }

    /**
     * Gets a large segment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404); Split also answers so for a moment
     *     after it was created
     */
    public CompletableFuture<LargeSegment> get(String workspaceId, String segmentName) {
        return futures.of(c -> segments.get(workspaceId, segmentName, c));
    }

    /** Finds a large segment; null when there is none of that name in the workspace, or no such workspace. */
    public CompletableFuture<@Nullable LargeSegment> find(String workspaceId, String segmentName) {
        return futures.of(c -> segments.find(workspaceId, segmentName, c));
    }

    /** Creates a large segment without a description: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<LargeSegment> create(String workspaceId, String trafficType, String name) {
        return create(workspaceId, trafficType, name, segment -> {});
    }

    /**
     * Creates a large segment. It holds no keys until it is enabled in an environment.
     *
     * @param trafficType name or id of the kind of traffic that its keys are of
     * @param name unique in the workspace
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/createlargesegment">Create large segment</a>
     */
    public CompletableFuture<LargeSegment> create(
        String workspaceId, String trafficType, String name, Block<CreateLargeSegmentBuilder> block) {
        return futures.of(c -> segments.create(workspaceId, trafficType, name, block, c));
    }

    /**
     * Deletes a large segment, from all environments too.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404)
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String segmentName) {
        return futures.done(c -> segments.delete(workspaceId, segmentName, c));
    }
}
