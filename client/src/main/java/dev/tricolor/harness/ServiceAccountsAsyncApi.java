package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Service accounts: identities for programs, of the account, organization or project that calls go to. What one may do is said by role
 * assignments, and its programs get in with the tokens ({@link TokensAsyncApi}) of its API keys ({@link HarnessApiKeysAsyncApi}).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class ServiceAccountsAsyncApi {
    private final ServiceAccountsApi serviceAccounts;
    private final Futures futures;

    ServiceAccountsAsyncApi(ServiceAccountsApi serviceAccounts, Futures futures) {
        this.serviceAccounts = serviceAccounts;
        this.futures = futures;
    }

    /** Lists the service accounts. Harness gives them in one piece. */
    public CompletableFuture<AsyncPage<ServiceAccount>> list() {
        return futures.page(c -> serviceAccounts.list(c));
    }

    /** Hands all service accounts to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super ServiceAccount> each) {
        return futures.each(serviceAccounts.listAll(), each);
    }

    /** Finds a service account; null when there is no such one. */
    public CompletableFuture<@Nullable ServiceAccountAggregate> find(String identifier) {
        return futures.of(c -> serviceAccounts.find(identifier, c));
    }

    /**
     * Gets a service account, with what it may do.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such service account (404)
     */
    public CompletableFuture<ServiceAccountAggregate> get(String identifier) {
        return futures.of(c -> serviceAccounts.get(identifier, c));
    }

    /** Creates a service account without description and tags: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<ServiceAccount> create(String identifier, String name, String email) {
        return create(identifier, name, email, account -> {});
    }

    /**
     * Creates a service account. It may do nothing until roles are assigned to it.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @param email an address, which need not exist: {@code name@service.harness.io}
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that identifier (409)
     */
    public CompletableFuture<ServiceAccount> create(String identifier, String name, String email, Block<ServiceAccountBuilder> block) {
        return futures.of(c -> serviceAccounts.create(identifier, name, email, block, c));
    }

    /** Replaces a service account by one without description and tags: {@link #replace(String, String, String, Block)}. */
    public CompletableFuture<ServiceAccount> replace(String identifier, String name, String email) {
        return replace(identifier, name, email, account -> {});
    }

    /**
     * Replaces a service account; what is not said is removed. To change only a part of it there is {@link #edit}. Its API keys and roles
     * stay.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such service account (404)
     */
    public CompletableFuture<ServiceAccount> replace(String identifier, String name, String email, Block<ServiceAccountBuilder> block) {
        return futures.of(c -> serviceAccounts.replace(identifier, name, email, block, c));
    }

    /**
     * Reads the service account, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such service account (404)
     */
    public CompletableFuture<ServiceAccount> edit(String identifier, Block<ServiceAccountBuilder> block) {
        return futures.of(c -> serviceAccounts.edit(identifier, block, c));
    }

    /**
     * Deletes a service account, and with it its API keys and their tokens, which admit no more.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such service account (404)
     */
    public CompletableFuture<@Nullable Void> delete(String identifier) {
        return futures.done(c -> serviceAccounts.delete(identifier, c));
    }
}
