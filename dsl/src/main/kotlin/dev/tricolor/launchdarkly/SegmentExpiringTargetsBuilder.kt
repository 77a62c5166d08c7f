package dev.tricolor.launchdarkly

import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a segment does with a target. */
public class TargetType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is in the segment. */
        @JvmField public val INCLUDED: TargetType = TargetType("included")

        /** It is not in the segment, unless it is included. */
        @JvmField public val EXCLUDED: TargetType = TargetType("excluded")

        /** The type that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): TargetType = TargetType(value)
    }
}

/** Says which targets of a segment are to expire when. Each instruction succeeds or fails for itself. */
public class SegmentExpiringTargetsBuilder :
    SemanticPatchBuilder<SegmentExpiringTargetsBuilder>("expiring targets patch") {

    /**
     * Lets a target expire: `addExpiringTarget`.
     *
     * @param expirationDate when it goes, in epoch milliseconds
     */
    public fun add(
        contextKind: String,
        contextKey: String,
        targetType: TargetType,
        expirationDate: Long,
    ): SegmentExpiringTargetsBuilder = say("addExpiringTarget", contextKind, contextKey, targetType, expirationDate)

    /**
     * Lets a target expire at another time, whatever has been done to it meanwhile: `updateExpiringTarget`.
     *
     * @param expirationDate when it goes, in epoch milliseconds
     */
    public fun update(
        contextKind: String,
        contextKey: String,
        targetType: TargetType,
        expirationDate: Long,
    ): SegmentExpiringTargetsBuilder = say("updateExpiringTarget", contextKind, contextKey, targetType, expirationDate)

    /**
     * Lets a target expire at another time: `updateExpiringTarget`.
     *
     * @param expirationDate when it goes, in epoch milliseconds
     * @param version the [ExpiringTarget.version] that it must still have
     */
    public fun update(
        contextKind: String,
        contextKey: String,
        targetType: TargetType,
        expirationDate: Long,
        version: Long,
    ): SegmentExpiringTargetsBuilder =
        say("updateExpiringTarget", contextKind, contextKey, targetType, expirationDate, JsonPrimitive(version))

    /** Lets a target stay for good: `removeExpiringTarget`. */
    public fun remove(contextKind: String, contextKey: String, targetType: TargetType): SegmentExpiringTargetsBuilder =
        say("removeExpiringTarget", contextKind, contextKey, targetType, null)

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictions(instructions()) { instruction ->
            val target = listOf("targetType", "contextKind", "contextKey").joinToString(" ") { instruction[it].toString() }
            listOf(Claim("the expiry of $target", "${instruction["value"] ?: "none"}"))
        }
    }

    private fun say(
        kind: String,
        contextKind: String,
        contextKey: String,
        targetType: TargetType,
        expirationDate: Long?,
        version: JsonElement? = null,
    ): SegmentExpiringTargetsBuilder {
        val problems = next()
        problems.require(contextKind.isNotBlank(), "contextKind") { "is blank" }
        problems.require(contextKey.isNotBlank(), "contextKey") { "is blank" }
        problems.require(expirationDate == null || expirationDate > LAST_THAT_IS_SECONDS, "value") {
            "is $expirationDate, must be epoch milliseconds"
        }
        return instruction(
            kind,
            "contextKind" to JsonPrimitive(contextKind),
            "contextKey" to JsonPrimitive(contextKey),
            "targetType" to JsonPrimitive(targetType.value),
            "value" to expirationDate?.let(::JsonPrimitive),
            "version" to version,
        )
    }

    private companion object {
        /** As milliseconds it is in 1973, as seconds in 5138. */
        const val LAST_THAT_IS_SECONDS = 100_000_000_000
    }
}
