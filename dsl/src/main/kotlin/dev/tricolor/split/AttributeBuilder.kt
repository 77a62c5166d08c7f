package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problem
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive

/** What can be said of an attribute. */
public abstract class AttributeFieldsBuilder<Self : AttributeFieldsBuilder<Self>> internal constructor(
    payload: String,
    initial: JsonObject?,
) : PayloadBuilder(payload, initial) {
    /** What people call it, at most 200 characters; null for its id. */
    public var displayName: String? by nullableText("displayName")

    /** What it is, at most 500 characters. */
    public var description: String? by nullableText("description")

    /** How its values are shown; null for as they are. */
    public var dataType: AttributeDataType? by nullable(
        "dataType", { JsonPrimitive(it.value) }, { AttributeDataType.of(it.jsonPrimitive.content) },
    )

    /** Whether Split searches by it. */
    public var isSearchable: Boolean? by nullable("isSearchable", ::JsonPrimitive) { it.jsonPrimitive.boolean }

    /** What is offered where a value is asked for: at most 50 values, of at most 50 characters each. */
    public var suggestedValues: List<String>? by nullable(
        "suggestedValues", { JsonArray(it.map(::JsonPrimitive)) }, { list -> list.jsonArray.map { it.jsonPrimitive.content } },
    )

    /** Sets [AttributeFieldsBuilder.displayName]. */
    public fun displayName(text: String?): Self = self().apply { displayName = text }

    /** Sets [AttributeFieldsBuilder.description]. */
    public fun description(text: String?): Self = self().apply { description = text }

    /** Sets [AttributeFieldsBuilder.dataType]. */
    public fun dataType(type: AttributeDataType?): Self = self().apply { dataType = type }

    /** Sets [AttributeFieldsBuilder.isSearchable]. */
    public fun isSearchable(searchable: Boolean?): Self = self().apply { isSearchable = searchable }

    /** Sets [AttributeFieldsBuilder.suggestedValues]. */
    public fun suggestedValues(vararg values: String): Self = suggestedValues(values.asList())

    /** Sets [AttributeFieldsBuilder.suggestedValues]. */
    public fun suggestedValues(values: Collection<String>?): Self = self().apply { suggestedValues = values?.toList() }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in both subclasses.
    private fun self() = this as Self
}

/** Builds an attribute, from nothing or from one that was read. */
public class AttributeBuilder private constructor(private val before: Attribute?, initial: JsonObject?) :
    AttributeFieldsBuilder<AttributeBuilder>("attribute", initial) {
    public constructor(trafficTypeId: String, attributeId: String) : this(null, null) {
        fields["id"] = JsonPrimitive(attributeId)
        fields["trafficTypeId"] = JsonPrimitive(trafficTypeId)
    }

    internal constructor(before: Attribute) : this(before, before.json)

    override fun check(json: JsonObject, problems: Problems): Unit = checkAttribute(json, problems)

    override fun tolerated(): Collection<Problem> = before?.let { old -> Problems().also { checkAttribute(old.json, it) }.all }.orEmpty()
}

/** Builds a change of an attribute: what is not said stays, what is said to be null is removed. */
public class UpdateAttributeBuilder : AttributeFieldsBuilder<UpdateAttributeBuilder>("attribute patch", null) {
    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.isNotEmpty(), "fields") { "there are none, must be at least one" }
        checkFields(json, problems)
    }
}

/** Builds a bulk upload of attributes to one traffic type. Each comes once. */
@TricolorDsl
public class AttributesBuilder(private val trafficTypeId: String) {
    private val attributes = mutableListOf<JsonObject>()
    private val places = HashMap<String, Int>()
    private val problems = Problems()

    /** Adds an attribute that has no more than an id. */
    public fun attribute(attributeId: String): AttributesBuilder = attribute(attributeId) {}

    /** Adds an attribute. */
    public fun attribute(attributeId: String, block: Block<AttributeBuilder>): AttributesBuilder =
        add(AttributeBuilder(trafficTypeId, attributeId).configuredBy(block))

    /** Adds an attribute that was read, of this traffic type or of another. */
    public fun attribute(attribute: Attribute): AttributesBuilder =
        add(AttributeBuilder(attribute).also { it.field("trafficTypeId", JsonPrimitive(trafficTypeId)) })

    /** Adds attributes that were read, of this traffic type or of others. */
    public fun attributes(attributes: Iterable<Attribute>): AttributesBuilder = apply { attributes.forEach(::attribute) }

    /**
     * Adds the attributes of a JSON array: `[{"id":"plan","dataType":"string","suggestedValues":["free","paid"]}]`.
     *
     * @throws SerializationException if [text] is not one, or what is in it is not of the documented kind; the message has its path
     */
    public fun json(text: String): AttributesBuilder = apply {
        val items = Json.parseToJsonElement(text) as? JsonArray ?: throw SerializationException("must be an array of attributes")
        attributes(JsonObject(mapOf("" to items)).documents("", ::Attribute))
    }

    /**
     * The upload.
     *
     * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it, or when nothing is in it
     */
    public fun build(): JsonArray {
        problems.require(attributes.isNotEmpty(), "attributes") { "are 0, must be at least 1" }
        problems.throwIfAny("attributes")
        return JsonArray(attributes.toList())
    }

    private fun add(builder: AttributeBuilder): AttributesBuilder = apply {
        val json = builder.json()
        val here = problems.at("[${attributes.size}]")
        builder.checkInto(here, json)
        val id = (json["id"] as? JsonPrimitive)?.contentOrNull.orEmpty()
        val before = places.getOrPut(id) { attributes.size }
        here.require(before == attributes.size, "id") { "is ${quoted(id)}, as the one of [$before] is" }
        attributes += json
    }
}

private fun checkAttribute(json: JsonObject, problems: Problems) {
    val id = json.string("id")
    problems.require(SplitLimits.isName(id) && id.length <= SplitLimits.ATTRIBUTE_ID, "id") {
        "is ${quoted(id)}, must be a letter, then letters, digits, \"-\" and \"_\", at most ${SplitLimits.ATTRIBUTE_ID} together"
    }
    checkFields(json, problems)
}

private fun checkFields(json: JsonObject, problems: Problems) {
    problems.requireLength("displayName", json.stringOrNull("displayName"), SplitLimits.ATTRIBUTE_DISPLAY_NAME)
    problems.requireLength("description", json.stringOrNull("description"), SplitLimits.ATTRIBUTE_DESCRIPTION)
    problems.require(json.stringOrNull("dataType")?.isBlank() != true, "dataType") { "is blank" }
    json.booleanOrNull("isSearchable")
    val suggested = json.strings("suggestedValues")
    problems.require(suggested.size <= SplitLimits.SUGGESTED_VALUES, "suggestedValues") {
        "are ${suggested.size}, must be at most ${SplitLimits.SUGGESTED_VALUES}"
    }
    suggested.forEachIndexed { index, value -> problems.requireLength("suggestedValues[$index]", value, SplitLimits.SUGGESTED_VALUE) }
}

private fun Problems.requireLength(path: String, text: String?, max: Int) {
    val length = text?.length ?: 0
    require(length <= max, path) { "is $length characters long, must be at most $max" }
}
