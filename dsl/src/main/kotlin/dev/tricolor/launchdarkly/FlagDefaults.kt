package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Field
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What the new flags of a project are given unless told otherwise.
 *
 * @property tags tags
 * @property temporary whether they are meant to go some day
 * @property defaultClientSideAvailability which client-side SDKs may have them
 * @property booleanDefaults what boolean flags begin with
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/projects">Projects</a>
 */
@Serializable(with = FlagDefaults.Companion::class)
public class FlagDefaults internal constructor(json: JsonObject) : Document(json) {
    public val tags: List<String> = json.strings("tags")
    public val temporary: Boolean? = json.booleanOrNull("temporary")
    public val defaultClientSideAvailability: ClientSideAvailability? =
        json.document("defaultClientSideAvailability", ::ClientSideAvailability)
    public val booleanDefaults: BooleanDefaults? = json.document("booleanDefaults", ::BooleanDefaults)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<FlagDefaults>(::FlagDefaults) {
        @JvmStatic
        override fun fromJson(text: String): FlagDefaults = super.fromJson(text)
    }
}

/**
 * What boolean flags begin with. Variations are counted from 0: 0 is true, 1 is false.
 *
 * @property trueDisplayName what the variation true is called
 * @property falseDisplayName what the variation false is called
 * @property trueDescription what the variation true is for
 * @property falseDescription what the variation false is for
 * @property onVariation the index of what is served by a flag that is on
 * @property offVariation the index of what is served by a flag that is off
 */
@Serializable(with = BooleanDefaults.Companion::class)
public class BooleanDefaults internal constructor(json: JsonObject) : Document(json) {
    public val trueDisplayName: String? = json.stringOrNull("trueDisplayName")
    public val falseDisplayName: String? = json.stringOrNull("falseDisplayName")
    public val trueDescription: String? = json.stringOrNull("trueDescription")
    public val falseDescription: String? = json.stringOrNull("falseDescription")
    public val onVariation: Long? = json.longOrNull("onVariation")
    public val offVariation: Long? = json.longOrNull("offVariation")

    public companion object : DocumentType<BooleanDefaults>(::BooleanDefaults)
}

/** Builds what the new flags of a project are given. All of it must be said, but for [tags]: without them there are none. */
public class FlagDefaultsBuilder : PayloadBuilder("flag defaults") {
    init {
        fields["tags"] = texts(emptyList())
    }

    /** Whether they are meant to go some day. */
    public var temporary: Boolean by flag("temporary")

    /** Sets [FlagDefaultsBuilder.temporary]. */
    public fun temporary(temporary: Boolean): FlagDefaultsBuilder = apply { this.temporary = temporary }

    /** Tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): FlagDefaultsBuilder = tags(tags.asList())

    /** Tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): FlagDefaultsBuilder = apply { fields["tags"] = texts(tags) }

    /** Whether they may be had by browsers, which use the environment's id, and by mobile SDKs. */
    public fun defaultClientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): FlagDefaultsBuilder = apply {
        fields["defaultClientSideAvailability"] = clientSideAvailability(usingEnvironmentId, usingMobileKey)
    }

    /** What boolean flags begin with. */
    public fun booleanDefaults(block: Block<BooleanDefaultsBuilder>): FlagDefaultsBuilder = apply {
        nested("booleanDefaults", BooleanDefaultsBuilder().configuredBy(block))
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireTags("tags", json.strings("tags"))
        REQUIRED.forEach { name -> problems.require(name in json, name) { "is missing" } }
    }

    private companion object {
        val REQUIRED = listOf("temporary", "defaultClientSideAvailability", "booleanDefaults")
    }
}

/** Builds what boolean flags begin with. Descriptions that are not said are empty. */
public class BooleanDefaultsBuilder internal constructor() : PayloadBuilder("boolean defaults") {
    init {
        fields["trueDisplayName"] = JsonPrimitive("True")
        fields["falseDisplayName"] = JsonPrimitive("False")
        fields["trueDescription"] = JsonPrimitive("")
        fields["falseDescription"] = JsonPrimitive("")
        fields["onVariation"] = JsonPrimitive(0)
        fields["offVariation"] = JsonPrimitive(1)
    }

    /** What the variation true is called; `True` unless set. */
    public var trueDisplayName: String by text("trueDisplayName")

    /** What the variation false is called; `False` unless set. */
    public var falseDisplayName: String by text("falseDisplayName")

    /** What the variation true is for. */
    public var trueDescription: String by text("trueDescription")

    /** What the variation false is for. */
    public var falseDescription: String by text("falseDescription")

    /** What is served by a flag that is on; true unless set. */
    public var onVariation: Boolean by variation("onVariation")

    /** What is served by a flag that is off; false unless set. */
    public var offVariation: Boolean by variation("offVariation")

    /** Sets [BooleanDefaultsBuilder.trueDisplayName]. */
    public fun trueDisplayName(name: String): BooleanDefaultsBuilder = apply { trueDisplayName = name }

    /** Sets [BooleanDefaultsBuilder.falseDisplayName]. */
    public fun falseDisplayName(name: String): BooleanDefaultsBuilder = apply { falseDisplayName = name }

    /** Sets [BooleanDefaultsBuilder.trueDescription]. */
    public fun trueDescription(text: String): BooleanDefaultsBuilder = apply { trueDescription = text }

    /** Sets [BooleanDefaultsBuilder.falseDescription]. */
    public fun falseDescription(text: String): BooleanDefaultsBuilder = apply { falseDescription = text }

    /** Sets [BooleanDefaultsBuilder.onVariation]. */
    public fun onVariation(served: Boolean): BooleanDefaultsBuilder = apply { onVariation = served }

    /** Sets [BooleanDefaultsBuilder.offVariation]. */
    public fun offVariation(served: Boolean): BooleanDefaultsBuilder = apply { offVariation = served }

    private fun variation(name: String) = Field<Boolean>(name, ::variationIndex) { it == variationIndex(true) }
}

/** Builds a change of what the new flags of a project are given. */
public class FlagDefaultsPatchBuilder : JsonPatchBuilder("flag defaults patch") {
    /** Whether they are meant to go some day. */
    public var temporary: Boolean by flag("/temporary")

    /** Sets [FlagDefaultsPatchBuilder.temporary]. */
    public fun temporary(temporary: Boolean): FlagDefaultsPatchBuilder = apply { this.temporary = temporary }

    /** Tags, in the place of all that there are. */
    public fun tags(vararg tags: String): FlagDefaultsPatchBuilder = tags(tags.asList())

    /** Tags, in the place of all that there are. */
    public fun tags(tags: Collection<String>): FlagDefaultsPatchBuilder = apply { replaceTags(tags) }

    /** One more tag. */
    public fun addTag(tag: String): FlagDefaultsPatchBuilder = apply { appendTag(tag) }

    /** Whether they may be had by browsers, which use the environment's id, and by mobile SDKs. */
    public fun defaultClientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): FlagDefaultsPatchBuilder = apply {
        replaceOnce("/defaultClientSideAvailability", clientSideAvailability(usingEnvironmentId, usingMobileKey))
    }

    /** What boolean flags begin with, all of it. */
    public fun booleanDefaults(block: Block<BooleanDefaultsBuilder>): FlagDefaultsPatchBuilder = apply {
        replaceBuilt("/booleanDefaults", BooleanDefaultsBuilder().configuredBy(block))
    }
}

/** LaunchDarkly counts the variations of a boolean flag from 0, true first. */
private fun variationIndex(value: Boolean) = JsonPrimitive(if (value) 0 else 1)
