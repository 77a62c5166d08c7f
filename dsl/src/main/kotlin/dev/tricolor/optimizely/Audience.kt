package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.element
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * An audience: visitors of whom the same conditions hold.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property name what people call it
 * @property description what it is for
 * @property conditionsJson who is in it, as the JSON text that Optimizely keeps. It writes the text anew, with other spaces and in another
 *   order than it was told
 * @property segmentation whether results can be told by it, in classic projects
 * @property isClassic whether it is for classic experiments only
 * @property forJourney whether it is part of a journey
 * @property experimentCount how many experiments use it
 * @property archived whether it is put away
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/audiences">Audiences</a>
 */
@Serializable(with = Audience.Companion::class)
public class Audience internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val conditionsJson: String? = json.element("conditions")?.let { if (it is JsonPrimitive) it.content else it.toString() }
    public val segmentation: Boolean? = json.booleanOrNull("segmentation")
    public val isClassic: Boolean? = json.booleanOrNull("is_classic")
    public val forJourney: Boolean? = json.booleanOrNull("for_journey")
    public val experimentCount: Long? = json.longOrNull("experiment_count")
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    /** Who is in it; null when nothing is said, or [conditionsJson] is nothing that this version can read. It is read when asked for. */
    public val conditions: Conditions<Condition>? by lazy(LazyThreadSafetyMode.PUBLICATION) { conditionsJson?.let(::conditionsOrNull) }

    public companion object : DocumentType<Audience>(::Audience)
}

/** The conditions in [text], of which one day there may be more than is known here: that must not keep anything from being read. */
internal fun conditionsOrNull(text: String): Conditions<Condition>? = try {
    Conditions.fromJson(text)
} catch (_: SerializationException) {
    null
}

/**
 * An audience that is yet to be made; [audience] and [AudienceBuilder] make it, `audiences.create` sends it.
 *
 * @property name what people will call it
 */
@Serializable(with = NewAudience.Companion::class)
public class NewAudience internal constructor(json: JsonObject) : Document(json) {
    public val name: String? = json.stringOrNull("name")

    public companion object : DocumentType<NewAudience>(::NewAudience)
}
