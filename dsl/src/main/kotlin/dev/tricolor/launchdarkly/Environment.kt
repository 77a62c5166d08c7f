package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documentsByName
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * An environment of a project.
 *
 * LaunchDarkly gives its SDK keys with every read. They are secrets: [apiKey] and [mobileKey] have them, and so has the JSON, but they do
 * not print.
 *
 * @property id its id, which is also the client-side id by which browsers identify themselves; no secret
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property apiKey the key of server-side SDKs: a secret
 * @property mobileKey the key of mobile SDKs: a secret
 * @property color how the user interface paints it: hexadecimal digits without `#`
 * @property defaultTtl how many minutes the PHP SDK may keep what it knows of flags
 * @property secureMode whether browsers must prove for whom they ask
 * @property defaultTrackEvents whether new flags send detailed events
 * @property requireComments whether changes need a comment
 * @property confirmChanges whether the user interface asks before it changes anything
 * @property critical whether it is marked as critical
 * @property tags its tags
 * @property approvalSettings when changes of flags need an approval; null where the account has no approvals
 * @property resourceApprovalSettings when changes of other things need one, by the kind of the resource
 * @property access what the token may do with it
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/environments">Environments</a>
 */
@Serializable(with = Environment.Companion::class)
public class Environment internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val apiKey: String? = json.stringOrNull("apiKey")
    public val mobileKey: String? = json.stringOrNull("mobileKey")
    public val color: String? = json.stringOrNull("color")
    public val defaultTtl: Long? = json.longOrNull("defaultTtl")
    public val secureMode: Boolean? = json.booleanOrNull("secureMode")
    public val defaultTrackEvents: Boolean? = json.booleanOrNull("defaultTrackEvents")
    public val requireComments: Boolean? = json.booleanOrNull("requireComments")
    public val confirmChanges: Boolean? = json.booleanOrNull("confirmChanges")
    @get:JvmName("isCritical")
    public val critical: Boolean = json.booleanOrNull("critical") ?: false
    public val tags: List<String> = json.strings("tags")
    public val approvalSettings: ApprovalSettings? = json.document("approvalSettings", ::ApprovalSettings)
    public val resourceApprovalSettings: Map<String, ApprovalSettings> =
        json.documentsByName("resourceApprovalSettings", ::ApprovalSettings)
    public val access: Access? = json.document("_access", ::Access)
    public val links: Map<String, Link> = json.links()

    /** The environment on one line, with its SDK keys masked. */
    override fun toString(): String = "Environment${json.withoutSdkKeys()}"

    public companion object : DocumentType<Environment>(::Environment)
}

/**
 * When changes need an approval.
 *
 * @property required whether all changes need one
 * @property requiredApprovalTags the tags of the flags whose changes need one; excludes [required]
 * @property minNumApprovals how many members must approve: 1 to 5
 * @property canReviewOwnRequest whether who asks may approve too
 * @property canApplyDeclinedChanges whether one approval is enough although others declined
 * @property bypassApprovalsForPendingChanges whether pending changes need none
 * @property autoApplyApprovedChanges whether approved changes are carried out at once; only with other services than LaunchDarkly's own
 * @property serviceKind which service manages approvals: `launchdarkly`
 * @property serviceConfig what that service wants to know
 * @property serviceKindConfigurationId the integration that a service of one's own is configured by
 */
@Serializable(with = ApprovalSettings.Companion::class)
public class ApprovalSettings internal constructor(json: JsonObject) : Document(json) {
    @get:JvmName("isRequired")
    public val required: Boolean = json.booleanOrNull("required") ?: false
    public val requiredApprovalTags: List<String> = json.strings("requiredApprovalTags")
    public val minNumApprovals: Long? = json.longOrNull("minNumApprovals")
    public val canReviewOwnRequest: Boolean? = json.booleanOrNull("canReviewOwnRequest")
    public val canApplyDeclinedChanges: Boolean? = json.booleanOrNull("canApplyDeclinedChanges")
    public val bypassApprovalsForPendingChanges: Boolean? = json.booleanOrNull("bypassApprovalsForPendingChanges")
    public val autoApplyApprovedChanges: Boolean? = json.booleanOrNull("autoApplyApprovedChanges")
    public val serviceKind: String? = json.stringOrNull("serviceKind")
    public val serviceConfig: JsonObject? = json.document("serviceConfig") { it }
    public val serviceKindConfigurationId: String? = json.stringOrNull("serviceKindConfigurationId")

    public companion object : DocumentType<ApprovalSettings>(::ApprovalSettings)
}

/** What environments can be sorted by. */
public class EnvironmentSort private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** By when they were created. */
        @JvmField public val CREATED_ON: EnvironmentSort = EnvironmentSort("createdOn")

        /** By whether they are critical. */
        @JvmField public val CRITICAL: EnvironmentSort = EnvironmentSort("critical")

        /** By name. */
        @JvmField public val NAME: EnvironmentSort = EnvironmentSort("name")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): EnvironmentSort = EnvironmentSort(value)
    }
}

private val SDK_KEYS = setOf("apiKey", "mobileKey")

/** The same without the SDK keys of environments, wherever in it they stand. */
internal fun JsonElement.withoutSdkKeys(): JsonElement = when (this) {
    is JsonObject -> JsonObject(
        mapValues { (name, value) -> if (name in SDK_KEYS && value is JsonPrimitive) JsonPrimitive("***") else value.withoutSdkKeys() },
    )
    is JsonArray -> JsonArray(map { it.withoutSdkKeys() })
    is JsonPrimitive -> this
}
