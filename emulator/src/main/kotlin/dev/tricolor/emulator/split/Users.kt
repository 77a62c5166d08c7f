package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private val PAGING = Paging(default = 20, max = 200)
private val STATUSES = setOf("ACTIVE", "DEACTIVATED", "PENDING")

internal fun Routes.Under.users(account: Account) {
    get("users") {
        val status = query("status")?.also { if (it !in STATUSES) refuse(400, "status must be one of $STATUSES, is '$it'") }
        val group = query("group_id")
        val asked = account.users.filter { user ->
            (status == null || user.json.text("status") == status) && (group == null || group in user.groupIds())
        }
        ok(markerPage(asked, PAGING) { it.json })
    }
    get("users/{user}") { ok(account.users.requireId(this["user"]).json) }
}

internal fun Account.newUser(email: String, status: String, groups: List<Resource>): User = users.add(
    User(
        json(
            "id" to ids.next("user"),
            "type" to "user",
            "name" to email.substringBefore('@'),
            "email" to email,
            "status" to status,
            "2fa" to false,
            "groups" to groups.map { json("id" to it.id, "type" to "group") },
        ),
    ),
)

private fun User.groupIds(): List<String?> = (json["groups"] as JsonArray).map { (it as JsonObject).text("id") }
