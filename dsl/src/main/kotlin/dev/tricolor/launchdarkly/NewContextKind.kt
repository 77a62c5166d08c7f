package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A context kind to be put, as [ContextKindBuilder] builds it; its key is no part of it.
 *
 * @property name what people call it
 * @property description what it is for
 * @property hideInTargeting whether the user interface leaves it out where flags are targeted
 * @property archived whether it is archived
 * @property version the version that it must still be at; null takes any
 */
@Serializable(with = NewContextKind.Companion::class)
public class NewContextKind internal constructor(json: JsonObject) : Document(json) {
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val hideInTargeting: Boolean? = json.booleanOrNull("hideInTargeting")
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val version: Long? = json.longOrNull("version")

    public companion object : DocumentType<NewContextKind>(::NewContextKind) {
        @JvmStatic
        override fun fromJson(text: String): NewContextKind = super.fromJson(text)
    }
}
