package dev.tricolor.launchdarkly

import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Says how what a flag does in one environment is copied to another. All of it is copied unless actions are included or excluded. */
public class FlagCopyBuilder(sourceEnvironmentKey: String, targetEnvironmentKey: String) : PayloadBuilder("flag copy") {
    init {
        fields["source"] = JsonObject(mapOf("key" to JsonPrimitive(sourceEnvironmentKey)))
        fields["target"] = JsonObject(mapOf("key" to JsonPrimitive(targetEnvironmentKey)))
    }

    /** What the audit log says of the change. */
    public var comment: String by text("comment")

    /** Copies only if the flag has this version in the source; a conflict (409) if not. */
    public fun sourceVersion(version: Long): FlagCopyBuilder = version("source", version)

    /** Copies only if the flag has this version in the target; a conflict (409) if not. */
    public fun targetVersion(version: Long): FlagCopyBuilder = version("target", version)

    /** Copies these things only. */
    public fun include(vararg actions: FlagCopyAction): FlagCopyBuilder = actions("includedActions", actions)

    /** Copies everything but these things. */
    public fun exclude(vararg actions: FlagCopyAction): FlagCopyBuilder = actions("excludedActions", actions)

    /** Sets [FlagCopyBuilder.comment]. */
    public fun comment(text: String): FlagCopyBuilder = apply { comment = text }

    override fun check(json: JsonObject, problems: Problems) {
        val keys = listOf("source", "target").map { place ->
            ((json[place] as? JsonObject)?.get("key") as? JsonPrimitive)?.content.orEmpty()
                .also { problems.requireKey("$place.key", it, LaunchDarklyLimits.PROJECT_KEY) }
        }
        problems.require(keys[0] != keys[1], "target.key") { "is that of the source" }
        problems.require("includedActions" !in json || "excludedActions" !in json, "excludedActions") {
            "are said beside includedActions, must be one of them"
        }
    }

    private fun version(place: String, version: Long) = apply {
        fields[place] = JsonObject((fields[place] as JsonObject) + ("currentVersion" to JsonPrimitive(version)))
    }

    private fun actions(name: String, actions: Array<out FlagCopyAction>) = apply {
        fields[name] = JsonArray(actions.map { JsonPrimitive(it.value) })
    }
}

/** A part of what a flag does in an environment. */
public class FlagCopyAction private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Whether it is on. */
        @JvmField public val UPDATE_ON: FlagCopyAction = FlagCopyAction("updateOn")

        /** Its rules. */
        @JvmField public val UPDATE_RULES: FlagCopyAction = FlagCopyAction("updateRules")

        /** What those get whom no rule matches. */
        @JvmField public val UPDATE_FALLTHROUGH: FlagCopyAction = FlagCopyAction("updateFallthrough")

        /** What is served when it is off. */
        @JvmField public val UPDATE_OFF_VARIATION: FlagCopyAction = FlagCopyAction("updateOffVariation")

        /** Its prerequisites. */
        @JvmField public val UPDATE_PREREQUISITES: FlagCopyAction = FlagCopyAction("updatePrerequisites")

        /** Its targets. */
        @JvmField public val UPDATE_TARGETS: FlagCopyAction = FlagCopyAction("updateTargets")

        /** How it migrates. */
        @JvmField public val UPDATE_MIGRATION_SETTINGS: FlagCopyAction = FlagCopyAction("updateFlagConfigMigrationSettings")

        /** The part that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): FlagCopyAction = FlagCopyAction(value)
    }
}
