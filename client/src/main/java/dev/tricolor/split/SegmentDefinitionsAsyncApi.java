package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Segments as they are enabled in an environment. Their keys are at {@link SegmentKeysAsyncApi}.
 *
 * @see <a href="https://docs.split.io/reference/segments-overview">Segments</a>
 */
public final class SegmentDefinitionsAsyncApi {
    private final SegmentDefinitionsApi segmentDefinitions;
    private final Futures futures;

    SegmentDefinitionsAsyncApi(SegmentDefinitionsApi segmentDefinitions, Futures futures) {
        this.segmentDefinitions = segmentDefinitions;
        this.futures = futures;
    }

    /** Lists the segments that are enabled in an environment, in pages of at most 50. */
    public CompletableFuture<AsyncPage<SegmentDefinition>> list(String workspaceId, String environmentId) {
        return list(workspaceId, environmentId, query -> {});
    }

    /** Lists the segments that are enabled in an environment, in pages as {@code query} says, of at most 50. */
    public CompletableFuture<AsyncPage<SegmentDefinition>> list(
        String workspaceId, String environmentId, Block<SegmentDefinitionQuery> query) {
        return futures.page(c -> segmentDefinitions.list(workspaceId, environmentId, query, c));
    }

    /** Hands all segments that are enabled in an environment to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, String environmentId, Consumer<? super SegmentDefinition> each) {
        return listAll(workspaceId, environmentId, query -> {}, each);
    }

    /** Hands the segments that are enabled in an environment, from where {@code query} says, to {@code each}; one page at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String workspaceId, String environmentId, Block<SegmentDefinitionQuery> query, Consumer<? super SegmentDefinition> each) {
        return futures.each(segmentDefinitions.listAll(workspaceId, environmentId, query), each);
    }

    /**
     * Finds a segment in an environment; null when it is not enabled there. Split has no way to read a single one, so this reads the list
     * until it comes to it.
     */
    public CompletableFuture<@Nullable SegmentDefinition> find(String workspaceId, String environmentId, String segmentName) {
        return futures.of(c -> segmentDefinitions.find(workspaceId, environmentId, segmentName, c));
    }

    /**
     * Enables a segment in an environment, without keys.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404); with
     *     {@link dev.tricolor.ConflictException} if it is enabled there already (409)
     * @see <a href="https://docs.split.io/reference/enable-segment-in-environment">Enable segment</a>
     */
    public CompletableFuture<SegmentDefinition> create(String environmentId, String segmentName) {
        return futures.of(c -> segmentDefinitions.create(environmentId, segmentName, c));
    }

    /**
     * Disables a segment in an environment. Its keys must be removed before.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it still has keys (400);
     *     with {@link dev.tricolor.NotFoundException} if it is not enabled there (404)
     */
    public CompletableFuture<@Nullable Void> delete(String environmentId, String segmentName) {
        return futures.done(c -> segmentDefinitions.delete(environmentId, segmentName, c));
    }
}
