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
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A standard segment of a workspace: a named list of keys. The keys themselves belong to its [SegmentDefinition] in each environment.
 *
 * @property name unique in the workspace
 * @property description what it is for
 * @property trafficType the kind of traffic its keys are of
 * @property creationTime in epoch milliseconds
 * @property tags names of its tags
 * @see <a href="https://docs.split.io/reference/segments-overview">Segments</a>
 */
@Serializable(with = Segment.Companion::class)
public class Segment internal constructor(json: JsonObject) : Document(json) {
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val tags: List<String> = json.documents("tags") { it.string("name") }

    public companion object : DocumentType<Segment>(::Segment)
}

/**
 * A segment that is enabled in an environment.
 *
 * @property name the segment's name; a definition has no id of its own
 * @property environment where it is enabled
 * @property trafficType the kind of traffic its keys are of
 * @property creationTime in epoch milliseconds
 */
@Serializable(with = SegmentDefinition.Companion::class)
public class SegmentDefinition internal constructor(json: JsonObject) : Document(json) {
    public val name: String = json.string("name")
    public val environment: Reference? = json.document("environment", ::Reference)
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")

    public companion object : DocumentType<SegmentDefinition>(::SegmentDefinition)
}

/**
 * What Split says of a segment when keys were uploaded to it in one of the older ways.
 *
 * @property id its id, which no other call shows or takes
 * @property name the segment's name
 * @property description what it is for
 * @property environment where the keys are
 * @property trafficType the kind of traffic that they are of
 * @property status `ACTIVE`, or another of Split's words
 * @property creationTime in epoch milliseconds
 * @property lastUpdateTime in epoch milliseconds
 */
@Serializable(with = UploadedSegment.Companion::class)
public class UploadedSegment internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")
    public val environment: Reference? = json.document("environmentURN", ::Reference)
    public val trafficType: Reference? = json.document("trafficTypeURN", ::Reference)
    public val status: String? = json.stringOrNull("status")
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val lastUpdateTime: Long? = json.longOrNull("lastUpdateTime")

    public companion object : DocumentType<UploadedSegment>(::UploadedSegment)
}

/** Builds a new segment. */
public class CreateSegmentBuilder(name: String) : PayloadBuilder("segment") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [CreateSegmentBuilder.description]. */
    public fun description(text: String?): CreateSegmentBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireText(json, "name")
}

/**
 * Builds the body that adds keys to a segment or removes them from it: at most 10,000, which is what Split takes in one request.
 *
 * @param firstKey the number of the first key among all that the user gave, for what is said of a bad one
 */
public class SegmentKeysBuilder(private val firstKey: Long, private val keys: Collection<String>) : PayloadBuilder("segment keys") {
    init {
        fields["keys"] = JsonArray(keys.map(::JsonPrimitive))
    }

    /** The title of the change; needed where the workspace requires titles and comments. */
    public var title: String? by nullableText("title")

    /** Why it is made; needed where the workspace requires titles and comments. */
    public var comment: String? by nullableText("comment")

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(keys.size in 1..SplitLimits.KEYS_PER_CALL, "keys") {
            "are ${keys.size}, must be 1 to ${SplitLimits.KEYS_PER_CALL}"
        }
        keys.forEachIndexed { index, key -> problems.require(key.isNotBlank(), "keys[${firstKey + index}]") { "is blank" } }
    }
}
