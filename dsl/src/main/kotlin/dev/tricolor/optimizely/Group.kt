package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An exclusion group: experiments or campaigns of which a visitor sees at most one.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property name what people call it
 * @property description what it is for
 * @property entities what is in it
 * @property archived whether it is put away
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/groups">Exclusion groups</a>
 */
@Serializable(with = Group.Companion::class)
public class Group internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val entities: List<GroupEntity> = json.documents("entities", ::GroupEntity)
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Group>(::Group)
}

/**
 * An experiment or a campaign in a [Group].
 *
 * @property id the id of the experiment or campaign
 * @property kind which of the two it is
 * @property weight which share of the group's visitors it gets, in basis points: 5,000 are half of them
 */
@Serializable(with = GroupEntity.Companion::class)
public class GroupEntity internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val kind: GroupEntityKind? = json.stringOrNull("kind")?.let(GroupEntityKind::of)
    public val weight: Int? = json.intOrNull("weight")

    public companion object : DocumentType<GroupEntity>(::GroupEntity)
}

/** What a [GroupEntity] is. */
public class GroupEntityKind private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** An experiment; in Full Stack projects there is nothing else. */
        @JvmField public val EXPERIMENT: GroupEntityKind = GroupEntityKind("Experiment")

        /** A campaign of a web project. */
        @JvmField public val CAMPAIGN: GroupEntityKind = GroupEntityKind("Campaign")

        /** The kind that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): GroupEntityKind = GroupEntityKind(value)
    }
}
