package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private val PAGING = Paging(default = 20, max = 200)
private const val PENDING = "PENDING"
private val STATUSES = setOf("ACTIVE", "DEACTIVATED", PENDING)
private val SETTABLE = setOf("groups")

internal fun Routes.Under.users(account: Account) {
    get("users") { ok(markerPage(account.users.filter(userFilter()), PAGING) { it.json }) }
    get("users/{user}") { ok(account.user(this).json) }
    post("users") {
        val body = jsonObject()
        ok(account.newUser(account.freeEmail(body, of = null), PENDING, account.groupsOfUser(body)).json)
    }
    put("users/{user}") {
        val user = account.user(this)
        ok(account.users.update(user, user.json + account.userInput(jsonObject(), user)).json)
    }
    patch("users/{user}") {
        val user = account.user(this)
        val patched = JsonPatch(json()).applyTo(user.json, SETTABLE)
        ok(account.users.update(user, patched + inGroups(account.groupsOfUser(patched))).json)
    }
    delete("users/{user}") {
        val user = account.user(this)
        if (user.json.text("status") != PENDING) {
            refuse(400, "Active users cannot be deleted from your org. You can use a PUT request to deactivate the user")
        }
        account.users.remove(user)
        ok(true)
    }
}

internal fun Account.newUser(email: String, status: String, groups: List<Resource>): User {
    val person = json(
        "id" to ids.next("user"),
        "type" to "user",
        "name" to email.substringBefore('@'),
        "email" to email,
        "status" to status,
        "2fa" to false,
    )
    return users.add(User(person + inGroups(groups)))
}

/** Nobody is in a group that is no more. */
internal fun Account.leaveDeletedGroups(): Unit = users.forEach { user ->
    users.update(user, user.json + inGroups(user.groupIds().mapNotNull(groups::withId)))
}

private fun Account.user(call: Call): User = users.requireId(call["user"])

/** Who was invited and has not come yet is listed only when asked for. */
private fun Call.userFilter(): (User) -> Boolean {
    val status = query("status")?.also { if (it !in STATUSES) refuse(400, "status must be one of $STATUSES, is '$it'") }
    val group = query("group_id")
    return { user ->
        val own = user.json.text("status")
        (if (status == null) own != PENDING else own == status) && (group == null || group in user.groupIds())
    }
}

/** What a PUT decides: all of it must be there. */
private fun Account.userInput(body: JsonObject, user: User): JsonObject {
    val before = user.json
    val status = body.requiredText("status")
    if (status !in STATUSES) refuse(400, "status must be one of $STATUSES, is '$status'")
    if (status == PENDING && before.text("status") != PENDING) refuse(400, "status cannot become $PENDING")
    val secondFactor = body.optionalBoolean("2fa") ?: refuse(400, "2fa is required")
    if (secondFactor && before.optionalBoolean("2fa") != true) refuse(400, "2fa cannot be enabled through the API")
    return json(
        "name" to body.requiredText("name"),
        "email" to freeEmail(body, user),
        "status" to status,
        "2fa" to secondFactor,
    )
}

/** The e-mail in [body], which nobody else may have, in whatever case. */
private fun Account.freeEmail(body: JsonObject, of: User?): String {
    val email = body.requiredText("email")
    if (!SplitLimits.isEmail(email)) refuse(400, "email must be an e-mail address, is '$email'")
    if (users.any { it !== of && it.name.equals(email, ignoreCase = true) }) refuse(409, "A user with the email '$email' already exists")
    return email
}

private fun Account.groupsOfUser(body: JsonObject): List<Resource> = body.optionalObjects("groups").orEmpty().map { asked ->
    val type = asked.optionalText("type") ?: "group"
    if (type != "group") refuse(400, "type must be group, is '$type'")
    val id = asked.requiredText("id")
    groups.withId(id) ?: refuse(400, "There is no group $id")
}

/** Nobody is in a group twice. */
private fun inGroups(groups: List<Resource>): JsonObject =
    json("groups" to groups.distinct().map { json("id" to it.id, "type" to "group") })

private fun User.groupIds(): List<String> = (json["groups"] as JsonArray).mapNotNull { (it as JsonObject).text("id") }
