package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText

private val PAGING = Paging(default = 50, max = 200)

internal fun Routes.Under.groups(account: Account) {
    get("groups") { ok(objectsPage(account.groups, PAGING) { it.json }) }
    get("groups/{group}") { ok(account.groups.requireId(this["group"]).json) }
    post("groups") {
        val body = jsonObject()
        ok(account.newGroup(body.requiredText("name"), body.optionalText("description")).json)
    }
    put("groups/{group}") {
        val group = account.groups.requireId(this["group"])
        val body = jsonObject()
        val changed = json("name" to body.requiredText("name"), "description" to body.optionalText("description"))
        if (group.name == ADMINISTRATORS && changed["name"] != group.json["name"]) refuse(400, "$ADMINISTRATORS cannot be renamed")
        ok(account.groups.update(group, group.json + changed).json)
    }
    delete("groups/{group}") {
        val group = account.groups.requireId(this["group"])
        if (group.name == ADMINISTRATORS) refuse(400, "$ADMINISTRATORS cannot be deleted")
        account.groups.remove(group)
        account.leaveDeletedGroups()
        ok(true)
    }
}

internal fun Account.newGroup(name: String, description: String?): Resource =
    groups.add(Resource(json("id" to ids.next("group"), "name" to name, "description" to description, "type" to "group")))
