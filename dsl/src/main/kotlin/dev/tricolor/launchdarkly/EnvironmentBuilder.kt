package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.Replaced
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.strings
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * Builds a new environment. What is not said is off.
 *
 * @param key at most 100 characters: a letter or digit, then letters, digits, `.`, `_` and `-`
 * @param name what people call it
 * @param color how the user interface paints it: hexadecimal digits without `#`, such as `417505`
 */
public class EnvironmentBuilder(key: String, name: String, color: String) : PayloadBuilder("environment") {
    init {
        fields["name"] = JsonPrimitive(name)
        fields["key"] = JsonPrimitive(key)
        fields["color"] = JsonPrimitive(color)
    }

    /** How many minutes the PHP SDK may keep what it knows of flags: 0 to 60. */
    public var defaultTtl: Long by long("defaultTtl")

    /** Whether browsers must prove for whom they ask. */
    public var secureMode: Boolean by flag("secureMode")

    /** Whether new flags send detailed events. */
    public var defaultTrackEvents: Boolean by flag("defaultTrackEvents")

    /** Whether the user interface asks before it changes anything. */
    public var confirmChanges: Boolean by flag("confirmChanges")

    /** Whether changes need a comment. */
    public var requireComments: Boolean by flag("requireComments")

    /** Whether it is marked as critical. */
    public var critical: Boolean by flag("critical")

    /** Sets [EnvironmentBuilder.defaultTtl]. */
    public fun defaultTtl(minutes: Long): EnvironmentBuilder = apply { defaultTtl = minutes }

    /** Sets [EnvironmentBuilder.secureMode]. */
    public fun secureMode(on: Boolean): EnvironmentBuilder = apply { secureMode = on }

    /** Sets [EnvironmentBuilder.defaultTrackEvents]. */
    public fun defaultTrackEvents(on: Boolean): EnvironmentBuilder = apply { defaultTrackEvents = on }

    /** Sets [EnvironmentBuilder.confirmChanges]. */
    public fun confirmChanges(on: Boolean): EnvironmentBuilder = apply { confirmChanges = on }

    /** Sets [EnvironmentBuilder.requireComments]. */
    public fun requireComments(on: Boolean): EnvironmentBuilder = apply { requireComments = on }

    /** Sets [EnvironmentBuilder.critical]. */
    public fun critical(critical: Boolean): EnvironmentBuilder = apply { this.critical = critical }

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): EnvironmentBuilder = tags(tags.asList())

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): EnvironmentBuilder = apply { fields["tags"] = texts(tags) }

    /** Clones the environment [environmentKey] of the same project: what flags and segments do in it. */
    public fun source(environmentKey: String): EnvironmentBuilder = source(environmentKey, null)

    /** Clones the environment [environmentKey], unless it has changed since it was at [version] (409). */
    public fun source(environmentKey: String, version: Long?): EnvironmentBuilder = apply {
        problems.require(environmentKey.isNotBlank(), "source.key") { "is blank" }
        fields["source"] = buildJsonObject {
            put("key", JsonPrimitive(environmentKey))
            version?.let { put("version", JsonPrimitive(it)) }
        }
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireKey("key", json.string("key"), LaunchDarklyLimits.PROJECT_KEY)
        problems.requireName(json)
        wrongColor(json.string("color"))?.let { problems.add("color", it) }
        json.longOrNull("defaultTtl")?.let(::wrongTtl)?.let { problems.add("defaultTtl", it) }
        problems.requireTags("tags", json.strings("tags"))
    }
}

/** Builds a change of an environment. Its key cannot be changed; its SDK keys are reset by calls of their own. */
public class EnvironmentPatchBuilder : JsonPatchBuilder("environment patch") {
    /** What people call it. */
    public var name: String by text("/name")

    /** How the user interface paints it: hexadecimal digits without `#`. */
    public var color: String by text("/color", ::wrongColor)

    /** How many minutes the PHP SDK may keep what it knows of flags: 0 to 60. */
    public var defaultTtl: Long by Replaced("/defaultTtl", { JsonPrimitive(it) }, ::wrongTtl)

    /** Whether browsers must prove for whom they ask. */
    public var secureMode: Boolean by flag("/secureMode")

    /** Whether new flags send detailed events. */
    public var defaultTrackEvents: Boolean by flag("/defaultTrackEvents")

    /** Whether the user interface asks before it changes anything. */
    public var confirmChanges: Boolean by flag("/confirmChanges")

    /** Whether changes need a comment. */
    public var requireComments: Boolean by flag("/requireComments")

    /** Whether it is marked as critical. */
    public var critical: Boolean by flag("/critical")

    /** Sets [EnvironmentPatchBuilder.name]. */
    public fun name(name: String): EnvironmentPatchBuilder = apply { this.name = name }

    /** Sets [EnvironmentPatchBuilder.color]. */
    public fun color(color: String): EnvironmentPatchBuilder = apply { this.color = color }

    /** Sets [EnvironmentPatchBuilder.defaultTtl]. */
    public fun defaultTtl(minutes: Long): EnvironmentPatchBuilder = apply { defaultTtl = minutes }

    /** Sets [EnvironmentPatchBuilder.secureMode]. */
    public fun secureMode(on: Boolean): EnvironmentPatchBuilder = apply { secureMode = on }

    /** Sets [EnvironmentPatchBuilder.defaultTrackEvents]. */
    public fun defaultTrackEvents(on: Boolean): EnvironmentPatchBuilder = apply { defaultTrackEvents = on }

    /** Sets [EnvironmentPatchBuilder.confirmChanges]. */
    public fun confirmChanges(on: Boolean): EnvironmentPatchBuilder = apply { confirmChanges = on }

    /** Sets [EnvironmentPatchBuilder.requireComments]. */
    public fun requireComments(on: Boolean): EnvironmentPatchBuilder = apply { requireComments = on }

    /** Sets [EnvironmentPatchBuilder.critical]. */
    public fun critical(critical: Boolean): EnvironmentPatchBuilder = apply { this.critical = critical }

    /** Its tags, in the place of all that it has. */
    public fun tags(vararg tags: String): EnvironmentPatchBuilder = tags(tags.asList())

    /** Its tags, in the place of all that it has. */
    public fun tags(tags: Collection<String>): EnvironmentPatchBuilder = apply { replaceTags(tags) }

    /** One more tag. */
    public fun addTag(tag: String): EnvironmentPatchBuilder = apply { appendTag(tag) }

    /** When changes of flags need an approval; only where the account has approvals. */
    public fun approvalSettings(block: Block<ApprovalSettingsPatch>): EnvironmentPatchBuilder = apply {
        ApprovalSettingsPatch(this).configuredBy(block).check()
    }
}

/** Says when changes of flags need an approval. What is not said stays as it is. */
@TricolorDsl
public class ApprovalSettingsPatch internal constructor(private val patch: EnvironmentPatchBuilder) {
    private var all = false
    private var tagged = false

    /** Whether all changes need one; `true` excludes [requiredApprovalTags]. */
    public fun required(required: Boolean): ApprovalSettingsPatch = replace("required", JsonPrimitive(required)).also { all = required }

    /** The tags of the flags whose changes need one; excludes [required]. */
    public fun requiredApprovalTags(vararg tags: String): ApprovalSettingsPatch = apply {
        patch.problems.at("approvalSettings").requireTags("requiredApprovalTags", tags.asList())
        tagged = tags.isNotEmpty()
        replace("requiredApprovalTags", texts(tags.asList()))
    }

    /** How many members must approve: 1 to 5. */
    public fun minNumApprovals(count: Long): ApprovalSettingsPatch = apply {
        patch.problems.require(count in 1..MAX_APPROVALS, "approvalSettings.minNumApprovals") { "is $count, must be 1 to $MAX_APPROVALS" }
        replace("minNumApprovals", JsonPrimitive(count))
    }

    /** Whether who asks may approve too. */
    public fun canReviewOwnRequest(allowed: Boolean): ApprovalSettingsPatch = replace("canReviewOwnRequest", JsonPrimitive(allowed))

    /** Whether one approval is enough although others declined. */
    public fun canApplyDeclinedChanges(allowed: Boolean): ApprovalSettingsPatch = replace("canApplyDeclinedChanges", JsonPrimitive(allowed))

    /** Whether pending changes need none. */
    public fun bypassApprovalsForPendingChanges(bypass: Boolean): ApprovalSettingsPatch =
        replace("bypassApprovalsForPendingChanges", JsonPrimitive(bypass))

    /** Whether approved changes are carried out at once; only with other services than LaunchDarkly's own. */
    public fun autoApplyApprovedChanges(auto: Boolean): ApprovalSettingsPatch = replace("autoApplyApprovedChanges", JsonPrimitive(auto))

    internal fun check() {
        patch.problems.require(!(all && tagged), "approvalSettings.requiredApprovalTags") {
            "are set while all changes need an approval, must be one of the two"
        }
    }

    private fun replace(name: String, value: JsonElement) = apply {
        patch.replaceOnce("/approvalSettings/$name", value)
    }
}

private const val MAX_APPROVALS = 5L

internal fun wrongColor(color: String): String? =
    if (LaunchDarklyLimits.isColor(color)) null else "is ${quoted(color)}, must be 3 or 6 hexadecimal digits without \"#\""

internal fun wrongTtl(minutes: Long): String? =
    if (minutes in 0..LaunchDarklyLimits.TTL_MINUTES) null else "is $minutes, must be 0 to ${LaunchDarklyLimits.TTL_MINUTES} minutes"
