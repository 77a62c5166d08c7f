package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * One of the values that a flag can serve.
 *
 * @property id a UUID of the server's making; null in one that was only built
 * @property value any JSON; unique in its flag
 * @property name what people call it
 * @property description what it is for
 * @property valueHash a hash of the value, of the server's making
 */
@Serializable(with = Variation.Companion::class)
public class Variation internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val value: JsonElement = json["value"] ?: JsonNull
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val valueHash: String? = json.stringOrNull("valueHash")

    /** What the value reads as: `true`, `blue`, `{"color":"blue"}`. */
    public val valueText: String get() = (value as? JsonPrimitive)?.content ?: value.toString()

    public companion object : DocumentType<Variation>(::Variation)
}

/** Which variation is meant: by its name, by the text of its value, or by its place among the flag's variations. */
internal class VariationReference private constructor(val text: String?, private val index: Int?) {
    constructor(nameOrValue: String) : this(nameOrValue, null)
    constructor(index: Int) : this(null, index)

    fun indexIn(variations: List<Variation>): Int? = candidates(variations).singleOrNull()

    /** Why it means none of [variations], or more than one; null when it is clear. */
    fun problemIn(variations: List<Variation>): String? {
        val found = candidates(variations)
        return when (found.size) {
            1 -> null
            0 -> "$this is not a variation; variations are ${variations.indices.joinToString { describe(it, variations[it]) }}"
            else -> "$this is ambiguous; so are called the variations ${found.joinToString(" and ")}"
        }
    }

    private fun candidates(variations: List<Variation>): List<Int> = variations.indices.filter {
        if (text == null) it == index else variations[it].name == text || variations[it].valueText == text
    }

    private fun describe(index: Int, variation: Variation) =
        "$index ${quoted(variation.valueText)}" + variation.name?.let { " (${quoted(it)})" }.orEmpty()

    override fun toString(): String = text?.let(::quoted) ?: index.toString()

    override fun equals(other: Any?): Boolean = other is VariationReference && other.text == text && other.index == index

    override fun hashCode(): Int = 31 * text.hashCode() + (index ?: 0)
}
