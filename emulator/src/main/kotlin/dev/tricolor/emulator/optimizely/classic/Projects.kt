package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonObject

private val FIELDS = Fields(
    mapOf(
        "project_name" to NAME,
        "project_status" to oneOf("Active", "Archived"),
        "include_jquery" to FLAG,
        "library" to oneOf("jquery-1.6.4-full", "jquery-1.6.4-trim", "jquery-1.11.3-full", "jquery-1.11.3-trim", "none"),
        "project_javascript" to TEXT.orNull(),
        "enable_force_variation" to FLAG,
        "exclude_disabled_experiments" to FLAG,
        "exclude_names" to FLAG.orNull(),
        "ip_anonymization" to FLAG,
        "ip_filter" to TEXT.orNull(),
        "dcp_service_id" to ID.orNull(),
    ),
    readOnly = setOf("id", "account_id", "code_revision", "created", "last_modified", "js_file_size", "socket_token"),
)

internal fun Routes.Under.projects(account: ClassicAccount) {
    get("projects") { ok(account.projects.map { it.json }) }
    post("projects") { Reply(201, account.newProject(jsonObject()).json) }
    get("projects/{project}") { ok(account.project(this).json) }
    put("projects/{project}") {
        val project = account.project(this)
        project.json = project.json + FIELDS.taken(jsonObject()) + json("last_modified" to account.stamp())
        Reply(202, project.json)
    }
}

private fun ClassicAccount.newProject(body: JsonObject): Project {
    body.requiredText("project_name")
    val given = FIELDS.taken(body)
    val now = stamp()
    val created = json(
        "id" to newId(),
        "account_id" to ACCOUNT_ID,
        "code_revision" to 0,
        "project_name" to null,
        "project_status" to "Active",
        "created" to now,
        "last_modified" to now,
        "library" to "jquery-1.6.4-trim",
        "include_jquery" to true,
        "js_file_size" to null,
        "project_javascript" to null,
        "enable_force_variation" to false,
        "exclude_disabled_experiments" to false,
        "exclude_names" to null,
        "ip_anonymization" to false,
        "ip_filter" to "",
    )
    return projects.add(Project(created + given)).also { addAutomaticGoals(it) }
}
