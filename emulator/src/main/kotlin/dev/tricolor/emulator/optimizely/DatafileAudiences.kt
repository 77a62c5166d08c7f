package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.AudienceReference
import dev.tricolor.optimizely.Condition
import dev.tricolor.optimizely.ConditionGroup
import dev.tricolor.optimizely.ConditionMatchType
import dev.tricolor.optimizely.ConditionOperator
import dev.tricolor.optimizely.ConditionType
import dev.tricolor.optimizely.Conditions
import dev.tricolor.optimizely.Everyone
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val DUMMY = "\$opt_dummy_audience"
private const val NOBODY =
    """["or", {"match": "exact", "name": "${'$'}opt_dummy_attribute", "type": "custom_attribute", "value": "${'$'}opt_dummy_value"}]"""

internal val EVERYONE = Everyone.targeting()

/**
 * The audiences of a project that SDKs are told of: what is in use, and what is not put away. Conditions that every SDK understands stand
 * as text, all others as they are; an SDK that does not know these is told of an audience that nobody is in.
 */
internal class DatafileAudiences(audiences: List<Item>, experiments: List<Item>, rollouts: Collection<DatafileRollout>) {
    private val targeted = experiments.map { it.json } + rollouts.flatMap { it.rules }
    private val used = targeted.flatMap { it.audienceConditions().audienceIds() }.toSet()
    private val all = audiences.filter { !it.json.isArchived() || it.id in used }
        .map { it to Conditions.fromJson(it.json.text("conditions").orEmpty()) }

    fun typed(): List<JsonObject> = all.filterNot { isOld(it.second) }.map { (audience, conditions) ->
        json("id" to audience.id, "name" to audience.json["name"], "conditions" to conditions.toDatafile())
    }

    fun untyped(): List<JsonObject> = all.filter { isOld(it.second) }.map { (audience, conditions) ->
        json("id" to audience.id, "name" to audience.json["name"], "conditions" to spaced(conditions.toDatafile()))
    } + json("id" to DUMMY, "name" to "Optimizely-Generated Audience for Backwards Compatibility", "conditions" to NOBODY)

    /** Whether SDKs understand it that know nothing but text to compare attributes with. */
    private fun isOld(conditions: Conditions<Condition>): Boolean = conditions.leaves().all {
        it.type == ConditionType.CUSTOM_ATTRIBUTE && (it.value as? JsonPrimitive)?.isString == true &&
            it.effectiveMatchType == ConditionMatchType.EXACT
    }
}

/** Whom this experiment or rollout rule is for; of old, rules had but a list of audiences, any of which would do. */
internal fun JsonObject.audienceConditions(): Conditions<AudienceReference> {
    text("audience_conditions")?.let { return Conditions.fromAudienceConditions(it) }
    val references = (this["audience_ids"] as? JsonArray).orEmpty().map { AudienceReference.of(json("audience_id" to it)) }
    return if (references.isEmpty()) Everyone else Conditions.anyOf(references)
}

/** The audiences that are named in it. */
internal fun Conditions<AudienceReference>.audienceIds(): List<String> = leaves().map { it.audienceId.toString() }

/** Who it is for, as a datafile has it: old SDKs read ids, any of which will do, and others conditions. */
internal fun Conditions<AudienceReference>.targeting(): JsonObject {
    val conditions = simplified()
    val isPlain = conditions !is ConditionGroup ||
        conditions.operator == ConditionOperator.OR && conditions.operands.all { it is AudienceReference }
    return json(
        "audienceIds" to if (isPlain) conditions.audienceIds() else listOf(DUMMY),
        "audienceConditions" to toDatafile(),
    )
}
