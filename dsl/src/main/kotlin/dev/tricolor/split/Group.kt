package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A group of users. Every account has `Administrators`.
 *
 * @property id its id
 * @property name unique in the account
 * @property description what it is for
 * @see <a href="https://docs.split.io/reference/groups-overview">Groups</a>
 */
@Serializable(with = Group.Companion::class)
public class Group internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")

    public companion object : DocumentType<Group>(::Group)
}

/** Builds a group, new or in the place of an old one. */
public class GroupBuilder(name: String) : PayloadBuilder("group") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [GroupBuilder.description]. */
    public fun description(text: String?): GroupBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireText(json, "name")
}
