package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A custom attribute: something that programs tell of a visitor, for audiences to be made of.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property key what programs and audiences name it by; unique in its project
 * @property name what people call it; the key, where nobody said
 * @property description what it is for
 * @property conditionType whether it is an attribute, or a dimension of a classic project, which can only be read
 * @property archived whether it is put away
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/attributes">Attributes</a>
 */
@Serializable(with = Attribute.Companion::class)
public class Attribute internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val conditionType: AttributeConditionType? = json.stringOrNull("condition_type")?.let(AttributeConditionType::of)
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Attribute>(::Attribute)
}

/** What an [Attribute] is. */
public class AttributeConditionType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** An attribute of today's platform. */
        @JvmField public val CUSTOM_ATTRIBUTE: AttributeConditionType = AttributeConditionType("custom_attribute")

        /** A dimension of a classic project, which can only be read. */
        @JvmField public val CUSTOM_DIMENSION: AttributeConditionType = AttributeConditionType("custom_dimension")

        /** What the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): AttributeConditionType = AttributeConditionType(value)
    }
}
