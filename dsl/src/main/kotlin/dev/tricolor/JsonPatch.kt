package dev.tricolor

import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty

/**
 * A list of changes in the form of JSON Patch (RFC 6902), applied by the server in order, all or none.
 *
 * @property operations the body that is sent
 */
@Serializable(with = JsonPatch.Companion::class)
public class JsonPatch internal constructor(public val operations: JsonArray) {
    /** The patch on one line. */
    public fun toJson(): String = operations.toString()

    override fun equals(other: Any?): Boolean = other is JsonPatch && other.operations == operations

    override fun hashCode(): Int = operations.hashCode()

    /** The patch on one line. */
    override fun toString(): String = toJson()

    /** Reads and writes patches as they are: no operation is looked into, and none is changed. */
    public companion object : KSerializer<JsonPatch> {
        override val descriptor: SerialDescriptor get() = JsonArray.serializer().descriptor

        override fun serialize(encoder: Encoder, value: JsonPatch): Unit =
            encoder.encodeSerializableValue(JsonElement.serializer(), verbatim(value.operations))

        override fun deserialize(decoder: Decoder): JsonPatch = of(decoder.decodeSerializableValue(JsonArray.serializer()))

        /**
         * Reads a patch from its JSON text.
         *
         * @throws kotlinx.serialization.SerializationException if [text] is not a JSON array
         */
        @JvmStatic
        public fun fromJson(text: String): JsonPatch = Json.decodeFromString(this, text)

        /** Wraps operations that are already parsed. */
        @JvmStatic
        public fun of(operations: JsonArray): JsonPatch = JsonPatch(operations)
    }
}

/**
 * Builds a [JsonPatch]: the typed subclasses name what can be changed, and the four operations here reach everything else.
 *
 * Paths are JSON Pointers (RFC 6901): `/treatments/0/keys/-` appends, and `~1` stands for a `/` inside a name, `~0` for a `~`.
 */
@TricolorDsl
public abstract class JsonPatchBuilder internal constructor(private val payload: String) {
    private val operations = mutableListOf<JsonObject>()
    internal val problems = Problems()

    /** Adds [value] at [path]; at the end of a list when the path ends in `/-`. */
    public fun add(path: String, value: JsonElement) {
        operation("add", path, value)
    }

    /** Puts [value] in the place of what is at [path]. */
    public fun replace(path: String, value: JsonElement) {
        operation("replace", path, value)
    }

    /** Removes what is at [path]. */
    public fun remove(path: String) {
        operation("remove", path, null)
    }

    /** Makes the whole patch fail unless [value] is at [path]. */
    public fun test(path: String, value: JsonElement) {
        operation("test", path, value)
    }

    /**
     * The patch.
     *
     * @throws InvalidPayloadException if it holds no operation, or one that cannot work
     */
    public fun build(): JsonPatch {
        val found = Problems().also { it.addAll(problems.all) }
        found.require(operations.isNotEmpty(), "operations") { "there are none, must be at least one" }
        found.throwIfAny(payload)
        return JsonPatch(JsonArray(operations.toList()))
    }

    /** Applies a change that was built elsewhere: its problems come along. */
    internal fun replaceBuilt(path: String, nested: PayloadBuilder) {
        val value = nested.json()
        nested.checkInto(problems.at(path.trim('/').replace('/', '.')), value)
        replace(path, value)
    }

    /** Replaces what is at [path], once, however often it is said. */
    internal fun replaceOnce(path: String, value: JsonElement) {
        val before = operations.indexOfFirst { it["path"] == JsonPrimitive(path) && it["op"] == JsonPrimitive("replace") }
        if (before >= 0) operations[before] = JsonObject(operations[before] + ("value" to value)) else replace(path, value)
    }

    /** A text, of which [wrong] says what is wrong with it; null for nothing. */
    internal fun text(path: String, wrong: (String) -> String? = { if (it.isBlank()) "is blank" else null }): Replaced<String> =
        Replaced(path, { JsonPrimitive(it) }, wrong)

    /** A text that may be empty. */
    internal fun anyText(path: String): Replaced<String> = text(path) { null }

    internal fun flag(path: String): Replaced<Boolean> = Replaced(path, { JsonPrimitive(it) }) { null }

    internal fun int(path: String, allowed: IntRange): Replaced<Int> = Replaced(path, { JsonPrimitive(it) }) { value ->
        if (value in allowed) null else "is $value, must be ${allowed.first} to ${allowed.last}"
    }

    private fun operation(op: String, path: String, value: JsonElement?) {
        val escaped = path.replace("~0", "").replace("~1", "")
        problems.require(path.startsWith("/") && '~' !in escaped, "operations[${operations.size}].path") {
            "is ${quoted(path)}, must be a JSON Pointer such as \"/name\""
        }
        operations += JsonObject(
            buildMap {
                put("op", JsonPrimitive(op))
                put("path", JsonPrimitive(path))
                value?.let { put("value", it) }
            },
        )
    }
}

/** A property of a patch builder: assigning it is one `replace`. */
internal class Replaced<T>(private val path: String, private val write: (T) -> JsonElement, private val wrong: (T) -> String?) :
    ReadWriteProperty<JsonPatchBuilder, T> {
    private var assigned: Assigned<T>? = null

    override fun getValue(thisRef: JsonPatchBuilder, property: KProperty<*>): T =
        (assigned ?: throw NoSuchElementException("${property.name} was not set")).value

    override fun setValue(thisRef: JsonPatchBuilder, property: KProperty<*>, value: T) {
        assigned = Assigned(value)
        val place = path.trim('/').replace('/', '.')
        thisRef.problems.forget(place)
        wrong(value)?.let { thisRef.problems.add(place, it) }
        thisRef.replaceOnce(path, write(value))
    }

    /** Tells a null that was assigned from nothing. */
    private class Assigned<T>(val value: T)
}
