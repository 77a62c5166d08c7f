package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A list of visitors that was uploaded, for audiences to be made of. What is on it can be written, but never read.
 *
 * @property id its id
 * @property projectId the project it belongs to
 * @property accountId the account of that
 * @property name what audiences call it; it never changes
 * @property description what it is for
 * @property listType how visitors are known
 * @property keyFields the names of the cookies, or of the query parameters, that visitors are known by, separated by commas
 * @property format how it was uploaded: `csv`
 */
@Serializable(with = UploadedList.Companion::class)
public class UploadedList internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val accountId: Long? = json.longOrNull("account_id")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val listType: UploadedListType? = json.intOrNull("list_type")?.let(UploadedListType::of)
    public val keyFields: String? = json.stringOrNull("key_fields")
    public val format: String? = json.stringOrNull("format")

    public companion object : DocumentType<UploadedList>(::UploadedList)
}

/**
 * How the visitors of an uploaded list are known.
 *
 * @property number the vendor's number for it
 */
public class UploadedListType private constructor(public val number: Int) : OpenEnum(number.toString()) {
    public companion object {
        /** By a cookie. */
        @JvmField public val COOKIE: UploadedListType = UploadedListType(1)

        /** By a parameter of the address. */
        @JvmField public val QUERY_PARAMETER: UploadedListType = UploadedListType(2)

        /** By where they are: a zip code. */
        @JvmField public val ZIP_CODE: UploadedListType = UploadedListType(3)

        /** The type to which the vendor gives [number], known or not. */
        @JvmStatic
        public fun of(number: Int): UploadedListType = UploadedListType(number)
    }
}

/**
 * Builds an uploaded list, whole: Optimizely has no other way of changing one.
 *
 * @param name letters, digits, hyphens and underscores; unique among the audiences and lists of the project; of a list that is there, its
 * own
 * @param listType how its visitors are known
 * @param keyFields the names of the cookies, or of the query parameters, that they are known by, separated by commas
 * @param listContent their values, separated by commas, at most 5 MB
 */
public class UploadedListBuilder(name: String, listType: UploadedListType, keyFields: String, listContent: String) :
    ClassicBuilder("uploaded list") {
    init {
        fields["name"] = JsonPrimitive(name)
        fields["list_type"] = JsonPrimitive(listType.number)
        fields["key_fields"] = JsonPrimitive(keyFields)
        fields["list_content"] = JsonPrimitive(listContent)
        fields["format"] = JsonPrimitive("csv")
    }

    /** What it is for. */
    public var description: String by text("description")

    /** Sets [UploadedListBuilder.description]. */
    public fun description(text: String): UploadedListBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems) {
        val name = json.stringOrNull("name").orEmpty()
        problems.require(ClassicLimits.isListName(name), "name") { "is ${quoted(name)}, must be letters, digits, \"-\" and \"_\"" }
        if (json.intOrNull("list_type") != UploadedListType.ZIP_CODE.number) {
            problems.require(!json.stringOrNull("key_fields").isNullOrBlank(), "key_fields") { "is blank" }
        }
        val content = json.stringOrNull("list_content").orEmpty()
        problems.require(content.isNotBlank(), "list_content") { "is blank" }
        val bytes = content.encodeToByteArray().size
        problems.require(bytes <= ClassicLimits.LIST_CONTENT, "list_content") {
            "is $bytes bytes long, must be at most ${ClassicLimits.LIST_CONTENT}"
        }
    }
}
