package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds a semantic patch of a flag: what concerns the flag as a whole is said here, what it does in an environment [inEnvironment], of
 * which one patch changes one. Variations, rules and clauses are referred to by their ids.
 *
 * ```
 * update("web", "checkout") { comment = "ramp up"; inEnvironment("production") { turnOn() } }
 * ```
 *
 * Instructions that contradict each other are refused.
 */
public class FlagPatchBuilder : SemanticPatchBuilder<FlagPatchBuilder>("flag patch"), PatchOptions by PatchOptionsHolder() {
    /** Says what to change in the environment with the key [environmentKey]. */
    public fun inEnvironment(environmentKey: String, block: Block<FlagEnvironmentPatchBuilder>): FlagPatchBuilder = apply {
        val before = (fields["environmentKey"] as? JsonPrimitive)?.content
        problems.requireKey("environmentKey", environmentKey, LaunchDarklyLimits.PROJECT_KEY)
        problems.require(before == null || before == environmentKey, "environmentKey") {
            "is ${quoted(before)} and ${quoted(environmentKey)}; one patch changes one environment"
        }
        fields["environmentKey"] = JsonPrimitive(environmentKey)
        FlagEnvironmentPatchBuilder(this).configuredBy(block)
    }

    /** Gives it another name: `updateName`. */
    public fun rename(name: String): FlagPatchBuilder = apply {
        requireText("value", name)
        instruction("updateName", "value" to JsonPrimitive(name))
    }

    /** Says what it is for: `updateDescription`. */
    public fun updateDescription(text: String): FlagPatchBuilder = instruction("updateDescription", "value" to JsonPrimitive(text))

    /** Adds tags: `addTags`. */
    public fun addTags(vararg tags: String): FlagPatchBuilder = addTags(tags.asList())

    /** Adds tags: `addTags`. */
    public fun addTags(tags: Collection<String>): FlagPatchBuilder = tags("addTags", tags)

    /** Removes tags: `removeTags`. */
    public fun removeTags(vararg tags: String): FlagPatchBuilder = removeTags(tags.asList())

    /** Removes tags: `removeTags`. */
    public fun removeTags(tags: Collection<String>): FlagPatchBuilder = tags("removeTags", tags)

    /** Adds a variation that serves text: `addVariation`. */
    @JvmOverloads
    public fun addVariation(value: String, block: Block<VariationBuilder> = Block {}): FlagPatchBuilder =
        addVariation(JsonPrimitive(value), block)

    /** Adds a variation that serves a number: `addVariation`. */
    @JvmOverloads
    public fun addVariation(value: Number, block: Block<VariationBuilder> = Block {}): FlagPatchBuilder =
        addVariation(JsonPrimitive(value), block)

    /** Adds a variation that serves any JSON: `addVariation`. */
    @JvmOverloads
    public fun addVariation(value: JsonElement, block: Block<VariationBuilder> = Block {}): FlagPatchBuilder = apply {
        val variation = VariationBuilder(JsonObject(mapOf("value" to value))).configuredBy(block)
        instruction("addVariation", variation.json())
    }

    /** Changes value, name or description of a variation: `updateVariation`. */
    public fun updateVariation(variationId: String, block: Block<VariationBuilder>): FlagPatchBuilder = apply {
        requireText("variationId", variationId)
        val changes = VariationBuilder(JsonObject(emptyMap())).configuredBy(block).json()
        next().require(changes.isNotEmpty(), "") { "changes nothing, must say a value, a name or a description" }
        instruction("updateVariation", mapOf("variationId" to JsonPrimitive(variationId)) + changes)
    }

    /** Removes a variation, which nothing may serve any more: `removeVariation`. */
    public fun removeVariation(variationId: String): FlagPatchBuilder = apply {
        requireText("variationId", variationId)
        instruction("removeVariation", "variationId" to JsonPrimitive(variationId))
    }

    /** Says which variations new environments begin with, by their values; null leaves one as it is: `updateDefaultVariation`. */
    public fun updateDefaultVariation(onVariationValue: JsonElement?, offVariationValue: JsonElement?): FlagPatchBuilder = apply {
        next().require(onVariationValue != null || offVariationValue != null, "") { "changes nothing, must say a value" }
        instruction("updateDefaultVariation", "onVariationValue" to onVariationValue, "offVariationValue" to offVariationValue)
    }

    /** Adds values to the custom property [key], which comes to be if it is not there: `addCustomProperties`. */
    public fun addCustomProperties(key: String, name: String, values: Collection<String>): FlagPatchBuilder =
        customProperties("addCustomProperties", key, name, values)

    /** Puts [values] in the place of those of the custom property [key]: `replaceCustomProperties`. */
    public fun replaceCustomProperties(key: String, name: String, values: Collection<String>): FlagPatchBuilder =
        customProperties("replaceCustomProperties", key, name, values)

    /** Removes values from the custom property [key]; without values all of it: `removeCustomProperties`. */
    @JvmOverloads
    public fun removeCustomProperties(key: String, values: Collection<String> = emptyList()): FlagPatchBuilder = apply {
        requireText("key", key)
        instruction("removeCustomProperties", "key" to JsonPrimitive(key), "values" to texts(values).takeIf { it.isNotEmpty() })
    }

    /** It is here to stay: `makeFlagPermanent`. */
    public fun makePermanent(): FlagPatchBuilder = instruction("makeFlagPermanent")

    /** It is meant to go some day: `makeFlagTemporary`. */
    public fun makeTemporary(): FlagPatchBuilder = instruction("makeFlagTemporary")

    /** Lets certain client-side SDKs have it: `turnOnClientSideAvailability`. */
    public fun turnOnClientSideAvailability(sdks: ClientSideSdks): FlagPatchBuilder =
        instruction("turnOnClientSideAvailability", "value" to JsonPrimitive(sdks.value))

    /** Keeps it from certain client-side SDKs: `turnOffClientSideAvailability`. */
    public fun turnOffClientSideAvailability(sdks: ClientSideSdks): FlagPatchBuilder =
        instruction("turnOffClientSideAvailability", "value" to JsonPrimitive(sdks.value))

    /** Has a member maintain it: `updateMaintainerMember`. */
    public fun updateMaintainerMember(memberId: String): FlagPatchBuilder = apply {
        next().require(LaunchDarklyLimits.isMemberId(memberId), "value") { "is ${quoted(memberId)}, must be 24 hexadecimal digits" }
        instruction("updateMaintainerMember", "value" to JsonPrimitive(memberId))
    }

    /** Has a team maintain it: `updateMaintainerTeam`. */
    public fun updateMaintainerTeam(teamKey: String): FlagPatchBuilder = apply {
        requireText("value", teamKey)
        instruction("updateMaintainerTeam", "value" to JsonPrimitive(teamKey))
    }

    /** Has nobody maintain it: `removeMaintainer`. */
    public fun removeMaintainer(): FlagPatchBuilder = instruction("removeMaintainer")

    /** Puts it into the archive; the prerequisite of another flag cannot go there: `archiveFlag`. */
    public fun archive(): FlagPatchBuilder = instruction("archiveFlag")

    /** Takes it out of the archive: `restoreFlag`. */
    public fun restore(): FlagPatchBuilder = instruction("restoreFlag")

    /** Says that it should no longer be used: `deprecateFlag`. */
    public fun deprecate(): FlagPatchBuilder = instruction("deprecateFlag")

    /** Says that it may be used again: `restoreDeprecatedFlag`. */
    public fun restoreDeprecated(): FlagPatchBuilder = instruction("restoreDeprecatedFlag")

    /** Deletes it: `deleteFlag`. */
    public fun delete(): FlagPatchBuilder = instruction("deleteFlag")

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        val instructions = instructions()
        instructions.forEachIndexed { index, instruction ->
            val kind = (instruction["kind"] as? JsonPrimitive)?.content
            problems.require("environmentKey" in json || kind !in ENVIRONMENT_KINDS, "instructions[$index]") {
                "$kind changes an environment, so it must be said in inEnvironment"
            }
            problems.require(kind != "deleteFlag" || instructions.size == 1, "instructions[$index]") {
                "deletes the flag, so it must be the only instruction"
            }
        }
        problems.refuseContradictions(instructions, ::flagClaims)
    }

    internal fun requireText(path: String, value: String): Unit = next().require(value.isNotBlank(), path) { "is blank" }

    private fun tags(kind: String, tags: Collection<String>) = apply {
        next().require(tags.isNotEmpty(), "values") { "are none, must be at least one" }
        next().requireTags("values", tags)
        instruction(kind, "values" to texts(tags))
    }

    private fun customProperties(kind: String, key: String, name: String, values: Collection<String>) = apply {
        requireText("key", key)
        requireText("name", name)
        next().require(values.isNotEmpty(), "values") { "are none, must be at least one" }
        instruction(kind, "key" to JsonPrimitive(key), "name" to JsonPrimitive(name), "values" to texts(values))
    }
}

/** Client-side SDKs, by how they identify themselves. */
public class ClientSideSdks private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Mobile SDKs, which have a mobile key. */
        @JvmField public val USING_MOBILE_KEY: ClientSideSdks = ClientSideSdks("usingMobileKey")

        /** SDKs in browsers, which have the environment's client-side id. */
        @JvmField public val USING_ENVIRONMENT_ID: ClientSideSdks = ClientSideSdks("usingEnvironmentId")

        /** The SDKs that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ClientSideSdks = ClientSideSdks(value)
    }
}
