package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.parts
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.time.ZoneId

private const val ROOT = "changeRequests"
private const val REQUESTED = "REQUESTED"
private const val SCHEDULE_REQUESTED = "SCHEDULE_REQUESTED"
private const val SCHEDULED = "SCHEDULED"
private const val APPROVED = "APPROVED"
private const val REJECTED = "REJECTED"
private const val WITHDRAWN = "WITHDRAWN"
private const val PUBLISHED = "PUBLISHED"

private val PAGING = Paging(default = 20, max = 100)
private val WAITING = setOf(REQUESTED, SCHEDULE_REQUESTED)
private val OPEN = WAITING + SCHEDULED
private val DECISIONS = setOf(APPROVED, REJECTED, WITHDRAWN)
private val STATUSES = OPEN + DECISIONS + PUBLISHED

/** Changes that wait for another key's approval. Without a status the list shows only those that nothing has ended yet. */
internal fun Routes.Under.changeRequests(account: Account) {
    get(ROOT) {
        val status = query("status")?.also { if (it !in STATUSES) refuse(400, "status must be one of $STATUSES, is '$it'") }
        val environment = query("environmentId")
        val asked = account.changeRequests.filter { (environment == null || it.environment.id == environment) && it.isIn(status) }
        ok(markerPage(asked, PAGING) { it.json })
    }
    get("$ROOT/{id}") { ok(account.changeRequests.requireId(this["id"]).json) }
    put("$ROOT/{id}") { ok(account.decide(account.changeRequests.requireId(this["id"]), this)) }
    post("$ROOT/ws/{ws}/environments/{env}") { ok(account.submit(this, jsonObject())) }
    post("$ROOT/ws/{ws}/environments/{env}/file") { ok(account.submit(this, segmentCsv())) }
}

/** A change that is to be approved, and who asked for it. */
internal class ChangeRequest(json: JsonObject, val environment: Environment, val change: ProposedChange, val submitter: String) :
    Resource(json) {
    override val name: String get() = id
    val status: String get() = checkNotNull(json.text("status"))
    val scheduledFor: Long? get() = json["scheduledFor"].integer()

    /** Without a status that was [asked] for: whether it is open. */
    fun isIn(asked: String?): Boolean = if (asked == null) status in OPEN else status == asked
}

/** Carries out what was scheduled and approved, and is due by now. */
internal fun Account.publishDue() {
    if (scheduled.isEmpty()) return
    val now = now()
    scheduled.filter { checkNotNull(it.scheduledFor) <= now }.sortedBy { it.scheduledFor }.forEach { request ->
        try {
            publish(request)
        } catch (late: Refusal) {
            // What it would change has gone, or changed, since it was approved.
            request.say(this, "${late.message}", "split.io", "SYSTEM")
            end(request, REJECTED)
        }
    }
}

/** What the form says, as the JSON of a request. */
private fun Call.segmentCsv(): JsonObject {
    val parts = parts().associateBy { it.name }
    fun text(name: String) = parts[name]?.text?.takeIf { it.isNotBlank() }
    val approvers = text("approvers")?.split(',')?.map { it.trim() }?.filter { it.isNotEmpty() }
    val file = parts["file"] ?: refuse(400, "file is required")
    return json(
        "segment" to json("name" to (text("segmentName") ?: refuse(400, "segmentName is required")), "keys" to csvKeys(file)),
        "operationType" to text("operationType"),
        "title" to text("title"),
        "comment" to text("comment"),
        "approvers" to approvers.orEmpty(),
    )
}

private fun Account.submit(call: Call, body: JsonObject): JsonObject {
    val environment = environment(call)
    val change = change(environment, body)
    change.check()
    val (title, comment) = body.optionalText("title") to body.optionalText("comment")
    environment.workspace.requireTitleAndComment(title, comment)
    val approvers = approvers(environment, body)
    val status = rolloutStatus(change, body)
    val schedule = schedule(body)
    environment.openChangeRequests[change.target]?.let {
        refuse(409, "There is an open change request for ${change.target.name} in environment ${environment.name} already: ${it.id}")
    }
    val json = json("split" to null, "segment" to null) + mapOf(change.subject to change.rendered) + json(
        "id" to ids.next("change request"),
        "status" to if (schedule == null) REQUESTED else SCHEDULE_REQUESTED,
        "title" to title,
        "comment" to null,
        "workspace" to json("id" to environment.workspace.id, "type" to "workspace"),
        "environment" to environment.reference,
        "approvers" to approvers,
        "operationType" to body.requiredText("operationType"),
        "comments" to JsonArray(emptyList()),
        "rolloutStatus" to status,
        "rolloutStatusTimestamp" to null,
    ) + schedule.orEmpty()
    val request = changeRequests.add(ChangeRequest(json, environment, change, key(call)))
    comment?.takeIf { it.isNotBlank() }?.let { request.say(this, it, nameOfKey(request.submitter), "SUBMITTER") }
    environment.openChangeRequests[change.target] = request
    settle(request)
    return request.json + change.submitted(request, call)
}

/** Carries out what nobody has to wait for. */
internal fun Account.settle(request: ChangeRequest) {
    if (!request.change.waits) approve(request)
}

private fun Account.decide(request: ChangeRequest, call: Call): JsonObject {
    val body = call.jsonObject()
    val asked = body.requiredText("status")
    val comment = body.optionalText("comment")
    if (asked !in DECISIONS) refuse(400, "status must be one of $DECISIONS, is '$asked'")
    val possible = if (asked == WITHDRAWN) OPEN else WAITING
    if (request.status !in possible) refuse(409, "Change request ${request.id} is ${request.status} already")
    val own = key(call) == request.submitter
    if (asked == APPROVED && own) refuse(403, "A change request cannot be approved by who submitted it")
    if (asked == APPROVED) approve(request) else end(request, asked)
    comment?.takeIf { it.isNotBlank() }?.let { request.say(this, it, nameOfKey(key(call)), if (own) "SUBMITTER" else "APPROVER") }
    return request.json
}

private fun Account.approve(request: ChangeRequest) {
    request.check()
    if ((request.scheduledFor ?: 0) <= now()) return publish(request)
    request.become("status" to SCHEDULED)
    scheduled += request
}

private fun Account.publish(request: ChangeRequest) {
    request.check()
    request.change.publish()
    request.json.optionalObject("rolloutStatus")?.let {
        (request.change.target as? Flag)?.let { flag -> flag.json += rolloutStatus(flag, json("rolloutStatus" to it)) }
        request.become("rolloutStatusTimestamp" to now())
    }
    end(request, PUBLISHED)
}

private fun Account.end(request: ChangeRequest, status: String) {
    request.become("status" to status)
    scheduled -= request
    request.environment.openChangeRequests.remove(request.change.target)
}

/** An environment may go while one that would define the first flag there is open. */
private fun ChangeRequest.check() {
    environment.workspace.environments.requireId(environment.id)
    change.check()
}

private fun ChangeRequest.become(member: Pair<String, Any>) {
    json += json(member)
}

private fun ChangeRequest.say(account: Account, comment: String, user: String, role: String) {
    val said = json("comment" to comment, "user" to user, "role" to role, "timestamp" to account.now())
    become("comments" to (json["comments"] as JsonArray) + said)
}

/** Submitter and approver are told apart by the key that they show. */
private fun key(call: Call): String = call.request.apiKeys().first { it.isNotEmpty() }

private fun Account.approvers(environment: Environment, body: JsonObject): List<String> {
    val approvers = body["approvers"].orAbsent()?.texts("approvers").orEmpty()
    val restricted = environment.changePermissions["areApproversRestricted"] == true.toJson()
    if (restricted && approvers.isNotEmpty()) refuse(400, "Something was wrong")
    approvers.forEach { email ->
        if (users.find(email)?.takeIf { it.name == email } == null) refuse(400, "approvers: there is no user '$email'")
    }
    return approvers
}

private fun Account.rolloutStatus(change: ProposedChange, body: JsonObject): JsonElement? {
    // The samples of Split's Python client say '' where none is meant.
    val id = body.optionalObject("rolloutStatus")?.takeIf { it.text("id") != "" }?.requiredText("id") ?: return null
    if (body.text("operationType") == "KILL" && change.target is Flag) refuse(400, "rolloutStatus cannot be set by a KILL")
    val status = rolloutStatuses.withId(id) ?: refuse(400, "There is no rollout status $id")
    return json("id" to status.id, "name" to status.name)
}

private fun Account.schedule(body: JsonObject): JsonObject? {
    val zone = body.optionalText("scheduledForTimezone")
    if (zone != null && zone !in ZoneId.getAvailableZoneIds()) refuse(400, "scheduledForTimezone: there is no time zone '$zone'")
    val given = body["scheduledFor"].orAbsent() ?: return null
    val moment = given.integer() ?: refuse(400, "scheduledFor must be a moment in epoch milliseconds, is $given")
    if (moment <= now()) refuse(400, "scheduledFor must be in the future, is $moment")
    return json("scheduledFor" to moment, "scheduledForTimezone" to (zone ?: "UTC"))
}
