package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonObject
import java.util.regex.PatternSyntaxException

/** A user of an account; to this emulator whoever is in the account is in all organizations and projects of it. */
internal class User(json: JsonObject) : Resource(json) {
    override val id: String get() = checkNotNull(json.text("uuid"))
    override val name: String get() = checkNotNull(json.text("email"))
}

/** An invitation waits until it is taken back: nobody is there to accept it. */
internal class Invite(json: JsonObject) : Resource(json) {
    override val name: String get() = checkNotNull(json.text("email"))
}

internal fun Routes.Under.users(state: HarnessState) {
    post("ng/api/user/aggregate") {
        val scope = scope()
        state.data(page(listed(state, scope)) { state.aggregate(it, scope) })
    }
    get("ng/api/user/aggregate/{uuid}") {
        val scope = scope()
        state.data(state.aggregate(state.usersOf(scope).requireId(this["uuid"]), scope))
    }
    post("ng/api/user/users") { state.data(json("addUserResponseMap" to state.invite(jsonObject(), scope()))) }
    put("ng/api/user/{uuid}") {
        val user = state.usersOf(scope()).requireId(this["uuid"])
        val body = jsonObject()
        if ((body.text("uuid") ?: user.id) != user.id) refuse(400, "uuid in the body and in the path do not match")
        Fields(body).apply {
            required("name")
            required("email")
        }.refuseIfAny(state)
        // Who somebody is does not change with what they are called.
        if (body.text("email") != user.name) refuse(400, "the e-mail address of a user cannot be changed")
        user.json = user.json + mapOf("name" to body.getValue("name"))
        state.data(body.over(user.json + json("admin" to false, "lastLogin" to null)))
    }
    put("ng/api/user/add-user-to-groups/{uuid}") {
        val scope = scope()
        val user = state.usersOf(scope).requireId(this["uuid"])
        val asked = jsonObject().stringsAt("userGroupIdsToAdd").ifEmpty { refuse(400, "userGroupIdsToAdd must not be empty") }
        val groups = asked.map { state.userGroups[scope].requireId(it) }
        groups.forEach { state.join(user, it) }
        state.data(true)
    }
    delete("ng/api/user/{uuid}") {
        val scope = scope()
        val user = state.usersOf(scope).requireId(this["uuid"])
        state.usersOf(scope).remove(user)
        state.userGroups.known.filter { it.account == scope.account }.flatMap { state.userGroups[it] }.forEach { group ->
            val left = group.json.stringsAt("users")
            if (user.id in left) group.replaceUsers(left - user.id, state.now())
        }
        state.unassign(scope.path.first()) { it.isOf("USER", user.id) }
        state.data(true)
    }
}

internal fun Routes.Under.invites(state: HarnessState) {
    post("ng/api/invites/aggregate") {
        val matches = matcher()
        state.data(page(state.invites[scope()].filter { matches(it.name) }) { it.json })
    }
    delete("ng/api/invites/{invite}") {
        val invites = state.invites[scope()]
        val invite = invites.requireId(this["invite"])
        invites.remove(invite)
        state.data(invite.json)
    }
}

internal fun HarnessState.newUser(name: String, email: String): User = User(
    json(
        "uuid" to ids.next("user").replace("-", "").take(22),
        "name" to name,
        "email" to email,
        "locked" to false,
        "disabled" to false,
        "externallyManaged" to false,
        "twoFactorAuthenticationEnabled" to false,
    ),
)

private fun HarnessState.usersOf(scope: Scope): Store<User> = users[scope.path.first()]

private fun Call.listed(state: HarnessState, scope: Scope): List<User> {
    val filter = jsonObjectOrEmpty()
    val matches = matcher()
    val (roles, resourceGroups) = listOf("roleIdentifiers", "resourceGroupIdentifiers").map { filter.stringsAt(it) }
    fun JsonObject.isIn(wanted: List<String>, member: String) = wanted.isEmpty() || text(member) in wanted
    val filtered = roles.isNotEmpty() || resourceGroups.isNotEmpty()
    return state.usersOf(scope).filter { user ->
        val found = matches(user.name) || matches(user.json.text("name").orEmpty())
        found && (
            !filtered || state.assigned(scope, "USER", user.id).any {
                it.json.isIn(roles, "roleIdentifier") && it.json.isIn(resourceGroups, "resourceGroupIdentifier")
            }
            )
    }
}

/** Harness takes what people are searched by as a regular expression. */
private fun Call.matcher(): (String) -> Boolean {
    val term = query("searchTerm") ?: return { true }
    val pattern = try {
        Regex(term, RegexOption.IGNORE_CASE)
    } catch (malformed: PatternSyntaxException) {
        refuse(400, "searchTerm is no regular expression: ${malformed.description}")
    }
    return { pattern.containsMatchIn(it) }
}

private fun HarnessState.aggregate(user: User, scope: Scope): JsonObject = json(
    "user" to user.json,
    "roleAssignmentMetadata" to assignedMetadata(scope, "USER", user.id),
)

/** What the principal of this [type] and [identifier] may do at [scope], as it is shown with them. */
internal fun HarnessState.assignedMetadata(scope: Scope, type: String, identifier: String): List<JsonObject> =
    assigned(scope, type, identifier).map { assignment ->
        val role = checkNotNull(findRole(checkNotNull(assignment.json.optionalObject("roleReference")), scope)).second
        val group = resourceGroups[scope].requireId(checkNotNull(assignment.json.text("resourceGroupIdentifier")))
        json(
            "identifier" to assignment.id,
            "roleIdentifier" to role.id,
            "roleName" to role.json["name"],
            "resourceGroupIdentifier" to group.id,
            "resourceGroupName" to group.json["name"],
            "managedRole" to role.managed,
            "managedRoleAssignment" to assignment.managed,
        )
    }

private fun HarnessState.invite(body: JsonObject, scope: Scope): JsonObject {
    val emails = body.stringsAt("emails").distinct()
    val groups = body.stringsAt("userGroups")
    val bindings = body.optionalObjects("roleBindings").orEmpty()
    Fields(body).apply {
        expect(emails.isNotEmpty(), "emails", "must not be empty")
        emails.forEachIndexed { index, email ->
            expect(email.indexOf('@') in 1 until email.lastIndex, "emails[$index]", "is no e-mail address")
        }
        bindings.forEachIndexed { index, binding ->
            expect(!binding.text("roleIdentifier").isNullOrBlank(), "roleBindings[$index].roleIdentifier", "must not be empty")
        }
    }.refuseIfAny(this)
    return JsonObject(emails.associateWith { invite(it, groups, bindings, scope).toJson() })
}

private fun HarnessState.invite(email: String, groups: List<String>, bindings: List<JsonObject>, scope: Scope): String {
    val user = usersOf(scope).find { it.name.equals(email, ignoreCase = true) }
    return when {
        user != null -> "USER_ALREADY_ADDED".also { welcome(user, groups, bindings, scope) }
        invites[scope].any { it.name.equals(email, ignoreCase = true) } -> "USER_ALREADY_INVITED"
        else -> "USER_INVITED_SUCCESSFULLY".also { invites[scope].add(newInvite(email, groups, bindings, scope)) }
    }
}

private fun HarnessState.newInvite(email: String, groups: List<String>, bindings: List<JsonObject>, scope: Scope) = Invite(
    json("id" to ids.next("invite").replace("-", "").take(24), "name" to email.substringBefore('@'), "email" to email) +
        scope.identifiers +
        json("roleBindings" to bindings, "userGroups" to groups, "inviteType" to "ADMIN_INITIATED_INVITE", "approved" to false),
)

/** Who is there already gets the groups and roles of an invitation all the same; what of them does not exist is passed over. */
private fun HarnessState.welcome(user: User, groups: List<String>, bindings: List<JsonObject>, scope: Scope) {
    groups.mapNotNull { userGroups[scope].withId(it) }.forEach { join(user, it) }
    bindings.forEach { binding ->
        val group = binding.text("resourceGroupIdentifier") ?: "_all_${scope.level}_level_resources"
        val principal = json("identifier" to user.id, "type" to "USER")
        val role = binding.text("roleIdentifier")
        assignIfPossible(json("roleIdentifier" to role, "resourceGroupIdentifier" to group, "principal" to principal), scope)
    }
}

private fun HarnessState.join(user: User, group: Entity) {
    val members = group.json.stringsAt("users")
    if (user.id !in members) group.replaceUsers(members + user.id, now())
}
