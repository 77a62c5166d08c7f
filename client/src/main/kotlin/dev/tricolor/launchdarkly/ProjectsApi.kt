package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object ProjectEndpoints : LaunchDarklyEndpoints() {
    // With a project come its environments, and with them their SDK keys.
    val list = get("projects", itemsReply(Project)).confidential()
    val get = get("projects/{projectKey}", Project).confidential()
    val create = post("projects", Project).confidential()
    val update = patch("projects/{projectKey}", Project).confidential()
    val delete = delete("projects/{projectKey}")
    val flagDefaults = get("projects/{projectKey}/flag-defaults", FlagDefaults)
    val replaceFlagDefaults = put("projects/{projectKey}/flag-defaults", FlagDefaults)
    val updateFlagDefaults = patch("projects/{projectKey}/flag-defaults", FlagDefaults)
}

/**
 * Projects: what flags, metrics, environments and experiments live in.
 *
 * @see <a href="https://launchdarkly.com/docs/api/projects">Projects</a>
 */
public class ProjectsApi internal constructor(private val call: Executor) {
    /** Lists the projects, in pages of 20 unless asked otherwise; without their environments, unless they are asked for. */
    public suspend fun list(query: Block<ProjectQuery> = Block {}): Page<Project> =
        call.itemsPage(ProjectEndpoints.list(), ProjectQuery().configuredBy(query))

    /** Lists all projects, page after page; without their environments, unless they are asked for. */
    public fun listAll(query: Block<ProjectQuery> = Block {}): Flow<Project> = flowOfPages { list(query) }

    /** Gets a project without its environments; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String): Project? = orNull { get(projectKey) }

    /**
     * Gets a project; without its environments, unless they are asked for.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun get(projectKey: String, query: Block<ProjectFieldsQuery> = Block {}): Project =
        call(ProjectEndpoints.get(projectKey).query(ProjectFieldsQuery().configuredBy(query).parameters()))

    /**
     * Creates a project, and with it the environments that [block] names, or else `production` and `test`.
     *
     * @param key unique in the account; never changes
     * @param name what people call it
     * @throws dev.tricolor.ConflictException if there is one of that key (409, `key_exists`)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something else wrong with it (400)
     */
    public suspend fun create(key: String, name: String, block: Block<ProjectBuilder> = Block {}): Project =
        call(ProjectEndpoints.create().body(ProjectBuilder(key, name), block))

    /**
     * Changes what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     * @throws dev.tricolor.ConflictException if somebody else's changes got in the way again and again (409)
     */
    public suspend fun update(projectKey: String, block: Block<ProjectPatchBuilder>): Project =
        call(ProjectEndpoints.update(projectKey).patch(ProjectPatchBuilder(), block))

    /**
     * Deletes a project with everything in it: environments, flags, metrics, experiments. It cannot be undone.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun delete(projectKey: String): Unit = call(ProjectEndpoints.delete(projectKey))

    /**
     * Gets what the new flags of a project are given unless told otherwise.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun flagDefaults(projectKey: String): FlagDefaults = call(ProjectEndpoints.flagDefaults(projectKey))

    /**
     * Replaces what the new flags of a project are given.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun replaceFlagDefaults(projectKey: String, block: Block<FlagDefaultsBuilder>): FlagDefaults =
        call(ProjectEndpoints.replaceFlagDefaults(projectKey).body(FlagDefaultsBuilder(), block))

    /**
     * Changes what [block] names of what the new flags of a project are given; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun updateFlagDefaults(projectKey: String, block: Block<FlagDefaultsPatchBuilder>): FlagDefaults =
        call(ProjectEndpoints.updateFlagDefaults(projectKey).patch(FlagDefaultsPatchBuilder(), block))
}

/** Says which projects to list, and what of them. All filters must hold; none minds case. A page has 20 at most, unless [limit] is set. */
public class ProjectQuery internal constructor() : ItemsQuery<ProjectQuery>(maxLimit = 100) {
    private val options = ListOptions()

    init {
        // What LaunchDarkly gives at most is not documented, but this is what it gives unless asked.
        limit = 20
    }

    /** Only those in whose key or name [text] stands. */
    public fun query(text: String): ProjectQuery = apply { options.filter("query:${filterText("query", text)}") }

    /** Only those that have all [tags]. */
    public fun tags(vararg tags: String): ProjectQuery = apply {
        require(tags.isNotEmpty()) { "tags are none, must be at least one" }
        options.filter("tags:${tags.joinToString("+") { filterText("tags", it) }}")
    }

    /** Only those that have one of [projectKeys]. */
    public fun keys(vararg projectKeys: String): ProjectQuery = apply {
        require(projectKeys.isNotEmpty()) { "keys are none, must be at least one" }
        options.filter("keys:${projectKeys.joinToString("|") { filterText("keys", it) }}")
    }

    /** Sorts by [field], upwards; behind what was said before. */
    public fun sort(field: ProjectSort): ProjectQuery = sort(field, descending = false)

    /** Sorts by [field]; behind what was said before. */
    public fun sort(field: ProjectSort, descending: Boolean): ProjectQuery = apply { options.sort(field, descending) }

    /** Shows the first environments of each, and with them their SDK keys. */
    public fun expandEnvironments(): ProjectQuery = apply { options.expand("environments") }

    override fun parameters(): List<Pair<String, String>> = options.parameters()
}

/** Says what of a project to show. */
@TricolorDsl
public class ProjectFieldsQuery internal constructor() {
    private val options = ListOptions()

    /** Shows its first environments, and with them their SDK keys. */
    public fun expandEnvironments(): ProjectFieldsQuery = apply { options.expand("environments") }

    internal fun parameters() = options.parameters()
}
