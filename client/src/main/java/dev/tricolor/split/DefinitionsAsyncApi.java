package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What flags do in an environment.
 *
 * <p>In an environment that requires approvals, every change here fails with {@link dev.tricolor.ApprovalRequiredException} (403), but for
 * {@link #propose(String, String, String, SplitDefinition, Block) propose}, which submits it for approval. In a workspace that requires titles and comments, a change without both fails with {@link dev.tricolor.BadRequestException} (400).
 * {@code environmentId} is an id or a name.
 *
 * @see <a href="https://docs.split.io/reference/feature-flag-definition">Feature flag definitions</a>
 */
public final class DefinitionsAsyncApi {
    private final DefinitionsApi definitions;
    private final Futures futures;

    DefinitionsAsyncApi(DefinitionsApi definitions, Futures futures) {
        this.definitions = definitions;
        this.futures = futures;
    }

    /** Lists the definitions of an environment, in pages of at most 50. */
    public CompletableFuture<AsyncPage<SplitDefinition>> list(String workspaceId, String environmentId) {
        return list(workspaceId, environmentId, query -> {});
    }

    /** Lists the definitions of an environment, in pages as {@code query} says, of at most 50. */
    public CompletableFuture<AsyncPage<SplitDefinition>> list(String workspaceId, String environmentId, Block<DefinitionQuery> query) {
        return futures.page(c -> definitions.list(workspaceId, environmentId, query, c));
    }

    /** Hands all definitions of an environment to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, String environmentId, Consumer<? super SplitDefinition> each) {
        return listAll(workspaceId, environmentId, query -> {}, each);
    }

    /** Hands the definitions of an environment, from where {@code query} says, to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String workspaceId, String environmentId, Block<DefinitionQuery> query, Consumer<? super SplitDefinition> each) {
        return futures.each(definitions.listAll(workspaceId, environmentId, query), each);
    }

    /**
     * Gets what a flag does in an environment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/get-feature-flag-definition-in-environment">Get feature flag definition</a>
     */
    public CompletableFuture<SplitDefinition> get(String workspaceId, String environmentId, String flagName) {
        return futures.of(c -> definitions.get(workspaceId, environmentId, flagName, c));
    }

    /** Finds what a flag does in an environment; null when it is not defined there. */
    public CompletableFuture<@Nullable SplitDefinition> find(String workspaceId, String environmentId, String flagName) {
        return futures.of(c -> definitions.find(workspaceId, environmentId, flagName, c));
    }

    /**
     * Defines a flag in an environment where it was not defined before.
     *
     * @param definition built by {@link SplitPayloads#splitDefinition}, or read from another environment
     * @return fails with {@link dev.tricolor.ConflictException} if it is defined there already (409)
     * @see <a href="https://docs.split.io/reference/create-feature-flag-definition-in-environment">Create feature flag definition</a>
     */
    public CompletableFuture<SplitDefinition> create(
        String workspaceId, String environmentId, String flagName, SplitDefinition definition) {
        return futures.of(c -> definitions.create(workspaceId, environmentId, flagName, definition, c));
    }

    /**
     * Puts {@code definition} in the place of the one that is there. What it leaves out goes back to the vendor's default.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/full-update-feature-flag-definition-in-environment">Full update</a>
     */
    public CompletableFuture<SplitDefinition> replace(
        String workspaceId, String environmentId, String flagName, SplitDefinition definition) {
        return futures.of(c -> definitions.replace(workspaceId, environmentId, flagName, definition, c));
    }

    /**
     * Changes only what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/partial-update-feature-flag-definition-in-environment">Partial update</a>
     */
    public CompletableFuture<SplitDefinition> update(
        String workspaceId, String environmentId, String flagName, Block<UpdateSplitDefinitionBuilder> block) {
        return futures.of(c -> definitions.update(workspaceId, environmentId, flagName, block, c));
    }

    /**
     * Reads the definition, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and the definition that was read is returned. Split has no way to tell
     * whether someone else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     */
    public CompletableFuture<SplitDefinition> edit(
        String workspaceId, String environmentId, String flagName, Block<SplitDefinitionBuilder> block) {
        return futures.of(c -> definitions.edit(workspaceId, environmentId, flagName, block, c));
    }

    /** Submits a definition for approval: {@link #propose(String, String, String, SplitDefinition, Block)}, without approvers. */
    public CompletableFuture<ChangeRequest> propose(String workspaceId, String environmentId, String flagName, SplitDefinition definition) {
        return propose(workspaceId, environmentId, flagName, definition, request -> {});
    }

    /**
     * Submits {@code definition} for approval, whole: what it leaves out goes back to the vendor's default once somebody has approved it.
     *
     * <p>It looks first whether the flag is defined there: it is submitted as an {@code UPDATE} where it is, and as a {@code CREATE} where
     * it is not. Wait for the decision with {@link ChangeRequestsAsyncApi#await}.
     *
     * @param block title, comment, approvers, rollout status and schedule; a title and a comment of {@code definition} hold unless others
     *     are set
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the change request cannot work, and nothing is submitted; with
     *     {@link dev.tricolor.BadRequestException} if an approver is unknown, or is named where the environment restricts who approves, or
     *     the definition breaks a rule of the service's (400); with {@link dev.tricolor.NotFoundException} if there is no such flag or
     *     environment (404); with {@link dev.tricolor.ConflictException} if there is an open change request for the flag already (409)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public CompletableFuture<ChangeRequest> propose(
        String workspaceId, String environmentId, String flagName, SplitDefinition definition, Block<ChangeRequestBuilder> block) {
        return futures.of(c -> definitions.propose(workspaceId, environmentId, flagName, definition, block, c));
    }

    /** Kills a flag: {@link #kill(String, String, String, Block)}, without title and comment. */
    public CompletableFuture<@Nullable Void> kill(String workspaceId, String environmentId, String flagName) {
        return kill(workspaceId, environmentId, flagName, note -> {});
    }

    /**
     * Gives everyone the default treatment, whatever the rules say, until {@link #restore(String, String, String, Block) restore}.
     * Killing a killed flag is no error.
     *
     * @param note title and comment, needed where the workspace requires them
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     */
    public CompletableFuture<@Nullable Void> kill(String workspaceId, String environmentId, String flagName, Block<NoteBuilder> note) {
        return futures.done(c -> definitions.kill(workspaceId, environmentId, flagName, note, c));
    }

    /** Kills a flag by a POST without title and comment: {@link #killByPost(String, String, String, Block)}. */
    public CompletableFuture<@Nullable Void> killByPost(String workspaceId, String environmentId, String flagName) {
        return killByPost(workspaceId, environmentId, flagName, note -> {});
    }

    /**
     * Does what {@code kill} does by a POST, for networks that let no PUT through. An attempt whose outcome is unknown is not repeated.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     */
    public CompletableFuture<@Nullable Void> killByPost(
        String workspaceId, String environmentId, String flagName, Block<NoteBuilder> note) {
        return futures.done(c -> definitions.killByPost(workspaceId, environmentId, flagName, note, c));
    }

    /** Lets the rules decide again: {@link #restore(String, String, String, Block)}, without title and comment. */
    public CompletableFuture<@Nullable Void> restore(String workspaceId, String environmentId, String flagName) {
        return restore(workspaceId, environmentId, flagName, note -> {});
    }

    /**
     * Lets the rules decide again after a {@link #kill(String, String, String, Block) kill}. Restoring a flag that is not killed is no
     * error.
     *
     * @param note title and comment, needed where the workspace requires them
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     */
    public CompletableFuture<@Nullable Void> restore(String workspaceId, String environmentId, String flagName, Block<NoteBuilder> note) {
        return futures.done(c -> definitions.restore(workspaceId, environmentId, flagName, note, c));
    }

    /** Draws a flag's traffic anew: {@link #reallocate(String, String, String, Block)}, without title and comment. */
    public CompletableFuture<@Nullable Void> reallocate(String workspaceId, String environmentId, String flagName) {
        return reallocate(workspaceId, environmentId, flagName, note -> {});
    }

    /**
     * Draws anew which treatment each key of the flag's traffic gets, also called reseeding: keys move between the treatments of a
     * percentage, the percentages stay. There is no way back, and each call draws anew, so that an attempt whose outcome is unknown is not
     * repeated.
     *
     * @param note title and comment, needed where the workspace requires them
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     */
    public CompletableFuture<@Nullable Void> reallocate(
        String workspaceId, String environmentId, String flagName, Block<NoteBuilder> note) {
        return futures.done(c -> definitions.reallocate(workspaceId, environmentId, flagName, note, c));
    }

    /** Removes a flag's definition: {@link #delete(String, String, String, Block)}, without title and comment. */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String environmentId, String flagName) {
        return delete(workspaceId, environmentId, flagName, note -> {});
    }

    /**
     * Removes a flag's definition from an environment; the flag stays, and SDKs there answer {@code control}.
     *
     * @param note title and comment, needed where the workspace requires them
     * @return fails with {@link dev.tricolor.NotFoundException} if the flag is not defined there (404)
     * @see <a href="https://docs.split.io/reference/remove-feature-flag-definition-from-environment">Remove feature flag definition</a>
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String environmentId, String flagName, Block<NoteBuilder> note) {
        return futures.done(c -> definitions.delete(workspaceId, environmentId, flagName, note, c));
    }
}
