package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Audiences: visitors of whom the same conditions hold. They cannot be deleted, only put away: {@link #archive}.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/audiences">Audiences</a>
 */
public final class AudiencesAsyncApi {
    private final AudiencesApi audiences;
    private final Futures futures;

    AudiencesAsyncApi(AudiencesApi audiences, Futures futures) {
        this.audiences = audiences;
        this.futures = futures;
    }

    /** Lists a project's audiences, archived ones too, in pages of at most 100. */
    public CompletableFuture<AsyncPage<Audience>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists a project's audiences, archived ones too unless {@code query} says otherwise.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Audience>> list(long projectId, Block<AudienceQuery> query) {
        return futures.page(c -> audiences.list(projectId, query, c));
    }

    /** Hands all of a project's audiences, archived ones too, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Audience> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the audiences that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<AudienceQuery> query, Consumer<? super Audience> each) {
        return futures.each(audiences.listAll(projectId, query), each);
    }

    /** Finds the first audience of this name, archived or not; null when the project has none. Names need not be unique. */
    public CompletableFuture<@Nullable Audience> find(long projectId, String name) {
        return futures.of(c -> audiences.find(projectId, name, c));
    }

    /**
     * Gets an audience.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such audience (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Audience> get(long audienceId) {
        return futures.of(c -> audiences.get(audienceId, c));
    }

    /** Creates an audience of which nothing but its name is said: {@link #create(long, String, Block)}. */
    public CompletableFuture<Audience> create(long projectId, String name) {
        return create(projectId, name, audience -> {});
    }

    /**
     * Creates an audience: {@code create(projectId, "Canadians", a -> a.conditions(attribute("country").eq("CA")))}.
     *
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it, or there is no such project
     *     (400)
     */
    public CompletableFuture<Audience> create(long projectId, String name, Block<AudienceBuilder> block) {
        return futures.of(c -> audiences.create(projectId, name, block, c));
    }

    /**
     * Creates the audience that is described: {@code create(projectId, audience("Canadians", attribute("country").eq("CA")))}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it, or there is no such project
     *     (400)
     */
    public CompletableFuture<Audience> create(long projectId, NewAudience audience) {
        return futures.of(c -> audiences.create(projectId, audience, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is. Conditions are replaced as a whole.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such audience (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400)
     */
    public CompletableFuture<Audience> update(long audienceId, Block<AudienceUpdateBuilder> block) {
        return futures.of(c -> audiences.update(audienceId, block, c));
    }

    /**
     * Puts an audience away. Experiments that use it still do. {@link #unarchive} takes it back.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such audience (404)
     */
    public CompletableFuture<Audience> archive(long audienceId) {
        return futures.of(c -> audiences.archive(audienceId, c));
    }

    /**
     * Takes an audience back that was put away.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such audience (404)
     */
    public CompletableFuture<Audience> unarchive(long audienceId) {
        return futures.of(c -> audiences.unarchive(audienceId, c));
    }
}
