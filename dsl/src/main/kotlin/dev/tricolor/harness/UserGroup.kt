package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A group of users.
 *
 * @property identifier unique where it belongs
 * @property name what people call it
 * @property description what it is for
 * @property tags tags, by key
 * @property users uuids of its users
 * @property notificationConfigs how its users are notified
 * @property linkedSsoId the single sign-on that it is linked to; null when it is linked to none
 * @property linkedSsoDisplayName what people call that
 * @property linkedSsoType of which kind that is: `SAML`, `LDAP`
 * @property ssoGroupId the group there
 * @property ssoGroupName what people call that
 * @property ssoLinked whether it is linked to a single sign-on, which then says who its users are
 * @property externallyManaged whether it comes from an identity provider, so that it cannot be changed here
 * @property harnessManaged whether it is Harness's own, such as `_all_account_fme_editors_`
 * @property accountIdentifier the account that it belongs to
 * @property orgIdentifier the organization that it belongs to; null for one of the account
 * @property projectIdentifier the project that it belongs to; null for one of the account or an organization
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = UserGroup.Companion::class)
public class UserGroup internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")
    public val users: List<String> = json.strings("users")
    public val notificationConfigs: List<NotificationConfig> = json.documents("notificationConfigs", ::NotificationConfig)
    public val linkedSsoId: String? = json.stringOrNull("linkedSsoId")
    public val linkedSsoDisplayName: String? = json.stringOrNull("linkedSsoDisplayName")
    public val linkedSsoType: String? = json.stringOrNull("linkedSsoType")
    public val ssoGroupId: String? = json.stringOrNull("ssoGroupId")
    public val ssoGroupName: String? = json.stringOrNull("ssoGroupName")
    @get:JvmName("isSsoLinked")
    public val ssoLinked: Boolean = json.booleanOrNull("ssoLinked") ?: false
    @get:JvmName("isExternallyManaged")
    public val externallyManaged: Boolean = json.booleanOrNull("externallyManaged") ?: false
    @get:JvmName("isHarnessManaged")
    public val harnessManaged: Boolean = json.booleanOrNull("harnessManaged") ?: false
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")

    /**
     * This group with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<UserGroupBuilder>): UserGroup = UserGroup(UserGroupBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<UserGroup>(::UserGroup)
}

/**
 * How the users of a group are notified. What else belongs to it depends on [type], and is in [json].
 *
 * @property type by which means: `EMAIL`, `SLACK`
 */
@Serializable(with = NotificationConfig.Companion::class)
public class NotificationConfig internal constructor(json: JsonObject) : Document(json) {
    public val type: String? = json.stringOrNull("type")

    public companion object : DocumentType<NotificationConfig>(::NotificationConfig)
}

/** Which user groups are listed. */
public class UserGroupFilterType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Those that belong to the place itself; so it is unless something else is said. */
        @JvmField public val EXCLUDE_INHERITED_GROUPS: UserGroupFilterType = UserGroupFilterType("EXCLUDE_INHERITED_GROUPS")

        /** Those of the place and of the places above it. */
        @JvmField public val INCLUDE_INHERITED_GROUPS: UserGroupFilterType = UserGroupFilterType("INCLUDE_INHERITED_GROUPS")

        /** Those of the place and of the places below it. */
        @JvmField public val INCLUDE_CHILD_SCOPE_GROUPS: UserGroupFilterType = UserGroupFilterType("INCLUDE_CHILD_SCOPE_GROUPS")

        /** The filter spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): UserGroupFilterType = UserGroupFilterType(value)
    }
}

/** Builds a user group, from nothing or from one that was read. */
public class UserGroupBuilder : HarnessEntityBuilder<UserGroupBuilder> {
    public constructor(scope: HarnessScope, identifier: String, name: String) : super("user group", scope, identifier, name)
    internal constructor(before: UserGroup) : super("user group", before.json)

    /** Takes in the user with this [uuid], beside the others; one that is in it stays so. */
    public fun user(uuid: String): UserGroupBuilder = apply { addOnce("users", JsonPrimitive(uuid)) }

    /** Takes in the users with these [uuids] and no others. */
    public fun users(uuids: Collection<String>): UserGroupBuilder = apply { replaceAll("users", uuids) }

    /** Takes the user with this [uuid] out; one that is not in it is no error. */
    public fun removeUser(uuid: String): UserGroupBuilder = apply { removeAll("users") { it == JsonPrimitive(uuid) } }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireTexts(json.strings("users"), "users")
    }
}
