package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Environments of a workspace. Wherever an environment is asked for, its name does as well as its id.
 *
 * @see <a href="https://docs.split.io/reference/environments-overview">Environments</a>
 */
public final class EnvironmentsAsyncApi {
    private final EnvironmentsApi environments;
    private final Futures futures;

    EnvironmentsAsyncApi(EnvironmentsApi environments, Futures futures) {
        this.environments = environments;
        this.futures = futures;
    }

    /** Lists the environments, with id, name and production only. Split gives them in one piece, so there is no next page. */
    public CompletableFuture<AsyncPage<Environment>> list(String workspaceId) {
        return futures.page(c -> environments.list(workspaceId, c));
    }

    /** Hands all environments, with id, name and production only, to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super Environment> each) {
        return futures.each(environments.listAll(workspaceId), each);
    }

    /** Finds the environment of this name; null when there is none. Split has no way to read a single one, so this reads the list. */
    public CompletableFuture<@Nullable Environment> find(String workspaceId, String name) {
        return futures.of(c -> environments.find(workspaceId, name, c));
    }

    /** Creates an environment that everyone who may edit at all may change: {@link #create(String, String, boolean, Block)}. */
    public CompletableFuture<Environment> create(String workspaceId, String name, boolean production) {
        return create(workspaceId, name, production, environment -> {});
    }

    /**
     * Creates an environment, and with it two SDK keys, one for clients and one for servers.
     *
     * @param name at most 20 characters
     * @param production whether it is a production environment
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-environment">Create environment</a>
     */
    public CompletableFuture<Environment> create(
        String workspaceId, String name, boolean production, Block<CreateEnvironmentBuilder> block) {
        return futures.of(c -> environments.create(workspaceId, name, production, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404)
     * @see <a href="https://docs.split.io/reference/update-environment">Update environment</a>
     */
    public CompletableFuture<Environment> update(String workspaceId, String environmentId, Block<UpdateEnvironmentBuilder> block) {
        return futures.of(c -> environments.update(workspaceId, environmentId, block, c));
    }

    /**
     * Deletes an environment. What is defined in it, and its API keys, the two that were created with it too, must be deleted before.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such environment (404)
     * @see <a href="https://docs.split.io/reference/delete-environment">Delete environment</a>
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId, String environmentId) {
        return futures.done(c -> environments.delete(workspaceId, environmentId, c));
    }
}
