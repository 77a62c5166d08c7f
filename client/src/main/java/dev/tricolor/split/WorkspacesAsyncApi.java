package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces, which Split's user interface calls projects.
 *
 * <p>In Harness mode they are read as ever, but {@code create}, {@code update} and {@code delete} fail with
 * {@link dev.tricolor.OperationReplacedException}, and nothing is sent: there a workspace is a project of Harness.
 *
 * @see <a href="https://docs.split.io/reference/workspaces-overview">Workspaces</a>
 */
public final class WorkspacesAsyncApi {
    private final WorkspacesApi workspaces;
    private final Futures futures;

    WorkspacesAsyncApi(WorkspacesApi workspaces, Futures futures) {
        this.workspaces = workspaces;
        this.futures = futures;
    }

    /** Lists the workspaces that the key may see, in pages of at most 200. */
    public CompletableFuture<AsyncPage<Workspace>> list() {
        return list(query -> {});
    }

    /** Lists those workspaces that {@code query} asks for and the key may see, in pages of at most 200. */
    public CompletableFuture<AsyncPage<Workspace>> list(Block<WorkspaceQuery> query) {
        return futures.page(c -> workspaces.list(query, c));
    }

    /** Hands all workspaces that the key may see to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super Workspace> each) {
        return listAll(query -> {}, each);
    }

    /** Hands all workspaces that {@code query} asks for to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<WorkspaceQuery> query, Consumer<? super Workspace> each) {
        return futures.each(workspaces.listAll(query), each);
    }

    /** Finds the workspace of this name by the server's own filter; null when there is none, or the key may not see it. */
    public CompletableFuture<@Nullable Workspace> find(String name) {
        return futures.of(c -> workspaces.find(name, c));
    }

    /** Creates a workspace that requires no titles and comments: {@link #create(String, Block)}. */
    public CompletableFuture<Workspace> create(String name) {
        return create(name, workspace -> {});
    }

    /**
     * Creates a workspace, with a traffic type named {@code user} and no environment.
     *
     * @param name unique in the account
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     * @see <a href="https://docs.split.io/reference/create-workspace">Create workspace</a>
     */
    public CompletableFuture<Workspace> create(String name, Block<CreateWorkspaceBuilder> block) {
        return futures.of(c -> workspaces.create(name, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such workspace (404)
     * @see <a href="https://docs.split.io/reference/update-workspace">Update workspace</a>
     */
    public CompletableFuture<Workspace> update(String workspaceId, Block<UpdateWorkspaceBuilder> block) {
        return futures.of(c -> workspaces.update(workspaceId, block, c));
    }

    /**
     * Deletes an empty workspace. Its environments and traffic types, the one named {@code user} too, must be deleted before.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such workspace (404)
     * @see <a href="https://docs.split.io/reference/delete-workspace">Delete workspace</a>
     */
    public CompletableFuture<@Nullable Void> delete(String workspaceId) {
        return futures.done(c -> workspaces.delete(workspaceId, c));
    }

    /** Lists the rollout statuses that flags of the workspace can have. Split gives them in one piece, so there is no next page. */
    public CompletableFuture<AsyncPage<RolloutStatus>> listRolloutStatuses(String workspaceId) {
        return futures.page(c -> workspaces.listRolloutStatuses(workspaceId, c));
    }
}
