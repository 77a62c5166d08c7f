package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private val PAGING = Paging(default = 10, max = 200)
private val SETTABLE = setOf("name", "requiresTitleAndComments")

internal fun Routes.Under.workspaces(account: Account) {
    get("workspaces") {
        val visible = account.workspaces.filter { account.mayView(it, this) }
        ok(objectsPage(visible.filter(workspaceFilter()), PAGING) { it.json })
    }
    post("workspaces") {
        val body = jsonObject()
        val workspace = account.newWorkspace(
            body.requiredText("name"),
            body.optionalBoolean("requiresTitleAndComments") ?: false,
            body.optionalText("organizationIdentifier"),
            body.optionalText("projectIdentifier"),
        )
        ok(workspace.json)
    }
    patch("workspaces/{ws}") {
        val workspace = account.workspace(this)
        val patched = JsonPatch(json()).applyTo(workspace.json, SETTABLE)
        patched.requiredText("name")
        patched.optionalBoolean("requiresTitleAndComments") ?: refuse(400, "requiresTitleAndComments must be a boolean")
        ok(account.workspaces.update(workspace, patched).json)
    }
    delete("workspaces/{ws}") {
        val workspace = account.workspace(this)
        refuseWhileAny("workspace ${workspace.name}", "environments", workspace.environments)
        refuseWhileAny("workspace ${workspace.name}", "traffic types", workspace.trafficTypes)
        account.workspaces.remove(workspace)
        ok(true)
    }
}

/** The workspace in the path's `{ws}`. */
internal fun Account.workspace(call: Call): Workspace = workspace(call["ws"], call)

/** What a key may not see is not there for it. */
internal fun Account.workspace(id: String, call: Call): Workspace = workspaces.requireId(id)
    .also { if (!mayView(it, call)) refuse(404, "Could not find workspace $id") }

/** Every workspace is born with the traffic type `user`. */
internal fun Account.newWorkspace(
    name: String,
    requiresTitleAndComments: Boolean = false,
    organization: String? = null,
    project: String? = null,
): Workspace {
    val json = json(
        "name" to name,
        "type" to "workspace",
        "id" to ids.next("workspace"),
        "organizationIdentifier" to organization,
        "projectIdentifier" to project,
        "requiresTitleAndComments" to requiresTitleAndComments,
    )
    return workspaces.add(Workspace(json)).also { newTrafficType(it, "user") }
}

internal fun refuseWhileAny(owner: String, what: String, left: Collection<*>) {
    if (left.isNotEmpty()) refuse(409, "The $owner cannot be deleted: ${left.size} $what left")
}

private fun Call.workspaceFilter(): (Workspace) -> Boolean {
    val name = query("name")
    val named: (String) -> Boolean = when (val op = query("nameOp") ?: "IS") {
        "IS" -> { candidate -> name == null || candidate == name }
        "STARTS_WITH" -> { candidate -> candidate.startsWith(name.orEmpty()) }
        "CONTAINS" -> { candidate -> candidate.contains(name.orEmpty()) }
        else -> refuse(400, "nameOp must be IS, STARTS_WITH or CONTAINS, is '$op'")
    }
    return { named(it.name) && it.json.has("organizationIdentifier", this) && it.json.has("projectIdentifier", this) }
}

private fun JsonObject.has(member: String, asked: Call): Boolean =
    asked.query(member).let { it == null || it == text(member) }
