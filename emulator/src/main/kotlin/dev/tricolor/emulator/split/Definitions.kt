package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private const val ROOT = "splits/ws/{ws}/{name}/environments/{env}"
private val PAGING = Paging(default = 20, max = 50)

/** What Split decides. A body may carry it, since what was read may be sent back, but it changes nothing. */
private val READ_ONLY = setOf(
    "id", "name", "environment", "trafficType", "killed", "creationTime", "lastUpdateTime", "lastTrafficReceivedAt",
    "openChangeRequestId",
)
private val NOT_KEPT = READ_ONLY + setOf("title", "comment")
private val DOCUMENTED = setOf(
    "treatments", "defaultTreatment", "baselineTreatment", "trafficAllocation", "rules", "defaultRule", "flagSets", "impressionsDisabled",
)

/** What a flag does in one environment. */
internal fun Routes.Under.definitions(account: Account) {
    get("splits/ws/{ws}/environments/{env}") {
        val environment = account.environment(this)
        ok(objectsPage(environment.definitions, PAGING) { it.rendered(environment) })
    }
    get(ROOT) { changing(account) { ok(existing().rendered(environment)) } }
    post(ROOT) {
        changing(account) {
            if (environment.definitions.withId(flag.id) != null) {
                refuse(409, "Feature flag ${flag.name} already has a definition in environment ${environment.name}")
            }
            requireNoApprovals()
            val definition = Definition(accepted(jsonObject()), flag, account.now())
            ok(environment.definitions.add(definition).rendered(environment))
        }
    }
    put(ROOT) {
        changing(account) {
            existing()
            requireNoApprovals()
            val body = jsonObject()
            requireTitleAndComment(body)
            ok(change(accepted(body)))
        }
    }
    patch(ROOT) {
        changing(account) {
            val definition = existing()
            requireNoApprovals()
            requireTitleAndComment(query("title"), query("comment"))
            val settable = DOCUMENTED + definition.json.keys + "killed"
            val start = definition.json + json("killed" to definition.killed)
            val patched = JsonPatch(json()).applyTo(start, settable)
            val killed = patched["killed"].boolean() ?: refuse(400, "killed must be a boolean")
            ok(change(accepted(patched), killed))
        }
    }
    delete(ROOT) {
        changing(account) {
            val definition = existing()
            requireNoApprovals()
            requireTitleAndComment(query("title"), query("comment"))
            environment.definitions.remove(definition)
            ok(true)
        }
    }
    put("$ROOT/kill") { kill(account, killed = true) }
    post("$ROOT/kill") { kill(account, killed = true) }
    put("$ROOT/restore") { kill(account, killed = false) }
    post("$ROOT/reallocate") {
        changing(account) {
            val definition = existing()
            requireNoApprovals()
            requireTitleAndComment(jsonObjectOrEmpty())
            change(definition.json)
            ok(true)
        }
    }
}

private fun Call.kill(account: Account, killed: Boolean): Reply = changing(account) {
    val definition = existing()
    requireNoApprovals(kill = true)
    requireTitleAndComment(jsonObjectOrEmpty())
    change(definition.json, killed)
    ok(true)
}

private fun Call.changing(account: Account, change: DefinitionChange.() -> Reply): Reply =
    DefinitionChange(account, account.workspace(this), account.environment(this), account.flag(this)).change()

/** One request about the [flag] in the [environment], and what every kind of change asks for. */
internal class DefinitionChange(
    private val account: Account,
    private val workspace: Workspace,
    val environment: Environment,
    val flag: Flag,
) {
    fun existing(): Definition = environment.definitions.requireId(flag.id)

    fun requireNoApprovals(kill: Boolean = false) {
        if (flag.archived) refuse(400, "Feature flag ${flag.name} is archived")
        account.requireNoApprovals(environment, kill)
    }

    fun requireTitleAndComment(title: String?, comment: String?): Unit = workspace.requireTitleAndComment(title, comment)

    fun requireTitleAndComment(body: JsonObject): Unit = workspace.requireTitleAndComment(body)

    /** What is kept of [body]: everything but what Split decides, with defaults for what was left out. */
    fun accepted(body: JsonObject): JsonObject {
        body.requireNote()
        val defaults = mapOf("trafficAllocation" to 100.toJson(), "rules" to JsonArray(emptyList()))
        val given = DOCUMENTED.mapNotNull { name -> (body[name].orAbsent() ?: defaults[name])?.let { name to it } }.toMap()
        DefinitionRules(workspace, environment).check(JsonObject(given))
        return JsonObject(given + body.without(NOT_KEPT + DOCUMENTED))
    }

    fun change(json: JsonObject, killed: Boolean = existing().killed): JsonElement {
        val definition = existing()
        definition.json = json
        definition.killed = killed
        definition.lastUpdateTime = account.now()
        return definition.rendered(environment)
    }
}

internal fun Workspace.requireTitleAndComment(title: String?, comment: String?) {
    val required = json["requiresTitleAndComments"].boolean() == true
    // The vendor says nothing here: 400 with an empty body.
    if (required && (title.isNullOrBlank() || comment.isNullOrBlank())) refuse(400, null)
}

internal fun Workspace.requireTitleAndComment(body: JsonObject) {
    body.requireNote()
    requireTitleAndComment(body.text("title"), body.text("comment"))
}

/** Title and comment are text, where they are said at all. */
internal fun JsonObject.requireNote(): Unit = listOf("title", "comment").forEach { optionalText(it) }

internal fun Definition.hasRules(): Boolean = (json["rules"] as JsonArray).isNotEmpty()

private fun Definition.rendered(environment: Environment): JsonObject = json(
    "id" to id,
    "name" to name,
    "environment" to environment.reference,
    "trafficType" to flag.json["trafficType"],
    "killed" to killed,
) + json + json("creationTime" to creationTime, "lastUpdateTime" to lastUpdateTime) +
    environment.openChangeRequests[flag]?.let { json("openChangeRequestId" to it.id) }.orEmpty()
