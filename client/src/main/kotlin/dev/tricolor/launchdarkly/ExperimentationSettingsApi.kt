package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor

internal object ExperimentationSettingsEndpoints : LaunchDarklyEndpoints() {
    private const val SETTINGS = "projects/{projectKey}/experimentation-settings"

    val get = get(SETTINGS, ExperimentationSettings)
    val replace = put(SETTINGS, ExperimentationSettings)
}

/**
 * Of which context kinds the experiments of a project may be randomized.
 *
 * @see <a href="https://launchdarkly.com/docs/api/experiments">Experiments</a>
 */
public class ExperimentationSettingsApi internal constructor(private val call: Executor) {
    /**
     * Gets the settings of a project.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun get(projectKey: String): ExperimentationSettings = call(ExperimentationSettingsEndpoints.get(projectKey))

    /**
     * Replaces the settings of a project: a context kind that is not said can no longer be randomized by.
     *
     * @throws dev.tricolor.BadRequestException if there is no such context kind (400)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun replace(projectKey: String, block: Block<ExperimentationSettingsBuilder>): ExperimentationSettings =
        call(ExperimentationSettingsEndpoints.replace(projectKey).body(ExperimentationSettingsBuilder(), block))
}
