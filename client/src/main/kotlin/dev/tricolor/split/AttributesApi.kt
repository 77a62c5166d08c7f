package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.ErrorReply
import dev.tricolor.Executor
import dev.tricolor.NotFoundException
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.runInterruptible
import kotlinx.serialization.json.JsonObject
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.InputStream

internal object AttributeEndpoints : SplitEndpoints() {
    private const val ROOT = "schema/ws/{workspaceId}/trafficTypes/{trafficTypeId}"

    val list = get(ROOT, markerReply(Attribute, "objects"))
    val listUnpaged = get(ROOT, arrayReply(Attribute))
    val save = post(ROOT, Attribute)
    val update = patch("$ROOT/{attributeId}", Attribute)
    val delete = delete("$ROOT/{attributeId}")

    // What Split answers to a bulk upload that it takes is not documented.
    val upload = post("$ROOT/attribute:bulk")
}

/**
 * Attributes of a traffic type: what can be known of its keys, and is offered where rules are written.
 *
 * The traffic type is said by its id; its name does not do.
 *
 * @see <a href="https://docs.split.io/reference/attributes-overview">Attributes</a>
 */
public class AttributesApi internal constructor(private val call: Executor) {
    /**
     * Lists the attributes of a traffic type, in pages of at most 200.
     *
     * @throws dev.tricolor.NotFoundException if there is no such workspace or traffic type (404)
     */
    public suspend fun list(workspaceId: String, trafficTypeId: String, query: Block<AttributeQuery> = Block {}): Page<Attribute> =
        call.markerPage(
            AttributeEndpoints.list(workspaceId, trafficTypeId).query("paginate", true),
            AttributeQuery().configuredBy(query),
        )

    /** Lists all attributes of a traffic type, page after page. */
    public fun listAll(workspaceId: String, trafficTypeId: String, query: Block<AttributeQuery> = Block {}): Flow<Attribute> =
        flowOfPages { list(workspaceId, trafficTypeId, query) }

    /**
     * Lists all attributes of a traffic type in one piece, which Split has deprecated: prefer [listAll].
     *
     * @throws dev.tricolor.NotFoundException if there is no such workspace or traffic type (404)
     */
    public suspend fun listUnpaged(workspaceId: String, trafficTypeId: String): List<Attribute> =
        call(AttributeEndpoints.listUnpaged(workspaceId, trafficTypeId))

    /** Finds an attribute by its id; null when there is none. Split has no way to read a single one: this reads the list up to it. */
    public suspend fun find(workspaceId: String, trafficTypeId: String, attributeId: String): Attribute? =
        listAll(workspaceId, trafficTypeId).named(attributeId) { it.id }

    /**
     * Creates an attribute, or overwrites the one of that id completely: what [block] does not say is removed. [update] changes only what
     * is said, [edit] starts from what is there.
     *
     * @param attributeId a letter, then letters, digits, `-` and `_`; at most 200 characters, and unique in the traffic type
     * @throws dev.tricolor.InvalidPayloadException if it breaks a rule of Split's that is known here
     * @throws dev.tricolor.BadRequestException if it breaks another, or Split does not know the data type (400)
     * @throws dev.tricolor.NotFoundException if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/save-attribute">Save attribute</a>
     */
    public suspend fun save(
        workspaceId: String,
        trafficTypeId: String,
        attributeId: String,
        block: Block<AttributeBuilder> = Block {},
    ): Attribute = call(AttributeEndpoints.save(workspaceId, trafficTypeId).body(AttributeBuilder(trafficTypeId, attributeId), block))

    /**
     * Creates an attribute, or overwrites the one of that id completely, by one that was read, here or of another traffic type. Everything
     * that was read is sent, known to Tricolor or not.
     *
     * @throws dev.tricolor.BadRequestException if it breaks a rule of Split's (400)
     * @throws dev.tricolor.NotFoundException if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/save-attribute">Save attribute</a>
     */
    public suspend fun save(workspaceId: String, trafficTypeId: String, attribute: Attribute): Attribute {
        val home = "trafficTypeId" to text(trafficTypeId)
        return call(AttributeEndpoints.save(workspaceId, trafficTypeId).body(JsonObject(attribute.json + home)))
    }

    /**
     * Changes only what [block] says: what is not said stays, what is said to be null is removed.
     *
     * @throws dev.tricolor.InvalidPayloadException if nothing is said, or it breaks a rule of Split's that is known here
     * @throws dev.tricolor.BadRequestException if it breaks another, or Split does not know the data type (400)
     * @throws dev.tricolor.NotFoundException if there is no such attribute (404)
     */
    public suspend fun update(
        workspaceId: String,
        trafficTypeId: String,
        attributeId: String,
        block: Block<UpdateAttributeBuilder>,
    ): Attribute = call(AttributeEndpoints.update(workspaceId, trafficTypeId, attributeId).body(UpdateAttributeBuilder(), block))

    /**
     * Reads an attribute, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and the attribute that was read is returned. Split has no way to tell whether
     * someone else has written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such attribute (404, also where Split answers with a list without it)
     */
    public suspend fun edit(workspaceId: String, trafficTypeId: String, attributeId: String, block: Block<AttributeBuilder>): Attribute {
        val before = find(workspaceId, trafficTypeId, attributeId) ?: throw NotFoundException(notListed(trafficTypeId, attributeId))
        val after = before.edit(block)
        return if (after == before) before else save(workspaceId, trafficTypeId, after)
    }

    /**
     * Saves several attributes in one request, as [save] does with each. All of them are saved, or none.
     *
     * @param block adds the attributes, new ones, ones that were read, or JSON; each id comes once
     * @throws dev.tricolor.InvalidPayloadException if nothing was added, an id comes twice, or an attribute breaks a rule of Split's that
     *   is known here
     * @throws RefusedAttributesException if Split refuses some of them, with the reasons (400)
     * @throws dev.tricolor.NotFoundException if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/bulk-save-attribute-via-json">Bulk upload attributes via JSON</a>
     */
    public suspend fun saveAll(workspaceId: String, trafficTypeId: String, block: Block<AttributesBuilder>): Unit =
        upload(AttributeEndpoints.upload(workspaceId, trafficTypeId).body(AttributesBuilder(trafficTypeId).configuredBy(block).build()))

    /**
     * Saves the attributes of a CSV in one request. Those that are there already are replaced. All of them are saved, or none.
     *
     * It is UTF-8, of at most 1 MB (1,048,576 bytes) and 1,000 rows, and sent as it stands. Split documents its columns only for the same
     * upload in its user interface: a heading `ID,Name,Description,Type,SuggestedValues`, and for each attribute a row, where what is not
     * known is left empty and suggested values stand in quotes, between commas.
     *
     * @throws java.io.IOException if [csv] cannot be read; nothing is sent
     * @throws dev.tricolor.InvalidPayloadException if it is too large, is not UTF-8, or has no rows or too many; nothing is sent
     * @throws RefusedAttributesException if Split refuses some of its rows, with the reasons (400)
     * @throws dev.tricolor.BadRequestException if Split does not understand it (400)
     * @throws dev.tricolor.NotFoundException if there is no such workspace or traffic type (404)
     * @see <a href="https://docs.split.io/reference/bulk-save-attribute-via-csv">Bulk upload attributes via CSV</a>
     */
    public suspend fun importCsv(workspaceId: String, trafficTypeId: String, csv: File): Unit =
        importCsv(workspaceId, trafficTypeId, reading { csv.inputStream().use(::readUpToLimit) })

    /**
     * Saves the attributes of a CSV in one request, as [importCsv] of a file does.
     *
     * @param csv is read to its end, or until it is too large; not closed
     */
    public suspend fun importCsv(workspaceId: String, trafficTypeId: String, csv: InputStream): Unit =
        importCsv(workspaceId, trafficTypeId, reading { readUpToLimit(csv) })

    /**
     * Deletes an attribute. What identities hold of it goes too, up to a minute later.
     *
     * @throws dev.tricolor.NotFoundException if there is no such attribute (404)
     * @see <a href="https://docs.split.io/reference/delete-attribute">Delete attribute</a>
     */
    public suspend fun delete(workspaceId: String, trafficTypeId: String, attributeId: String): Unit =
        call(AttributeEndpoints.delete(workspaceId, trafficTypeId, attributeId))

    private suspend fun importCsv(workspaceId: String, trafficTypeId: String, csv: ByteArray) {
        checkAttributesCsv(csv)
        upload(AttributeEndpoints.upload(workspaceId, trafficTypeId).form { csvFile("attributes.csv", csv) })
    }

    private suspend fun upload(request: Call<Unit>): Unit = try {
        call(request)
    } catch (refusal: BadRequestException) {
        throw RefusedAttributesException.of(refusal) ?: refusal
    }

    private suspend fun reading(read: () -> ByteArray): ByteArray = runInterruptible(Dispatchers.IO) { read() }

    /** One byte more than is allowed is enough to know. */
    private fun readUpToLimit(csv: InputStream): ByteArray {
        val limit = SplitLimits.ATTRIBUTES_CSV_BYTES + 1
        val read = ByteArrayOutputStream()
        val buffer = ByteArray(DEFAULT_BUFFER_SIZE)
        while (read.size() < limit) {
            val size = csv.read(buffer, 0, minOf(buffer.size, limit - read.size()))
            if (size < 0) break
            read.write(buffer, 0, size)
        }
        return read.toByteArray()
    }

    private fun notListed(trafficTypeId: String, attributeId: String) = ErrorReply(
        AttributeEndpoints.list.label,
        status = 404,
        rawBody = "",
        message = "attribute $attributeId is not in the list of traffic type $trafficTypeId",
    )
}

/** Says which attributes to list. */
public class AttributeQuery internal constructor() :
    MarkerQuery<AttributeQuery>(maxLimit = 200, MarkerNames("markerLimit", "afterMarker", "beforeMarker")) {
    private var searchPrefix: String? = null

    /** Only those that begin with [prefix]. Split does not document what of them it looks at. */
    public fun searchPrefix(prefix: String): AttributeQuery = apply { searchPrefix = prefix }

    override fun parameters(): List<Pair<String, String>> = listOfNotNull(searchPrefix?.let { "searchPrefix" to it })
}
