package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A layer to be created, as [LayerBuilder] builds it.
 *
 * @property key what it will be addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 */
@Serializable(with = NewLayer.Companion::class)
public class NewLayer internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")

    public companion object : DocumentType<NewLayer>(::NewLayer) {
        @JvmStatic
        override fun fromJson(text: String): NewLayer = super.fromJson(text)
    }
}
