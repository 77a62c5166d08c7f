package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private const val ROOT = "ng/api/user-groups"

internal fun Routes.Under.userGroups(state: HarnessState) {
    get(ROOT) { state.data(page(searched(listed(state, scope()))) { it.json }) }
    get("$ROOT/{identifier}") { state.data(state.userGroups[scope()].requireId(this["identifier"]).json) }
    post(ROOT) {
        val scope = scope()
        val body = jsonObject().also { state.checkUserGroup(it, scope) }
        state.data(state.userGroups[scope].add(Entity(userGroup(body, scope, managed = false), state.now())).json)
    }
    put(ROOT) {
        val scope = scope()
        val body = jsonObject().also { state.checkUserGroup(it, scope) }
        val group = state.userGroups[scope].requireId(body.requiredText("identifier"))
        if (group.managed) refuse(400, "${group.id} is managed by Harness and cannot be changed or deleted")
        group.replace(userGroup(body, scope, managed = false), state.now())
        state.data(group.json)
    }
    delete("$ROOT/{identifier}") {
        val scope = scope()
        val group = changeable(state.userGroups[scope])
        state.userGroups[scope].remove(group)
        state.unassign(scope) { it.isOf("USER_GROUP", group.id, scope.level) }
        state.data(group.json)
    }
}

private fun Call.listed(state: HarnessState, scope: Scope): List<Entity> {
    val places = when (val filter = query("filterType") ?: "EXCLUDE_INHERITED_GROUPS") {
        "EXCLUDE_INHERITED_GROUPS" -> listOf(scope)
        "INCLUDE_INHERITED_GROUPS" -> scope.path.reversed()
        "INCLUDE_CHILD_SCOPE_GROUPS" -> listOf(scope) + state.userGroups.known.filter { it != scope && scope in it.path }
        else -> refuse(400, "filterType '$filter' is not known")
    }
    return places.flatMap { state.userGroups[it] }
}

internal fun userGroup(body: JsonObject, scope: Scope, managed: Boolean): JsonObject {
    val defaults = json(
        "description" to "",
        "tags" to JsonObject(emptyMap()),
        "users" to JsonArray(emptyList()),
        "notificationConfigs" to JsonArray(emptyList()),
        "externallyManaged" to false,
        "ssoLinked" to false,
    )
    return body.over(defaults + scope.identifiers) + json("harnessManaged" to managed)
}

private fun HarnessState.checkUserGroup(body: JsonObject, scope: Scope) {
    body.requireWithin(scope)
    body.optionalObjects("notificationConfigs")
    val known = users[scope.path.first()]
    Fields(body).apply {
        identifier()
        required("name")
        described()
        body.stringsAt("users").forEachIndexed { index, user ->
            expect(known.withId(user) != null, "users[$index]", "there is no user $user")
        }
    }.refuseIfAny(this)
}

/** Puts [users] into this group, as its only ones. */
internal fun Entity.replaceUsers(users: List<String>, now: Long) {
    replace(json + json("users" to users), now)
}
