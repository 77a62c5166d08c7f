package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.element
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/**
 * An attribute of a traffic type: what can be known of its keys, and offered where rules are written. It says how values are shown; values
 * that do not fit it are not refused.
 *
 * @property id what identities, rules and SDKs call it; unique in the traffic type
 * @property organizationId the account
 * @property trafficTypeId the kind of traffic that it is known of
 * @property displayName what people call it; the id, unless it was said
 * @property description what it is
 * @property dataType how its values are shown; null means as they are
 * @property isSearchable whether Split searches by it; null when the service does not say
 * @property suggestedValues what is offered where a value is asked for; text, also where the values are numbers
 * @see <a href="https://docs.split.io/reference/attributes-overview">Attributes</a>
 */
@Serializable(with = Attribute.Companion::class)
public class Attribute internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val organizationId: String? = json.stringOrNull("organizationId")
    public val trafficTypeId: String? = json.stringOrNull("trafficTypeId")
    public val displayName: String? = json.stringOrNull("displayName")
    public val description: String? = json.stringOrNull("description")
    public val dataType: AttributeDataType? = json.stringOrNull("dataType")?.let(AttributeDataType::of)
    public val isSearchable: Boolean? = json.booleanOrNull("isSearchable")
    public val suggestedValues: List<String> = json.strings("suggestedValues")

    /**
     * This attribute with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<AttributeBuilder>): Attribute = Attribute(AttributeBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<Attribute>(::Attribute) {
        @JvmStatic
        override fun fromJson(text: String): Attribute = super.fromJson(text)
    }
}

/** How the values of an [Attribute] are shown. Split takes them in any case: they are equal however they are spelled, and stay so. */
public class AttributeDataType private constructor(value: String) : OpenEnum(value, value.lowercase()) {
    public companion object {
        /** Text. */
        @JvmField public val STRING: AttributeDataType = AttributeDataType("string")

        /** Epoch milliseconds. */
        @JvmField public val DATETIME: AttributeDataType = AttributeDataType("datetime")

        /** A number. */
        @JvmField public val NUMBER: AttributeDataType = AttributeDataType("number")

        /** Several values, between commas. */
        @JvmField public val SET: AttributeDataType = AttributeDataType("set")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): AttributeDataType = AttributeDataType(value)
    }
}

/**
 * An attribute of a bulk upload that Split has refused, and with it the whole upload. Split does not document what it sends for one, so
 * nothing of it is sure to be there; all of it is in [json].
 *
 * @property id the attribute's id
 * @property message what is wrong with it
 */
@Serializable(with = RefusedAttribute.Companion::class)
public class RefusedAttribute internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = (json["id"] as? JsonPrimitive)?.contentOrNull
    public val message: String? = MESSAGES.firstNotNullOfOrNull(json::element)?.let { (it as? JsonPrimitive)?.content ?: it.toString() }

    public companion object : DocumentType<RefusedAttribute>(::RefusedAttribute) {
        private val MESSAGES = listOf("error", "errorMessage", "errors", "message")
    }
}
