package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Projects: experiments, goals and audiences that go by one JavaScript file. They cannot be deleted, only archived. */
public final class ProjectsAsyncApi {
    private final ProjectsApi projects;
    private final Futures futures;

    ProjectsAsyncApi(ProjectsApi projects, Futures futures) {
        this.projects = projects;
        this.futures = futures;
    }

    /** Lists the projects of the account: all of them, on one page. */
    public CompletableFuture<AsyncPage<Project>> list() {
        return futures.page(c -> projects.list(c));
    }

    /** Hands the projects of the account to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super Project> each) {
        return futures.each(projects.listAll(), each);
    }

    /** Gets a project; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Project> find(long projectId) {
        return futures.of(c -> projects.find(projectId, c));
    }

    /**
     * Gets a project.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404)
     */
    public CompletableFuture<Project> get(long projectId) {
        return futures.of(c -> projects.get(projectId, c));
    }

    /**
     * Gets several projects, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Project>> getAll(Collection<Long> projectIds) {
        return futures.of(c -> projects.getAll(projectIds, c));
    }

    /** Creates a project. */
    public CompletableFuture<Project> create(String projectName) {
        return create(projectName, b -> {});
    }

    /**
     * Creates a project.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not create projects (403)
     */
    public CompletableFuture<Project> create(String projectName, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.create(projectName, block, c));
    }

    /**
     * Changes what {@code block} names of a project, and nothing else.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with the change (400)
     */
    public CompletableFuture<Project> update(long projectId, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.update(projectId, block, c));
    }
}
