package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Projects of the organization that calls go to; the project that they go to makes no difference here. Where no organization is set,
 * Harness takes the one called {@code default}.
 *
 * <p>To feature flags a project is a workspace: {@code SplitAsyncClient.workspaces().list} finds it by {@code organizationIdentifier} and
 * {@code projectIdentifier}.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class ProjectsAsyncApi {
    private final ProjectsApi projects;
    private final Futures futures;

    ProjectsAsyncApi(ProjectsApi projects, Futures futures) {
        this.projects = projects;
        this.futures = futures;
    }

    /** Lists the projects of the organization, or of all of the account where none is set, in pages of at most 100. */
    public CompletableFuture<AsyncPage<ProjectResponse>> list() {
        return list(query -> {});
    }

    /** Lists the projects of the organization, or of all of the account where none is set, in pages as {@code query} says. */
    public CompletableFuture<AsyncPage<ProjectResponse>> list(Block<ProjectQuery> query) {
        return futures.page(c -> projects.list(query, c));
    }

    /** Hands all projects to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super ProjectResponse> each) {
        return listAll(query -> {}, each);
    }

    /** Hands the projects, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<ProjectQuery> query, Consumer<? super ProjectResponse> each) {
        return futures.each(projects.listAll(query), each);
    }

    /** Finds a project; null when there is no such project. */
    public CompletableFuture<@Nullable ProjectResponse> find(String identifier) {
        return futures.of(c -> projects.find(identifier, c));
    }

    /**
     * Gets a project.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<ProjectResponse> get(String identifier) {
        return futures.of(c -> projects.get(identifier, c));
    }

    /** Creates a project with an identifier and a name: {@link #create(String, String, Block)}. */
    public CompletableFuture<ProjectResponse> create(String identifier, String name) {
        return create(identifier, name, project -> {});
    }

    /**
     * Creates a project, and with it a workspace where the account has feature flags.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @return fails with {@link dev.tricolor.ConflictException} if there is a project of that identifier (409)
     */
    public CompletableFuture<ProjectResponse> create(String identifier, String name, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.create(identifier, name, block, c));
    }

    /** Replaces a project by one with nothing but a name: {@link #replace(String, String, Block)}. */
    public CompletableFuture<ProjectResponse> replace(String identifier, String name) {
        return replace(identifier, name, project -> {});
    }

    /**
     * Replaces a project; what is not said is removed, modules and all. To change only a part of it there is {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<ProjectResponse> replace(String identifier, String name, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.replace(identifier, name, block, c));
    }

    /**
     * Reads the project, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. The last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<ProjectResponse> edit(String identifier, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.edit(identifier, block, c));
    }

    /**
     * Deletes a project, and with it everything that lives in it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<@Nullable Void> delete(String identifier) {
        return futures.done(c -> projects.delete(identifier, c));
    }
}
