package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Flag sets of a workspace: an SDK that is told flag sets loads no other flags. They cannot be changed, only created and deleted.
 *
 * <p>They are the one resource of version 3 of Split's API, which answers under {@code /internal/api/v3} and under {@code /api/v3}: {@link
 * SplitClientBuilder#v3Url(String)} chooses.
 */
public final class FlagSetsAsyncApi {
    private final FlagSetsApi flagSets;
    private final Futures futures;

    FlagSetsAsyncApi(FlagSetsApi flagSets, Futures futures) {
        this.flagSets = flagSets;
        this.futures = futures;
    }

    /** Lists the flag sets of a workspace, in pages of at most 200: {@link #list(String, Block)}. */
    public CompletableFuture<AsyncPage<FlagSet>> list(String workspaceId) {
        return list(workspaceId, query -> {});
    }

    /**
     * Lists the flag sets of a workspace, in pages as {@code query} says, of at most 200. A new one may be missing for a moment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such workspace (404)
     */
    public CompletableFuture<AsyncPage<FlagSet>> list(String workspaceId, Block<FlagSetQuery> query) {
        return futures.page(c -> flagSets.list(workspaceId, query, c));
    }

    /** Hands all flag sets of a workspace to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super FlagSet> each) {
        return listAll(workspaceId, query -> {}, each);
    }

    /** Hands the flag sets of a workspace, from where {@code query} says, to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Block<FlagSetQuery> query, Consumer<? super FlagSet> each) {
        return futures.each(flagSets.listAll(workspaceId, query), each);
    }

    /**
     * Finds the flag set of this name; null when there is none. Split has no filter for it, so this reads the list until it comes to it.
     */
    public CompletableFuture<@Nullable FlagSet> find(String workspaceId, String name) {
        return futures.of(c -> flagSets.find(workspaceId, name, c));
    }

    /**
     * Gets a flag set.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag set (404)
     */
    public CompletableFuture<FlagSet> get(String flagSetId) {
        return futures.of(c -> flagSets.get(flagSetId, c));
    }

    /** Creates a flag set without a description: {@link #create(String, String, Block)}. */
    public CompletableFuture<FlagSet> create(String workspaceId, String name) {
        return create(workspaceId, name, flagSet -> {});
    }

    /**
     * Creates a flag set, without flags. A flag joins it in its definition, with {@link SplitDefinitionBuilder#flagSet(String)}.
     *
     * @param name {@code a} to {@code z}, digits and {@code _}, with no {@code _} in front; at most 50 characters, and unique in the
     *     workspace
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if {@code name} cannot be one; with {@link
     *     dev.tricolor.NotFoundException} if there is no such workspace (404); with {@link dev.tricolor.ConflictException} if there is one of
     *     that name (409)
     */
    public CompletableFuture<FlagSet> create(String workspaceId, String name, Block<CreateFlagSetBuilder> block) {
        return futures.of(c -> flagSets.create(workspaceId, name, block, c));
    }

    /**
     * Deletes a flag set. Its flags stay.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag set (404)
     */
    public CompletableFuture<@Nullable Void> delete(String flagSetId) {
        return futures.done(c -> flagSets.delete(flagSetId, c));
    }
}
