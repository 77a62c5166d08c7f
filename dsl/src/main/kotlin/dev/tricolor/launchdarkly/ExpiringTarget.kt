package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A context that stops being a target of a flag or a segment at a certain time.
 *
 * @property id its id
 * @property version how often it has been changed
 * @property expirationDate when, in epoch milliseconds
 * @property contextKind the context's kind; `user` where LaunchDarkly speaks of users only
 * @property contextKey the context's key
 * @property variationId the variation that it is a target of; of flags only
 * @property targetType whether it is included or excluded; of segments only
 * @property resource the flag or segment
 */
@Serializable(with = ExpiringTarget.Companion::class)
public class ExpiringTarget internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val version: Long? = json.longOrNull("_version")
    public val expirationDate: Long? = json.longOrNull("expirationDate")
    private val userKey: String? = json.stringOrNull("userKey")
    public val contextKind: String? = json.stringOrNull("contextKind") ?: userKey?.let { USER }
    public val contextKey: String = json.stringOrNull("contextKey") ?: userKey ?: json.string("contextKey")
    public val variationId: String? = json.stringOrNull("variationId")
    public val targetType: TargetType? = json.stringOrNull("targetType")?.let(TargetType::of)
    public val resource: ResourceId? = json.document("_resourceId", ::ResourceId)

    public companion object : DocumentType<ExpiringTarget>(::ExpiringTarget)
}

/**
 * What something belongs to.
 *
 * @property kind `flag` or `segment`
 * @property projectKey the project's key
 * @property environmentKey the environment's key
 * @property key the flag's or segment's key
 */
@Serializable(with = ResourceId.Companion::class)
public class ResourceId internal constructor(json: JsonObject) : Document(json) {
    public val kind: String? = json.stringOrNull("kind")
    public val projectKey: String? = json.stringOrNull("projectKey")
    public val environmentKey: String? = json.stringOrNull("environmentKey")
    public val key: String? = json.stringOrNull("key") ?: json.stringOrNull("flagKey")

    public companion object : DocumentType<ResourceId>(::ResourceId)
}

/**
 * The expiring targets of a flag or a segment, and after a patch what has become of it: unlike other patches it may be carried out in part.
 *
 * @property items after a patch those that it changed, else all
 * @property totalInstructions how many instructions the patch had; null when nothing was patched
 * @property successfulInstructions how many of them were carried out
 * @property failedInstructions how many of them were not
 * @property errors why they were not
 * @property links where to find this
 */
@Serializable(with = ExpiringTargets.Companion::class)
public class ExpiringTargets internal constructor(json: JsonObject) : Document(json) {
    public val items: List<ExpiringTarget> = json.documents("items", ::ExpiringTarget)
    public val totalInstructions: Long? = json.longOrNull("totalInstructions")
    public val successfulInstructions: Long? = json.longOrNull("successfulInstructions")
    public val failedInstructions: Long? = json.longOrNull("failedInstructions")
    public val errors: List<ExpiringTargetError> = json.documents("errors", ::ExpiringTargetError)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<ExpiringTargets>(::ExpiringTargets)
}

/**
 * Why an instruction was not carried out.
 *
 * @property instructionIndex which one, from 0
 * @property message why not
 */
@Serializable(with = ExpiringTargetError.Companion::class)
public class ExpiringTargetError internal constructor(json: JsonObject) : Document(json) {
    public val instructionIndex: Int? = json.intOrNull("instructionIndex")
    public val message: String? = json.stringOrNull("message")

    public companion object : DocumentType<ExpiringTargetError>(::ExpiringTargetError)
}

/**
 * Builds a change of the times at which contexts stop being targets of a flag. Unlike other patches it may be carried out in part: see
 * [ExpiringTargets.errors].
 */
public class FlagExpiringTargetsBuilder : SemanticPatchBuilder<FlagExpiringTargetsBuilder>("expiring targets patch") {
    /** Has a context stop being the target of a variation at [epochMillis]; a context can be so removed from one variation only. */
    @JvmOverloads
    public fun add(contextKey: String, variationId: String, epochMillis: Long, contextKind: String = USER): FlagExpiringTargetsBuilder =
        said("addExpiringTarget", contextKey, contextKind, variationId, epochMillis)

    /** Moves the time to [epochMillis]; with a [version] only if that is the expiring target's. */
    @JvmOverloads
    public fun update(
        contextKey: String,
        variationId: String,
        epochMillis: Long,
        contextKind: String = USER,
        version: Long? = null,
    ): FlagExpiringTargetsBuilder = said("updateExpiringTarget", contextKey, contextKind, variationId, epochMillis, version)

    /** Has a context stay a target. */
    @JvmOverloads
    public fun remove(contextKey: String, variationId: String, contextKind: String = USER): FlagExpiringTargetsBuilder =
        said("removeExpiringTarget", contextKey, contextKind, variationId)

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.refuseContradictoryExpiries(instructions(), "contextKind", "contextKey")
    }

    private fun said(
        kind: String,
        contextKey: String,
        contextKind: String,
        variationId: String,
        value: Long? = null,
        version: Long? = null,
    ) = expiry(kind, mapOf("contextKey" to contextKey, "contextKind" to contextKind, "variationId" to variationId), value, version)
}

/** As milliseconds it is in 1973, as seconds in 5138. */
private const val LAST_THAT_IS_SECONDS = 100_000_000_000

internal fun <B : SemanticPatchBuilder<B>> B.expiry(kind: String, texts: Map<String, String>, value: Long?, version: Long?): B {
    texts.forEach { (name, text) -> next().require(text.isNotBlank(), name) { "is blank" } }
    next().require(value == null || value > LAST_THAT_IS_SECONDS, "value") { "is $value, must be epoch milliseconds" }
    val numbers = mapOf("value" to value?.let { JsonPrimitive(it) }, "version" to version?.let { JsonPrimitive(it) })
    return instruction(kind, numbers + texts.mapValues { JsonPrimitive(it.value) })
}

/** What the [parameters] tell from everything else cannot expire at two times. */
internal fun Problems.refuseContradictoryExpiries(instructions: List<JsonObject>, vararg parameters: String): Unit =
    refuseContradictions(instructions) { instruction ->
        val target = parameters.joinToString(" ") { instruction[it].toString() }
        listOf(Claim("the expiry of $target", "${instruction["value"] ?: "none"}"))
    }
