package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject

/**
 * A large segment of a workspace: a named list of more than 100,000 keys, which come in files. The keys themselves belong to its
 * [LargeSegmentDefinition] in each environment.
 *
 * @property id its id
 * @property name unique in the workspace
 * @property description what it is for
 * @property trafficType the kind of traffic its keys are of
 * @property creationTime in epoch milliseconds
 * @property tags names of its tags
 * @see <a href="https://docs.split.io/reference/large-segments-overview">Large segments</a>
 */
@Serializable(with = LargeSegment.Companion::class)
public class LargeSegment internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val tags: List<String> = json.documents("tags") { it.string("name") }

    public companion object : DocumentType<LargeSegment>(::LargeSegment)
}

/**
 * A large segment that is enabled in an environment.
 *
 * @property id its id
 * @property name the segment's name
 * @property environment where it is enabled
 * @property trafficType the kind of traffic its keys are of
 * @property creationTime in epoch milliseconds
 */
@Serializable(with = LargeSegmentDefinition.Companion::class)
public class LargeSegmentDefinition internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String = json.string("name")
    public val environment: Reference? = json.document("environment", ::Reference)
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")

    public companion object : DocumentType<LargeSegmentDefinition>(::LargeSegmentDefinition)
}

/** Builds a new large segment. */
public class CreateLargeSegmentBuilder(name: String) : PayloadBuilder("large segment") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [CreateLargeSegmentBuilder.description]. */
    public fun description(text: String?): CreateLargeSegmentBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireText(json, "name")
}

/**
 * The change request by which the keys of a large segment are replaced or removed.
 *
 * @property changeRequestId id of the change request
 * @property status where the change request stands: `REQUESTED`, `APPROVED`, `PUBLISHED`, or one of Split's other words
 * @property segmentName the large segment
 * @property operationType `UPLOAD`, or `ARCHIVE` where all keys are removed
 * @property transaction where the file goes; null where there is no file
 */
@Serializable(with = LargeSegmentUpload.Companion::class)
public class LargeSegmentUpload internal constructor(json: JsonObject) : Document(json) {
    public val changeRequestId: String? = json.stringOrNull("id")
    public val status: String? = json.stringOrNull("status")
    public val segmentName: String? = json.document("largeSegment") { it.stringOrNull("name") }
    public val operationType: String? = json.stringOrNull("operationType")
    public val transaction: UploadTransaction? = json.document("transactionMetadata", ::UploadTransaction)

    /** Without the URL, which admits whoever has it. */
    override fun toString(): String = "LargeSegmentUpload($operationType of $segmentName: change request $changeRequestId, $status)"

    public companion object : DocumentType<LargeSegmentUpload>(::LargeSegmentUpload)
}

/**
 * Where the file of an upload goes: a request that carries no token, because [url] admits who knows it, once and for about five minutes.
 *
 * @property method `PUT`
 * @property url a secret of its own: whoever has it can upload
 * @property headers what must be sent along
 */
@Serializable(with = UploadTransaction.Companion::class)
public class UploadTransaction internal constructor(json: JsonObject) : Document(json) {
    public val method: String? = json.stringOrNull("method")
    public val url: String = json.string("url")
    public val headers: Map<String, List<String>> =
        json.document("headers") { names -> names.keys.associateWith { names.strings(it) } }.orEmpty()

    /** Without the query of the URL, which is what admits. */
    override fun toString(): String = "UploadTransaction(${method.orEmpty()} ${url.substringBefore('?')})"

    public companion object : DocumentType<UploadTransaction>(::UploadTransaction)
}

/**
 * Builds the change request that replaces all keys of a large segment by those of a file, or removes them.
 *
 * @param operationType `UPLOAD` or `ARCHIVE`
 */
public class LargeSegmentChangeBuilder(segmentName: String, operationType: String, private val approvers: List<String>) :
    PayloadBuilder("large segment change") {
    init {
        fields["largeSegment"] = buildJsonObject { put("name", JsonPrimitive(segmentName)) }
        fields["operationType"] = JsonPrimitive(operationType)
        fields["approvers"] = JsonArray(approvers.map(::JsonPrimitive))
    }

    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? by nullableText("title")

    /** Why it is made; needed where the workspace requires titles and comments. */
    public var comment: String? by nullableText("comment")

    override fun check(json: JsonObject, problems: Problems) {
        problems.at("largeSegment").requireText(json.getValue("largeSegment").jsonObject, "name")
        approvers.forEachIndexed { index, email -> problems.require(email.isNotBlank(), "approvers[$index]") { "is blank" } }
    }
}
