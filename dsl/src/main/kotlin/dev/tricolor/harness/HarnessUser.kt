package dev.tricolor.harness

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
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

    public companion object : DocumentType<UserInfo>(::UserInfo)
}

/** Builds what Harness is to know of a user. */
public class UserInfoBuilder(uuid: String, name: String, email: String) : PayloadBuilder("user") {
    init {
        fields["uuid"] = JsonPrimitive(uuid)
        fields["name"] = JsonPrimitive(name)
        fields["email"] = JsonPrimitive(email)
    }

    /** The account that they come to when they log in. */
    public var defaultAccountId: String by text("defaultAccountId")

    /** Sets [UserInfoBuilder.defaultAccountId]. */
    public fun defaultAccountId(account: String): UserInfoBuilder = apply { defaultAccountId = account }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireText(json, "uuid")
        problems.requireText(json, "name")
        problems.requireEmail(json.string("email"), "email")
    }
}
