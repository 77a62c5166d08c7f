package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import java.time.Instant

private const val MAX_PAGE = 50
private val HOSTED = json("key" to "launchdarkly-hosted")
private val SETTABLE = setOf(
    "name", "description", "tags", "maintainerId", "eventKey", "selector", "urls", "traceQuery", "traceValueLocation", "isNumeric", "unit",
    "successCriteria", "analysisUnits", "randomizationUnits", "unitAggregationType", "unitAggregationField", "analysisType",
    "percentileValue", "eventDefault", "filters", "windowStartOffset", "windowEndOffset", "winsorLowerPercentile", "winsorUpperPercentile",
    "winsorExcludeImputed", "winsorIncludeImputed", "denominator", "dataSource",
)

/** A metric and what it was in earlier versions, by their ids. */
internal class Metric(json: JsonObject, val project: Project) : Keyed(json) {
    val versions = LinkedHashMap<String, JsonObject>().apply { put(checkNotNull(json.text("_versionId")), json) }

    val isNumeric: Boolean get() = json["isNumeric"].boolean() == true

    fun change(json: JsonObject) {
        this.json = json
        versions[checkNotNull(json.text("_versionId"))] = json
    }
}

internal fun Routes.Under.metrics(account: LaunchDarklyAccount) {
    get("metrics/{project}") {
        val found = filtered(account.project(this).metrics, CONDITIONS)
        val sorted = sorted(found, mapOf("name" to { it.json.text("name").orEmpty() }, "createdAt" to null))
        ok(itemsPage(sorted, MAX_PAGE) { it.shown(this, it.json, listed = true) })
    }
    post("metrics/{project}") {
        val project = account.project(this)
        Reply(201, account.newMetric(project, jsonObject()).let { it.shown(this, it.json) })
    }
    get("metrics/{project}/{metric}") {
        val metric = account.metric(this)
        val version = query("versionId")
        val json = if (version == null) metric.json else metric.versions[version] ?: refuse(404, "Could not find version $version")
        ok(metric.shown(this, json))
    }
    patch("metrics/{project}/{metric}") {
        val metric = account.metric(this)
        val patched = patched(metric.json, SETTABLE)
        val before = metric.json
        val units = listOf("analysisUnits", "randomizationUnits").firstOrNull { patched[it] != before[it] }
        val input = JsonObject(patched.filterValues { it !is JsonNull }).let { if (units == null) it else it + mirrored(patched[units]) }
        metricRules(input).refuseIfAny()
        metric.change(input + account.newVersion((before["_version"].toString().toLong()) + 1))
        ok(metric.shown(this, metric.json))
    }
    delete("metrics/{project}/{metric}") {
        val metric = account.metric(this)
        metric.project.metrics.remove(metric)
        metric.project.metricGroups.forEach { it.forget(metric) }
        Reply(204)
    }
}

/** The metric in the path's `{metric}`, of the project in `{project}`. */
internal fun LaunchDarklyAccount.metric(call: Call): Metric = project(call).metrics.require(call["metric"])

internal fun LaunchDarklyAccount.newMetric(project: Project, body: JsonObject): Metric {
    val key = body.requiredText("key").asKey("metric", LaunchDarklyLimits.FLAG_KEY)
    val given = JsonObject(body.filter { (name, value) -> name in SETTABLE && value !is JsonNull })
    val units = given["analysisUnits"] ?: given["randomizationUnits"]
    val input = DEFAULTS + json("kind" to body["kind"], "name" to key, "maintainerId" to MEMBER) + given +
        (units?.let(::mirrored) ?: json())
    metricRules(input).refuseIfAny()
    val made = json("_id" to objectId("metric"), "key" to key, "_creationDate" to now())
    return project.metrics.add(Metric(made + input + newVersion(1), project))
}

private val DEFAULTS = json(
    "tags" to emptyList<String>(),
    "isNumeric" to false,
    "analysisUnits" to listOf("user"),
    "randomizationUnits" to listOf("user"),
    "unitAggregationType" to "average",
    "analysisType" to "mean",
    "dataSource" to HOSTED,
)

/** LaunchDarkly shows the units under their old name too. */
private fun mirrored(units: JsonElement?) = json("analysisUnits" to units, "randomizationUnits" to units)

private fun LaunchDarklyAccount.newVersion(version: Long) = json(
    "_versionId" to ids.next("metric version"),
    "_version" to version,
    "lastModified" to json("date" to Instant.ofEpochMilli(now()).toString()),
)

private fun Metric.shown(call: Call, version: JsonObject, listed: Boolean = false): JsonObject {
    val href = "/api/v2/metrics/${project.id}/$id"
    val groups = groups()
    val shown = json(
        "_links" to json("self" to link(href), "parent" to link("/api/v2/metrics/${project.id}")),
        "_attachedFlagCount" to 0,
    ) + version + call.connections(project.measuring(id, group = false), listed) +
        sparse("metricGroupCount" to groups.size.takeIf { "metricGroupCount" in call.expanded() })
    return if (listed || "metricGroups" !in call.expanded()) shown else shown + json("metricGroups" to groups.map { it.dependent() })
}

private fun Metric.groups() = project.metricGroups.filter { this in it.metrics }

private val CONDITIONS: Conditions<Metric> = mapOf(
    "query equals" to { value -> value.words().let { words -> { metric -> words.any { metric.mentions(it, "name") } } } },
    "tags contains" to { value -> value.words().let { tags -> { hasTags(it.json, tags.joinToString("+")) } } },
    "eventKind equals" to { value -> value.word().let { kind -> { it.json.text("kind") == kind } } },
    "eventKeys anyOf" to { value -> value.words().let { keys -> { it.json.text("eventKey") in keys } } },
    "hasConnections equals" to { value ->
        value.truth().let { connected -> { it.project.measuring(it.id, group = false).isNotEmpty() == connected } }
    },
    "isNumeric equals" to { value -> value.truth().let { numeric -> { it.isNumeric == numeric } } },
    "unitAggregationType equals" to { value -> value.word().let { type -> { it.json.text("unitAggregationType") == type } } },
    "maintainerIds anyOf" to { value -> value.words().let { ids -> { it.json.text("maintainerId") in ids } } },
)

/** A metric as others show it: without what is about the metric alone. */
internal fun Metric.brief(): JsonObject {
    val names = setOf(
        "key", "_versionId", "name", "kind", "isNumeric", "unitAggregationType", "analysisType", "eventKey", "randomizationUnits",
        "analysisUnits",
    )
    return json("_links" to json("self" to link("/api/v2/metrics/${project.id}/$id"))) + json.without(json.keys - names)
}
