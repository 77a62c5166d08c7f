package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object HoldoutEndpoints : LaunchDarklyEndpoints() {
    private const val HOLDOUTS = "projects/{projectKey}/environments/{environmentKey}/holdouts"

    val list = get(HOLDOUTS, itemsReply(Holdout))
    val get = get("$HOLDOUTS/{holdoutKey}", Holdout)
    val getById = get("$HOLDOUTS/id/{holdoutId}", Holdout)
    val create = post(HOLDOUTS, Holdout)
    val update = patch("$HOLDOUTS/{holdoutKey}", Holdout)
}

/**
 * Holdouts: a part of all contexts that is kept out of several experiments. An account that lags behind may need
 * `client.with { header("LD-API-Version", "beta") }.holdouts`.
 *
 * @see <a href="https://launchdarkly.com/docs/api/holdouts">Holdouts</a>
 */
public class HoldoutsApi internal constructor(private val call: Executor) {
    /** Lists the holdouts of an environment, in short, in pages of 20 unless asked otherwise. */
    public suspend fun list(projectKey: String, environmentKey: String, query: Block<HoldoutQuery> = Block {}): Page<Holdout> =
        call.itemsPage(HoldoutEndpoints.list(projectKey, environmentKey), HoldoutQuery().configuredBy(query))

    /** Lists all holdouts of an environment, in short, page after page. */
    public fun listAll(projectKey: String, environmentKey: String, query: Block<HoldoutQuery> = Block {}): Flow<Holdout> =
        flowOfPages { list(projectKey, environmentKey, query) }

    /** Gets the holdout with this key; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String, environmentKey: String, holdoutKey: String): Holdout? =
        orNull { get(projectKey, environmentKey, holdoutKey) }

    /**
     * Gets a holdout by its key, with the experiments in it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such holdout (404)
     */
    public suspend fun get(
        projectKey: String,
        environmentKey: String,
        holdoutKey: String,
        query: Block<HoldoutFieldsQuery> = Block {},
    ): Holdout =
        call(HoldoutEndpoints.get(projectKey, environmentKey, holdoutKey).query(HoldoutFieldsQuery().configuredBy(query).parameters()))

    /**
     * Gets a holdout by its id, by which experiments refer to it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such holdout (404)
     */
    public suspend fun getById(projectKey: String, environmentKey: String, holdoutId: String): Holdout =
        call(HoldoutEndpoints.getById(projectKey, environmentKey, holdoutId))

    /**
     * Creates a holdout. Experiments come into it by naming its id when they are created.
     *
     * @param key unique in the environment
     * @param name what people call it
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with it (400)
     * @throws dev.tricolor.ConflictException if there is one of that key (409, `key_exists`)
     */
    public suspend fun create(
        projectKey: String,
        environmentKey: String,
        key: String,
        name: String,
        block: Block<HoldoutBuilder> = Block {},
    ): Holdout = call(HoldoutEndpoints.create(projectKey, environmentKey).body(HoldoutBuilder(key, name), block))

    /**
     * Does what [block] says; all of it, or nothing: `update("web", "test", "q3") { rename("Q3"); end() }`.
     *
     * @throws dev.tricolor.NotFoundException if there is no such holdout (404)
     * @throws dev.tricolor.BadRequestException if an instruction cannot be carried out (400)
     */
    public suspend fun update(
        projectKey: String,
        environmentKey: String,
        holdoutKey: String,
        block: Block<HoldoutPatchBuilder>,
    ): Holdout = call(HoldoutEndpoints.update(projectKey, environmentKey, holdoutKey).semanticPatch(HoldoutPatchBuilder(), block))
}

/** Says which holdouts to list. A page has 20 at most, unless [limit] is set. */
public class HoldoutQuery internal constructor() : ItemsQuery<HoldoutQuery>(maxLimit = 100) {
    init {
        // What LaunchDarkly gives at most is not documented, but this is what it gives unless asked.
        limit = 20
    }
}

/** Says what of a holdout to show. */
@TricolorDsl
public class HoldoutFieldsQuery internal constructor() {
    private val options = ListOptions()

    /** Shows [fields] too. */
    public fun expand(vararg fields: HoldoutField): HoldoutFieldsQuery = apply { fields.forEach { options.expand(it.value) } }

    internal fun parameters() = options.parameters()
}
