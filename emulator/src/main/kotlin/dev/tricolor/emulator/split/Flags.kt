package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private val PAGING = Paging(default = 20, max = 50)
private val SETTABLE = setOf("description", "tags", "rolloutStatus")

/** Feature flags, which the paths still call splits. */
internal fun Routes.Under.flags(account: Account) {
    get("splits/ws/{ws}") { ok(objectsPage(account.workspace(this).flags.asked(this), PAGING) { it.json }) }
    get("splits/ws/{ws}/{name}") { ok(account.flag(this).withOwners()) }
    post("splits/ws/{ws}/trafficTypes/{tt}") { ok(account.newFlag(this, jsonObject()).withOwners()) }
    patch("splits/ws/{ws}/{name}") {
        val flag = account.flag(this)
        // Tags start as null, and yet `add /tags/0` is how the first one comes in.
        val start = flag.json + mapOf("tags" to (flag.json["tags"] as? JsonArray ?: JsonArray(emptyList())))
        val patched = JsonPatch(json()).applyTo(start, SETTABLE)
        patched.optionalText("description")
        val tags = patched.optionalObjects("tags").orEmpty().map { it.requiredText("name") }
        ok(flag.become(patched + mapOf("tags" to tagList(tags)) + account.rolloutStatus(flag, patched)))
    }
    put("splits/ws/{ws}/{name}/updateDescription") {
        val flag = account.flag(this)
        ok(flag.become(flag.json + mapOf("description" to request.text.unquoted().toJson())))
    }
    delete("splits/ws/{ws}/{name}") {
        val flag = account.flag(this)
        val environments = account.workspace(this).environments.filter { it.definitions.withId(flag.id) != null }
        environments.filter { it.definitions.requireId(flag.id).hasRules() }.forEach { account.requireNoApprovals(it) }
        environments.forEach { it.definitions.remove(it.definitions.requireId(flag.id)) }
        account.workspace(this).flags.remove(flag)
        ok(true)
    }
    post("splits/ws/{ws}/{name}/archive") { ok(account.archive(this, archived = true)) }
    post("splits/ws/{ws}/{name}/unarchive") { ok(account.archive(this, archived = false)) }
}

/** The flag in the path's `{name}`, by name or id. */
internal fun Account.flag(call: Call): Flag = workspace(call).flags.require(call["name"])

private fun Flag.become(json: JsonObject): JsonObject = json.also { this.json = it }

private fun Account.newFlag(call: Call, body: JsonObject): Flag {
    val workspace = workspace(call)
    val now = now()
    val owners = body.optionalObjects("owners")?.map { owner ->
        if (owner.text("type") !in setOf("user", "group")) refuse(400, "owners: type must be user or group, is ${owner["type"]}")
        subject(owner).let { json("id" to it["id"], "type" to it["type"]) }
    }
    val json = json(
        "id" to ids.next("flag"),
        "name" to body.requiredText("name").asIdentifier("feature flag"),
        "description" to body.optionalText("description"),
        "trafficType" to workspace.trafficTypeReference(call),
        "creationTime" to now,
        "rolloutStatus" to rolloutStatuses.first().let { json("id" to it.id, "name" to it.name) },
        "rolloutStatusTimestamp" to now,
        "tags" to tagList(body.optionalObjects("tags").orEmpty().map { it.requiredText("name") }),
    )
    return workspace.flags.add(Flag(json, owners))
}

private fun List<Flag>.asked(call: Call): List<Flag> {
    val tags = call.queries("tag")
    val name = call.query("name").orEmpty()
    val status = call.query("rolloutStatus")
    if (tags.isEmpty() && name.isEmpty() && status == null) return this
    return filter { flag ->
        (tags.isEmpty() || flag.hasAnyTag(tags)) && name in flag.name &&
            (status == null || (flag.json["rolloutStatus"] as JsonObject).text("id") == status)
    }
}

/** Owners are shown by get and create only. */
private fun Flag.withOwners(): JsonObject = if (owners == null) json else json + mapOf("owners" to owners.toJson())

internal fun Account.rolloutStatus(flag: Flag, patched: JsonObject): JsonObject {
    val asked = patched.optionalObject("rolloutStatus")?.requiredText("id") ?: refuse(400, "rolloutStatus cannot be removed")
    if (asked == (flag.json["rolloutStatus"] as JsonObject).text("id")) return json("rolloutStatus" to flag.json["rolloutStatus"])
    val status = rolloutStatuses.withId(asked) ?: refuse(400, "There is no rollout status $asked")
    return json("rolloutStatus" to json("id" to status.id, "name" to status.name), "rolloutStatusTimestamp" to now())
}

private fun Account.archive(call: Call, archived: Boolean): JsonObject {
    val flag = flag(call)
    call.jsonObjectOrEmpty().requireNote()
    if (flag.archived == archived) refuse(409, "Feature flag ${flag.name} is ${if (archived) "already" else "not"} archived")
    flag.archived = archived
    return flag.json
}

// Clients send the new description as a JSON string, or bare with the same content type.
private fun String.unquoted(): String = try {
    parseJson(this).text() ?: this
} catch (_: Refusal) {
    this
}
