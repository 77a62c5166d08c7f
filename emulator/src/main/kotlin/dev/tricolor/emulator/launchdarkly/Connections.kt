package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

// How experiments and what they stand on show each other.

/** The experiments that measure the metric [key], or the group of that key. */
internal fun Project.measuring(key: String, group: Boolean): List<Experiment> = environments.flatMap { it.experiments }.filter {
    it.metrics.any { metric -> metric.text("key") == key && (metric["isGroup"].boolean() ?: false) == group }
}

private val Experiment.metrics: List<JsonObject> get() = iterations.all.flatMap { it.json.objects("metrics") }

/** What `expand` asks for of [experiments]: how many they are and, unless it is about a list, which. */
internal fun Call.connections(experiments: List<Experiment>, listed: Boolean): JsonObject = sparse(
    "experimentCount" to experiments.size.takeIf { "experimentCount" in expanded() },
    "experiments" to experiments.map { it.dependent() }.takeIf { "experiments" in expanded() && !listed },
)

internal fun Experiment.dependent(): JsonObject = sparse(
    "key" to id,
    "name" to json["name"],
    "environmentId" to environment.json["_id"],
    "environmentKey" to environment.id,
    "creationDate" to json["_creationDate"],
    "archivedDate" to json["archivedDate"],
    "_links" to json("self" to link("/api/v2/projects/${environment.project.id}/environments/${environment.id}/experiments/$id")),
)

internal val Experiment.flagKeys: Set<String> get() = iterations.all.flatMap { (it.json["flags"] as? JsonObject)?.keys.orEmpty() }.toSet()

/** A metric or a group of metrics, by its `key` and `isGroup`, as those who measure it show it. */
internal fun measured(project: Project, metric: JsonObject): JsonObject {
    val key = metric.requiredText("key")
    val group = metric["isGroup"].boolean() ?: false
    if (!group) return (project.metrics.find(key) ?: refuse(400, "There is no metric $key")).brief() + json("isGroup" to false)
    val shown = (project.metricGroups.find(key) ?: refuse(400, "There is no metric group $key")).shown()
    return json(
        "key" to key,
        "_versionId" to "$key ${shown["_version"]}",
        "name" to shown["name"],
        "kind" to shown["kind"],
        "_links" to shown["_links"],
        "isGroup" to true,
        "metrics" to shown.objects("metrics"),
    )
}
