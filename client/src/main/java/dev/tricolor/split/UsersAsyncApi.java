package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Users of the account. An account that was migrated to Harness has its users there. In Harness
 * mode every call here fails with {@link dev.tricolor.OperationReplacedException}, and nothing is sent.
 *
 * @see <a href="https://docs.split.io/reference/list-users">Users</a>
 */
public final class UsersAsyncApi {
    private final UsersApi users;
    private final Futures futures;

    UsersAsyncApi(UsersApi users, Futures futures) {
        this.users = users;
        this.futures = futures;
    }

    /** Lists the active and the deactivated users, in pages of at most 200. */
    public CompletableFuture<AsyncPage<User>> list() {
        return list(query -> {});
    }

    /** Lists users, in pages of at most 200; without a status in {@code query}, the active and the deactivated ones. */
    public CompletableFuture<AsyncPage<User>> list(Block<UserQuery> query) {
        return futures.page(c -> users.list(query, c));
    }

    /** Hands all active and deactivated users to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super User> each) {
        return listAll(query -> {}, each);
    }

    /**
     * Hands users to {@code each}, one after the other; without a status in {@code query}, all active and deactivated ones. Only one
     * page is held at a time.
     */
    public CompletableFuture<@Nullable Void> listAll(Block<UserQuery> query, Consumer<? super User> each) {
        return futures.each(users.listAll(query), each);
    }

    /**
     * Finds the user with this e-mail, whatever the case of its letters; null when there is none. Split has no filter for it, so this reads
     * the list until it comes to it, and after that the list of those who were invited and have not come yet.
     */
    public CompletableFuture<@Nullable User> find(String email) {
        return futures.of(c -> users.find(email, c));
    }

    /**
     * Gets a user.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<User> get(String userId) {
        return futures.of(c -> users.get(userId, c));
    }

    /** Invites somebody who will be in no group: {@link #invite(String, Block)}. */
    public CompletableFuture<User> invite(String email) {
        return invite(email, user -> {});
    }

    /**
     * Invites somebody: Split sends an e-mail, and the user is {@link UserStatus#PENDING} until it is answered.
     *
     * @param block the groups that the user will be in
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if {@code email} is none, and nothing is sent; with {@link
     *     dev.tricolor.BadRequestException} if there is no such group (400), and with {@link dev.tricolor.ConflictException} if there is a
     *     user with this e-mail (409)
     */
    public CompletableFuture<User> invite(String email, Block<InviteUserBuilder> block) {
        return futures.of(c -> users.invite(email, block, c));
    }

    /**
     * Replaces name, e-mail and status of a user, and switches the second factor off: {@link #replace(String, String, String, UserStatus,
     * Block)}.
     */
    public CompletableFuture<User> replace(String userId, String name, String email, UserStatus status) {
        return replace(userId, name, email, status, user -> {});
    }

    /**
     * Replaces name, e-mail, status and second factor of a user; a second factor that is not said is switched off. The groups stay. To
     * change one of them and leave the others, {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and nothing is sent; with {@link
     *     dev.tricolor.BadRequestException} if it would switch the second factor on, or the status cannot be had (400), with {@link
     *     dev.tricolor.NotFoundException} if there is no such user (404), and with {@link dev.tricolor.ConflictException} if somebody else
     *     has this e-mail (409)
     * @see <a href="https://docs.split.io/reference/full-update-user">Full update user</a>
     */
    public CompletableFuture<User> replace(String userId, String name, String email, UserStatus status, Block<UserBuilder> block) {
        return futures.of(c -> users.replace(userId, name, email, status, block, c));
    }

    /**
     * Reads a user, changes what {@code block} names, and writes the user back; nothing is written when nothing is changed. What somebody
     * else changes in between is lost. {@code edit(userId, u -> u.status(UserStatus.DEACTIVATED))} is how a user is got rid of.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and if it would switch the second factor on, and
     *     nothing is written; with {@link dev.tricolor.BadRequestException} if the status cannot be had (400), with {@link
     *     dev.tricolor.NotFoundException} if there is no such user (404), and with {@link dev.tricolor.ConflictException} if somebody else
     *     has the new e-mail (409)
     */
    public CompletableFuture<User> edit(String userId, Block<UserBuilder> block) {
        return futures.of(c -> users.edit(userId, block, c));
    }

    /**
     * Changes the groups that a user is in; all of it, or nothing. {@link #addToGroup} and {@link #removeFromGroup} need not know where a
     * group stands.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such group, or another one where the patch expects it
     *     (400), and with {@link dev.tricolor.NotFoundException} if there is no such user (404)
     * @see <a href="https://docs.split.io/reference/update-users-groups">Update user's groups</a>
     */
    public CompletableFuture<User> update(String userId, Block<UpdateUserBuilder> block) {
        return futures.of(c -> users.update(userId, block, c));
    }

    /**
     * Adds a user to a group, by its id. It reads the user first, and changes nothing when the user is in it.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such group (400), and with {@link
     *     dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<User> addToGroup(String userId, String groupId) {
        return futures.of(c -> users.addToGroup(userId, groupId, c));
    }

    /**
     * Removes a user from a group, by its id. It reads the user first, and changes nothing when the user is not in it.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if the groups of the user were changed since they were read, so that the
     *     group stands elsewhere (400): nothing was changed, and it can be tried again; and with {@link dev.tricolor.NotFoundException} if
     *     there is no such user (404)
     */
    public CompletableFuture<User> removeFromGroup(String userId, String groupId) {
        return futures.of(c -> users.removeFromGroup(userId, groupId, c));
    }

    /**
     * Deletes a user who was invited and has not come yet. Everybody else can only be deactivated: {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if the user is active or deactivated (400), and with {@link
     *     dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<@Nullable Void> delete(String userId) {
        return futures.done(c -> users.delete(userId, c));
    }
}
