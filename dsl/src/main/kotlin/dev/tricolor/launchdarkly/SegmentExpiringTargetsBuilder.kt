package dev.tricolor.launchdarkly

import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a segment does with a target. */
public class TargetType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is in the segment, whatever the rules say. */
        @JvmField public val INCLUDED: TargetType = TargetType("included")

        /** It is not in the segment, whatever the rules say. */
        @JvmField public val EXCLUDED: TargetType = TargetType("excluded")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): TargetType = TargetType(value)
    }
}

/**
 * Builds a change of the times at which contexts stop being targets of a segment. Unlike other patches it may be carried out in part: see
 * [ExpiringTargets.errors].
 */
public class SegmentExpiringTargetsBuilder : SemanticPatchBuilder<SegmentExpiringTargetsBuilder>("expiring targets patch") {
    /** Has a context stop being a target at [epochMillis]: `addExpiringTarget`. */
    @JvmOverloads
    public fun add(
        contextKey: String,
        targetType: TargetType,
        epochMillis: Long,
        contextKind: String = USER,
    ): SegmentExpiringTargetsBuilder = said("addExpiringTarget", contextKey, contextKind, targetType, epochMillis)

    /** Moves the time to [epochMillis], with a [version] only if that is the expiring target's: `updateExpiringTarget`. */
    @JvmOverloads
    public fun update(
        contextKey: String,
        targetType: TargetType,
        epochMillis: Long,
        contextKind: String = USER,
        version: Long? = null,
    ): SegmentExpiringTargetsBuilder = said("updateExpiringTarget", contextKey, contextKind, targetType, epochMillis, version)

    /** Has a context stay a target: `removeExpiringTarget`. */
    @JvmOverloads
    public fun remove(contextKey: String, targetType: TargetType, contextKind: String = USER): SegmentExpiringTargetsBuilder =
        said("removeExpiringTarget", contextKey, contextKind, targetType)

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictions(instructions()) { instruction ->
            val target = listOf("targetType", "contextKind", "contextKey").joinToString(" ") { instruction[it].toString() }
            listOf(Claim("the expiry of $target", "${instruction["value"] ?: "none"}"))
        }
    }

    private fun said(
        kind: String,
        contextKey: String,
        contextKind: String,
        targetType: TargetType,
        value: Long? = null,
        version: Long? = null,
    ): SegmentExpiringTargetsBuilder {
        val texts = mapOf("contextKey" to contextKey, "contextKind" to contextKind, "targetType" to targetType.value)
        texts.forEach { (name, text) -> next().require(text.isNotBlank(), name) { "is blank" } }
        next().require(value == null || value > LAST_THAT_IS_SECONDS, "value") { "is $value, must be epoch milliseconds" }
        val numbers = mapOf("value" to value?.let { JsonPrimitive(it) }, "version" to version?.let { JsonPrimitive(it) })
        return instruction(kind, numbers + texts.mapValues { JsonPrimitive(it.value) })
    }

    private companion object {
        /** As milliseconds it is in 1973, as seconds in 5138. */
        const val LAST_THAT_IS_SECONDS = 100_000_000_000
    }
}
