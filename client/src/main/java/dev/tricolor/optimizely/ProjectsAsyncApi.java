package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Projects: what experiments, features, audiences, attributes and events live in. They cannot be deleted, only put away: {@link #archive}.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/projects">Projects</a>
 */
public final class ProjectsAsyncApi {
    private final ProjectsApi projects;
    private final Futures futures;

    ProjectsAsyncApi(ProjectsApi projects, Futures futures) {
        this.projects = projects;
        this.futures = futures;
    }

    /** Lists the projects that the token may see, archived ones too, in pages of at most 100. */
    public CompletableFuture<AsyncPage<Project>> list() {
        return list(query -> {});
    }

    /** Lists the projects that the token may see, archived ones too, in pages as {@code query} says. */
    public CompletableFuture<AsyncPage<Project>> list(Block<PageQuery> query) {
        return futures.page(c -> projects.list(query, c));
    }

    /** Hands all projects that the token may see to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super Project> each) {
        return listAll(query -> {}, each);
    }

    /** Hands the projects that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<PageQuery> query, Consumer<? super Project> each) {
        return futures.each(projects.listAll(query), each);
    }

    /** Finds the first project of this name; null when the token sees none. Names need not be unique. */
    public CompletableFuture<@Nullable Project> find(String name) {
        return futures.of(c -> projects.find(name, c));
    }

    /**
     * Gets a project.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Project> get(long projectId) {
        return futures.of(c -> projects.get(projectId, c));
    }

    /** Creates a project for the web: {@link #create(String, Block)}. */
    public CompletableFuture<Project> create(String name) {
        return create(name, project -> {});
    }

    /**
     * Creates a project; one for the web, unless {@code block} says otherwise.
     *
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not create projects (403)
     */
    public CompletableFuture<Project> create(String name, Block<ProjectBuilder> block) {
        return futures.of(c -> projects.create(name, block, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400)
     */
    public CompletableFuture<Project> update(long projectId, Block<ProjectUpdateBuilder> block) {
        return futures.of(c -> projects.update(projectId, block, c));
    }

    /**
     * Puts a project away; nothing of it runs any more. An update of its status takes it back.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<Project> archive(long projectId) {
        return futures.of(c -> projects.archive(projectId, c));
    }
}
