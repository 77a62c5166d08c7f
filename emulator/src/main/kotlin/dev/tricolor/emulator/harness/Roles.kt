package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private val LEVELS = setOf("account", "organization", "project")
private val PERMISSION = Regex("[a-z0-9]+_[a-z0-9]+_[a-z0-9]+")

internal fun Routes.Under.roles(state: HarnessState) {
    get("authz/api/roles") {
        val scope = scope()
        state.data(page(searched(state.roles[scope])) { it.wrapped("role", scope) })
    }
    get("authz/api/roles/{identifier}") {
        val scope = scope()
        state.data(state.roles[scope].requireId(this["identifier"]).wrapped("role", scope))
    }
    post("authz/api/roles") {
        val scope = scope()
        state.data(state.roles[scope].add(Entity(state.validRole(jsonObject(), scope), state.now())).wrapped("role", scope))
    }
    put("authz/api/roles/{identifier}") {
        val scope = scope()
        val role = changeable(state.roles[scope])
        val body = jsonObject().also { requireSame(it) }
        role.replace(state.validRole(body, scope), state.now())
        state.data(role.wrapped("role", scope))
    }
    delete("authz/api/roles/{identifier}") {
        val scope = scope()
        val role = changeable(state.roles[scope])
        state.roles[scope].remove(role)
        state.unassign(scope) { it["roleReference"] == reference(role.id, scope) }
        state.data(role.wrapped("role", scope))
    }
}

private fun HarnessState.validRole(body: JsonObject, scope: Scope): JsonObject {
    val permissions = body.stringsAt("permissions")
    val levels = body.stringsAt("allowedScopeLevels")
    Fields(body).apply {
        identifier()
        required("name")
        described()
        permissions.forEachIndexed { index, one -> expect(PERMISSION.matches(one), "permissions[$index]", "there is no permission $one") }
        levels.forEachIndexed { index, level -> expect(level in LEVELS, "allowedScopeLevels[$index]", "must be one of $LEVELS") }
    }.refuseIfAny(this)
    val defaults = json("description" to null, "tags" to JsonObject(emptyMap()), "permissions" to JsonArray(emptyList()))
    val allowed = json("allowedScopeLevels" to levels.ifEmpty { listOf(scope.level) })
    return body.over(defaults) + allowed
}

/** The role that [reference] speaks of, and where it belongs: at the level that it says, or as near to [scope] as there is one. */
internal fun HarnessState.findRole(reference: JsonObject, scope: Scope): Pair<Scope, Entity>? {
    val identifier = reference.text("identifier").orEmpty()
    val places = scope.path.filter { it.level == (reference.text("scopeLevel") ?: it.level) }
    return places.reversed().firstNotNullOfOrNull { place -> roles[place].withId(identifier)?.let { place to it } }
}

internal fun reference(role: String, place: Scope): JsonObject = json("identifier" to role, "scopeLevel" to place.level)

/** A list of texts; none where there is nothing. */
internal fun JsonObject.stringsAt(name: String): List<String> =
    this[name].orAbsent()?.texts(name).orEmpty()
