package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.experimentSummaries(account: OptimizelyAccount) {
    get("experiment_summaries") {
        val archived = flag("archived") == true
        val status = oneOf("status", "running", "paused", "archived", "not_started")
        val found = account.asked(this, account.experiments)
            .filter { it.json.isArchived() == (archived || status == "archived") }
            .filter { status == null || it.json.text("status") == status }
        linkedPage(sorted(found)) { it.summary() }
    }
}

private fun Call.sorted(experiments: List<Item>): List<Item> {
    val sort = oneOf("sort", "name", "last_modified")
    val descending = oneOf("order", "asc", "desc") == "desc"
    val sorted = if (sort == null) experiments else experiments.sortedBy { it.summary().text(sort).orEmpty() }
    return if (descending) sorted.asReversed() else sorted
}

private fun Call.oneOf(name: String, vararg allowed: String): String? = query(name)?.also {
    if (it !in allowed) refuse(400, "$name must be one of ${allowed.joinToString()}, is '$it'")
}

private fun Item.summary(): JsonObject = json(
    "archived" to json.isArchived(),
    "created" to json["created"],
    "description" to json["description"],
    "experiment_type" to json["type"],
    "id" to json["id"],
    "last_modified" to json["last_modified"],
    "name" to (json.text("name") ?: json.text("key")),
    "project_id" to project.json["id"],
    "project_name" to project.json["name"],
    "status" to json["status"],
    "type" to "experiment",
)
