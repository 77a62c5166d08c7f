@file:JvmName("OptimizelyPayloads")
@file:JvmMultifileClass

package dev.tricolor.optimizely

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty

/**
 * Says an audience's conditions: `conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }`.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything in them that can never work
 */
@JvmSynthetic
public fun conditions(block: OptimizelyConditions.() -> Conditions<Condition>): Conditions<Condition> =
    OptimizelyConditions.block().checked("conditions")

/**
 * Says whom an experiment or a rollout rule is for: `audienceConditions { audience(7000) and not(audience(7001)) }`.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything in it that can never work
 */
@JvmSynthetic
public fun audienceConditions(block: OptimizelyAudiences.() -> Conditions<AudienceReference>): Conditions<AudienceReference> =
    OptimizelyAudiences.block().checked("audience_conditions")

internal fun <L> Conditions<L>.checked(field: String): Conditions<L> = apply {
    Problems().also { checkInto(it.at(field)) }.throwIfAny(field)
}

/** A builder's property for an audience's conditions: `public var conditions: Conditions<Condition> by conditionsField()`. */
internal fun conditionsField(name: String = "conditions"): ConditionsField<Condition> = ConditionsField(name, ::readConditions)

/** A builder's property for the audiences of an experiment or a rollout rule. */
internal fun audienceConditionsField(name: String = "audience_conditions"): ConditionsField<AudienceReference> =
    ConditionsField(name, ::readAudienceConditions)

/** Writes conditions as the text that they travel as; what is wrong with them is the builder's problem, under the field's name. */
internal class ConditionsField<L>(private val name: String, private val read: (String) -> Conditions<L>) :
    ReadWriteProperty<PayloadBuilder, Conditions<L>> {
    override fun getValue(thisRef: PayloadBuilder, property: KProperty<*>): Conditions<L> =
        thisRef.fields[name].takeUnless { it is JsonNull }?.let { read((it as JsonPrimitive).content) }
            ?: throw NoSuchElementException("${property.name} was not set")

    override fun setValue(thisRef: PayloadBuilder, property: KProperty<*>, value: Conditions<L>) {
        thisRef.problems.forget(name)
        value.checkInto(thisRef.problems.at(name))
        thisRef.fields[name] = JsonPrimitive(value.toJson())
    }
}
