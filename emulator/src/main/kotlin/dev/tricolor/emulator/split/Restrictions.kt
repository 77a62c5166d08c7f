package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private val PAGING = Paging(default = 20, max = 20)
private const val VIEW = "view"
private const val WORKSPACE = "workspace"

internal fun Routes.Under.restrictions(account: Account) {
    get("restrictions") {
        requireWorkspaceType("resource_type", query("resource_type") ?: WORKSPACE)
        val workspace = account.workspace(requiredQuery("resource_id"), this)
        ok(objectsPage(listOfNotNull(workspace.restriction), PAGING) { it })
    }
    put("restrictions") {
        val body = jsonObject()
        val resource = body.optionalObject("resource") ?: refuse(400, "resource is required")
        requireWorkspaceType("resource.type", resource.requiredText("type"))
        val workspace = account.workspace(resource.requiredText("id"), this)
        ok(account.restrict(workspace, body).also { workspace.restriction = it })
    }
}

/** A key that was not created here has no id that a list could name, so nothing is hidden from it. */
internal fun Account.mayView(workspace: Workspace, call: Call): Boolean {
    val restriction = workspace.restriction?.takeIf { it.restrictsView() } ?: return true
    val keys = call.request.apiKeys().mapNotNull(apiKeys::find)
    val viewers = restriction.viewers().map { it.text("id") }
    return keys.isEmpty() || keys.any { it.id in viewers }
}

private fun Account.restrict(workspace: Workspace, body: JsonObject): JsonObject {
    val operations = body.optionalObject("operations") ?: refuse(400, "operations is required")
    val permissions = body.optionalObject("resourcePermissions") ?: JsonObject(emptyMap())
    (operations.keys + permissions.keys - VIEW).firstOrNull()?.let { refuse(400, "Operation '$it' is not supported, only $VIEW is") }
    val restricted = operations.optionalBoolean(VIEW) ?: refuse(400, "operations.$VIEW is required")
    val viewers = permissions.optionalObjects(VIEW).orEmpty().filter { restricted }.map(::subject)
    if (restricted && viewers.none { it.text("type") == "group" && groups.withId(it.requiredText("id"))?.name == ADMINISTRATORS }) {
        refuse(400, "$ADMINISTRATORS group is required for $WORKSPACE permissions")
    }
    return json(
        "id" to (workspace.restriction?.text("id") ?: ids.next("restriction")),
        "type" to "restriction",
        "resource" to json("id" to workspace.id, "name" to workspace.name, "type" to WORKSPACE),
        "operations" to json(VIEW to restricted),
        "resourcePermissions" to json(VIEW to viewers),
    )
}

private fun requireWorkspaceType(name: String, type: String) {
    if (type != WORKSPACE) refuse(400, "$name must be $WORKSPACE, is '$type'")
}

private fun JsonObject.restrictsView(): Boolean = (this["operations"] as JsonObject)[VIEW].boolean() == true

private fun JsonObject.viewers(): List<JsonObject> = (this["resourcePermissions"] as JsonObject).optionalObjects(VIEW).orEmpty()
