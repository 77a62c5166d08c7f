package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A dimension: something that the page's own code tells of a visitor. Audiences are made of it, and results can be segmented by it.
 *
 * @property id its id
 * @property projectId the project it belongs to
 * @property name what people call it; unique in the project
 * @property clientApiName what the page's own code calls it; unique in the project
 * @property description what it is for
 * @property lastModified when it was changed last, as Optimizely writes it
 */
@Serializable(with = Dimension.Companion::class)
public class Dimension internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val name: String? = json.stringOrNull("name")
    public val clientApiName: String? = json.stringOrNull("client_api_name")
    public val description: String? = json.stringOrNull("description")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Dimension>(::Dimension)
}

/** Builds a new dimension, or a change of one. */
public class DimensionBuilder : ClassicBuilder {
    /** A change; only what is said is changed. */
    public constructor() : super("change of a dimension")

    /** A new dimension. */
    public constructor(name: String) : super("dimension") {
        fields["name"] = JsonPrimitive(name)
    }

    /** What people call it; unique in the project. */
    public var name: String by text("name")

    /** What the page's own code calls it; unique in the project; null for nothing. */
    public var clientApiName: String? by nullableText("client_api_name")

    /** What it is for. */
    public var description: String by text("description")

    /** Sets [DimensionBuilder.name]. */
    public fun name(name: String): DimensionBuilder = apply { this.name = name }

    /** Sets [DimensionBuilder.clientApiName]. */
    public fun clientApiName(name: String?): DimensionBuilder = apply { clientApiName = name }

    /** Sets [DimensionBuilder.description]. */
    public fun description(text: String): DimensionBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireText(json, "name")
        json.stringOrNull("client_api_name")?.let { problems.require(it.isNotBlank(), "client_api_name") { "is blank" } }
    }
}
