package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.element
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.optimizely.Condition
import dev.tricolor.optimizely.Conditions
import dev.tricolor.optimizely.OptimizelyConditions
import dev.tricolor.optimizely.conditionsField
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * An audience: visitors that have something in common. Experiments are targeted at it, and their results can be segmented by it.
 *
 * @property id its id
 * @property projectId the project it belongs to
 * @property name what people call it
 * @property description what it is for
 * @property conditionsJson who is in it, as the JSON text that Optimizely keeps; `[]` is nobody but whom the page's own code adds
 * @property segmentation whether results can be segmented by it
 * @property archived whether it is put away
 * @property created when it was created, as Optimizely writes it
 * @property lastModified when it was changed last, as Optimizely writes it
 */
@Serializable(with = Audience.Companion::class)
public class Audience internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val conditionsJson: String? = json.element("conditions")?.let { if (it is JsonPrimitive) it.content else it.toString() }
    public val segmentation: Boolean? = json.booleanOrNull("segmentation")
    @get:JvmName("isArchived")
    public val archived: Boolean = json.booleanOrNull("archived") ?: false
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    /** Who is in it; null when there is nothing, or nothing that this version can read. [conditionsJson] is read when this is asked for. */
    public val conditions: Conditions<Condition>? by lazy(LazyThreadSafetyMode.PUBLICATION) { conditionsJson?.let(::conditionsOrNull) }

    public companion object : DocumentType<Audience>(::Audience)
}

private fun conditionsOrNull(text: String): Conditions<Condition>? = try {
    Conditions.fromJson(text)
} catch (_: IllegalArgumentException) {
    null
} catch (_: StackOverflowError) {
    // Nested so deeply that nobody means to say anything by it.
    null
}

/** Builds a new audience, or a change of one. */
public class AudienceBuilder : ClassicBuilder {
    /** A change; only what is said is changed. */
    public constructor() : super("change of an audience")

    /** A new audience. */
    public constructor(name: String) : super("audience") {
        fields["name"] = JsonPrimitive(name)
    }

    /** What people call it. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String by text("description")

    /** Who is in it; nobody but whom the page's own code adds, unless set. [Conditions.fromJson] reads them from JSON text. */
    public var conditions: Conditions<Condition> by conditionsField()

    /** Whether results can be segmented by it; at most 10 audiences and dimensions of a project, and only in Platinum accounts. */
    public var segmentation: Boolean by flag("segmentation")

    /** Whether it is put away; audiences cannot be deleted. */
    public var archived: Boolean by flag("archived")

    /** Sets [AudienceBuilder.name]. */
    public fun name(name: String): AudienceBuilder = apply { this.name = name }

    /** Sets [AudienceBuilder.description]. */
    public fun description(text: String): AudienceBuilder = apply { description = text }

    /** Sets [AudienceBuilder.conditions]. */
    public fun conditions(conditions: Conditions<Condition>): AudienceBuilder = apply { this.conditions = conditions }

    /** Says who is in it: `conditions { browser("gc") and query("utm_campaign", "true") }`. */
    @JvmSynthetic
    public fun conditions(block: OptimizelyConditions.() -> Conditions<Condition>): AudienceBuilder =
        conditions(OptimizelyConditions.block())

    /** Sets [AudienceBuilder.segmentation]. */
    public fun segmentation(segmentation: Boolean): AudienceBuilder = apply { this.segmentation = segmentation }

    /** Sets [AudienceBuilder.archived]. */
    public fun archived(archived: Boolean): AudienceBuilder = apply { this.archived = archived }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireText(json, "name")
    }
}
