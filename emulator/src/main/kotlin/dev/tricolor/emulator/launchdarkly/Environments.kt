package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private val SETTABLE = setOf(
    "name", "color", "defaultTtl", "secureMode", "defaultTrackEvents", "requireComments", "confirmChanges", "tags", "critical",
    "approvalSettings",
)
private val SWITCHES = listOf("secureMode", "defaultTrackEvents", "requireComments", "confirmChanges", "critical")
private const val MAX_PAGE = 100
private const val MAX_APPROVALS = 5
private val NO_APPROVALS = json(
    "required" to false,
    "bypassApprovalsForPendingChanges" to false,
    "minNumApprovals" to 1,
    "canReviewOwnRequest" to false,
    "canApplyDeclinedChanges" to true,
    "serviceKind" to "launchdarkly",
    "serviceConfig" to json(),
    "requiredApprovalTags" to emptyList<String>(),
)

internal fun Routes.Under.environments(account: LaunchDarklyAccount) {
    get("projects/{project}/environments") {
        val asked = asked("filter", "query", "tags")
        val found = account.project(this).environments.filter { it.matches(asked) }
        val keys = mapOf<String, ((Environment) -> Comparable<*>)?>(
            "name" to { it.title },
            "critical" to { it.json["critical"].toString() },
            "createdOn" to null,
        )
        ok(itemsPage(sorted(found, keys), MAX_PAGE) { it.shown() })
    }
    post("projects/{project}/environments") {
        val project = account.project(this)
        val body = jsonObject()
        val input = newEnvironmentInput(body)
        if (body["approvalSettings"].orAbsent() != null) refuse(400, "approvalSettings cannot be set when an environment is created")
        val source = body.optionalObject("source")?.let { source ->
            val original = project.environments.require(source.requiredText("key"))
            val version = source["version"].integer()
            if (version != null && version != original.version) {
                refuse(409, "Environment ${original.id} is at version ${original.version}", "optimistic_locking_error")
            }
            original.id
        }
        Reply(201, account.newEnvironment(project, input, source).shown())
    }
    get("projects/{project}/environments/{environment}") { ok(account.environment(this).shown()) }
    patch("projects/{project}/environments/{environment}") {
        val environment = account.environment(this)
        val patched = patched(environment.json, SETTABLE)
        environment.change(patched + environmentInput(patched) + json("approvalSettings" to approvals(patched)))
        ok(environment.shown())
    }
    delete("projects/{project}/environments/{environment}") {
        val environment = account.environment(this)
        val all = environment.project.environments
        if (all.size == 1) refuse(400, "${environment.id} is the last environment of project ${environment.project.id}")
        all.remove(environment)
        environment.project.flags.forEach { leave(it, environment.id) }
        Reply(204)
    }
    post("projects/{project}/environments/{environment}/apiKey") {
        query("expiry")?.let { it.toLongOrNull() ?: refuse(400, "expiry must be epoch milliseconds, is '$it'") }
        val environment = account.environment(this)
        environment.change(environment.json + json("apiKey" to account.sdkKey()))
        ok(environment.shown())
    }
    post("projects/{project}/environments/{environment}/mobileKey") {
        val environment = account.environment(this)
        environment.change(environment.json + json("mobileKey" to account.mobileKey()))
        ok(environment.shown())
    }
}

/** An environment of which [input] is what the caller decides, its key included; flags do there what they do in [source]. */
internal fun LaunchDarklyAccount.newEnvironment(project: Project, input: JsonObject, source: String? = null): Environment {
    val json = json("_id" to objectId("environment"), "apiKey" to sdkKey(), "mobileKey" to mobileKey(), "approvalSettings" to NO_APPROVALS)
    val environment = project.environments.add(Environment(json + input, project))
    project.flags.forEach { enter(it, environment, source) }
    return environment
}

/** What the caller decides about a new environment, checked and whole. */
internal fun newEnvironmentInput(body: JsonObject): JsonObject =
    json("key" to body.requiredText("key").asKey("environment", LaunchDarklyLimits.PROJECT_KEY)) + environmentInput(body)

private fun environmentInput(body: JsonObject): JsonObject {
    val color = body.requiredText("color")
    if (!LaunchDarklyLimits.isColor(color)) refuse(400, "color must be hexadecimal digits without '#', is '$color'")
    val ttl = body["defaultTtl"].orAbsent()?.let { it.integer() ?: refuse(400, "defaultTtl must be a whole number, is $it") } ?: 0
    if (ttl !in 0..LaunchDarklyLimits.TTL_MINUTES) refuse(400, "defaultTtl must be 0 to ${LaunchDarklyLimits.TTL_MINUTES}, is $ttl")
    return json("name" to body.requiredText("name"), "color" to color, "defaultTtl" to ttl, "tags" to tags(body)) +
        SWITCHES.associateWith { JsonPrimitive(body.optionalBoolean(it) ?: false) }
}

private fun approvals(body: JsonObject): JsonObject {
    val settings = NO_APPROVALS + body.optionalObject("approvalSettings").orEmpty()
    val tags = settings.getValue("requiredApprovalTags").texts("approvalSettings.requiredApprovalTags")
    val required = settings.optionalBoolean("required") ?: false
    if (required && tags.isNotEmpty()) refuse(400, "approvalSettings: required and requiredApprovalTags exclude each other")
    val approvals = settings["minNumApprovals"].integer()
    if (approvals == null || approvals !in 1..MAX_APPROVALS) {
        refuse(400, "approvalSettings.minNumApprovals must be 1 to $MAX_APPROVALS, is ${settings["minNumApprovals"]}")
    }
    return settings
}

internal fun Environment.shown(): JsonObject {
    val href = "/api/v2/projects/${project.id}/environments/$id"
    return json("_links" to json("self" to link(href), "apiKey" to link("$href/apiKey"), "mobileKey" to link("$href/mobileKey"))) + json
}

private val Environment.title: String get() = json.text("name").orEmpty()

private fun Environment.matches(asked: Map<String, String>): Boolean =
    asked["query"].let { it == null || mentions(it, "name") } &&
        hasTags(json, asked["tags"])

private fun LaunchDarklyAccount.sdkKey() = "sdk-${ids.next("SDK key")}"

private fun LaunchDarklyAccount.mobileKey() = "mob-${ids.next("mobile key")}"
