package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Dimensions: what the page's own code tells of visitors. */
public final class DimensionsAsyncApi {
    private final DimensionsApi dimensions;
    private final Futures futures;

    DimensionsAsyncApi(DimensionsApi dimensions, Futures futures) {
        this.dimensions = dimensions;
        this.futures = futures;
    }

    /**
     * Lists the dimensions of a project: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<Dimension>> list(long projectId) {
        return futures.page(c -> dimensions.list(projectId, c));
    }

    /** Hands the dimensions of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Dimension> each) {
        return futures.each(dimensions.listAll(projectId), each);
    }

    /** Gets a dimension; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Dimension> find(long dimensionId) {
        return futures.of(c -> dimensions.find(dimensionId, c));
    }

    /**
     * Gets a dimension.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such dimension, or the token may not see it (404)
     */
    public CompletableFuture<Dimension> get(long dimensionId) {
        return futures.of(c -> dimensions.get(dimensionId, c));
    }

    /**
     * Gets several dimensions, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Dimension>> getAll(Collection<Long> dimensionIds) {
        return futures.of(c -> dimensions.getAll(dimensionIds, c));
    }

    /** Creates a dimension. */
    public CompletableFuture<Dimension> create(long projectId, String name) {
        return create(projectId, name, b -> {});
    }

    /**
     * Creates a dimension.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if the project has one of that name, or of that name in the page's own code (400)
     */
    public CompletableFuture<Dimension> create(long projectId, String name, Block<DimensionBuilder> block) {
        return futures.of(c -> dimensions.create(projectId, name, block, c));
    }

    /**
     * Changes what {@code block} names of a dimension, and nothing else.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such dimension, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if the project has another one of that name (400)
     */
    public CompletableFuture<Dimension> update(long dimensionId, Block<DimensionBuilder> block) {
        return futures.of(c -> dimensions.update(dimensionId, block, c));
    }

    /**
     * Deletes a dimension for good, with its results. Audiences that are made of it no longer get visitors.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such dimension, or the token may not see it (404)
     */
    public CompletableFuture<@Nullable Void> delete(long dimensionId) {
        return futures.done(c -> dimensions.delete(dimensionId, c));
    }
}
