package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object LayerEndpoints : LaunchDarklyEndpoints() {
    val list = get("projects/{projectKey}/layers", itemsReply(Layer))
    val create = post("projects/{projectKey}/layers", Layer)
    val update = patch("projects/{projectKey}/layers/{layerKey}", Layer)
}

/**
 * Layers: experiments that exclude each other.
 *
 * @see <a href="https://launchdarkly.com/docs/api/layers">Layers</a>
 */
public class LayersApi internal constructor(private val call: Executor) {
    /**
     * Lists the layers of a project. LaunchDarkly gives them in one piece.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectKey: String, query: Block<LayerQuery> = Block {}): Page<Layer> =
        call.onePage(LayerEndpoints.list(projectKey).query(LayerQuery().configuredBy(query).parameters()))

    /** Lists all layers of a project. */
    public fun listAll(projectKey: String, query: Block<LayerQuery> = Block {}): Flow<Layer> = flowOfPages { list(projectKey, query) }

    /** Finds the layer with this key; null when there is none. LaunchDarkly has no way to read a single one, so this reads the list. */
    public suspend fun find(projectKey: String, layerKey: String): Layer? = listAll(projectKey).firstOrNull { it.key == layerKey }

    /**
     * Creates a layer, without any experiments.
     *
     * @param key unique in the project; never changes
     * @param name what people call it
     * @param description what it is for; LaunchDarkly insists on one, which may be empty
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with it (400)
     * @throws dev.tricolor.ConflictException if there is one of that key (409, `key_exists`)
     */
    public suspend fun create(projectKey: String, key: String, name: String, description: String): Layer =
        call(LayerEndpoints.create(projectKey).body(LayerBuilder(key, name, description)) {})

    /**
     * Does what [block] says; all of it, or nothing: `update("web", "checkout") { inEnvironment("test") { removeExperiment("old") } }`.
     *
     * @throws dev.tricolor.NotFoundException if there is no such layer (404)
     * @throws dev.tricolor.BadRequestException if an instruction cannot be carried out, such as one that gives more than 100 % away (400)
     */
    public suspend fun update(projectKey: String, layerKey: String, block: Block<LayerPatchBuilder>): Layer =
        call(LayerEndpoints.update(projectKey, layerKey).semanticPatch(LayerPatchBuilder(), block))
}

/** Says which layers to list. */
@TricolorDsl
public class LayerQuery internal constructor() {
    private val options = ListOptions()

    /** Only those that an experiment has a share of. */
    public fun experimentKey(experimentKey: String): LayerQuery = apply {
        require(LaunchDarklyLimits.isKey(experimentKey, LaunchDarklyLimits.FLAG_KEY)) {
            "experimentKey is \"$experimentKey\", which is no key"
        }
        options.filter("reservations.experimentKey contains $experimentKey")
    }

    internal fun parameters() = options.parameters()
}
