package dev.tricolor

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull
import java.math.BigDecimal

/**
 * Something a vendor said, or is about to be told: typed properties over the JSON object itself.
 *
 * The object is kept whole, so a key that this version does not know, a null that is not an absence, and the spelling of a number
 * all survive being read and written back. Two documents are equal when they are of one class and their JSON is equal.
 *
 * A property's `null` (and an empty list) means that the vendor sent null or nothing; [json] tells which.
 *
 * @property json the object as it was received or built
 */
public abstract class Document internal constructor(public val json: JsonObject) {
    /** The document on one line. */
    public fun toJson(): String = json.toString()

    /** The document with two-space indentation, as people write it. */
    public fun toPrettyJson(): String = PRETTY.encodeToString(JsonElement.serializer(), verbatim(json))

    final override fun equals(other: Any?): Boolean = other is Document && other.javaClass == javaClass && other.json == json

    final override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = javaClass.simpleName + json
}

/** Reads and writes one kind of [Document]; the companion of every document class, and its serializer. */
public abstract class DocumentType<T : Document> internal constructor(private val wrap: (JsonObject) -> T) : KSerializer<T> {
    override val descriptor: SerialDescriptor get() = JsonObject.serializer().descriptor

    override fun serialize(encoder: Encoder, value: T): Unit =
        encoder.encodeSerializableValue(JsonElement.serializer(), verbatim(value.json))

    override fun deserialize(decoder: Decoder): T = wrap(decoder.decodeSerializableValue(JsonObject.serializer()))

    /**
     * Reads a document from its JSON text.
     *
     * @throws SerializationException if [text] is not a JSON object, or a field is of another kind than documented; the message has its
     * path
     */
    public open fun fromJson(text: String): T = Json.decodeFromString(this, text)

    /**
     * Wraps a JSON object that is already parsed.
     *
     * @throws SerializationException if a field is of another kind than documented; the message has its path
     */
    public fun of(json: JsonObject): T = wrap(json)
}

private val PRETTY by lazy(LazyThreadSafetyMode.PUBLICATION) {
    Json {
        prettyPrint = true
        @OptIn(ExperimentalSerializationApi::class)
        prettyPrintIndent = "  "
    }
}

/** The serializer would write every number anew, and lose digits of a long one; an unquoted literal it leaves as it is. */
@OptIn(ExperimentalSerializationApi::class)
internal fun verbatim(element: JsonElement): JsonElement = when (element) {
    is JsonObject -> JsonObject(element.mapValues { verbatim(it.value) })
    is JsonArray -> JsonArray(element.map(::verbatim))
    is JsonPrimitive -> if (element.isString || element.content.toDoubleOrNull() == null) element else JsonUnquotedLiteral(element.content)
}

internal class MalformedDocumentException(val path: String, val problem: String) : SerializationException("$path: $problem")

internal fun JsonObject.element(key: String): JsonElement? = this[key].takeUnless { it is JsonNull }

internal fun JsonObject.string(key: String): String =
    stringOrNull(key) ?: throw MalformedDocumentException(key, "is missing, must be text")

internal fun JsonObject.stringOrNull(key: String): String? = element(key)?.let { text(key, it) }

/** The text under [key]; null also where something else stands there, as the vendor documents. */
internal fun JsonObject.textOrNull(key: String): String? = (this[key] as? JsonPrimitive)?.takeIf { it.isString }?.content

internal fun JsonObject.booleanOrNull(key: String): Boolean? = scalar(key, "true or false") { it.booleanOrNull }

internal fun JsonObject.intOrNull(key: String): Int? = longOrNull(key)?.let { value ->
    if (value !in Int.MIN_VALUE..Int.MAX_VALUE) throw MalformedDocumentException(key, "is $value, must be a whole number of 32 bits")
    value.toInt()
}

internal fun JsonObject.long(key: String): Long =
    longOrNull(key) ?: throw MalformedDocumentException(key, "is missing, must be a whole number")

internal fun JsonObject.longOrNull(key: String): Long? = scalar(key, "a whole number", ::whole)

/** JSON has no whole numbers: `50`, `50.0` and `5e1` are the same. */
private fun whole(value: JsonPrimitive): Long? = value.longOrNull ?: try {
    value.content.toBigDecimalOrNull()?.longValueExact()
} catch (_: ArithmeticException) {
    null
}

internal fun JsonObject.doubleOrNull(key: String): Double? = scalar(key, "a number") { it.doubleOrNull }

/** A number with all its digits. */
internal fun JsonObject.decimalOrNull(key: String): BigDecimal? = scalar(key, "a number") { it.content.toBigDecimalOrNull() }

internal fun JsonObject.strings(key: String): List<String> = list(key) { path, value -> text(path, value) }

internal fun JsonObject.longs(key: String): List<Long> = list(key) { path, value ->
    (value as? JsonPrimitive)?.takeUnless { it.isString }?.let(::whole)
        ?: throw MalformedDocumentException(path, "is $value, must be a whole number")
}

internal fun <T> JsonObject.document(key: String, wrap: (JsonObject) -> T): T? = element(key)?.let { nested(key, it, wrap) }

internal fun <T> JsonObject.documents(key: String, wrap: (JsonObject) -> T): List<T> =
    list(key) { path, value -> nested(path, value, wrap) }

/** The documents of an object whose keys are names; what stands among them and is no object stays in the JSON only. */
internal fun <T> JsonObject.documentsByName(key: String, wrap: (JsonObject) -> T): Map<String, T> {
    val value = element(key) ?: return emptyMap()
    if (value !is JsonObject) throw MalformedDocumentException(key, "is $value, must be an object")
    return value.filterValues { it is JsonObject }.mapValues { (name, item) -> nested("$key.$name", item, wrap) }
}

/** The texts of an object whose keys are names; what stands among them and is no text stays in the JSON only. */
internal fun JsonObject.textsByName(key: String): Map<String, String> {
    val value = element(key) ?: return emptyMap()
    if (value !is JsonObject) throw MalformedDocumentException(key, "is $value, must be an object")
    return value.mapNotNull { (name, item) -> (item as? JsonPrimitive)?.takeIf { it.isString }?.let { name to it.content } }.toMap()
}

private inline fun <T : Any> JsonObject.scalar(key: String, kind: String, read: (JsonPrimitive) -> T?): T? {
    val value = element(key) ?: return null
    return (value as? JsonPrimitive)?.takeUnless { it.isString }?.let(read)
        ?: throw MalformedDocumentException(key, "is $value, must be $kind")
}

private fun text(path: String, value: JsonElement): String =
    (value as? JsonPrimitive)?.takeIf { it.isString }?.content ?: throw MalformedDocumentException(path, "is $value, must be text")

private inline fun <T> JsonObject.list(key: String, read: (String, JsonElement) -> T): List<T> {
    val value = element(key) ?: return emptyList()
    if (value !is JsonArray) throw MalformedDocumentException(key, "is $value, must be a list")
    return value.mapIndexed { index, item -> read("$key[$index]", item) }
}

internal fun <T> nested(path: String, value: JsonElement, wrap: (JsonObject) -> T): T {
    if (value !is JsonObject) throw MalformedDocumentException(path, "is $value, must be an object")
    return try {
        wrap(value)
    } catch (malformed: MalformedDocumentException) {
        throw MalformedDocumentException("$path.${malformed.path}", malformed.problem)
    }
}
