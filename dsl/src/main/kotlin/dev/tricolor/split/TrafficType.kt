package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A kind of traffic that flags decide for, such as `user` or `account`.
 *
 * @property id its id
 * @property name unique in the workspace
 * @property displayAttributeId the attribute that user interfaces show in place of the key; empty or null for none
 * @see <a href="https://docs.split.io/reference/traffic-types-overview">Traffic types</a>
 */
@Serializable(with = TrafficType.Companion::class)
public class TrafficType internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String = json.string("name")
    public val displayAttributeId: String? = json.stringOrNull("displayAttributeId")

    public companion object : DocumentType<TrafficType>(::TrafficType)
}

/** Builds a new traffic type. */
public class CreateTrafficTypeBuilder(name: String) : PayloadBuilder("traffic type") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** The attribute that user interfaces show in place of the key. */
    public var displayAttributeId: String? by nullableText("displayAttributeId")

    /** Sets [CreateTrafficTypeBuilder.displayAttributeId]. */
    public fun displayAttributeId(id: String?): CreateTrafficTypeBuilder = apply { displayAttributeId = id }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireName(json)
}

internal fun Problems.requireName(json: JsonObject) {
    val name = (json["name"] as? JsonPrimitive)?.content.orEmpty()
    require(SplitLimits.isName(name), "name") { "is ${quoted(name)}, must be a letter, then letters, digits, \"-\" and \"_\"" }
}
