package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Environments: where a project's features and experiments run, each with a status and rules of its own.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/environments">Environments</a>
 */
public final class EnvironmentsAsyncApi {
    private final EnvironmentsApi environments;
    private final Futures futures;

    EnvironmentsAsyncApi(EnvironmentsApi environments, Futures futures) {
        this.environments = environments;
        this.futures = futures;
    }

    /** Lists a project's environments, archived ones too, in pages of at most 100. */
    public CompletableFuture<AsyncPage<Environment>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists a project's environments, archived ones too, in pages as {@code query} says.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Environment>> list(long projectId, Block<PageQuery> query) {
        return futures.page(c -> environments.list(projectId, query, c));
    }

    /** Hands all of a project's environments, archived ones too, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Environment> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the environments that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<PageQuery> query, Consumer<? super Environment> each) {
        return futures.each(environments.listAll(projectId, query), each);
    }

    /** Finds the environment of this key, archived or not, in upper or lower case; null when the project has none. */
    public CompletableFuture<@Nullable Environment> find(long projectId, String key) {
        return futures.of(c -> environments.find(projectId, key, c));
    }

    /**
     * Gets an environment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Environment> get(long environmentId) {
        return futures.of(c -> environments.get(environmentId, c));
    }

    /** Creates an environment of which nothing else is said: {@link #create(long, String, String, Block)}. */
    public CompletableFuture<Environment> create(long projectId, String key, String name) {
        return create(projectId, key, name, environment -> {});
    }

    /**
     * Creates an environment.
     *
     * @param key what features and experiments name it by: at most 64 letters, digits, {@code _} and {@code -}
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if the project has the key already, or is none (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not create environments (403)
     */
    public CompletableFuture<Environment> create(long projectId, String key, String name, Block<EnvironmentBuilder> block) {
        return futures.of(c -> environments.create(projectId, key, name, block, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit, or the project has the new key already (400)
     */
    public CompletableFuture<Environment> update(long environmentId, Block<EnvironmentUpdateBuilder> block) {
        return futures.of(c -> environments.update(environmentId, block, c));
    }

    /**
     * Puts an environment away. Optimizely's {@code DELETE} does no more than that: an update to {@code archived(false)} takes it back.
     * Harmless when repeated.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404)
     */
    public CompletableFuture<@Nullable Void> archive(long environmentId) {
        return futures.done(c -> environments.archive(environmentId, c));
    }

    /**
     * Gets the datafile of an environment: what SDKs are told of it, as the very text.
     *
     * <p>This is what Optimizely holds; at the address in {@link Environment#getDatafile()}, where SDKs read it, a change may show up
     * later.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<String> datafile(long environmentId) {
        return futures.of(c -> environments.datafile(environmentId, c));
    }
}
