package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import java.time.Instant

private val PAGING = Paging(default = 50, max = 200)

/** The only resource of version 3. */
internal fun Routes.Under.flagSets(account: Account) {
    get("flag-sets") {
        ok(markerPage(account.workspaces.requireId(requiredQuery("workspace_id")).flagSets, PAGING) { it.json })
    }
    get("flag-sets/{set}") { ok(account.ownerOf(this["set"]).flagSets.requireId(this["set"]).json) }
    post("flag-sets") { ok(account.newFlagSet(jsonObject()).json) }
    delete("flag-sets/{set}") {
        val workspace = account.ownerOf(this["set"])
        workspace.flagSets.remove(workspace.flagSets.requireId(this["set"]))
        workspace.environments.forEach { environment -> environment.definitions.forEach { it.dropFlagSet(this["set"]) } }
        Reply(204)
    }
}

private fun Account.newFlagSet(body: JsonObject): Resource {
    val name = body.requiredText("name")
    if (!SplitLimits.isFlagSetName(name)) {
        refuse(400, "name: '$name' is no flag set name: at most ${SplitLimits.FLAG_SET_NAME} of a-z, 0-9 and '_', not starting with '_'")
    }
    val workspace = workspaces.requireId((body.optionalObject("workspace") ?: refuse(400, "workspace is required")).requiredText("id"))
    val json = json(
        "id" to ids.next("flag set"),
        "name" to name,
        "description" to body.optionalText("description"),
        "workspace" to json("id" to workspace.id, "type" to "WORKSPACE"),
        "createdAt" to Instant.ofEpochMilli(now()).toString(),
        "type" to "FLAG_SET",
    )
    return workspace.flagSets.add(Resource(json))
}

private fun Account.ownerOf(flagSet: String): Workspace =
    workspaces.firstOrNull { it.flagSets.withId(flagSet) != null } ?: refuse(404, "Could not find flag set $flagSet")

private fun Definition.dropFlagSet(id: String) {
    val sets = json["flagSets"] as? JsonArray ?: return
    json += mapOf("flagSets" to JsonArray(sets.filterNot { (it as JsonObject).text("id") == id }))
}
