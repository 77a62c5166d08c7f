package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What a flag serves to certain contexts.
 *
 * @property key the flag's key
 * @property name what people call the flag
 * @property value what it serves, any JSON; null where it serves nothing, so that an SDK's own default is used
 * @property reason why it serves that
 * @property links where to find the flag
 */
@Serializable(with = FlagEvaluation.Companion::class)
public class FlagEvaluation internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val value: JsonElement = json["_value"] ?: JsonNull
    public val reason: EvaluationReason? = json.document("reason", ::EvaluationReason)
    public val links: Map<String, Link> = json.links()

    /** What the value reads as: `true`, `blue`, `{"color":"blue"}`. */
    public val valueText: String get() = (value as? JsonPrimitive)?.content ?: value.toString()

    public companion object : DocumentType<FlagEvaluation>(::FlagEvaluation)
}

/**
 * Why a flag serves what it serves.
 *
 * @property kind what has decided it
 * @property ruleIndex which rule matched, from 0; of [EvaluationReasonKind.RULE_MATCH] only
 * @property ruleId the id of the rule that matched
 * @property prerequisiteKey the flag that serves another variation than it must; of [EvaluationReasonKind.PREREQUISITE_FAILED] only
 * @property inExperiment whether an experiment has decided it
 * @property errorKind what went wrong; of [EvaluationReasonKind.ERROR] only
 */
@Serializable(with = EvaluationReason.Companion::class)
public class EvaluationReason internal constructor(json: JsonObject) : Document(json) {
    public val kind: EvaluationReasonKind? = json.stringOrNull("kind")?.let(EvaluationReasonKind::of)
    public val ruleIndex: Long? = json.longOrNull("ruleIndex")
    public val ruleId: String? = json.stringOrNull("ruleID")
    public val prerequisiteKey: String? = json.stringOrNull("prerequisiteKey")
    public val inExperiment: Boolean? = json.booleanOrNull("inExperiment")
    public val errorKind: String? = json.stringOrNull("errorKind")

    public companion object : DocumentType<EvaluationReason>(::EvaluationReason)
}

/** What can decide what a flag serves. */
public class EvaluationReasonKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is off. */
        @JvmField public val OFF: EvaluationReasonKind = EvaluationReasonKind("OFF")

        /** Nothing else has. */
        @JvmField public val FALLTHROUGH: EvaluationReasonKind = EvaluationReasonKind("FALLTHROUGH")

        /** A context is a target of the variation. */
        @JvmField public val TARGET_MATCH: EvaluationReasonKind = EvaluationReasonKind("TARGET_MATCH")

        /** A rule matched. */
        @JvmField public val RULE_MATCH: EvaluationReasonKind = EvaluationReasonKind("RULE_MATCH")

        /** Another flag, which it has as a prerequisite, does not serve what it must. */
        @JvmField public val PREREQUISITE_FAILED: EvaluationReasonKind = EvaluationReasonKind("PREREQUISITE_FAILED")

        /** Something went wrong. */
        @JvmField public val ERROR: EvaluationReasonKind = EvaluationReasonKind("ERROR")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): EvaluationReasonKind = EvaluationReasonKind(value)
    }
}
