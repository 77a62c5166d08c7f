package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.OptimizelyLimits
import kotlinx.serialization.json.JsonObject

private val CHANGEABLE = setOf("archived", "description", "entities", "name")

internal fun Routes.Under.groups(account: OptimizelyAccount) {
    val groups = account.groups
    get("groups") { linkedPage(account.asked(this, groups)) }
    post("groups") {
        val body = checked {
            required("name", "project_id")
            group(it)
        }
        val project = account.namedProject(body)
        account.requireEntities(project, body)
        val defaults = json("archived" to false, "description" to "", "entities" to emptyList<Any>(), "project_id" to project.json["id"])
        Reply(201, account.add(groups, Item(account.born() + defaults + body.given(CHANGEABLE), project)).json)
    }
    get("groups/{group}") { ok(groups.numbered(this["group"]).json) }
    patch("groups/{group}") {
        val group = groups.numbered(this["group"])
        val body = checked { group(it) }.given(CHANGEABLE)
        account.requireEntities(group.project, body)
        account.change(groups, group, body)
        ok(group.json)
    }
    delete("groups/{group}") { account.archive(groups, groups.numbered(this["group"])) }
}

private fun Fields.group(body: JsonObject) {
    item(body)
    inObjects("entities") {
        required("id", "kind", "weight")
        integers("id")
        oneOf("kind", setOf("Campaign", "Experiment"))
        basisPoints("weight")
    }
    val sum = body.objects("entities").sumOf { it["weight"].integer() ?: 0 }
    check("entities", sum <= OptimizelyLimits.WHOLE, "have weights of $sum, must have at most ${OptimizelyLimits.WHOLE}")
}

/** Of campaigns there are none here but those that experiments bring. */
private fun OptimizelyAccount.requireEntities(project: Project, body: JsonObject) {
    val known = experiments.of(project)
    body.objects("entities").forEachIndexed { index, entity ->
        val member = if (entity.text("kind") == "Campaign") "campaign_id" else "id"
        val there = known.any { it.json[member].integer() == entity["id"].integer() }
        if (!there) refuse("entities[$index].id", "project ${project.id} has no ${entity.text("kind")} ${entity["id"]}")
    }
}
