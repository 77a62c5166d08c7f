package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A variation: what an experiment changes on its pages for a part of its visitors.
 *
 * @property id its id
 * @property experimentId the experiment it belongs to
 * @property projectId the project of that
 * @property sectionId the section it belongs to, in a multivariate experiment
 * @property description what people call it
 * @property weight its share of the experiment's visitors, in basis points: 10,000 are all of them; an original may have none
 * @property isPaused whether it gets no visitors for the time being
 * @property jsComponent its code; empty for an original
 * @property created when it was created, as Optimizely writes it
 */
@Serializable(with = Variation.Companion::class)
public class Variation internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val experimentId: Long? = json.longOrNull("experiment_id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val sectionId: Long? = json.longOrNull("section_id")
    public val description: String? = json.stringOrNull("description")
    public val weight: Int? = json.intOrNull("weight")
    public val isPaused: Boolean? = json.booleanOrNull("is_paused")
    public val jsComponent: String? = json.stringOrNull("js_component")
    public val created: String? = json.stringOrNull("created")

    public companion object : DocumentType<Variation>(::Variation)
}

/** Builds a new variation, or a change of one. */
public class VariationBuilder : ClassicBuilder {
    /** A change; only what is said is changed. */
    public constructor() : super("change of a variation")

    /** A new variation. */
    public constructor(description: String) : super("variation") {
        fields["description"] = JsonPrimitive(description)
    }

    /** What people call it. */
    public var description: String by text("description")

    /** Its share of the experiment's visitors, in basis points: 0 to 10,000. */
    public var weight: Int by points("weight")

    /** Whether it gets no visitors for the time being. */
    public var isPaused: Boolean by flag("is_paused")

    /** Its code; empty for none, as an original has. */
    public var jsComponent: String by text("js_component")

    /** Sets [VariationBuilder.description]. */
    public fun description(text: String): VariationBuilder = apply { description = text }

    /** Sets [VariationBuilder.weight]. */
    public fun weight(basisPoints: Int): VariationBuilder = apply { weight = basisPoints }

    /** Sets [VariationBuilder.isPaused]. */
    public fun isPaused(paused: Boolean): VariationBuilder = apply { isPaused = paused }

    /** Sets [VariationBuilder.jsComponent]. */
    public fun jsComponent(code: String): VariationBuilder = apply { jsComponent = code }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireText(json, "description")
        problems.requireBasisPoints(json, "weight")
    }
}
