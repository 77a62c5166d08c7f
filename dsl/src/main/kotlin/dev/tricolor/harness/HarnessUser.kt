package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.without
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A user, with the roles that are given to them.
 *
 * @property user the user
 * @property roleAssignmentMetadata roles that are given to the user themselves, not to their groups, at the place that was asked
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = UserAggregate.Companion::class)
public class UserAggregate internal constructor(json: JsonObject) : Document(json) {
    public val user: HarnessUser = json.wrapped("user", ::HarnessUser)
    public val roleAssignmentMetadata: List<RoleAssignmentMetadata> = json.documents("roleAssignmentMetadata", ::RoleAssignmentMetadata)

    public companion object : DocumentType<UserAggregate>(::UserAggregate)
}

/**
 * A user.
 *
 * @property uuid the user's id
 * @property name what people call them
 * @property email their e-mail address
 * @property locked whether they are locked out, as after too many wrong passwords
 * @property disabled whether they are switched off
 * @property externallyManaged whether they come from an identity provider
 * @property twoFactorAuthenticationEnabled whether they need a second factor
 */
@Serializable(with = HarnessUser.Companion::class)
public class HarnessUser internal constructor(json: JsonObject) : Document(json) {
    public val uuid: String = json.string("uuid")
    public val name: String? = json.stringOrNull("name")
    public val email: String? = json.stringOrNull("email")
    @get:JvmName("isLocked")
    public val locked: Boolean = json.booleanOrNull("locked") ?: false
    @get:JvmName("isDisabled")
    public val disabled: Boolean = json.booleanOrNull("disabled") ?: false
    @get:JvmName("isExternallyManaged")
    public val externallyManaged: Boolean = json.booleanOrNull("externallyManaged") ?: false
    @get:JvmName("isTwoFactorAuthenticationEnabled")
    public val twoFactorAuthenticationEnabled: Boolean = json.booleanOrNull("twoFactorAuthenticationEnabled") ?: false

    /**
     * What Harness is to know of this user, with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it what cannot be
     */
    public fun edit(block: Block<UserInfoBuilder>): UserInfo = UserInfo(UserInfoBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<HarnessUser>(::HarnessUser)
}

/**
 * What Harness knows of a user beyond the place that was asked. There is more in [json].
 *
 * @property uuid the user's id
 * @property name what people call them
 * @property email their e-mail address
 * @property defaultAccountId the account that they come to when they log in
 * @property intent what they meant to use when they signed up
 * @property admin whether they administer the account
 * @property lastLogin in epoch milliseconds; null for one who never has
 */
@Serializable(with = UserInfo.Companion::class)
public class UserInfo internal constructor(json: JsonObject) : Document(json) {
    public val uuid: String? = json.stringOrNull("uuid")
    public val name: String? = json.stringOrNull("name")
    public val email: String? = json.stringOrNull("email")
    public val defaultAccountId: String? = json.stringOrNull("defaultAccountId")
    public val intent: String? = json.stringOrNull("intent")
    @get:JvmName("isAdmin")
    public val admin: Boolean = json.booleanOrNull("admin") ?: false
    public val lastLogin: Long? = json.longOrNull("lastLogin")

    /** Without the `token` that Harness may send along, which has no property for that reason. */
    override fun toString(): String = without("token")

    public companion object : DocumentType<UserInfo>(::UserInfo)
}

/** Builds what Harness is to know of a user, from nothing or from one that was read. */
public class UserInfoBuilder private constructor(initial: JsonObject) : PayloadBuilder("user", initial) {
    public constructor(uuid: String, name: String, email: String) :
        this(JsonObject(mapOf("uuid" to JsonPrimitive(uuid), "name" to JsonPrimitive(name), "email" to JsonPrimitive(email))))

    internal constructor(before: HarnessUser) : this(before.json)

    /** What people call them. */
    public var name: String by text("name")

    /** Their e-mail address. */
    public var email: String by text("email")

    /** The account that they come to when they log in. */
    public var defaultAccountId: String by text("defaultAccountId")

    /** Sets [UserInfoBuilder.name]. */
    public fun name(name: String): UserInfoBuilder = apply { this.name = name }

    /** Sets [UserInfoBuilder.email]. */
    public fun email(email: String): UserInfoBuilder = apply { this.email = email }

    /** Sets [UserInfoBuilder.defaultAccountId]. */
    public fun defaultAccountId(account: String): UserInfoBuilder = apply { defaultAccountId = account }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireText(json, "uuid")
        problems.requireText(json, "name")
        problems.requireEmail(json.stringOrNull("email").orEmpty(), "email")
    }
}
