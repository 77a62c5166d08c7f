package dev.tricolor.optimizely.classic;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Audiences: visitors that have something in common. They cannot be deleted, only archived. */
public final class AudiencesAsyncApi {
    private final AudiencesApi audiences;
    private final Futures futures;

    AudiencesAsyncApi(AudiencesApi audiences, Futures futures) {
        this.audiences = audiences;
        this.futures = futures;
    }

    /**
     * Lists the audiences of a project: all of them, on one page.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404)
     */
    public CompletableFuture<AsyncPage<Audience>> list(long projectId) {
        return futures.page(c -> audiences.list(projectId, c));
    }

    /** Hands the audiences of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Audience> each) {
        return futures.each(audiences.listAll(projectId), each);
    }

    /** Gets an audience; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Audience> find(long audienceId) {
        return futures.of(c -> audiences.find(audienceId, c));
    }

    /**
     * Gets an audience.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such audience, or the token may not see it (404)
     */
    public CompletableFuture<Audience> get(long audienceId) {
        return futures.of(c -> audiences.get(audienceId, c));
    }

    /**
     * Gets several audiences, a few at a time, in the order of their ids here; none for no ids.
     *
     * @return fails with {@link MissingIdsException} if there are none with some of the ids; it has the others
     */
    public CompletableFuture<List<Audience>> getAll(Collection<Long> audienceIds) {
        return futures.of(c -> audiences.getAll(audienceIds, c));
    }

    /** Creates an audience that nobody is in but whom the page's own code adds: {@link #create(long, String, Block)}. */
    public CompletableFuture<Audience> create(long projectId, String name) {
        return create(projectId, name, b -> {});
    }

    /**
     * Creates an audience. Unless {@code block} says who is in it, nobody is but whom the page's own code adds.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with it, as an 11th one to segment results by (400)
     */
    public CompletableFuture<Audience> create(long projectId, String name, Block<AudienceBuilder> block) {
        return futures.of(c -> audiences.create(projectId, name, block, c));
    }

    /**
     * Changes what {@code block} names of an audience, and nothing else.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such audience, or the token may not see it (404), with
     *     {@link dev.tricolor.BadRequestException} if Optimizely finds something wrong with the change (400)
     */
    public CompletableFuture<Audience> update(long audienceId, Block<AudienceBuilder> block) {
        return futures.of(c -> audiences.update(audienceId, block, c));
    }
}
