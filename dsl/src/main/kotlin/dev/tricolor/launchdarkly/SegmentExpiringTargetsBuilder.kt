package dev.tricolor.launchdarkly

import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonObject

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
        problems.refuseContradictoryExpiries(instructions(), "targetType", "contextKind", "contextKey")
    }

    private fun said(
        kind: String,
        contextKey: String,
        contextKind: String,
        targetType: TargetType,
        value: Long? = null,
        version: Long? = null,
    ) = expiry(kind, mapOf("contextKey" to contextKey, "contextKind" to contextKind, "targetType" to targetType.value), value, version)
}
