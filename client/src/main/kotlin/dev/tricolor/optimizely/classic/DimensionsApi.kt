package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object DimensionEndpoints : ClassicEndpoints() {
    val list = list("projects/{projectId}/dimensions", Dimension)
    val get = get("dimensions/{dimensionId}", Dimension)
    val create = post("projects/{projectId}/dimensions", Dimension)
    val update = put("dimensions/{dimensionId}", Dimension)
    val delete = delete("dimensions/{dimensionId}")
}

/** Dimensions: what the page's own code tells of visitors. */
public class DimensionsApi internal constructor(private val call: Executor) {
    /**
     * Lists the dimensions of a project: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     */
    public suspend fun list(projectId: Long): Page<Dimension> = call.page(DimensionEndpoints.list(projectId))

    /** Lists the dimensions of a project. */
    public fun listAll(projectId: Long): Flow<Dimension> = flowOfPages { list(projectId) }

    /** Gets a dimension; null when there is none, or the token may not see it. */
    public suspend fun find(dimensionId: Long): Dimension? = orNull { get(dimensionId) }

    /**
     * Gets a dimension.
     *
     * @throws dev.tricolor.NotFoundException if there is no such dimension, or the token may not see it (404)
     */
    public suspend fun get(dimensionId: Long): Dimension = call(DimensionEndpoints.get(dimensionId))

    /**
     * Gets several dimensions, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(dimensionIds: Collection<Long>): List<Dimension> = manyById("dimensions", dimensionIds, ::get)

    /**
     * Creates a dimension.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if the project has one of that name, or of that name in the page's own code (400)
     */
    public suspend fun create(projectId: Long, name: String, block: Block<DimensionBuilder> = Block {}): Dimension =
        call(DimensionEndpoints.create(projectId).body(DimensionBuilder(name), block))

    /**
     * Changes what [block] names of a dimension, and nothing else.
     *
     * @throws dev.tricolor.NotFoundException if there is no such dimension, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if the project has another one of that name (400)
     */
    public suspend fun update(dimensionId: Long, block: Block<DimensionBuilder>): Dimension =
        call(DimensionEndpoints.update(dimensionId).body(DimensionBuilder(), block))

    /**
     * Deletes a dimension for good, with its results. Audiences that are made of it no longer get visitors.
     *
     * @throws dev.tricolor.NotFoundException if there is no such dimension, or the token may not see it (404)
     */
    public suspend fun delete(dimensionId: Long): Unit = call(DimensionEndpoints.delete(dimensionId))
}
