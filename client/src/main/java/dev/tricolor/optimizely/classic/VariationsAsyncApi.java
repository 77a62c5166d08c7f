package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Variations: what an experiment changes on its pages for each part of its visitors.
 *
 * <p>Optimizely documents that a weight or a pause may not stick. Every answer here is held against what was said, and one that differs
 * fails with {@link UnappliedVariationException}.
 */
public final class VariationsAsyncApi {
    private final VariationsApi variations;
    private final Futures futures;

    VariationsAsyncApi(VariationsApi variations, Futures futures) {
        this.variations = variations;
        this.futures = futures;
    }

    /**
     * Lists the variations of an experiment: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<Variation>> list(long experimentId) {
        return futures.page(c -> variations.list(experimentId, c));
    }

    /** Hands the variations of an experiment to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long experimentId, Consumer<? super Variation> each) {
        return futures.each(variations.listAll(experimentId), each);
    }

    /** Gets a variation; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Variation> find(long variationId) {
        return futures.of(c -> variations.find(variationId, c));
    }

    /**
     * Gets a variation.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such variation, or the token may not see it (404)
     */
    public CompletableFuture<Variation> get(long variationId) {
        return futures.of(c -> variations.get(variationId, c));
    }

    /**
     * Gets several variations, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Variation>> getAll(Collection<Long> variationIds) {
        return futures.of(c -> variations.getAll(variationIds, c));
    }

    /** Creates a variation without code: {@link #create(long, String, Block)}. */
    public CompletableFuture<Variation> create(long experimentId, String description) {
        return create(experimentId, description, b -> {});
    }

    /**
     * Creates a variation. A new experiment has two already. The weights of the others stay as they are, and should be changed so that all
     * sum to 10,000: {@link #split} does all of it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such experiment, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400), with
     *     {@link UnappliedVariationException} if the weight or the pause is not there afterwards
     */
    public CompletableFuture<Variation> create(long experimentId, String description, Block<VariationBuilder> block) {
        return futures.of(c -> variations.create(experimentId, description, block, c));
    }

    /**
     * Changes what {@code block} names of a variation, and nothing else. For a weight, the experiment's variations are read first: one
     * that takes their sum farther from 10,000 than it is, is refused. {@link #split} sets all of them together.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such variation, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with the change (400), with
     *     {@link UnappliedVariationException} if the weight or the pause is not there afterwards
     */
    public CompletableFuture<Variation> update(long variationId, Block<VariationBuilder> block) {
        return futures.of(c -> variations.update(variationId, block, c));
    }

    /**
     * Divides the visitors of an experiment between the variations that {@code weights} says, by what people call them; their weights must
     * sum to 10,000. Variations that are there get their weight, those that are missing are created, without code.
     *
     * <p>A variation that is not named is refused before anything is written, unless it is there by itself: without code, not paused, in
     * an experiment that has not been started. Such a one becomes one of those that are missing, or else is deleted.
     *
     * <p>One after the other is written, because Optimizely is known to lose variations that are made at the same time, and all are read
     * back at the end. What is as said already is not written, so that a split that stopped half-way can be said again.
     *
     * @return the variations in the order in which they were said; fails with {@link IllegalArgumentException} if there is one that is not
     *     named, or two are called the same, with {@link PartialSplitException} if it stops half-way, with
     *     {@link UnappliedVariationException} if a weight is not there at the end, with {@link dev.tricolor.NotFoundException} if there is
     *     no such experiment, or the token may not see it (404)
     */
    public CompletableFuture<List<Variation>> split(long experimentId, Block<TrafficSplitBuilder> weights) {
        return futures.of(c -> variations.split(experimentId, weights, c));
    }

    /**
     * Deletes a variation for good.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such variation, or the token may not see it (404)
     */
    public CompletableFuture<@Nullable Void> delete(long variationId) {
        return futures.done(c -> variations.delete(variationId, c));
    }
}
