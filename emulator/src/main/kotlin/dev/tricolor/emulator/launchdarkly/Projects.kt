package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
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
import dev.tricolor.emulator.core.toJson
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private val SETTABLE =
    setOf("name", "tags", "includeInSnippetByDefault", "defaultClientSideAvailability", "defaultReleasePipelineKey", "namingConvention")
private val CASES = setOf("camelCase", "upperCamelCase", "snakeCase", "kebabCase", "constantCase")
private const val MAX_PAGE = 100
private const val EXPANDED = 20
private val FIRST_ENVIRONMENTS = listOf(
    json("key" to "production", "name" to "Production", "color" to "417505"),
    json("key" to "test", "name" to "Test", "color" to "F5A623"),
)

internal fun Routes.Under.projects(account: LaunchDarklyAccount) {
    get("projects") {
        val asked = asked("filter", "query", "tags", "keys")
        val found = account.projects.filter { it.matches(asked) }
        val orders: Map<String, ((Project) -> Comparable<*>)?> = mapOf("name" to { it.title }, "createdOn" to null)
        ok(itemsPage(sorted(found, orders), MAX_PAGE) { it.shown("environments" in expanded()) })
    }
    post("projects") {
        val project = account.newProject(jsonObject())
        Reply(201, project.changed())
    }
    get("projects/{project}") { ok(account.project(this).shown("environments" in expanded())) }
    patch("projects/{project}") {
        val project = account.project(this)
        val patched = patched(project.json, SETTABLE)
        project.json = patched + projectInput(patched)
        ok(project.changed())
    }
    delete("projects/{project}") {
        account.projects.remove(account.project(this))
        Reply(204)
    }
    get("projects/{project}/flag-defaults") { ok(account.project(this).let { it.flagDefaults + defaultsLinks(it) }) }
    put("projects/{project}/flag-defaults") {
        val project = account.project(this)
        project.flagDefaults = flagDefaultsInput(jsonObject())
        ok(project.flagDefaults + defaultsLinks(project))
    }
    patch("projects/{project}/flag-defaults") {
        val project = account.project(this)
        project.flagDefaults = flagDefaultsInput(patched(project.flagDefaults, project.flagDefaults.keys))
        ok(project.flagDefaults + defaultsLinks(project))
    }
}

/** A project with the environments that [body] names, or the two that LaunchDarkly makes when it names none. */
internal fun LaunchDarklyAccount.newProject(body: JsonObject): Project {
    val key = body.requiredText("key").asKey("project", LaunchDarklyLimits.PROJECT_KEY)
    val input = projectInput(body)
    val environments = (body.optionalObjects("environments")?.ifEmpty { null } ?: FIRST_ENVIRONMENTS).map { newEnvironmentInput(it) }
    environments.mapNotNull { it.text("key") }.let { keys ->
        if (keys.toSet().size < keys.size) refuse(400, "environments: two have the same key")
    }
    val project = projects.add(Project(json("_id" to objectId("project"), "key" to key) + input))
    putContextKind(project, "user", json("name" to "User"))
    environments.forEach { newEnvironment(project, it) }
    return project
}

/** What the caller decides about a project, checked and whole. */
private fun projectInput(body: JsonObject): JsonObject {
    val inSnippet = body.optionalBoolean("includeInSnippetByDefault") ?: false
    val naming = body.optionalObject("namingConvention")
    val case = naming?.optionalText("case")
    if (case != null && case !in CASES) refuse(400, "namingConvention.case must be one of $CASES, is '$case'")
    return json(
        "includeInSnippetByDefault" to inSnippet,
        "defaultClientSideAvailability" to
            (body.optionalObject("defaultClientSideAvailability")?.let { availability("defaultClientSideAvailability", it) }
                ?: json("usingMobileKey" to false, "usingEnvironmentId" to inSnippet)),
        "name" to body.requiredText("name"),
        "tags" to tags(body).sorted(),
    ) + naming?.let { json("namingConvention" to it) }.orEmpty()
}

private fun availability(path: String, json: JsonObject): JsonObject {
    val (mobile, environment) = listOf("usingMobileKey", "usingEnvironmentId").map {
        json[it].boolean() ?: refuse(400, "$path.$it is required, true or false")
    }
    return json("usingMobileKey" to mobile, "usingEnvironmentId" to environment)
}

private fun flagDefaultsInput(body: JsonObject): JsonObject {
    val booleans = body.optionalObject("booleanDefaults") ?: refuse(400, "booleanDefaults is required")
    val variations = listOf("onVariation", "offVariation").associateWith { name ->
        booleans[name].takeIf { it in VARIATIONS } ?: refuse(400, "booleanDefaults.$name must be 0 or 1, is ${booleans[name]}")
    }
    val texts = listOf("trueDisplayName", "falseDisplayName", "trueDescription", "falseDescription").associateWith { name ->
        JsonPrimitive(booleans.text(name) ?: refuse(400, "booleanDefaults.$name is required"))
    }
    return json(
        "tags" to (body["tags"].orAbsent() ?: refuse(400, "tags is required")).let { tags(body) },
        "temporary" to (body.optionalBoolean("temporary") ?: refuse(400, "temporary is required")),
        "defaultClientSideAvailability" to availability(
            "defaultClientSideAvailability",
            body.optionalObject("defaultClientSideAvailability") ?: refuse(400, "defaultClientSideAvailability is required"),
        ),
        "booleanDefaults" to JsonObject(texts + variations),
    )
}

private val VARIATIONS: List<JsonElement?> = listOf(JsonPrimitive(0), JsonPrimitive(1))

internal val FIRST_FLAG_DEFAULTS = json(
    "tags" to emptyList<String>(),
    "temporary" to true,
    "defaultClientSideAvailability" to json("usingMobileKey" to true, "usingEnvironmentId" to false),
    "booleanDefaults" to json(
        "trueDisplayName" to "True",
        "falseDisplayName" to "False",
        "trueDescription" to "",
        "falseDescription" to "",
        "onVariation" to 0,
        "offVariation" to 1,
    ),
)

private val Project.title: String get() = json.text("name").orEmpty()

private fun Project.matches(asked: Map<String, String>): Boolean =
    asked["query"].let { it == null || mentions(it, "name") } &&
        hasTags(json, asked["tags"]) &&
        asked["keys"].let { it == null || it.split('|').any { one -> one.equals(key, ignoreCase = true) } }

private val Project.key: String get() = id

private val Project.href: String get() = "/api/v2/projects/$key"

private fun Project.base(): JsonObject {
    val links = json("self" to link(href), "environments" to link("$href/environments"), "flagDefaults" to link("$href/flag-defaults"))
    return json("_links" to links) + json
}

/** As a read shows it: with a first page of its environments, where that is asked for. */
private fun Project.shown(withEnvironments: Boolean): JsonObject {
    if (!withEnvironments) return base()
    val page = json(
        "_links" to json("self" to link("$href/environments?limit=$EXPANDED")),
        "totalCount" to environments.size,
        "items" to environments.take(EXPANDED).map { it.shown() },
    )
    return base() + json("environments" to page)
}

/** As the answer to a change shows it: with all its environments in one list. */
private fun Project.changed(): JsonObject = base() + mapOf("environments" to environments.map { it.shown() }.toJson())

private fun defaultsLinks(project: Project) = json("_links" to json("self" to link("${project.href}/flag-defaults")))
