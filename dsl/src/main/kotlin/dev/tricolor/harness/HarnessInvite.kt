package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * An invitation that nobody has accepted yet.
 *
 * @property id its id
 * @property name what the one who is invited is called
 * @property email whom it went to
 * @property accountIdentifier the account that it is for
 * @property orgIdentifier the organization that it is for; null for the account
 * @property projectIdentifier the project that it is for; null for the account or the organization
 * @property roleBindings roles that come with it
 * @property userGroups identifiers of the user groups that come with it
 * @property inviteType who asked for it: `ADMIN_INITIATED_INVITE`
 * @property approved whether it may be accepted
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = HarnessInvite.Companion::class)
public class HarnessInvite internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String? = json.stringOrNull("name")
    public val email: String? = json.stringOrNull("email")
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")
    public val roleBindings: List<RoleBinding> = json.documents("roleBindings", ::RoleBinding)
    public val userGroups: List<String> = json.strings("userGroups")
    public val inviteType: String? = json.stringOrNull("inviteType")
    @get:JvmName("isApproved")
    public val approved: Boolean = json.booleanOrNull("approved") ?: false

    public companion object : DocumentType<HarnessInvite>(::HarnessInvite)
}

/**
 * A role that comes with an invitation.
 *
 * @property roleIdentifier the role
 * @property roleName what people call the role
 * @property roleScopeLevel the level at which the role belongs; null where the service does not say
 * @property resourceGroupIdentifier what it is given on
 * @property resourceGroupName what people call that
 * @property managedRole whether the role is Harness's own
 */
@Serializable(with = RoleBinding.Companion::class)
public class RoleBinding internal constructor(json: JsonObject) : Document(json) {
    public val roleIdentifier: String? = json.stringOrNull("roleIdentifier")
    public val roleName: String? = json.stringOrNull("roleName")
    public val roleScopeLevel: ScopeLevel? = json.stringOrNull("roleScopeLevel")?.let(ScopeLevel::of)
    public val resourceGroupIdentifier: String? = json.stringOrNull("resourceGroupIdentifier")
    public val resourceGroupName: String? = json.stringOrNull("resourceGroupName")
    @get:JvmName("isManagedRole")
    public val managedRole: Boolean = json.booleanOrNull("managedRole") ?: false

    public companion object : DocumentType<RoleBinding>(::RoleBinding)
}

/**
 * What has become of each e-mail address that was invited.
 *
 * @property addUserResponseMap what has become of it, by e-mail address
 */
@Serializable(with = AddUsersResponse.Companion::class)
public class AddUsersResponse internal constructor(json: JsonObject) : Document(json) {
    public val addUserResponseMap: Map<String, AddUserResponse> =
        json.textMap("addUserResponseMap").mapValues { AddUserResponse.of(it.value) }

    public companion object : DocumentType<AddUsersResponse>(::AddUsersResponse)
}

/** What can become of somebody who is invited. */
public class AddUserResponse private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** They are new to the account, and are sent an invitation. */
        @JvmField public val USER_INVITED_SUCCESSFULLY: AddUserResponse = AddUserResponse("USER_INVITED_SUCCESSFULLY")

        /** They were in the account, and now are at this place of it, too. */
        @JvmField public val USER_ADDED_SUCCESSFULLY: AddUserResponse = AddUserResponse("USER_ADDED_SUCCESSFULLY")

        /** They were at this place already; they get the groups and roles all the same. */
        @JvmField public val USER_ALREADY_ADDED: AddUserResponse = AddUserResponse("USER_ALREADY_ADDED")

        /** They have an invitation that they have not accepted yet. */
        @JvmField public val USER_ALREADY_INVITED: AddUserResponse = AddUserResponse("USER_ALREADY_INVITED")

        /** It did not work. */
        @JvmField public val FAIL: AddUserResponse = AddUserResponse("FAIL")

        /** The outcome spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): AddUserResponse = AddUserResponse(value)
    }
}

/** Builds an invitation of one or many people. */
public class AddUsersBuilder(emails: Collection<String>) : PayloadBuilder("invitation") {
    init {
        replaceAll("emails", emails)
    }

    /** Adds them to the user group with this [identifier], beside the others that are named. */
    public fun userGroup(identifier: String): AddUsersBuilder = apply { addOnce("userGroups", JsonPrimitive(identifier)) }

    /** Adds them to the user groups with these [identifiers] and no others. */
    public fun userGroups(identifiers: Collection<String>): AddUsersBuilder = apply { replaceAll("userGroups", identifiers) }

    /** Gives them a role on a resource group. */
    public fun roleBinding(roleIdentifier: String, resourceGroupIdentifier: String): AddUsersBuilder =
        roleBinding(roleIdentifier, resourceGroupIdentifier) {}

    /** Gives them a role on a resource group. */
    public fun roleBinding(
        roleIdentifier: String,
        resourceGroupIdentifier: String,
        block: Block<RoleBindingBuilder>,
    ): AddUsersBuilder = apply {
        addOnce("roleBindings", RoleBindingBuilder(roleIdentifier, resourceGroupIdentifier).configuredBy(block).json())
    }

    override fun check(json: JsonObject, problems: Problems) {
        val emails = json.strings("emails")
        problems.require(emails.isNotEmpty(), "emails") { "there are none, must be at least one" }
        emails.forEachIndexed { index, email -> problems.requireEmail(email, "emails[$index]") }
        problems.requireTexts(json.strings("userGroups"), "userGroups")
        json.documents("roleBindings") { it }.forEachIndexed { index, binding ->
            problems.at("roleBindings[$index]").requireText(binding, "roleIdentifier")
            problems.at("roleBindings[$index]").requireText(binding, "resourceGroupIdentifier")
        }
    }
}

/** Says more of a role that comes with an invitation. */
public class RoleBindingBuilder internal constructor(roleIdentifier: String, resourceGroupIdentifier: String) :
    PayloadBuilder("role binding") {
    init {
        fields["roleIdentifier"] = JsonPrimitive(roleIdentifier)
        fields["resourceGroupIdentifier"] = JsonPrimitive(resourceGroupIdentifier)
    }

    /** What people call the role. */
    public var roleName: String by text("roleName")

    /** What people call the resource group. */
    public var resourceGroupName: String by text("resourceGroupName")

    /** Whether the role is Harness's own. */
    public var managedRole: Boolean by flag("managedRole")

    /** Sets [RoleBindingBuilder.roleName]. */
    public fun roleName(name: String): RoleBindingBuilder = apply { roleName = name }

    /** Sets [RoleBindingBuilder.resourceGroupName]. */
    public fun resourceGroupName(name: String): RoleBindingBuilder = apply { resourceGroupName = name }

    /** Sets [RoleBindingBuilder.managedRole]. */
    public fun managedRole(managed: Boolean): RoleBindingBuilder = apply { managedRole = managed }

    /** Says that the role is the one that belongs at [level], where there are several of its identifier. */
    public fun roleScopeLevel(level: ScopeLevel): RoleBindingBuilder = apply { fields["roleScopeLevel"] = JsonPrimitive(level.value) }
}

internal fun Problems.requireEmail(text: String, path: String) {
    val at = text.lastIndexOf('@')
    require(at in 1 until text.lastIndex && text.none { it.isWhitespace() }, path) { "is ${quoted(text)}, must be an e-mail address" }
}
