package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.without
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val MAX_LIMIT = 100
private val PURPOSES = setOf("migration", "holdout")
private val STAGES = mapOf(
    2L to listOf("off", "complete"),
    4L to listOf("off", "shadow", "live", "complete"),
    6L to listOf("off", "dualwrite", "shadow", "live", "rampdown", "complete"),
)

internal fun Routes.Under.flags(account: LaunchDarklyAccount) {
    get("flags/{project}") { ok(account.list(this)) }
    post("flags/{project}") { Reply(201, render(account.newFlag(account.project(this), jsonObject(), query("clone")))) }
    get("flags/{project}/{flag}") { ok(render(account.flag(this), environmentKeys(account.project(this)))) }
    patch("flags/{project}/{flag}") { ok(account.patch(this)) }
    delete("flags/{project}/{flag}") {
        account.remove(account.flag(this))
        Reply(204)
    }
    post("flags/{project}/{flag}/copy") { Reply(201, account.copy(this)) }
    get("flags/{project}/{flag}/dependent-flags") { ok(account.dependents(this)) }
    get("flags/{project}/{environment}/{flag}/dependent-flags") { ok(account.dependentsInEnvironment(this)) }
    post("projects/{project}/flags/{flag}/environments/{environment}/migration-safety-issues") { account.migrationSafety(this) }
    flagStatuses(account)
}

private fun LaunchDarklyAccount.list(call: Call): JsonObject {
    val project = project(call)
    val filter = FlagFilter(call)
    val environments = call.environmentKeys(project).orEmpty() + filter.environments(project)
    if (environments.size > LaunchDarklyLimits.ENVIRONMENTS_PER_LIST) refuse(400, "At most 3 environments can be asked for")
    val sorted = call.sorted(project.flags.filter { filter.admits(it) }, flagOrders(environments))
    val summary = call.query("summary") !in setOf("0", "false")
    return call.itemsPage(sorted, MAX_LIMIT) { call.render(it, environments, summary) }
}

/** Makes the flag that [body] says, which does in its environments what the flag with the key [clone] does, if that is given. */
internal fun LaunchDarklyAccount.newFlag(project: Project, body: JsonObject, clone: String? = null): Flag {
    val common = project.flagDefaults
    val key = body.requiredText("key").asKey("flag", LaunchDarklyLimits.FLAG_KEY)
    if (project.flags.find(key) != null) refuse(409, "A feature with that key already exists")
    val source = clone?.let { project.flags.find(it) ?: refuse(400, "There is no flag '$it' to clone") }
    val variations = variations(body, source, common)
    val special = listOfNotNull<Pair<String, JsonElement>>(
        body.optionalText("purpose")?.let { "_purpose" to JsonPrimitive(if (it in PURPOSES) it else refuse(400, "Unknown purpose '$it'")) },
        body.optionalObject("migrationSettings")?.let { "migrationSettings" to it },
    ).toMap()
    val flag = identified(
        json(
            "key" to key,
            "name" to body.requiredText("name"),
            "description" to body.optionalText("description").orEmpty(),
            "_version" to 1,
            "creationDate" to now(),
            "clientSideAvailability" to availability(body, common),
            "variations" to variations,
            "temporary" to (body.optionalBoolean("temporary") ?: common["temporary"]),
            "tags" to (body["tags"].orAbsent()?.texts("tags")?.distinct() ?: common["tags"]),
            "customProperties" to (body.optionalObject("customProperties") ?: JsonObject(emptyMap())),
            "archived" to false,
            "deprecated" to false,
            "defaults" to (body.optionalObject("defaults") ?: defaults(variations, common)),
            "environments" to JsonObject(emptyMap()),
        ) + body.optionalTexts("maintainerId", "maintainerTeamKey") + special,
    ).withKind()
    val configs = project.environments.associate { it.id to firstConfig(project, flag, body, source?.config(it.id)) }
    val whole = identified(flag.withConfigs(configs))
    FlagRules(project, null, whole).check()
    return project.flags.add(Flag(whole, project))
}

private fun variations(body: JsonObject, source: Flag?, common: JsonObject): List<JsonObject> {
    val given = body.optionalObjects("variations")?.map { it.without(setOf("_id", "valueHash")) }
    if (body.optionalText("purpose") == "migration") {
        if (given != null || "defaults" in body) refuse(400, "A migration flag has variations and defaults of its own")
        val stages = body.optionalObject("migrationSettings")?.get("stageCount").integer()
        return (STAGES[stages] ?: refuse(400, "migrationSettings.stageCount must be 2, 4 or 6")).map { json("value" to it) }
    }
    val cloned = source?.json?.objects("variations")?.map { it.without(setOf("_id")) }
    return given ?: cloned ?: listOf(true, false).map { boolean(it, common["booleanDefaults"] as JsonObject) }
}

private fun boolean(value: Boolean, common: JsonObject): JsonObject {
    val said = mapOf("name" to "${value}DisplayName", "description" to "${value}Description")
        .mapValues { common.getValue(it.value) }.filterValues { !it.text().isNullOrEmpty() }
    return json("value" to value) + said
}

/** What flags of true and false begin with can be decided for all of a project. */
private fun defaults(variations: List<JsonObject>, common: JsonObject): JsonObject {
    val boolean = variations.map { it["value"] } == listOf(JsonPrimitive(true), JsonPrimitive(false))
    if (!boolean) return json("onVariation" to 0, "offVariation" to variations.size - 1)
    return JsonObject((common["booleanDefaults"] as JsonObject).filterKeys { it in setOf("onVariation", "offVariation") })
}

private fun availability(body: JsonObject, common: JsonObject): JsonObject {
    val given = body.optionalObject("clientSideAvailability")
    val usual = common["defaultClientSideAvailability"] as JsonObject
    return json(
        "usingMobileKey" to (given?.optionalBoolean("usingMobileKey") ?: usual["usingMobileKey"]),
        "usingEnvironmentId" to
            (given?.optionalBoolean("usingEnvironmentId") ?: body.optionalBoolean("includeInSnippet") ?: usual["usingEnvironmentId"]),
    )
}

private fun LaunchDarklyAccount.firstConfig(project: Project, flag: JsonObject, body: JsonObject, source: JsonObject?): JsonObject {
    val prerequisites = body.optionalObjects("initialPrerequisites").orEmpty().map {
        val other = project.flags.find(it.requiredText("key")) ?: refuse(400, "Unknown prerequisite flag '${it.text("key")}'")
        json("key" to other.id, "variation" to other.variationIds.indexOf(it.requiredText("variationId")))
    }
    val own = newConfig(flag) + json("on" to (body.optionalBoolean("isFlagOn") ?: false), "prerequisites" to prerequisites)
    return own + source?.withoutIds()?.copied().orEmpty()
}

internal fun LaunchDarklyAccount.remove(flag: Flag) {
    if (flag.dependents().isNotEmpty()) refuse(409, "Flag is a prerequisite of ${flag.dependents().keys.map { it.id }}", "invalid_request")
    flag.project.flags.remove(flag)
}

private fun LaunchDarklyAccount.dependents(call: Call): JsonObject {
    call.requireBeta()
    val flag = flag(call)
    val items = flag.dependents().map { (other, environments) ->
        val places = environments.map { key ->
            val environment = flag.project.environments.require(key)
            json("key" to key, "name" to environment.json["name"], "_links" to other.links(), "_site" to other.site(key))
        }
        json("key" to other.id, "name" to other.json["name"], "environments" to places)
    }
    return json("items" to items, "_links" to flag.links(), "_site" to flag.site(flag.project.environments.first().id))
}

private fun LaunchDarklyAccount.dependentsInEnvironment(call: Call): JsonObject {
    call.requireBeta()
    val flag = flag(call)
    val key = environment(call).id
    val items = flag.dependents().filterValues { key in it }.keys.map {
        json("key" to it.id, "name" to it.json["name"], "_links" to it.links(), "_site" to it.site(key))
    }
    return json("items" to items, "_links" to flag.links(), "_site" to flag.site(key))
}

/** What is asked about must be possible; the emulator migrates nothing, so that no change of a migration is unsafe. */
private fun LaunchDarklyAccount.migrationSafety(call: Call): Reply {
    val flag = flag(call)
    if (flag.json.text("_purpose") != "migration") refuse(400, "'${flag.id}' is not a migration flag")
    val editor = FlagEditor(flag, environment(call).id)
    call.jsonObject().optionalObjects("instructions").orEmpty().ifEmpty { refuse(400, "instructions must not be empty") }
        .forEach(editor::carryOut)
    settled(flag, editor.json)
    return Reply(204)
}

/** The environments that `env` asks for; null when it does not. */
internal fun Call.environmentKeys(project: Project): List<String>? =
    queries("env").filter { it.isNotBlank() }.takeIf { it.isNotEmpty() }?.distinct()?.map { project.environments.require(it).id }
