package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object ProjectEndpoints : ClassicEndpoints() {
    val list = list("projects", Project)
    val get = get("projects/{projectId}", Project)
    val create = post("projects", Project)
    val update = put("projects/{projectId}", Project)
}

/** Projects: experiments, goals and audiences that go by one JavaScript file. They cannot be deleted, only archived. */
public class ProjectsApi internal constructor(private val call: Executor) {
    /** Lists the projects of the account: all of them, on one page. */
    public suspend fun list(): Page<Project> = call.page(ProjectEndpoints.list())

    /** Lists the projects of the account. */
    public fun listAll(): Flow<Project> = flowOfPages { list() }

    /** Gets a project; null when there is none, or the token may not see it. */
    public suspend fun find(projectId: Long): Project? = orNull { get(projectId) }

    /**
     * Gets a project.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     */
    public suspend fun get(projectId: Long): Project = call(ProjectEndpoints.get(projectId))

    /**
     * Gets several projects, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(projectIds: Collection<Long>): List<Project> = manyById("projects", projectIds, ::get)

    /**
     * Creates a project.
     *
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     * @throws dev.tricolor.ForbiddenException if the token may not create projects (403)
     */
    public suspend fun create(projectName: String, block: Block<ProjectBuilder> = Block {}): Project =
        call(ProjectEndpoints.create().body(ProjectBuilder(projectName), block))

    /**
     * Changes what [block] names of a project, and nothing else.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with the change (400)
     */
    public suspend fun update(projectId: Long, block: Block<ProjectBuilder>): Project =
        call(ProjectEndpoints.update(projectId).body(ProjectBuilder(), block))
}
