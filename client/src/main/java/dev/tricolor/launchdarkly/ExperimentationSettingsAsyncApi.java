package dev.tricolor.launchdarkly;

import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;

/**
 * Of which context kinds the experiments of a project may be randomized.
 *
 * @see <a href="https://launchdarkly.com/docs/api/experiments">Experiments</a>
 */
public final class ExperimentationSettingsAsyncApi {
    private final ExperimentationSettingsApi settings;
    private final Futures futures;

    ExperimentationSettingsAsyncApi(ExperimentationSettingsApi settings, Futures futures) {
        this.settings = settings;
        this.futures = futures;
    }

    /**
     * Gets the settings of a project.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<ExperimentationSettings> get(String projectKey) {
        return futures.of(c -> settings.get(projectKey, c));
    }

    /**
     * Replaces the settings of a project: a context kind that is not said can no longer be randomized by.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such context kind (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<ExperimentationSettings> replace(String projectKey, Block<ExperimentationSettingsBuilder> block) {
        return futures.of(c -> settings.replace(projectKey, block, c));
    }
}
