package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.OptimizelyLimits
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private const val ACCOUNT = 10_761_771_283
private val PLATFORMS = setOf("web", "ios", "android", "custom")
private val SDKS = setOf("android", "android_tv", "ios", "java", "javascript", "node", "php", "python", "ruby", "tv_os")
private val LIBRARIES = setOf("jquery-1.6.4-full", "jquery-1.6.4-trim", "jquery-1.11.3-full", "jquery-1.11.3-trim", "none")
private val CHANGEABLE = setOf("confidence_threshold", "dcp_service_id", "description", "name", "status", "web_snippet")
private val REMOVABLE = setOf("dcp_service_id")
private val GIVEN = CHANGEABLE + setOf("platform", "sdks", "third_party_platform")

internal fun Routes.Under.projects(account: OptimizelyAccount) {
    get("projects") { linkedPage(account.projects) }
    post("projects") {
        val body = jsonObject()
        Fields(body).apply {
            required("name")
            project(body)
            refuseIfAny()
        }
        Reply(201, account.newProject(body.said(GIVEN)).json)
    }
    get("projects/{project}") { ok(account.project(this).json) }
    patch("projects/{project}") {
        val project = account.project(this)
        val body = jsonObject().said(CHANGEABLE)
        Fields(body).apply {
            project(body)
            refuseIfAny()
        }
        account.change(project, body.snippetOver(project.json))
        ok(project.json)
    }
}

private fun Fields.project(body: JsonObject) {
    texts("name", "description")
    check("name", body.text("name")?.isBlank() != true, "is blank")
    integers("dcp_service_id")
    oneOf("platform", PLATFORMS)
    oneOf("status", setOf("active", "archived"))
    oneOf("third_party_platform", setOf("salesforce"))
    listOfTexts("sdks", SDKS)
    numbers("confidence_threshold", OptimizelyLimits.LEAST_CONFIDENCE, 1.0)
    inObject("web_snippet") { snippet ->
        booleans("enable_force_variation", "exclude_disabled_experiments", "exclude_names", "include_jquery", "ip_anonymization")
        texts("ip_filter", "project_javascript")
        oneOf("library", LIBRARIES)
        check("ip_filter", snippet.text("ip_filter").orEmpty().length <= OptimizelyLimits.IP_FILTER, "is too long")
    }
}

private fun OptimizelyAccount.newProject(given: JsonObject): Project {
    val isWeb = (given.text("platform") ?: "web") == "web"
    val defaults = json("account_id" to ACCOUNT, "platform" to "web", "status" to "active", "confidence_threshold" to 0.9) +
        json("description" to "", "is_classic" to false, "is_flags_enabled" to false, "sdks" to emptyList<String>())
    val snippet = if (isWeb) json("web_snippet" to FIRST_SNIPPET) else json()
    val json = (born() + defaults + snippet + given).let { it + given.snippetOver(JsonObject(defaults + snippet)) }
    return projects.add(Project(json)).also { if (!isWeb) addFirstEnvironments(it) }
}

/** The members of this body that may be set and say something, as null does of what need not be there. */
private fun JsonObject.said(names: Set<String>) =
    given(names) + JsonObject(filter { (name, value) -> name in REMOVABLE && value is JsonNull })

/** These changes, in which a snippet keeps what they do not say of the one [before]. */
private fun JsonObject.snippetOver(before: JsonObject): JsonObject {
    val changes = this["web_snippet"] as? JsonObject ?: return this
    val old = before["web_snippet"] as? JsonObject ?: json()
    return this + json("web_snippet" to old + changes)
}

private val FIRST_SNIPPET = json(
    "code_revision" to 0,
    "js_file_size" to 0,
    "enable_force_variation" to false,
    "exclude_disabled_experiments" to false,
    "exclude_names" to true,
    "include_jquery" to true,
    "ip_anonymization" to false,
    "ip_filter" to "",
    "library" to "jquery-1.11.3-trim",
    "project_javascript" to "",
)
