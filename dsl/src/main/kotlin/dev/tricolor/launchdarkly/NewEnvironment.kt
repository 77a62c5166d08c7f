package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An environment to be created, as [EnvironmentBuilder] builds it.
 *
 * @property key what it will be addressed by; never changes
 * @property name what people call it
 * @property color how the user interface paints it: hexadecimal digits without `#`
 * @property defaultTtl how many minutes the PHP SDK may keep what it knows of flags
 * @property secureMode whether browsers must prove for whom they ask
 * @property defaultTrackEvents whether new flags send detailed events
 * @property confirmChanges whether the user interface asks before it changes anything
 * @property requireComments whether changes need a comment
 * @property tags its tags
 * @property source the environment that it is a clone of
 * @property critical whether it is marked as critical
 */
@Serializable(with = NewEnvironment.Companion::class)
public class NewEnvironment internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val color: String? = json.stringOrNull("color")
    public val defaultTtl: Long? = json.longOrNull("defaultTtl")
    public val secureMode: Boolean? = json.booleanOrNull("secureMode")
    public val defaultTrackEvents: Boolean? = json.booleanOrNull("defaultTrackEvents")
    public val confirmChanges: Boolean? = json.booleanOrNull("confirmChanges")
    public val requireComments: Boolean? = json.booleanOrNull("requireComments")
    public val tags: List<String> = json.strings("tags")
    public val source: EnvironmentSource? = json.document("source", ::EnvironmentSource)
    public val critical: Boolean? = json.booleanOrNull("critical")

    public companion object : DocumentType<NewEnvironment>(::NewEnvironment) {
        @JvmStatic
        override fun fromJson(text: String): NewEnvironment = super.fromJson(text)
    }
}

/**
 * The environment of which another one is to be a clone.
 *
 * @property key that environment's key
 * @property version the version that it must still be at; null takes any
 */
@Serializable(with = EnvironmentSource.Companion::class)
public class EnvironmentSource internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val version: Long? = json.longOrNull("version")

    public companion object : DocumentType<EnvironmentSource>(::EnvironmentSource)
}
