package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups of the account's users. An account that was migrated to Harness has its groups there. In Harness
 * mode every call here fails with {@link dev.tricolor.OperationReplacedException}, and nothing is sent.
 *
 * @see <a href="https://docs.split.io/reference/groups-overview">Groups</a>
 */
public final class GroupsAsyncApi {
    private final GroupsApi groups;
    private final Futures futures;

    GroupsAsyncApi(GroupsApi groups, Futures futures) {
        this.groups = groups;
        this.futures = futures;
    }

    /** Lists the groups, in pages of at most 200. */
    public CompletableFuture<AsyncPage<Group>> list() {
        return list(query -> {});
    }

    /** Lists the groups, in pages as {@code query} says, of at most 200. */
    public CompletableFuture<AsyncPage<Group>> list(Block<GroupQuery> query) {
        return futures.page(c -> groups.list(query, c));
    }

    /** Hands all groups to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super Group> each) {
        return listAll(query -> {}, each);
    }

    /** Hands the groups, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<GroupQuery> query, Consumer<? super Group> each) {
        return futures.each(groups.listAll(query), each);
    }

    /**
     * Finds the group of this name; null when there is none. Split has no filter for it, so this reads the list until it comes to it.
     */
    public CompletableFuture<@Nullable Group> find(String name) {
        return futures.of(c -> groups.find(name, c));
    }

    /**
     * Gets a group.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<Group> get(String groupId) {
        return futures.of(c -> groups.get(groupId, c));
    }

    /** Creates a group without a description: {@link #create(String, Block)}. */
    public CompletableFuture<Group> create(String name) {
        return create(name, group -> {});
    }

    /**
     * Creates a group.
     *
     * @param name unique in the account
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     */
    public CompletableFuture<Group> create(String name, Block<GroupBuilder> block) {
        return futures.of(c -> groups.create(name, block, c));
    }

    /** Renames a group and removes its description: {@link #replace(String, String, Block)}. */
    public CompletableFuture<Group> replace(String groupId, String name) {
        return replace(groupId, name, group -> {});
    }

    /**
     * Replaces name and description of a group; a description that is not said is removed. To change only a part of it there is
     * {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404); with
     *     {@link dev.tricolor.ConflictException} if another one has the name (409)
     */
    public CompletableFuture<Group> replace(String groupId, String name, Block<GroupBuilder> block) {
        return futures.of(c -> groups.replace(groupId, name, block, c));
    }

    /**
     * Reads the group, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and the group that was read is returned. Split has no way to tell whether
     * someone else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot be, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such group (404); with {@link dev.tricolor.ConflictException} if
     *     another one has the new name (409)
     */
    public CompletableFuture<Group> edit(String groupId, Block<GroupBuilder> block) {
        return futures.of(c -> groups.edit(groupId, block, c));
    }

    /**
     * Deletes a group.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<@Nullable Void> delete(String groupId) {
        return futures.done(c -> groups.delete(groupId, c));
    }
}
