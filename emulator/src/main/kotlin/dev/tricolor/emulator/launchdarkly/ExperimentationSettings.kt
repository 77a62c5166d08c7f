package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private const val SETTINGS = "projects/{project}/experimentation-settings"

internal fun Routes.Under.experimentationSettings(account: LaunchDarklyAccount) {
    get(SETTINGS) { ok(settings(account.project(this))) }
    put(SETTINGS) {
        val project = account.project(this)
        project.randomizationUnits = unitsIn(project, jsonObject())
        ok(settings(project))
    }
}

/** The context kind that an iteration is randomized by when it does not say which. */
internal fun defaultRandomizationUnit(project: Project): String =
    project.randomizationUnits.find { it["default"].boolean() == true }?.text("randomizationUnit") ?: USER

/** What a project starts with. */
internal val FIRST_UNITS = listOf(unit(USER, default = true))

private fun unitsIn(project: Project, body: JsonObject): List<JsonObject> {
    val problems = Problems()
    val units = ArrayList<JsonObject>()
    problems.inObjects("randomizationUnits", body["randomizationUnits"].orAbsent()) { path, told ->
        val kind = told["randomizationUnit"].text()
        val known = kind != null && project.contextKinds.find(kind) != null
        problems.expect(known, "$path.randomizationUnit", "'$kind' is no context kind of the project")
        problems.expect(units.none { it["randomizationUnit"].text() == kind }, "$path.randomizationUnit", "'$kind' is there twice")
        units += unit(kind.orEmpty(), told["default"].boolean() == true)
    }
    problems.expect(units.count { it["default"].boolean() == true } <= 1, "randomizationUnits", "at most one can be the default")
    problems.refuseIfAny()
    return units
}

private fun unit(kind: String, default: Boolean) = json(
    "randomizationUnit" to kind, "default" to default, "_hidden" to false, "_displayName" to kind.replaceFirstChar { it.uppercase() },
)

private fun settings(project: Project) = json(
    "_projectId" to project.json["_id"],
    "_projectKey" to project.id,
    "randomizationUnits" to project.randomizationUnits,
    "_links" to json("self" to link("/api/v2/projects/${project.id}/experimentation-settings")),
)
