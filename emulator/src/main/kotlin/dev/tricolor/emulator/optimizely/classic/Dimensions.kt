package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private val UNIQUE = listOf("name", "client_api_name")
private val FIELDS = Fields(
    mapOf("name" to NAME, "client_api_name" to NAME.orNull(), "description" to TEXT),
    readOnly = setOf("id", "project_id", "last_modified"),
)

internal fun Routes.Under.dimensions(account: ClassicAccount) {
    get("projects/{project}/dimensions") { ok(account.dimensions.of(account.project(this)).map { it.json }) }
    post("projects/{project}/dimensions") {
        val project = account.project(this)
        val body = jsonObject()
        body.requireParent("project_id", project)
        body.requiredText("name")
        val defaults = json(
            "name" to "",
            "last_modified" to account.stamp(),
            "client_api_name" to null,
            "project_id" to project.number,
            "id" to account.newId(),
            "description" to "",
        )
        val dimension = Entity(defaults + FIELDS.taken(body))
        account.requireUnique(dimension, dimension.json)
        Reply(201, account.dimensions.add(dimension).json)
    }
    get("dimensions/{dimension}") { ok(account.dimensions.require(this["dimension"]).json) }
    put("dimensions/{dimension}") {
        val dimension = account.dimensions.require(this["dimension"])
        val changed = dimension.json + FIELDS.taken(jsonObject()) + json("last_modified" to account.stamp())
        account.requireUnique(dimension, changed)
        dimension.json = changed
        Reply(202, changed)
    }
    delete("dimensions/{dimension}") {
        val dimension = account.dimensions.require(this["dimension"])
        account.dimensions.remove(dimension)
        account.planted.values.forEach { it.forgetDimension(dimension.number) }
        Reply(204)
    }
}

private fun ClassicAccount.requireUnique(dimension: Entity, json: JsonObject) {
    val problems = Problems()
    val others = dimensions.filter { it.projectId == dimension.projectId && it.id != dimension.id }
    UNIQUE.forEach { name ->
        val value = json.text(name)
        problems.expect(value == null || others.none { it.json.text(name) == value }, name, "$value is taken by another dimension")
    }
    problems.refuseIfAny()
}
