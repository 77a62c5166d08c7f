package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object EnvironmentEndpoints : LaunchDarklyEndpoints() {
    // With an environment come its SDK keys.
    val list = get("projects/{projectKey}/environments", itemsReply(Environment)).confidential()
    val get = get("projects/{projectKey}/environments/{environmentKey}", Environment).confidential()
    val create = post("projects/{projectKey}/environments", Environment).confidential()
    val update = patch("projects/{projectKey}/environments/{environmentKey}", Environment).confidential()
    val delete = delete("projects/{projectKey}/environments/{environmentKey}")
    val resetSdkKey = post("projects/{projectKey}/environments/{environmentKey}/apiKey", Environment).confidential()
    val resetMobileKey = post("projects/{projectKey}/environments/{environmentKey}/mobileKey", Environment).confidential()
}

/**
 * Environments of a project. LaunchDarkly gives their SDK keys with every read; they do not print.
 *
 * @see <a href="https://launchdarkly.com/docs/api/environments">Environments</a>
 */
public class EnvironmentsApi internal constructor(private val call: Executor) {
    /** Lists the environments of a project, in pages of 20 unless asked otherwise. */
    public suspend fun list(projectKey: String, query: Block<EnvironmentQuery> = Block {}): Page<Environment> =
        call.itemsPage(EnvironmentEndpoints.list(projectKey), EnvironmentQuery().configuredBy(query))

    /** Lists all environments of a project, page after page. */
    public fun listAll(projectKey: String, query: Block<EnvironmentQuery> = Block {}): Flow<Environment> =
        flowOfPages { list(projectKey, query) }

    /** Gets an environment; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String, environmentKey: String): Environment? = orNull { get(projectKey, environmentKey) }

    /**
     * Gets an environment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     */
    public suspend fun get(projectKey: String, environmentKey: String): Environment =
        call(EnvironmentEndpoints.get(projectKey, environmentKey))

    /**
     * Creates an environment. Approvals cannot be set at once, only by [update].
     *
     * @param key unique in the project; never changes
     * @param name what people call it
     * @param color how the user interface paints it: hexadecimal digits without `#`
     * @throws dev.tricolor.ConflictException if there is one of that key (409, `key_exists`), or the environment to be cloned has changed
     * since the version that was said (409)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun create(
        projectKey: String,
        key: String,
        name: String,
        color: String,
        block: Block<EnvironmentBuilder> = Block {},
    ): Environment = call(EnvironmentEndpoints.create(projectKey).body(EnvironmentBuilder(key, name, color), block))

    /**
     * Changes what [block] names; all of it, or nothing.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit (400)
     * @throws dev.tricolor.ConflictException if somebody else's changes got in the way again and again (409)
     */
    public suspend fun update(projectKey: String, environmentKey: String, block: Block<EnvironmentPatchBuilder>): Environment =
        call(EnvironmentEndpoints.update(projectKey, environmentKey).patch(EnvironmentPatchBuilder(), block))

    /**
     * Deletes an environment, and what flags and segments do in it. The last one of a project cannot be deleted.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     * @throws dev.tricolor.ApiException if it is the last one of its project
     */
    public suspend fun delete(projectKey: String, environmentKey: String): Unit =
        call(EnvironmentEndpoints.delete(projectKey, environmentKey))

    /**
     * Makes a new key for server-side SDKs, which is in the environment that is returned.
     *
     * @param expiry until when the old key works, in epoch milliseconds; null ends it at once
     * @throws IllegalArgumentException if [expiry] is not a moment after 1970
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     */
    public suspend fun resetSdkKey(projectKey: String, environmentKey: String, expiry: Long? = null): Environment {
        require(expiry == null || expiry > 0) { "expiry is $expiry, must be epoch milliseconds" }
        return call(EnvironmentEndpoints.resetSdkKey(projectKey, environmentKey).query("expiry", expiry))
    }

    /**
     * Makes a new key for mobile SDKs, which is in the environment that is returned; the old one ends at once.
     *
     * @throws dev.tricolor.NotFoundException if there is no such environment (404)
     */
    public suspend fun resetMobileKey(projectKey: String, environmentKey: String): Environment =
        call(EnvironmentEndpoints.resetMobileKey(projectKey, environmentKey))
}

/** Says which environments to list. All filters must hold; none minds case. A page has 20 at most, unless [limit] is set. */
public class EnvironmentQuery internal constructor() : ItemsQuery<EnvironmentQuery>(maxLimit = 100) {
    private val options = ListOptions()

    init {
        // What LaunchDarkly gives at most is not documented, but this is what it gives unless asked.
        limit = 20
    }

    /** Only those in whose key or name [text] stands. */
    public fun query(text: String): EnvironmentQuery = apply { options.filter("query:${filterText("query", text)}") }

    /** Only those that have all [tags]. */
    public fun tags(vararg tags: String): EnvironmentQuery = apply {
        require(tags.isNotEmpty()) { "tags are none, must be at least one" }
        options.filter("tags:${tags.joinToString("+") { filterText("tags", it) }}")
    }

    /** Sorts by [field], upwards; behind what was said before. */
    public fun sort(field: EnvironmentSort): EnvironmentQuery = sort(field, descending = false)

    /** Sorts by [field]; behind what was said before. */
    public fun sort(field: EnvironmentSort, descending: Boolean): EnvironmentQuery = apply { options.sort(field, descending) }

    override fun parameters(): List<Pair<String, String>> = options.parameters()
}
