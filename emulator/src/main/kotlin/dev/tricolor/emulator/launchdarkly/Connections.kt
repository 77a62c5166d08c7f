package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

// How experiments are shown by what they stand on.

/** The experiments that measure the metric [key], or the group of that key. */
internal fun Project.measuring(key: String, group: Boolean): List<Experiment> = environments.flatMap { it.experiments }.filter {
    it.metrics.any { metric -> metric.text("key") == key && (metric["isGroup"].boolean() ?: false) == group }
}

private val Experiment.metrics: List<JsonObject> get() = iterations.all.flatMap { it.json.objects("metrics") }

/** What `expand` asks for of [experiments]: how many they are and, unless it is about a list, which. */
internal fun Call.connections(experiments: List<Experiment>, listed: Boolean): JsonObject = sparse(
    "experimentCount" to experiments.size.takeIf { expands("experimentCount") },
    "experiments" to experiments.map { it.dependent() }.takeIf { expands("experiments") && !listed },
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
