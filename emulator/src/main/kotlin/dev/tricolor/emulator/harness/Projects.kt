package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private const val DEFAULT_ORG = "default"
private const val DEFAULT_COLOR = "#0063F7"

internal class Project(json: JsonObject, val org: String, createdAt: Long) : Dated(json, createdAt)

/** The projects of every account, in the order of their making; each account starts with one. */
internal class Projects {
    private val byAccount = HashMap<String, MutableList<Project>>()

    fun of(account: String): MutableList<Project> = byAccount.getOrPut(account) { arrayListOf(seed()) }

    private fun seed() = Project(
        json(
            "orgIdentifier" to DEFAULT_ORG,
            "identifier" to "default_project",
            "name" to "Default Project",
            "color" to DEFAULT_COLOR,
            "modules" to listOf("CD", "CI", "CF"),
            "description" to null,
            "tags" to json(),
        ),
        DEFAULT_ORG,
        createdAt = 0,
    )
}

internal fun Routes.Under.projects(state: HarnessState) {
    get("ng/api/projects") {
        val account = requiredQuery("accountIdentifier")
        val org = query("orgIdentifier")
        val found = state.projects.of(account).filter { (org == null || it.org == org) && it.matches(query("searchTerm")) }
        state.data(page(found.chosen(this)) { it.rendered() })
    }
    get("ng/api/projects/{project}") { state.data(state.project(this).rendered()) }
    post("ng/api/projects") {
        val input = projectInput(state)
        val all = state.projects.of(requiredQuery("accountIdentifier"))
        val project = Project(input, org(), state.now())
        if (all.any { it.org == project.org && it.id == project.id }) {
            refuse(409, "A project with identifier ${project.id} and orgIdentifier ${project.org} is already present")
        }
        all += project
        state.data(project.rendered())
    }
    put("ng/api/projects/{project}") {
        val project = state.project(this)
        val input = projectInput(state)
        requireSame(project.id, checkNotNull(input.text("identifier")))
        project.replace(input, state.now())
        state.data(project.rendered())
    }
    delete("ng/api/projects/{project}") {
        val project = state.project(this)
        val account = requiredQuery("accountIdentifier")
        state.projects.of(account).remove(project)
        state.forget(Scope(account, project.org, project.id))
        state.data(true)
    }
}

private fun Call.org(): String = query("orgIdentifier") ?: DEFAULT_ORG

private fun HarnessState.project(call: Call): Project {
    val org = call.org()
    return projects.of(call.requiredQuery("accountIdentifier")).find { it.org == org && it.id == call["project"] }
        ?: refuse(404, "Project with orgIdentifier [$org] and identifier [${call["project"]}] not found")
}

private fun Call.projectInput(state: HarnessState): JsonObject {
    val body = jsonObject()["project"] as? JsonObject ?: state.refuseFields(listOf("project" to "must not be empty"))
    val fields = Fields(body)
    val org = fields.optional("orgIdentifier")
    fields.expect(org == null || org == org(), "orgIdentifier", "is '$org' in the body and '${org()}' in the query")
    val color = fields.optional("color")
    val json = json(
        "orgIdentifier" to org(),
        "identifier" to fields.identifier(),
        "name" to fields.required("name"),
        "color" to (color ?: DEFAULT_COLOR),
        "modules" to (body["modules"].orAbsent() ?: JsonArray(emptyList())).texts("modules"),
        "description" to fields.optional("description"),
        "tags" to fields.tags(),
    )
    fields.refuseIfAny(state)
    return json
}

private fun Project.rendered(): JsonElement = json("project" to json) + times
