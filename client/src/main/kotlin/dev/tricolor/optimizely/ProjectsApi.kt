package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object ProjectEndpoints : OptimizelyEndpoints() {
    val list = get("projects", linkedReply(Project))
    val get = get("projects/{project_id}", Project)
    val create = post("projects", Project)
    val update = patch("projects/{project_id}", Project)
}

/**
 * Projects: what experiments, features, audiences, attributes and events live in. They cannot be deleted, only put away: [archive].
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/projects">Projects</a>
 */
public class ProjectsApi internal constructor(private val call: Executor) {
    /** Lists the projects that the token may see, archived ones too, in pages of at most 100. */
    public suspend fun list(query: Block<PageQuery> = Block {}): Page<Project> =
        call.linkedPage(ProjectEndpoints.list(), PageQuery().configuredBy(query))

    /** Lists all projects that the token may see, archived ones too, page after page. */
    public fun listAll(query: Block<PageQuery> = Block {}): Flow<Project> = flowOfPages { list(query) }

    /** Finds the first project of this name; null when the token sees none. Names need not be unique. */
    public suspend fun find(name: String): Project? = listAll().firstOrNull { it.name == name }

    /**
     * Gets a project.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(projectId: Long): Project = call(ProjectEndpoints.get(projectId))

    /**
     * Creates a project; one for the web, unless [block] says otherwise.
     *
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     * @throws dev.tricolor.ForbiddenException if the token may not create projects (403)
     */
    public suspend fun create(name: String, block: Block<ProjectBuilder> = Block {}): Project =
        call(ProjectEndpoints.create().body(ProjectBuilder(name), block))

    /**
     * Changes what [block] says; the rest stays as it is.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     */
    public suspend fun update(projectId: Long, block: Block<ProjectUpdateBuilder>): Project =
        call(ProjectEndpoints.update(projectId).body(ProjectUpdateBuilder(), block))

    /**
     * Puts a project away; nothing of it runs any more. `update(projectId) { status = ProjectStatus.ACTIVE }` takes it back.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun archive(projectId: Long): Project = update(projectId) { status = ProjectStatus.ARCHIVED }
}
