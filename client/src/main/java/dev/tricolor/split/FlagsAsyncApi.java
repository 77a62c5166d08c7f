package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feature flags of a workspace, formerly called splits. What a flag does in an environment is its definition: {@link DefinitionsAsyncApi}.
 *
 * @see <a href="https://docs.split.io/reference/feature-flag-overview">Feature flags</a>
 */
public final class FlagsAsyncApi {
    private final FlagsApi flags;
    private final Futures futures;

    FlagsAsyncApi(FlagsApi flags, Futures futures) {
        this.flags = flags;
        this.futures = futures;
    }

    /** Lists the flags of a workspace, without their owners, in pages of at most 50. */
    public CompletableFuture<AsyncPage<Flag>> list(String workspaceId) {
        return list(workspaceId, query -> {});
    }

    /** Lists those flags of a workspace that {@code query} asks for, without their owners, in pages of at most 50. */
    public CompletableFuture<AsyncPage<Flag>> list(String workspaceId, Block<FlagQuery> query) {
        return futures.page(c -> flags.list(workspaceId, query, c));
    }

    /** Hands all flags of a workspace to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super Flag> each) {
        return listAll(workspaceId, query -> {}, each);
    }

    /** Hands all flags that {@code query} asks for to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Block<FlagQuery> query, Consumer<? super Flag> each) {
        return futures.each(flags.listAll(workspaceId, query), each);
    }

    /**
     * Gets a flag, with its owners.
     *
     * @param flagName its name or id
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     * @see <a href="https://docs.split.io/reference/get-feature-flag">Get feature flag</a>
     */
    public CompletableFuture<Flag> get(String workspaceId, String flagName) {
        return futures.of(c -> flags.get(workspaceId, flagName, c));
    }

    /** Finds a flag; null when there is none of that name in the workspace, or no such workspace. */
    public CompletableFuture<@Nullable Flag> find(String workspaceId, String flagName) {
        return futures.of(c -> flags.find(workspaceId, flagName, c));
    }

    /** Creates a flag without description and owners: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<Flag> create(String workspaceId, String trafficType, String name) {
        return create(workspaceId, trafficType, name, flag -> {});
    }

    /**
     * Creates a flag. It does nothing until it is defined in an environment.
     *
     * @param trafficType name or id of the kind of traffic that it decides for
     * @param name a letter, then letters, digits, {@code -} and {@code _}
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-feature-flag">Create feature flag</a>
     */
    public CompletableFuture<Flag> create(String workspaceId, String trafficType, String name, Block<CreateFlagBuilder> block) {
        return futures.of(c -> flags.create(workspaceId, trafficType, name, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     */
    public CompletableFuture<Flag> update(String workspaceId, String flagName, Block<UpdateFlagBuilder> block) {
        return futures.of(c -> flags.update(workspaceId, flagName, block, c));
    }

    /**
     * Replaces the description of a flag.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     */
    public CompletableFuture<Flag> updateDescription(String workspaceId, String flagName, String description) {
        return futures.of(c -> flags.updateDescription(workspaceId, flagName, description, c));
    }

    /**
     * Puts {@code tags} in the place of all tags that the flag has; none of them removes them all.
     *
     * @param tags letters, digits, {@code -}, {@code _} and {@code :}; case matters
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     */
    public CompletableFuture<@Nullable Void> replaceTags(String workspaceId, String flagName, Collection<String> tags) {
        return futures.done(c -> flags.replaceTags(workspaceId, flagName, tags, c));
    }

    /** Archives a flag: {@link #archive(String, String, Block)}, without title and comment. */
    public CompletableFuture<Flag> archive(String workspaceId, String flagName) {
        return archive(workspaceId, flagName, note -> {});
    }

    /**
     * Archives a flag.
     *
     * @param note title and comment, needed where the workspace requires them
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     */
    public CompletableFuture<Flag> archive(String workspaceId, String flagName, Block<NoteBuilder> note) {
        return futures.of(c -> flags.archive(workspaceId, flagName, note, c));
    }

    /** Brings an archived flag back: {@link #unarchive(String, String, Block)}, without title and comment. */
    public CompletableFuture<Flag> unarchive(String workspaceId, String flagName) {
        return unarchive(workspaceId, flagName, note -> {});
    }

    /**
     * Brings an archived flag back.
     *
     * @param note title and comment, needed where the workspace requires them
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     */
    public CompletableFuture<Flag> unarchive(String workspaceId, String flagName, Block<NoteBuilder> note) {
        return futures.of(c -> flags.unarchive(workspaceId, flagName, note, c));
    }

    /**
     * Deletes a flag, and with it all its definitions.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such flag (404)
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String flagName) {
        return futures.done(c -> flags.delete(workspaceId, flagName, c));
    }
}
