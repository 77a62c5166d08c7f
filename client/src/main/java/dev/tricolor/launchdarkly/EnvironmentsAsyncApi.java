package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Environments of a project. LaunchDarkly gives their SDK keys with every read; they do not print.
 *
 * @see <a href="https://launchdarkly.com/docs/api/environments">Environments</a>
 */
public final class EnvironmentsAsyncApi {
    private final EnvironmentsApi environments;
    private final Futures futures;

    EnvironmentsAsyncApi(EnvironmentsApi environments, Futures futures) {
        this.environments = environments;
        this.futures = futures;
    }

    /** Lists the environments of a project, in pages of 20. */
    public CompletableFuture<AsyncPage<Environment>> list(String projectKey) {
        return list(projectKey, query -> {});
    }

    /** Lists the environments of a project that {@code query} says. */
    public CompletableFuture<AsyncPage<Environment>> list(String projectKey, Block<EnvironmentQuery> query) {
        return futures.page(c -> environments.list(projectKey, query, c));
    }

    /** Hands all environments of a project to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Consumer<? super Environment> each) {
        return listAll(projectKey, query -> {}, each);
    }

    /** Hands the environments that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String projectKey, Block<EnvironmentQuery> query, Consumer<? super Environment> each) {
        return futures.each(environments.listAll(projectKey, query), each);
    }

    /** Gets an environment; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Environment> find(String projectKey, String environmentKey) {
        return futures.of(c -> environments.find(projectKey, environmentKey, c));
    }

    /**
     * Gets an environment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404)
     */
    public CompletableFuture<Environment> get(String projectKey, String environmentKey) {
        return futures.of(c -> environments.get(projectKey, environmentKey, c));
    }

    /** Creates an environment with all but the required off: {@link #create(String, String, String, String, Block)}. */
    public CompletableFuture<Environment> create(String projectKey, String key, String name, String color) {
        return create(projectKey, key, name, color, environment -> {});
    }

    /**
     * Creates an environment. Approvals cannot be set at once, only by {@link #update}.
     *
     * @param key unique in the project; never changes
     * @param name what people call it
     * @param color how the user interface paints it: hexadecimal digits without {@code #}
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that key (409, {@code key_exists}), or the environment
     *     to be cloned has changed since the version that was said (409), with {@link dev.tricolor.NotFoundException} if there is no such
     *     project (404)
     */
    public CompletableFuture<Environment> create(
        String projectKey, String key, String name, String color, Block<EnvironmentBuilder> block) {
        return futures.of(c -> environments.create(projectKey, key, name, color, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400), with {@link dev.tricolor.ConflictException} if somebody
     *     else's changes got in the way again and again (409)
     */
    public CompletableFuture<Environment> update(String projectKey, String environmentKey, Block<EnvironmentPatchBuilder> block) {
        return futures.of(c -> environments.update(projectKey, environmentKey, block, c));
    }

    /**
     * Deletes an environment, and what flags and segments do in it. The last one of a project cannot be deleted.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404), with another
     *     {@link dev.tricolor.ApiException} if it is the last one of its project
     */
    public CompletableFuture<@Nullable Void> delete(String projectKey, String environmentKey) {
        return futures.done(c -> environments.delete(projectKey, environmentKey, c));
    }

    /** Makes a new key for server-side SDKs, and ends the old one at once: {@link #resetSdkKey(String, String, Long)}. */
    public CompletableFuture<Environment> resetSdkKey(String projectKey, String environmentKey) {
        return resetSdkKey(projectKey, environmentKey, null);
    }

    /**
     * Makes a new key for server-side SDKs, which is in the environment that is returned.
     *
     * @param expiry until when the old key works, in epoch milliseconds; null ends it at once
     * @return fails with {@link IllegalArgumentException} if {@code expiry} is not a moment after 1970, with
     *     {@link dev.tricolor.NotFoundException} if there is no such environment (404)
     */
    public CompletableFuture<Environment> resetSdkKey(String projectKey, String environmentKey, @Nullable Long expiry) {
        return futures.of(c -> environments.resetSdkKey(projectKey, environmentKey, expiry, c));
    }

    /**
     * Makes a new key for mobile SDKs, which is in the environment that is returned; the old one ends at once.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404)
     */
    public CompletableFuture<Environment> resetMobileKey(String projectKey, String environmentKey) {
        return futures.of(c -> environments.resetMobileKey(projectKey, environmentKey, c));
    }
}
