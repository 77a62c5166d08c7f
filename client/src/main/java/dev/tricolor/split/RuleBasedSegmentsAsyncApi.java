package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rule-based segments of a workspace. A segment has rules only where it is enabled: {@link RuleBasedSegmentDefinitionsAsyncApi}.
 *
 * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
 */
public final class RuleBasedSegmentsAsyncApi {
    private final RuleBasedSegmentsApi segments;
    private final Futures futures;

    RuleBasedSegmentsAsyncApi(RuleBasedSegmentsApi segments, Futures futures) {
        this.segments = segments;
        this.futures = futures;
    }

    /** Lists the rule-based segments of a workspace. Split gives them in one piece. */
    public CompletableFuture<AsyncPage<RuleBasedSegment>> list(String workspaceId) {
        return futures.page(c -> segments.list(workspaceId, c));
    }

    /** Hands all rule-based segments of a workspace to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super RuleBasedSegment> each) {
        return futures.each(segments.listAll(workspaceId), each);
    }

    /**
     * Gets a rule-based segment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404)
     */
    public CompletableFuture<RuleBasedSegment> get(String workspaceId, String segmentName) {
        return futures.of(c -> segments.get(workspaceId, segmentName, c));
    }

    /** Finds a rule-based segment; null when there is none of that name in the workspace, or no such workspace. */
    public CompletableFuture<@Nullable RuleBasedSegment> find(String workspaceId, String segmentName) {
        return futures.of(c -> segments.find(workspaceId, segmentName, c));
    }

    /** Creates a rule-based segment without a description: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<RuleBasedSegment> create(String workspaceId, String trafficType, String name) {
        return create(workspaceId, trafficType, name, segment -> {});
    }

    /**
     * Creates a rule-based segment. It holds nothing until it is enabled in an environment and has rules there.
     *
     * @param trafficType name or id of the kind of traffic that it chooses from
     * @param name unique in the workspace
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
     */
    public CompletableFuture<RuleBasedSegment> create(
        String workspaceId, String trafficType, String name, Block<CreateRuleBasedSegmentBuilder> block) {
        return futures.of(c -> segments.create(workspaceId, trafficType, name, block, c));
    }

    /**
     * Deletes a rule-based segment, from all environments too.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404)
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String segmentName) {
        return futures.done(c -> segments.delete(workspaceId, segmentName, c));
    }
}
