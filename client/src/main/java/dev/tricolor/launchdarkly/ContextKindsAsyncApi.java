package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of contexts: what flags are evaluated for, and experiments randomized by. Every project has {@code user}.
 *
 * @see <a href="https://launchdarkly.com/docs/api/contexts">Contexts</a>
 */
public final class ContextKindsAsyncApi {
    private final ContextKindsApi kinds;
    private final Futures futures;

    ContextKindsAsyncApi(ContextKindsApi kinds, Futures futures) {
        this.kinds = kinds;
        this.futures = futures;
    }

    /**
     * Lists the context kinds of a project. LaunchDarkly gives them in one piece.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<ContextKind>> list(String projectKey) {
        return futures.page(c -> kinds.list(projectKey, c));
    }

    /** Hands all context kinds of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Consumer<? super ContextKind> each) {
        return futures.each(kinds.listAll(projectKey), each);
    }

    /** Finds the context kind with this key; null when there is none. LaunchDarkly cannot give a single one, so this reads the list. */
    public CompletableFuture<@Nullable ContextKind> find(String projectKey, String key) {
        return futures.of(c -> kinds.find(projectKey, key, c));
    }

    /** Makes a context kind of a name alone, or replaces it: {@link #put(String, String, String, Block)}. */
    public CompletableFuture<ContextKindPut> put(String projectKey, String key, String name) {
        return put(projectKey, key, name, kind -> {});
    }

    /**
     * Makes a context kind, or replaces it where there is one of that key.
     *
     * @param key a letter or digit, then letters, digits, {@code .}, {@code _} and {@code -}
     * @param name what people call it
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404), with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something wrong with it (400)
     */
    public CompletableFuture<ContextKindPut> put(String projectKey, String key, String name, Block<ContextKindBuilder> block) {
        return futures.of(c -> kinds.put(projectKey, key, name, block, c));
    }
}
