package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Exclusion groups: experiments or campaigns of which a visitor sees at most one.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/groups">Exclusion groups</a>
 */
public final class GroupsAsyncApi {
    private final GroupsApi groups;
    private final Futures futures;

    GroupsAsyncApi(GroupsApi groups, Futures futures) {
        this.groups = groups;
        this.futures = futures;
    }

    /** Lists a project's exclusion groups, archived ones too, in pages of at most 100. */
    public CompletableFuture<AsyncPage<Group>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists a project's exclusion groups, archived ones too, in pages as {@code query} says.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Group>> list(long projectId, Block<PageQuery> query) {
        return futures.page(c -> groups.list(projectId, query, c));
    }

    /** Hands all of a project's exclusion groups, archived ones too, to {@code each}, one after the other, and holds only one page. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Group> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the exclusion groups that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<PageQuery> query, Consumer<? super Group> each) {
        return futures.each(groups.listAll(projectId, query), each);
    }

    /** Finds the first exclusion group of this name, archived or not; null when the project has none. Names need not be unique. */
    public CompletableFuture<@Nullable Group> find(long projectId, String name) {
        return futures.of(c -> groups.find(projectId, name, c));
    }

    /**
     * Gets an exclusion group.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Group> get(long groupId) {
        return futures.of(c -> groups.get(groupId, c));
    }

    /** Creates an exclusion group with nothing in it: {@link #create(long, String, Block)}. */
    public CompletableFuture<Group> create(long projectId, String name) {
        return create(projectId, name, group -> {});
    }

    /**
     * Creates an exclusion group: {@code create(projectId, "Home page", g -> g.experiment(id, 5_000))}.
     *
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it, or there is no such project
     *     (400), with {@link dev.tricolor.ForbiddenException} if the token may not create groups (403)
     */
    public CompletableFuture<Group> create(long projectId, String name, Block<GroupBuilder> block) {
        return futures.of(c -> groups.create(projectId, name, block, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is. What is said to be in the group replaces all that was in it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400)
     */
    public CompletableFuture<Group> update(long groupId, Block<GroupUpdateBuilder> block) {
        return futures.of(c -> groups.update(groupId, block, c));
    }

    /**
     * Puts an exclusion group away: what is in it is no longer exclusive. Optimizely's {@code DELETE} does no more than that: an
     * update to {@code archived(false)} takes it back. Harmless when repeated.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<@Nullable Void> archive(long groupId) {
        return futures.done(c -> groups.archive(groupId, c));
    }
}
