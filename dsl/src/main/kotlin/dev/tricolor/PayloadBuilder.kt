package dev.tricolor

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty

/**
 * Builds one payload. A property that is never assigned is left out of it, one that is assigned null is sent as null;
 * reading one that was never assigned is an error, not a made-up null.
 */
@TricolorDsl
public abstract class PayloadBuilder internal constructor(internal val payload: String, initial: JsonObject? = null) {
    internal val fields: MutableMap<String, JsonElement> = LinkedHashMap(initial.orEmpty())
    internal val problems = Problems()

    /** Sets a field that the vendor has and this version of Tricolor does not name. */
    public fun field(name: String, value: JsonElement) {
        fields[name] = value
    }

    /**
     * The payload.
     *
     * @throws InvalidPayloadException with everything that is wrong with it
     */
    public fun build(): JsonObject = json().also { json ->
        val found = Problems()
        checkInto(found, json)
        found.throwIfAny(payload, tolerated())
    }

    /** Adds to [found] what was wrong with single values when they were said, and what is wrong with the whole. */
    internal fun checkInto(found: Problems, json: JsonObject) {
        found.addAll(problems.all)
        try {
            check(json, found)
        } catch (malformed: MalformedDocumentException) {
            // A field that was set by its name alone is of another kind than documented.
            found.add(malformed.path, malformed.problem)
        }
    }

    internal open fun json(): JsonObject = JsonObject(LinkedHashMap(fields))

    /** Adds what is wrong with the payload as a whole. */
    internal open fun check(json: JsonObject, problems: Problems) = Unit

    /** Problems that were there before the user touched anything, and are not ours to refuse. */
    internal open fun tolerated(): Collection<Problem> = emptyList()

    /** Writes what [builder] says to [name]; its problems come along. */
    internal fun nested(name: String, builder: PayloadBuilder) {
        val value = builder.json()
        builder.checkInto(problems.at(name), value)
        fields[name] = value
    }

    /** Writes [items] to [name], but leaves an absence or a null alone when there is nothing to say. */
    internal fun put(name: String, items: List<JsonElement>) {
        if (items.isNotEmpty() || fields[name] is JsonArray) fields[name] = JsonArray(items)
    }

    internal fun text(name: String): Field<String> = Field(name, ::JsonPrimitive) { (it as JsonPrimitive).content }

    internal fun flag(name: String): Field<Boolean> = Field(name, ::JsonPrimitive) { (it as JsonPrimitive).content.toBoolean() }

    internal fun int(name: String, whenUnset: Int): Field<Int> =
        Field(name, ::JsonPrimitive, whenUnset) { (it as JsonPrimitive).content.toInt() }

    internal fun long(name: String): Field<Long> = Field(name, ::JsonPrimitive) { (it as JsonPrimitive).content.toLong() }

    internal fun double(name: String): Field<Double> = Field(name, ::JsonPrimitive) { (it as JsonPrimitive).content.toDouble() }

    internal fun <T : OpenEnum> openEnum(name: String, of: (String) -> T): Field<T> =
        Field(name, { JsonPrimitive(it.value) }) { of((it as JsonPrimitive).content) }

    internal fun json(name: String): Field<JsonElement> = Field(name, { it }) { it }

    internal fun nullableText(name: String): NullableField<String> =
        nullable(name, { JsonPrimitive(it) }, { (it as JsonPrimitive).content })

    internal fun <T : Any> nullable(name: String, write: (T) -> JsonElement, read: (JsonElement) -> T) = NullableField(name, write, read)
}

/**
 * One property of a builder: declared once, with the vendor's name for it. A null of the vendor's is as good as unset, unless null is a
 * value.
 */
internal class Field<T>(
    private val name: String,
    private val write: (T) -> JsonElement,
    private val whenUnset: T? = null,
    private val read: (JsonElement) -> T,
) : ReadWriteProperty<PayloadBuilder, T> {
    override fun getValue(thisRef: PayloadBuilder, property: KProperty<*>): T =
        thisRef.fields[name].takeUnless { it is JsonNull }?.let(read) ?: whenUnset
            ?: throw NoSuchElementException("${property.name} was not set")

    override fun setValue(thisRef: PayloadBuilder, property: KProperty<*>, value: T) {
        thisRef.fields[name] = write(value)
    }
}

/** The same for a property to which null is a value: it clears the field. */
internal class NullableField<T : Any>(
    private val name: String,
    private val write: (T) -> JsonElement,
    private val read: (JsonElement) -> T,
) : ReadWriteProperty<PayloadBuilder, T?> {
    override fun getValue(thisRef: PayloadBuilder, property: KProperty<*>): T? {
        val value = thisRef.fields[name] ?: throw NoSuchElementException("${property.name} was not set")
        return if (value is JsonNull) null else read(value)
    }

    override fun setValue(thisRef: PayloadBuilder, property: KProperty<*>, value: T?) {
        thisRef.fields[name] = if (value == null) JsonNull else write(value)
    }
}
