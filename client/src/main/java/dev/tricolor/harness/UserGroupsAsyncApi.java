package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups of users, of the account, organization or project that calls go to.
 *
 * <p>Harness's own, such as {@code _all_account_fme_editors_}, and those of an identity provider cannot be changed or deleted: that is
 * refused with a {@link dev.tricolor.BadRequestException} (400) or a {@link dev.tricolor.ForbiddenException} (403).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class UserGroupsAsyncApi {
    private final UserGroupsApi groups;
    private final Futures futures;

    UserGroupsAsyncApi(UserGroupsApi groups, Futures futures) {
        this.groups = groups;
        this.futures = futures;
    }

    /** Lists the user groups, in pages of at most 100. */
    public CompletableFuture<AsyncPage<UserGroup>> list() {
        return list(query -> {});
    }

    /** Lists the user groups, in pages as {@code query} says, of at most 100. */
    public CompletableFuture<AsyncPage<UserGroup>> list(Block<UserGroupQuery> query) {
        return futures.page(c -> groups.list(query, c));
    }

    /** Hands all user groups to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super UserGroup> each) {
        return listAll(query -> {}, each);
    }

    /** Hands them, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<UserGroupQuery> query, Consumer<? super UserGroup> each) {
        return futures.each(groups.listAll(query), each);
    }

    /** Finds a user group; null when there is no such group. */
    public CompletableFuture<@Nullable UserGroup> find(String identifier) {
        return futures.of(c -> groups.find(identifier, c));
    }

    /**
     * Gets a user group.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404,
     *     also where Harness answers 200 without one)
     */
    public CompletableFuture<UserGroup> get(String identifier) {
        return futures.of(c -> groups.get(identifier, c));
    }

    /** Creates a user group without users: {@link #create(String, String, Block)}. */
    public CompletableFuture<UserGroup> create(String identifier, String name) {
        return create(identifier, name, group -> {});
    }

    /**
     * Creates a user group.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such user (400); with
     *     {@link dev.tricolor.ConflictException} if there is a group of that identifier (409)
     */
    public CompletableFuture<UserGroup> create(String identifier, String name, Block<UserGroupBuilder> block) {
        return futures.of(c -> groups.create(identifier, name, block, c));
    }

    /** Replaces a user group by one without users: {@link #replace(String, String, Block)}. */
    public CompletableFuture<UserGroup> replace(String identifier, String name) {
        return replace(identifier, name, group -> {});
    }

    /**
     * Replaces a user group; what is not said is removed, users and all. To change only a part of it there is {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such user (400); with
     *     {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<UserGroup> replace(String identifier, String name, Block<UserGroupBuilder> block) {
        return futures.of(c -> groups.replace(identifier, name, block, c));
    }

    /**
     * Reads the user group, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<UserGroup> edit(String identifier, Block<UserGroupBuilder> block) {
        return futures.of(c -> groups.edit(identifier, block, c));
    }

    /**
     * Deletes a user group; its users stay, without the roles that it had.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<@Nullable Void> delete(String identifier) {
        return futures.done(c -> groups.delete(identifier, c));
    }
}
