package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A context that stops being a target of a flag or a segment at a certain time.
 *
 * @property id its id
 * @property version how often it has been changed
 * @property expirationDate when, in epoch milliseconds
 * @property contextKind the context's kind
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
    public val contextKind: String? = json.stringOrNull("contextKind")
    public val contextKey: String = json.string("contextKey")
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
