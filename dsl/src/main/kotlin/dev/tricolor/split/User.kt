package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problem
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A person who may use Split's user interface.
 *
 * @property id the user's id
 * @property email unique in the account
 * @property name what people call the user
 * @property status whether the user may sign in
 * @property twoFactorAuthentication whether signing in takes a second factor
 * @property groups the groups the user is in, by id
 * @see <a href="https://docs.split.io/reference/list-users">Users</a>
 */
@Serializable(with = User.Companion::class)
public class User internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val email: String = json.string("email")
    public val name: String? = json.stringOrNull("name")
    public val status: UserStatus? = json.stringOrNull("status")?.let(UserStatus::of)
    @get:JvmName("hasTwoFactorAuthentication")
    public val twoFactorAuthentication: Boolean = json.booleanOrNull(SECOND_FACTOR) ?: false
    public val groups: List<Reference> = json.documents("groups", ::Reference)

    /**
     * This user with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot be; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<UserBuilder>): User = User(UserBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<User>(::User)
}

/** Whether a user may sign in. */
public class UserStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The user may. */
        @JvmField public val ACTIVE: UserStatus = UserStatus("ACTIVE")

        /** The user may no longer. */
        @JvmField public val DEACTIVATED: UserStatus = UserStatus("DEACTIVATED")

        /** The user was invited and has not come yet. */
        @JvmField public val PENDING: UserStatus = UserStatus("PENDING")

        /** The status spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): UserStatus = UserStatus(value)
    }
}

/** Builds an invitation. */
public class InviteUserBuilder(email: String) : PayloadBuilder("invitation") {
    init {
        fields["email"] = JsonPrimitive(email)
    }

    /** Adds a group, by id, to those that the user will be in. */
    public fun group(groupId: String): InviteUserBuilder = apply { append("groups", listOf(reference("group", groupId))) }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireEmail(json)
        json.documents("groups", ::Reference).forEachIndexed { index, group -> problems.requireId("groups[$index]", group) }
    }
}

/** Builds what takes the place of a user's name, e-mail, status and second factor. The groups stay as they are. */
public class UserBuilder private constructor(private val before: User?, initial: JsonObject) : PayloadBuilder("user", initial) {
    /** All of it anew; without a second factor, unless it is said. */
    public constructor(name: String, email: String, status: UserStatus) : this(null, newUser(name, email, status))

    internal constructor(before: User) : this(before, before.json)

    /** What people call the user. */
    public var name: String by text("name")

    /** The user's e-mail, unique in the account. */
    public var email: String by text("email")

    /** Whether the user may sign in. Who is not wanted any longer is deactivated; Split deletes only who has not come yet. */
    public var status: UserStatus by openEnum("status", UserStatus::of)

    /** Whether signing in takes a second factor. Only the user can switch it on; this leaves it on, or switches it off. */
    public var twoFactorAuthentication: Boolean by flag(SECOND_FACTOR)

    /** Sets [UserBuilder.name]. */
    public fun name(name: String): UserBuilder = apply { this.name = name }

    /** Sets [UserBuilder.email]. */
    public fun email(email: String): UserBuilder = apply { this.email = email }

    /** Sets [UserBuilder.status]. */
    public fun status(status: UserStatus): UserBuilder = apply { this.status = status }

    /** Sets [UserBuilder.twoFactorAuthentication]. */
    public fun twoFactorAuthentication(on: Boolean): UserBuilder = apply { twoFactorAuthentication = on }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireText(json, "name")
        problems.requireEmail(json)
        problems.requireText(json, "status")
        val switchedOn = before?.twoFactorAuthentication == false && json.booleanOrNull(SECOND_FACTOR) == true
        problems.require(!switchedOn, SECOND_FACTOR) { "is true and was false, but only the user can switch it on" }
    }

    override fun tolerated(): Collection<Problem> = before?.let { user -> Problems().also { check(user.json, it) }.all }.orEmpty()
}

/** Builds a change of the groups that a user is in. Its operations are carried out in order, and a removal moves up what is behind it. */
public class UpdateUserBuilder : JsonPatchBuilder("user patch") {
    /** Adds a group, by id, behind those that the user is in. */
    public fun addGroup(groupId: String): UpdateUserBuilder = apply {
        requireGroup("-", groupId)
        add("/groups/-", reference("group", groupId))
    }

    /** Puts a group, by id, in the place of the one at [index], counted from 0 as in [User.groups]. */
    public fun replaceGroup(index: Int, groupId: String): UpdateUserBuilder = apply {
        requireIndex(index)
        requireGroup(index, groupId)
        replace("/groups/$index", reference("group", groupId))
    }

    /** Removes the group at [index], counted from 0 as in [User.groups]; nothing at all is changed if it is not the one with this id. */
    public fun removeGroup(index: Int, groupId: String): UpdateUserBuilder = apply {
        requireIndex(index)
        requireGroup(index, groupId)
        test("/groups/$index/id", JsonPrimitive(groupId))
        remove("/groups/$index")
    }

    private fun requireIndex(index: Int) =
        problems.require(index >= 0, "groups[$index]") { "does not exist, groups are counted from 0" }

    private fun requireGroup(place: Any, groupId: String) = problems.require(groupId.isNotBlank(), "groups[$place].id") { "is blank" }
}

private const val SECOND_FACTOR = "2fa"

private fun newUser(name: String, email: String, status: UserStatus) = JsonObject(
    mapOf(
        "name" to JsonPrimitive(name),
        "email" to JsonPrimitive(email),
        SECOND_FACTOR to JsonPrimitive(false),
        "status" to JsonPrimitive(status.value),
    ),
)

private fun Problems.requireEmail(json: JsonObject) {
    val email = json.stringOrNull("email").orEmpty()
    require(SplitLimits.isEmail(email), "email") { "is ${quoted(email)}, must be an e-mail address" }
}
