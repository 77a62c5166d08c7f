package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Projects: what flags, metrics, environments and experiments live in.
 *
 * @see <a href="https://launchdarkly.com/docs/api/projects">Projects</a>
 */
public final class ProjectsAsyncApi {
    private final ProjectsApi projects;
    private final Futures futures;

    ProjectsAsyncApi(ProjectsApi projects, Futures futures) {
        this.projects = projects;
        this.futures = futures;
    }

    /** Lists the projects, in pages of 20, without their environments. */
    public CompletableFuture<AsyncPage<Project>> list() {
        return list(query -> {});
    }

    /** Lists the projects that {@code query} says; without their environments, unless they are asked for. */
    public CompletableFuture<AsyncPage<Project>> list(Block<ProjectQuery> query) {
        return futures.page(c -> projects.list(query, c));
    }

    /** Hands all projects to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super Project> each) {
        return listAll(query -> {}, each);
    }

    /** Hands the projects that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<ProjectQuery> query, Consumer<? super Project> each) {
        return futures.each(projects.listAll(query), each);
    }

    /** Gets a project without its environments; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Project> find(String projectKey) {
        return futures.of(c -> projects.find(projectKey, c));
    }

    /** Gets a project without its environments: {@link #get(String, Block)}. */
    public CompletableFuture<Project> get(String projectKey) {
        return get(projectKey, query -> {});
    }

    /**
     * Gets a project; without its environments, unless {@code query} asks for them.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<Project> get(String projectKey, Block<ProjectFieldsQuery> query) {
        return futures.of(c -> projects.get(projectKey, query, c));
    }

    /** Creates a project with the environments {@code production} and {@code test}: {@link #create(String, String, Block)}. */
    public CompletableFuture<Project> create(String key, String name) {
        return create(key, name, project -> {});
    }

    /**
     * Creates a project, and with it the environments that {@code block} names, or else {@code production} and {@code test}.
     *
     * @param key unique in the account; never changes
     * @param name what people call it
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that key (409, {@code key_exists}), with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something else wrong with it (400)
     */
    public CompletableFuture<Project> create(String key, String name, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.create(key, name, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400), with {@link dev.tricolor.ConflictException} if somebody
     *     else's changes got in the way again and again (409)
     */
    public CompletableFuture<Project> update(String projectKey, Block<ProjectPatchBuilder> block) {
        return futures.of(c -> projects.update(projectKey, block, c));
    }

    /**
     * Deletes a project with everything in it: environments, flags, metrics, experiments. It cannot be undone.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<@Nullable Void> delete(String projectKey) {
        return futures.done(c -> projects.delete(projectKey, c));
    }

    /**
     * Gets what the new flags of a project are given unless told otherwise.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<FlagDefaults> flagDefaults(String projectKey) {
        return futures.of(c -> projects.flagDefaults(projectKey, c));
    }

    /**
     * Replaces what the new flags of a project are given.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<FlagDefaults> replaceFlagDefaults(String projectKey, Block<FlagDefaultsBuilder> block) {
        return futures.of(c -> projects.replaceFlagDefaults(projectKey, block, c));
    }

    /**
     * Changes what {@code block} names of what the new flags of a project are given; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<FlagDefaults> updateFlagDefaults(String projectKey, Block<FlagDefaultsPatchBuilder> block) {
        return futures.of(c -> projects.updateFlagDefaults(projectKey, block, c));
    }
}
