package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Users of the account, organization or project that calls go to, and invitations that nobody has accepted yet.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class HarnessUsersAsyncApi {
    private final HarnessUsersApi users;
    private final Futures futures;

    HarnessUsersAsyncApi(HarnessUsersApi users, Futures futures) {
        this.users = users;
        this.futures = futures;
    }

    /** Lists the users with the roles that are given to them, in pages of at most 100. */
    public CompletableFuture<AsyncPage<UserAggregate>> list() {
        return list(query -> {});
    }

    /** Lists the users with the roles that are given to them, in pages as {@code query} says, of at most 100. */
    public CompletableFuture<AsyncPage<UserAggregate>> list(Block<HarnessUserQuery> query) {
        return futures.page(c -> users.list(query, c));
    }

    /** Hands all users with the roles that are given to them to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super UserAggregate> each) {
        return listAll(query -> {}, each);
    }

    /** Hands them, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<HarnessUserQuery> query, Consumer<? super UserAggregate> each) {
        return futures.each(users.listAll(query), each);
    }

    /** Finds the user with this e-mail address, whatever its case; null when there is none. */
    public CompletableFuture<@Nullable UserAggregate> find(String email) {
        return futures.of(c -> users.find(email, c));
    }

    /**
     * Gets a user with the roles that are given to them.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<UserAggregate> get(String uuid) {
        return futures.of(c -> users.get(uuid, c));
    }

    /** Invites people without groups and roles: {@link #invite(Collection, Block)}. */
    public CompletableFuture<AddUsersResponse> invite(Collection<String> emails) {
        return invite(emails, invitation -> {});
    }

    /**
     * Invites people: who is new to the account is sent an invitation, and gets groups and roles on accepting it.
     *
     * @return what has become of each of {@code emails}; nobody is refused with an error
     */
    public CompletableFuture<AddUsersResponse> invite(Collection<String> emails, Block<AddUsersBuilder> block) {
        return futures.of(c -> users.invite(emails, block, c));
    }

    /** Replaces name and e-mail address of a user: {@link #replace(String, String, String, Block)}. */
    public CompletableFuture<UserInfo> replace(String uuid, String name, String email) {
        return replace(uuid, name, email, user -> {});
    }

    /**
     * Replaces what is known of a user, in the whole account. To change only a part of it there is {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if that cannot be changed, as of a user of an identity provider (400);
     *     with {@link dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<UserInfo> replace(String uuid, String name, String email, Block<UserInfoBuilder> block) {
        return futures.of(c -> users.replace(uuid, name, email, block, c));
    }

    /**
     * Reads the user, changes what {@code block} names, and writes the whole back, with all that the service sent and this version does not
     * know: {@code edit(uuid, u -> u.name("Ada"))}. It holds in the whole account.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it what cannot be, and nothing is written; with
     *     {@link dev.tricolor.BadRequestException} if that cannot be changed, as of a user of an identity provider (400); with
     *     {@link dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<UserInfo> edit(String uuid, Block<UserInfoBuilder> block) {
        return futures.of(c -> users.edit(uuid, block, c));
    }

    /**
     * Adds a user to user groups; to be in one of them already is no error.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such user or group (404)
     */
    public CompletableFuture<@Nullable Void> addToGroups(String uuid, Collection<String> userGroupIds) {
        return futures.done(c -> users.addToGroups(uuid, userGroupIds, c));
    }

    /**
     * Removes a user from the place that calls go to, with their groups and roles there.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such user (404)
     */
    public CompletableFuture<@Nullable Void> remove(String uuid) {
        return futures.done(c -> users.remove(uuid, c));
    }

    /** Lists the invitations that nobody has accepted yet, in pages of at most 100. */
    public CompletableFuture<AsyncPage<HarnessInvite>> listPending() {
        return listPending(query -> {});
    }

    /** Lists the invitations that nobody has accepted yet, in pages as {@code query} says, of at most 100. */
    public CompletableFuture<AsyncPage<HarnessInvite>> listPending(Block<InviteQuery> query) {
        return futures.page(c -> users.listPending(query, c));
    }

    /** Hands all invitations that nobody has accepted yet to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAllPending(Consumer<? super HarnessInvite> each) {
        return listAllPending(query -> {}, each);
    }

    /** Hands them, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAllPending(Block<InviteQuery> query, Consumer<? super HarnessInvite> each) {
        return futures.each(users.listAllPending(query), each);
    }

    /**
     * Takes an invitation back.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such invitation, or it has been accepted (404)
     */
    public CompletableFuture<@Nullable Void> deletePending(String inviteId) {
        return futures.done(c -> users.deletePending(inviteId, c));
    }
}
