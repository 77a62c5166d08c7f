package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.Conditions
import dev.tricolor.optimizely.classic.ClassicLimits
import kotlinx.serialization.json.JsonObject

private val FIELDS = Fields(
    mapOf("name" to NAME, "description" to TEXT, "conditions" to TEXT, "segmentation" to FLAG, "archived" to FLAG),
    readOnly = setOf("id", "project_id", "created", "last_modified"),
)

internal fun Routes.Under.audiences(account: ClassicAccount) {
    get("projects/{project}/audiences") { ok(account.audiences.of(account.project(this)).map { it.json }) }
    post("projects/{project}/audiences") { Reply(201, account.newAudience(account.project(this), jsonObject()).json) }
    get("audiences/{audience}") { ok(account.audiences.require(this["audience"]).json) }
    put("audiences/{audience}") {
        val audience = account.audiences.require(this["audience"])
        val given = FIELDS.taken(jsonObject())
        account.check(given, audience.projectId, audience)
        audience.json = audience.json + given + json("last_modified" to account.stamp())
        Reply(202, audience.json)
    }
}

private fun ClassicAccount.newAudience(project: Project, body: JsonObject): Entity {
    body.requireParent("project_id", project)
    body.requiredText("name")
    val given = FIELDS.taken(body)
    check(given, project.number, null)
    val now = stamp()
    val defaults = json(
        "description" to "",
        "project_id" to project.number,
        "id" to newId(),
        "name" to "",
        "created" to now,
        "conditions" to "[]",
        "last_modified" to now,
        "segmentation" to false,
        "archived" to false,
    )
    return audiences.add(Entity(defaults + given))
}

private fun ClassicAccount.check(given: JsonObject, projectId: Long, audience: Entity?) {
    given.text("conditions")?.let(::checkConditions)
    if (given["segmentation"].boolean() != true) return
    val others = audiences.count { it !== audience && it.projectId == projectId && it.json["segmentation"].boolean() == true } +
        dimensions.count { it.projectId == projectId }
    if (others >= ClassicLimits.SEGMENTS) {
        refuse(400, "segmentation: $others audiences and dimensions have it, ${ClassicLimits.SEGMENTS} is the most")
    }
}

private fun checkConditions(text: String) {
    val problems = try {
        Conditions.fromJson(text).problems().map { "$it" }
    } catch (unreadable: IllegalArgumentException) {
        listOf("conditions: ${unreadable.message}")
    }
    if (problems.isNotEmpty()) refuse(400, problems.joinToString("; "))
}
