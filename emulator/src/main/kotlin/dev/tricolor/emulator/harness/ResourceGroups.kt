package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private const val ROOT = "resourcegroup/api/v2/resourcegroup"
private val FILTERS = setOf("EXCLUDING_CHILD_SCOPES", "INCLUDING_CHILD_SCOPES")

internal fun Routes.Under.resourceGroups(state: HarnessState) {
    get(ROOT) { state.data(page(searched(state.resourceGroups[scope()])) { it.wrapped("resourceGroup") }) }
    get("$ROOT/{identifier}") { state.data(state.resourceGroups[scope()].requireId(this["identifier"]).wrapped("resourceGroup")) }
    post(ROOT) {
        val scope = scope()
        val group = Entity(state.validGroup(unwrapped(jsonObject()), scope), state.now())
        state.data(state.resourceGroups[scope].add(group).wrapped("resourceGroup"))
    }
    put("$ROOT/{identifier}") {
        val scope = scope()
        val group = changeable(state.resourceGroups[scope])
        val body = unwrapped(jsonObject()).also { requireSame(it) }
        group.replace(state.validGroup(body, scope), state.now())
        state.data(group.wrapped("resourceGroup"))
    }
    delete("$ROOT/{identifier}") {
        val scope = scope()
        val group = changeable(state.resourceGroups[scope])
        state.resourceGroups[scope].remove(group)
        state.unassign(scope, below = false) { it.text("resourceGroupIdentifier") == group.id }
        state.data(true)
    }
}

private fun unwrapped(body: JsonObject) = body.optionalObject("resourceGroup") ?: refuse(400, "resourceGroup is required")

private fun HarnessState.validGroup(body: JsonObject, scope: Scope): JsonObject {
    body.requireWithin(scope)
    val included = body.optionalObjects("includedScopes")?.takeIf { it.isNotEmpty() }
        ?: listOf(json("filter" to "EXCLUDING_CHILD_SCOPES") + scope.identifiers)
    val resources = body.optionalObject("resourceFilter")?.optionalObjects("resources").orEmpty()
    Fields(body).apply {
        identifier()
        required("name")
        described()
        included.forEachIndexed { index, one ->
            expect(one.text("filter") in FILTERS, "includedScopes[$index].filter", "must be one of $FILTERS")
            expect(scope.holds(one), "includedScopes[$index]", "must be within the scope of the resource group")
        }
        resources.forEachIndexed { index, one ->
            val place = "resourceFilter.resources[$index]"
            expect(!one.text("resourceType").isNullOrBlank(), "$place.resourceType", "must not be empty")
            val attribute = one.optionalObject("attributeFilter")
            val named = attribute == null || !attribute.text("attributeName").isNullOrBlank()
            expect(named, "$place.attributeFilter.attributeName", "must not be empty")
        }
    }.refuseIfAny(this)
    val defaults = json("color" to "", "description" to "", "tags" to JsonObject(emptyMap()))
    val derived = json("allowedScopeLevels" to listOf(scope.level), "includedScopes" to included)
    return body.over(defaults + scope.identifiers) + derived
}

private fun Scope.holds(selector: JsonObject): Boolean =
    identifiers.all { (name, own) -> own == JsonNull || selector[name] == own }
