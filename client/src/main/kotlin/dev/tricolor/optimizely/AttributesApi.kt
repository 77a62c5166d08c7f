package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object AttributeEndpoints : OptimizelyEndpoints() {
    val list = get("attributes", linkedReply(Attribute))
    val get = get("attributes/{attribute_id}", Attribute)
    val create = post("attributes", Attribute)
    val update = patch("attributes/{attribute_id}", Attribute)
    val archive = delete("attributes/{attribute_id}")
}

/**
 * Custom attributes: what programs tell of a visitor, for audiences to be made of.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/attributes">Attributes</a>
 */
public class AttributesApi internal constructor(private val call: Executor) {
    /**
     * Lists a project's attributes, archived ones too, in pages of at most 100.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<PageQuery> = Block {}): Page<Attribute> =
        call.linkedPage(AttributeEndpoints.list().ofProject(projectId), PageQuery().configuredBy(query))

    /** Lists all of a project's attributes, archived ones too, page after page. */
    public fun listAll(projectId: Long, query: Block<PageQuery> = Block {}): Flow<Attribute> = flowOfPages { list(projectId, query) }

    /** Finds the attribute of this key, archived or not; null when the project has none. */
    public suspend fun find(projectId: Long, key: String): Attribute? = listAll(projectId).firstOrNull { it.key == key }

    /**
     * Gets an attribute.
     *
     * @throws dev.tricolor.NotFoundException if there is no such attribute (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(attributeId: Long): Attribute = call(AttributeEndpoints.get(attributeId))

    /**
     * Creates an attribute.
     *
     * @param key what programs name it by: at most 64 letters, digits, spaces, `_`, `-` and `.`
     * @throws dev.tricolor.BadRequestException if the project has the key already, or is none (400)
     */
    public suspend fun create(projectId: Long, key: String, block: Block<AttributeBuilder> = Block {}): Attribute =
        call(AttributeEndpoints.create().body(AttributeBuilder(projectId, key), block))

    /**
     * Changes what [block] says; the rest stays as it is.
     *
     * @throws dev.tricolor.NotFoundException if there is no such attribute (404)
     * @throws dev.tricolor.BadRequestException if a change does not fit, or the project has the new key already (400)
     */
    public suspend fun update(attributeId: Long, block: Block<AttributeUpdateBuilder>): Attribute =
        call(AttributeEndpoints.update(attributeId).body(AttributeUpdateBuilder(), block))

    /**
     * Puts an attribute away. Optimizely's `DELETE` does no more than that: `update(attributeId) { archived = false }` takes it back.
     * Harmless when repeated.
     *
     * @throws dev.tricolor.NotFoundException if there is no such attribute (404)
     */
    public suspend fun archive(attributeId: Long): Unit = call(AttributeEndpoints.archive(attributeId))
}
