@file:JvmName("SplitPayloads")
@file:JvmMultifileClass

package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A feature flag of a workspace, formerly called a split. What it does in an environment is its [SplitDefinition].
 *
 * @property id its id
 * @property name unique in the workspace
 * @property description what it is for
 * @property trafficType the kind of traffic it decides for
 * @property creationTime in epoch milliseconds
 * @property rolloutStatus how far it has come
 * @property rolloutStatusTimestamp when it came that far, in epoch milliseconds
 * @property tags names of its tags
 * @property owners users and groups; given only when one flag is read or created, empty in a list
 * @see <a href="https://docs.split.io/reference/feature-flag-overview">Feature flags</a>
 */
@Serializable(with = Flag.Companion::class)
public class Flag internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val rolloutStatus: Reference? = json.document("rolloutStatus", ::Reference)
    public val rolloutStatusTimestamp: Long? = json.longOrNull("rolloutStatusTimestamp")
    public val tags: List<String> = json.documents("tags") { it.string("name") }
    public val owners: List<Reference> = json.documents("owners", ::Reference)

    public companion object : DocumentType<Flag>(::Flag)
}

/** Builds a new flag. */
public class CreateFlagBuilder(name: String) : PayloadBuilder("flag") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [CreateFlagBuilder.description]. */
    public fun description(text: String?): CreateFlagBuilder = apply { description = text }

    /** Adds an owner by id: `owner(group = "…")`. Java says [ownerUser] and [ownerGroup]. */
    @JvmSynthetic
    public fun owner(user: String? = null, group: String? = null): CreateFlagBuilder = apply {
        appendSubjects("owners", user, group)
    }

    /** Adds a user, by id, to the owners. */
    public fun ownerUser(userId: String): CreateFlagBuilder = owner(user = userId)

    /** Adds a group, by id, to the owners. */
    public fun ownerGroup(groupId: String): CreateFlagBuilder = owner(group = groupId)

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireName(json)
}

/** Builds a change of a flag. Its name and traffic type cannot be changed. */
public class UpdateFlagBuilder : JsonPatchBuilder("flag patch") {
    /** What it is for. */
    public var description: String by anyText("/description")

    /** The id of the rollout status it has come to. */
    public var rolloutStatus: String by text("/rolloutStatus/id")

    /** Sets [UpdateFlagBuilder.description]. */
    public fun description(text: String): UpdateFlagBuilder = apply { description = text }

    /** Sets [UpdateFlagBuilder.rolloutStatus]. */
    public fun rolloutStatus(id: String): UpdateFlagBuilder = apply { rolloutStatus = id }

    /** Adds a tag before the ones that are there. */
    public fun addTag(name: String): UpdateFlagBuilder = apply {
        problems.requireTag("tags[0]", name)
        add("/tags/0", JsonObject(mapOf("name" to JsonPrimitive(name))))
    }
}

/**
 * The body that puts [names] in the place of all tags of a flag.
 *
 * @throws dev.tricolor.InvalidPayloadException with everything that is no tag
 */
public fun flagTags(names: Collection<String>): JsonArray {
    val problems = Problems()
    names.forEachIndexed { index, name -> problems.requireTag("[$index]", name) }
    problems.throwIfAny("tags")
    return JsonArray(names.map(::JsonPrimitive))
}

internal fun Problems.requireTag(path: String, name: String): Unit =
    require(SplitLimits.isTag(name), path) { "is ${quoted(name)}, must be letters, digits, \"-\", \"_\" and \":\"" }
