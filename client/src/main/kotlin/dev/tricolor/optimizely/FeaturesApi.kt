package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object FeatureEndpoints : OptimizelyEndpoints() {
    val list = get("features", linkedReply(Feature))
    val get = get("features/{feature_id}", Feature)
    val create = post("features", Feature)
    val update = patch("features/{feature_id}", Feature)
    val archive = delete("features/{feature_id}")
}

/**
 * Features of Full Stack projects: what can be on or off, with variables that configure it.
 *
 * Projects with flags, which all that were made since February 2021 have, and projects with targeted rollouts have another API for that;
 * Optimizely refuses these calls there.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/features">Features</a>
 */
public class FeaturesApi internal constructor(private val call: Executor) {
    /**
     * Lists the features of a project, archived ones too, in pages of at most 100.
     *
     * @throws dev.tricolor.ForbiddenException if the token may not see the project, or it has no features (403)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<PageQuery> = Block {}): Page<Feature> =
        call.linkedPage(FeatureEndpoints.list().query("project_id", projectId), PageQuery().configuredBy(query))

    /** Lists all features of a project, archived ones too, page after page. */
    public fun listAll(projectId: Long, query: Block<PageQuery> = Block {}): Flow<Feature> = flowOfPages { list(projectId, query) }

    /** Finds the feature with the key [key], archived or not; null when the project has none. Reads the list up to it. */
    public suspend fun find(projectId: Long, key: String): Feature? = listAll(projectId).firstOrNull { it.key == key }

    /**
     * Gets a feature.
     *
     * @throws dev.tricolor.NotFoundException if there is no such feature (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(featureId: Long): Feature = call(FeatureEndpoints.get(featureId))

    /**
     * Creates a feature. Nobody gets it before an environment or an experiment says so.
     *
     * @param key what code will name it by: 1 to 64 letters, digits, `_` and `-`; unique in its project
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if the key is taken, or Optimizely finds something else wrong with it (400)
     * @throws dev.tricolor.ForbiddenException if the token may not create features in the project, or it has no features (403)
     */
    public suspend fun create(projectId: Long, key: String, block: Block<FeatureBuilder> = Block {}): Feature =
        call(FeatureEndpoints.create().body(FeatureBuilder(projectId, key), block))

    /**
     * Changes what [block] says; the rest stays as it is. A variable is found by its id; one without an id is a new one.
     *
     * @throws dev.tricolor.InvalidPayloadException if a change cannot work, or there is none; nothing is sent
     * @throws dev.tricolor.NotFoundException if there is no such feature (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     */
    public suspend fun update(featureId: Long, block: Block<FeatureUpdateBuilder>): Feature =
        call(FeatureEndpoints.update(featureId).body(FeatureUpdateBuilder(), block))

    /**
     * Puts a feature away: nobody gets it any more. An update of `archived` takes it back.
     *
     * @throws dev.tricolor.NotFoundException if there is no such feature (404)
     * @throws dev.tricolor.ForbiddenException if the token may not change it (403)
     */
    public suspend fun archive(featureId: Long): Unit = call(FeatureEndpoints.archive(featureId))
}
