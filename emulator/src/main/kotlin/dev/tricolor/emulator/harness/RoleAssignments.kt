package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private const val ROOT = "authz/api/roleassignments"

/** Principals of the kinds that this emulator does not know all of are taken at their word. */
private val TYPES = setOf("USER", "USER_GROUP", "SERVICE_ACCOUNT", "API_KEY", "SERVICE")

internal fun Routes.Under.roleAssignments(state: HarnessState) {
    get(ROOT) {
        val scope = scope()
        state.data(page(state.roleAssignments[scope]) { it.wrapped("roleAssignment", scope) })
    }
    get("$ROOT/{identifier}") {
        val scope = scope()
        state.data(state.roleAssignments[scope].requireId(this["identifier"]).wrapped("roleAssignment", scope))
    }
    post(ROOT) {
        val scope = scope()
        state.data(state.assign(jsonObject(), scope).wrapped("roleAssignment", scope))
    }
    post("$ROOT/multi") {
        val scope = scope()
        val asked = jsonObject().optionalObjects("roleAssignments") ?: refuse(400, "roleAssignments is required")
        state.data(asked.mapNotNull { state.assignIfPossible(it, scope)?.wrapped("roleAssignment", scope) })
    }
    delete("$ROOT/{identifier}") {
        val scope = scope()
        val assignment = changeable(state.roleAssignments[scope])
        state.roleAssignments[scope].remove(assignment)
        state.data(assignment.wrapped("roleAssignment", scope))
    }
}

/** The assignments of [scope] that speak of the principal of this [type] and [identifier]. */
internal fun HarnessState.assigned(scope: Scope, type: String, identifier: String): List<Entity> =
    roleAssignments[scope].filter { it.json.isOf(type, identifier) }

internal fun JsonObject.isOf(type: String, identifier: String, level: String? = null): Boolean = optionalObject("principal").let {
    it?.text("type") == type && it.text("identifier") == identifier && (level == null || it.text("scopeLevel") == level)
}

/** Ends the assignments of [scope] and of what is [below] it that [which] chooses, as they have lost their sense. */
internal fun HarnessState.unassign(scope: Scope, below: Boolean = true, which: (JsonObject) -> Boolean) {
    roleAssignments.known.filter { it == scope || below && scope in it.path }.forEach { place ->
        roleAssignments[place].run { filter { which(it.json) }.forEach(::remove) }
    }
}

/** As Harness does where it is told many at once: what cannot be is left out without a word. */
internal fun HarnessState.assignIfPossible(body: JsonObject, scope: Scope): Entity? = try {
    assign(body, scope)
} catch (_: Refusal) {
    null
}

private fun HarnessState.assign(body: JsonObject, scope: Scope): Entity {
    val principal = body.optionalObject("principal")?.let { principal(it, scope) }
    Fields(body).apply {
        required("roleIdentifier")
        required("resourceGroupIdentifier")
        expect(principal != null, "principal", "must not be null")
        expect(principal == null || principal.text("type") in TYPES, "principal.type", "must be one of $TYPES")
        expect(principal == null || !principal.text("identifier").isNullOrBlank(), "principal.identifier", "must not be empty")
        if (body.text("identifier") != null) identifier()
    }.refuseIfAny(this)
    requirePrincipal(checkNotNull(principal), scope)
    val (place, role) = findRole(body.optionalObject("roleReference") ?: json("identifier" to body.text("roleIdentifier")), scope)
        ?.takeIf { (_, role) -> scope.level in role.json.stringsAt("allowedScopeLevels") }
        ?: refuse(400, "There is no role ${body.text("roleIdentifier")} that can be assigned at the level ${scope.level}")
    val group = checkNotNull(body.text("resourceGroupIdentifier"))
    resourceGroups[scope].withId(group) ?: refuse(400, "There is no resource group $group at the level ${scope.level}")
    if (roleAssignments[scope].any { it.json.says(reference(role.id, place), group, principal) }) {
        refuse(409, "The role is assigned to the principal already")
    }
    val json = json(
        "identifier" to (body.text("identifier") ?: "role_assignment_${ids.next("role assignment").replace("-", "").take(20)}"),
        "resourceGroupIdentifier" to group,
        "roleIdentifier" to role.id,
        "roleReference" to reference(role.id, place),
        "principal" to principal,
        "disabled" to (body.optionalBoolean("disabled") ?: false),
        "managed" to false,
        "internal" to false,
    )
    return roleAssignments[scope].add(Entity(json, now()))
}

private fun JsonObject.says(role: JsonObject, group: String, principal: JsonObject) =
    get("roleReference") == role && text("resourceGroupIdentifier") == group && get("principal") == principal

/** A group or a service account belongs where it is given the role, unless it says otherwise; a user belongs everywhere. */
internal fun principal(said: JsonObject, scope: Scope): JsonObject = json(
    "scopeLevel" to (said.text("scopeLevel") ?: scope.level.takeIf { said.text("type") != "USER" }),
    "identifier" to said.text("identifier"),
    "type" to said.text("type"),
    "uniqueId" to null,
)

private fun HarnessState.requirePrincipal(principal: JsonObject, scope: Scope) {
    val identifier = checkNotNull(principal.text("identifier"))
    val home = scope.path.find { it.level == principal.text("scopeLevel") }
    val known = when (principal.text("type")) {
        "USER" -> users[scope.path.first()].withId(identifier) != null
        "USER_GROUP" -> home?.let { userGroups[it].withId(identifier) } != null
        "SERVICE_ACCOUNT" -> home?.let { serviceAccounts[it].withId(identifier) } != null
        else -> true
    }
    if (!known) refuse(400, "There is no ${principal.text("type")} $identifier at the level ${principal.text("scopeLevel") ?: "account"}")
}
