package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Features of Full Stack projects: what can be on or off, with variables that configure it.
 *
 * <p>Projects with flags, which all that were made since February 2021 have, and projects with targeted rollouts have another API for
 * that; Optimizely refuses these calls there.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/features">Features</a>
 */
public final class FeaturesAsyncApi {
    private final FeaturesApi features;
    private final Futures futures;

    FeaturesAsyncApi(FeaturesApi features, Futures futures) {
        this.features = features;
        this.futures = futures;
    }

    /** Lists the features of a project, archived ones too, in pages of at most 100: {@link #list(long, Block)}. */
    public CompletableFuture<AsyncPage<Feature>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists the features of a project, archived ones too, in pages as {@code query} says.
     *
     * @return fails with {@link dev.tricolor.ForbiddenException} if the token may not see the project, or it has no features (403), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Feature>> list(long projectId, Block<PageQuery> query) {
        return futures.page(c -> features.list(projectId, query, c));
    }

    /** Hands all features of a project, archived ones too, to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Feature> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the features of a project that {@code query} says to {@code each}; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<PageQuery> query, Consumer<? super Feature> each) {
        return futures.each(features.listAll(projectId, query), each);
    }

    /** Finds the feature with the key {@code key}, archived or not; null when the project has none. Reads the list up to it. */
    public CompletableFuture<@Nullable Feature> find(long projectId, String key) {
        return futures.of(c -> features.find(projectId, key, c));
    }

    /**
     * Gets a feature.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such feature (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Feature> get(long featureId) {
        return futures.of(c -> features.get(featureId, c));
    }

    /** Creates a feature without variables, which nobody gets: {@link #create(long, String, Block)}. */
    public CompletableFuture<Feature> create(long projectId, String key) {
        return create(projectId, key, feature -> {});
    }

    /**
     * Creates a feature. Nobody gets it before an environment or an experiment says so.
     *
     * @param key what code will name it by: 1 to 64 letters, digits, {@code _} and {@code -}; unique in its project
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if the key is taken, or Optimizely finds something else wrong with it (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not create features in the project, or it has no features (403)
     */
    public CompletableFuture<Feature> create(long projectId, String key, Block<FeatureBuilder> block) {
        return futures.of(c -> features.create(projectId, key, block, c));
    }

    /**
     * Changes what {@code block} says; the rest stays as it is. A variable is found by its id; one without an id is a new one.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if a change cannot work, or there is none, and nothing is sent, with
     *     {@link dev.tricolor.NotFoundException} if there is no such feature (404), with {@link dev.tricolor.BadRequestException} if a
     *     change does not fit (400)
     */
    public CompletableFuture<Feature> update(long featureId, Block<FeatureUpdateBuilder> block) {
        return futures.of(c -> features.update(featureId, block, c));
    }

    /**
     * Puts a feature away: nobody gets it any more. An update of {@code archived} takes it back.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such feature (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it (403)
     */
    public CompletableFuture<@Nullable Void> archive(long featureId) {
        return futures.done(c -> features.archive(featureId, c));
    }
}
