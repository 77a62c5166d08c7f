package dev.tricolor.launchdarkly

import dev.tricolor.Problems
import kotlinx.serialization.json.JsonObject

/**
 * Builds a change of the times at which users stop being targets of a flag: [FlagExpiringTargetsBuilder] from the time before there were
 * other contexts. Unlike other patches it may be carried out in part: see [ExpiringTargets.errors].
 */
public class FlagExpiringUserTargetsBuilder : SemanticPatchBuilder<FlagExpiringUserTargetsBuilder>("expiring user targets patch") {
    /** Has a user stop being the target of a variation at [epochMillis]: `addExpireUserTargetDate`. */
    public fun add(userKey: String, variationId: String, epochMillis: Long): FlagExpiringUserTargetsBuilder =
        said("addExpireUserTargetDate", userKey, variationId, epochMillis)

    /** Moves the time to [epochMillis], with a [version] only if that is the expiring target's: `updateExpireUserTargetDate`. */
    @JvmOverloads
    public fun update(userKey: String, variationId: String, epochMillis: Long, version: Long? = null): FlagExpiringUserTargetsBuilder =
        said("updateExpireUserTargetDate", userKey, variationId, epochMillis, version)

    /** Has a user stay a target: `removeExpireUserTargetDate`. */
    public fun remove(userKey: String, variationId: String): FlagExpiringUserTargetsBuilder =
        said("removeExpireUserTargetDate", userKey, variationId)

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictoryExpiries(instructions(), "userKey")
    }

    private fun said(kind: String, userKey: String, variationId: String, value: Long? = null, version: Long? = null) =
        expiry(kind, mapOf("userKey" to userKey, "variationId" to variationId), value, version)
}

/**
 * Builds a change of the times at which users stop being targets of a segment: [SegmentExpiringTargetsBuilder] from the time before there
 * were other contexts. Unlike other patches it may be carried out in part: see [ExpiringTargets.errors].
 */
public class SegmentExpiringUserTargetsBuilder : SemanticPatchBuilder<SegmentExpiringUserTargetsBuilder>("expiring user targets patch") {
    /** Has a user stop being a target at [epochMillis]: `addExpireUserTargetDate`. */
    public fun add(userKey: String, targetType: TargetType, epochMillis: Long): SegmentExpiringUserTargetsBuilder =
        said("addExpireUserTargetDate", userKey, targetType, epochMillis)

    /** Moves the time to [epochMillis], with a [version] only if that is the expiring target's: `updateExpireUserTargetDate`. */
    @JvmOverloads
    public fun update(
        userKey: String,
        targetType: TargetType,
        epochMillis: Long,
        version: Long? = null,
    ): SegmentExpiringUserTargetsBuilder = said("updateExpireUserTargetDate", userKey, targetType, epochMillis, version)

    /** Has a user stay a target: `removeExpireUserTargetDate`. */
    public fun remove(userKey: String, targetType: TargetType): SegmentExpiringUserTargetsBuilder =
        said("removeExpireUserTargetDate", userKey, targetType)

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictoryExpiries(instructions(), "targetType", "userKey")
    }

    private fun said(kind: String, userKey: String, targetType: TargetType, value: Long? = null, version: Long? = null) =
        expiry(kind, mapOf("userKey" to userKey, "targetType" to targetType.value), value, version)
}
