package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
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

    /**
     * This group with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot be
     */
    public fun edit(block: Block<GroupBuilder>): Group = Group(GroupBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<Group>(::Group)
}

/** Builds a group, new, in the place of an old one, or from one that was read. */
public class GroupBuilder private constructor(initial: JsonObject) : PayloadBuilder("group", initial) {
    public constructor(name: String) : this(JsonObject(mapOf("name" to JsonPrimitive(name))))

    internal constructor(before: Group) : this(before.json)

    /** Unique in the account. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [GroupBuilder.name]. */
    public fun name(name: String): GroupBuilder = apply { this.name = name }

    /** Sets [GroupBuilder.description]. */
    public fun description(text: String?): GroupBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireText(json, "name")
}
