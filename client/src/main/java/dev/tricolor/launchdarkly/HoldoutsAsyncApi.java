package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holdouts: a part of all contexts that is kept out of several experiments. An account that lags behind may need {@code client.with(v ->
 * v.header("LD-API-Version", "beta")).holdouts()}.
 *
 * @see <a href="https://launchdarkly.com/docs/api/holdouts">Holdouts</a>
 */
public final class HoldoutsAsyncApi {
    private final HoldoutsApi holdouts;
    private final Futures futures;

    HoldoutsAsyncApi(HoldoutsApi holdouts, Futures futures) {
        this.holdouts = holdouts;
        this.futures = futures;
    }

    /** Lists the holdouts of an environment, in short, in pages of 20. */
    public CompletableFuture<AsyncPage<Holdout>> list(String projectKey, String environmentKey) {
        return list(projectKey, environmentKey, query -> {});
    }

    /** Lists the holdouts of an environment, in short, in pages as {@code query} says. */
    public CompletableFuture<AsyncPage<Holdout>> list(String projectKey, String environmentKey, Block<HoldoutQuery> query) {
        return futures.page(c -> holdouts.list(projectKey, environmentKey, query, c));
    }

    /** Hands all holdouts of an environment, in short, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, String environmentKey, Consumer<? super Holdout> each) {
        return listAll(projectKey, environmentKey, query -> {}, each);
    }

    /** Hands the holdouts, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String projectKey, String environmentKey, Block<HoldoutQuery> query, Consumer<? super Holdout> each) {
        return futures.each(holdouts.listAll(projectKey, environmentKey, query), each);
    }

    /** Gets the holdout with this key; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Holdout> find(String projectKey, String environmentKey, String holdoutKey) {
        return futures.of(c -> holdouts.find(projectKey, environmentKey, holdoutKey, c));
    }

    /** Gets a holdout by its key: {@link #get(String, String, String, Block)}. */
    public CompletableFuture<Holdout> get(String projectKey, String environmentKey, String holdoutKey) {
        return get(projectKey, environmentKey, holdoutKey, query -> {});
    }

    /**
     * Gets a holdout by its key, with the experiments in it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such holdout (404)
     */
    public CompletableFuture<Holdout> get(String projectKey, String environmentKey, String holdoutKey, Block<HoldoutFieldsQuery> query) {
        return futures.of(c -> holdouts.get(projectKey, environmentKey, holdoutKey, query, c));
    }

    /**
     * Gets a holdout by its id, by which experiments refer to it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such holdout (404)
     */
    public CompletableFuture<Holdout> getById(String projectKey, String environmentKey, String holdoutId) {
        return futures.of(c -> holdouts.getById(projectKey, environmentKey, holdoutId, c));
    }

    /** Creates a holdout of a name alone: {@link #create(String, String, String, String, Block)}. */
    public CompletableFuture<Holdout> create(String projectKey, String environmentKey, String key, String name) {
        return create(projectKey, environmentKey, key, name, holdout -> {});
    }

    /**
     * Creates a holdout. Experiments come into it by naming its id when they are created.
     *
     * @param key unique in the environment
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something wrong with it (400), with
     *     {@link dev.tricolor.ConflictException} if there is one of that key (409, {@code key_exists})
     */
    public CompletableFuture<Holdout> create(
        String projectKey, String environmentKey, String key, String name, Block<HoldoutBuilder> block) {
        return futures.of(c -> holdouts.create(projectKey, environmentKey, key, name, block, c));
    }

    /**
     * Does what {@code block} says; all of it, or nothing: {@code h -> h.rename("Q3").end()}.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such holdout (404), with
     *     {@link dev.tricolor.BadRequestException} if an instruction cannot be carried out (400)
     */
    public CompletableFuture<Holdout> update(
        String projectKey, String environmentKey, String holdoutKey, Block<HoldoutPatchBuilder> block) {
        return futures.of(c -> holdouts.update(projectKey, environmentKey, holdoutKey, block, c));
    }
}
