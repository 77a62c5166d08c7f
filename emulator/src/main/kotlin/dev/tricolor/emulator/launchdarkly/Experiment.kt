package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** An experiment. What it was and is comes and goes as a whole, so that a patch happens in full or not at all. */
internal class Experiment(json: JsonObject, val environment: Environment, var iterations: Iterations) : Keyed(json) {
    val isArchived: Boolean get() = "archivedDate" in json

    fun shown(expand: Set<String>): JsonObject {
        val also = mapOf(
            "currentIteration" to iterations.current?.shown(expand),
            "draftIteration" to iterations.draft?.shown(expand)?.takeIf { "draftIteration" in expand },
            "previousIterations" to iterations.previous.map { it.shown(expand) }
                .takeIf { it.isNotEmpty() && "previousIterations" in expand }?.let(::JsonArray),
            "mutableFieldsByStatus" to SHOWN_MUTABLE_FIELDS.takeIf { "mutableFieldsByStatus" in expand },
        )
        return json.without(setOf("analysisConfig") - expand) + also.mapNotNull { (name, value) -> value?.let { name to it } }.toMap()
    }
}

/** At most one draft, the one that runs or ran last, and the ones before that, oldest first. */
internal class Iterations(val draft: Iteration?, val current: Iteration? = null, val previous: List<Iteration> = emptyList()) {
    val all: List<Iteration> get() = listOfNotNull(draft, current) + previous

    val status: String get() = (current?.takeIf { it.isRunning } ?: draft ?: current)?.status ?: NOT_STARTED
}

/** [input] is what was asked for, from which the next iteration may be made; [json] is what is shown of it. */
internal class Iteration(val input: JsonObject, val json: JsonObject, val undo: List<Serving> = emptyList()) {
    val id: String get() = json.getValue("_id").text().orEmpty()
    val status: String get() = json.text("status").orEmpty()
    val isRunning: Boolean get() = status == RUNNING
    val treatments: List<JsonObject> get() = json.objects("treatments")

    fun with(vararg changes: Pair<String, Any?>, undo: List<Serving> = this.undo): Iteration =
        Iteration(input, json + sparse(*changes), undo)

    fun measures(metricKey: String): Boolean = json.objects("metrics").any { it.text("key") == metricKey }

    fun uses(flagKey: String): Boolean = flagKey in (json["flags"] as JsonObject)

    fun shown(expand: Set<String>): JsonObject = json.without(
        setOf("treatments").filterNot { it in expand }.toSet() + if ("secondaryMetrics" in expand) emptySet() else METRICS,
    )

    private companion object {
        val METRICS = setOf("metrics", "secondaryMetrics")
    }
}

/** What a rule of a flag served before an experiment took it over. */
internal class Serving(val flagKey: String, val ruleId: String, val json: JsonObject)

internal const val NOT_STARTED = "not_started"
internal const val RUNNING = "running"
internal const val STOPPED = "stopped"

/** The members that there is something to say of; LaunchDarkly leaves the others out. */
internal fun sparse(vararg members: Pair<String, Any?>): JsonObject =
    JsonObject(json(*members).filterValues { it !is JsonNull })

private val ALL = listOf("add", "update", "remove")
private val SET = listOf("update", "remove")
private val GIVEN = listOf("update")
private val ALWAYS = mapOf("name" to GIVEN, "description" to SET, "maintainerId" to GIVEN, "tags" to ALL)
private val IN_DRAFTS = mapOf(
    "methodology" to GIVEN, "analysisConfig" to GIVEN, "dataSource" to GIVEN, "hypothesis" to GIVEN, "metrics" to ALL,
    "primarySingleMetricKey" to SET, "primaryFunnelKey" to SET, "treatments" to GIVEN, "flags" to GIVEN, "randomizationUnit" to GIVEN,
    "canReshuffleTraffic" to GIVEN, "reallocationFrequencyMillis" to SET, "covariateId" to SET, "attributes" to ALL,
)
private val WHILE_RUNNING = mapOf("metrics" to listOf("add"), "attributes" to listOf("add"))

/** Documented is only that there is such a table; this is what LaunchDarkly's own tools say of it. */
internal val MUTABLE_FIELDS: Map<String, Map<String, List<String>>> =
    mapOf(NOT_STARTED to ALWAYS + IN_DRAFTS, RUNNING to ALWAYS + WHILE_RUNNING, STOPPED to ALWAYS)

private val SHOWN_MUTABLE_FIELDS = JsonObject(
    MUTABLE_FIELDS.mapValues { (_, fields) -> JsonObject(fields.mapValues { (_, operations) -> operations.toJson() }) },
)
