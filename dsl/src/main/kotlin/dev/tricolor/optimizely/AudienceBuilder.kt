@file:JvmName("OptimizelyPayloads")
@file:JvmMultifileClass

package dev.tricolor.optimizely

import dev.tricolor.Problems
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * An audience that is yet to be made: `audience("Canadians") { browser("gc") and query("utm_campaign", "true") }`.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it
 */
@JvmSynthetic
public fun audience(name: String, conditions: OptimizelyConditions.() -> Conditions<Condition>): NewAudience =
    audience(name, OptimizelyConditions.conditions())

/**
 * An audience that is yet to be made, of the visitors that [conditions] mean.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it
 */
public fun audience(name: String, conditions: Conditions<Condition>): NewAudience =
    AudienceBuilder(name).conditions(conditions).audience()

/** What can be said of an audience, new or not. */
public abstract class AudienceFields<Self : AudienceFields<Self>> internal constructor(payload: String) : ItemFields<Self>(payload) {
    /** Who is in it. [Conditions.fromJson] reads them from JSON text. */
    public var conditions: Conditions<Condition> by conditionsField()

    /** Whether results can be told by it; of use in classic projects only. */
    public var segmentation: Boolean by flag("segmentation")

    /** Whether it is part of a journey. */
    public var forJourney: Boolean by flag("for_journey")

    /** Sets [AudienceFields.conditions]. */
    public fun conditions(conditions: Conditions<Condition>): Self = self().apply { this.conditions = conditions }

    /** Says who is in it: `conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }`. */
    @JvmSynthetic
    public fun conditions(block: OptimizelyConditions.() -> Conditions<Condition>): Self = conditions(OptimizelyConditions.block())

    /** Sets [AudienceFields.segmentation]. */
    public fun segmentation(segmentation: Boolean): Self = self().apply { this.segmentation = segmentation }

    /** Sets [AudienceFields.forJourney]. */
    public fun forJourney(forJourney: Boolean): Self = self().apply { this.forJourney = forJourney }
}

/**
 * Builds a new audience.
 *
 * @param name what people call it
 */
public class AudienceBuilder(name: String) : AudienceFields<AudienceBuilder>("audience") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** Whether it is for classic experiments only. Never changes. */
    public var isClassic: Boolean by flag("is_classic")

    /** Sets [AudienceBuilder.isClassic]. */
    public fun isClassic(isClassic: Boolean): AudienceBuilder = apply { this.isClassic = isClassic }

    /**
     * The audience.
     *
     * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it
     */
    public fun audience(): NewAudience = NewAudience(build())
}

/** Builds a change of an audience: what is not said stays as it is. Its conditions are replaced as a whole. */
public class AudienceUpdateBuilder : AudienceFields<AudienceUpdateBuilder>("audience update") {
    /** What people call it. */
    public var name: String by text("name")

    /** Sets [AudienceUpdateBuilder.name]. */
    public fun name(name: String): AudienceUpdateBuilder = apply { this.name = name }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}
