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
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

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
 * @see <a href="https://docs.split.io/reference/segments-overview">Large segments</a>
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
