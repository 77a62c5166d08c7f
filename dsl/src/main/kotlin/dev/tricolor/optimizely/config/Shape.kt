@file:OptIn(ExperimentalSerializationApi::class, InternalSerializationApi::class)

package dev.tricolor.optimizely.config

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.buildSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A value that has more shapes in datafiles than one kind of JSON, or fewer; [called] says which. */
internal abstract class Shape<T : Any>(val called: String) : KSerializer<T> {
    override val descriptor: SerialDescriptor = buildSerialDescriptor(called, SerialKind.CONTEXTUAL)

    /** What [element] says; null when it does not have the shape. */
    abstract fun valueOf(element: JsonElement): T?

    override fun deserialize(decoder: Decoder): T =
        valueOf((decoder as JsonDecoder).decodeJsonElement()) ?: throw SerializationException("not $called")

    override fun serialize(encoder: Encoder, value: T): Unit = throw SerializationException("a datafile is only read")

    companion object {
        val ALL: List<Shape<*>> get() = listOf(Version, Revision, ExperimentAudiences, UserConditions)
    }
}

internal object Version : Shape<String>("\"2\", \"3\" or \"4\"") {
    override fun valueOf(element: JsonElement) = Revision.valueOf(element)?.takeIf { it in setOf("2", "3", "4") }
}

/** Some write a number. */
internal object Revision : Shape<String>("text") {
    override fun valueOf(element: JsonElement) = (element as? JsonPrimitive)?.takeIf { it !is JsonNull }?.content
}

internal object ExperimentAudiences : Shape<JsonElement>("the id of an audience, or a list of such and of lists") {
    override fun valueOf(element: JsonElement) = element.takeIf(::areAudienceConditions)
}

internal object UserConditions : Shape<JsonElement>("JSON in a text, a list or an object") {
    override fun valueOf(element: JsonElement) =
        element.takeIf { it is JsonArray || it is JsonObject || it is JsonPrimitive && it.isString }
}
