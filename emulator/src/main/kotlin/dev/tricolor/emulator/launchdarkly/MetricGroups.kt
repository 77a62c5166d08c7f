package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private const val MAX_PAGE = 50
private val SETTABLE = setOf("name", "description", "tags", "maintainerId", "metrics")
private val KINDS = setOf("funnel", "standard")
private val GAPS = Regex("[^a-z0-9]+")

/** Metrics that belong together, each with its name in the group. */
internal class MetricGroup(json: JsonObject, val project: Project) : Keyed(json) {
    private val members: List<JsonObject> get() = json.optionalObjects("metrics").orEmpty()

    val metrics: List<Metric> get() = members.mapNotNull { project.metrics.find(it.requiredText("key")) }

    val maintainerId: String get() = json.requiredText("maintainerId")

    val experiments: List<Experiment> get() = project.measuring(id, group = true)

    fun forget(metric: Metric) {
        json = json + json("metrics" to members.filter { it.text("key") != metric.id })
    }

    fun shown(): JsonObject {
        val steps = members.zip(metrics) { member, metric -> metric.brief() + json("nameInGroup" to member["nameInGroup"]) }
        val links = json("self" to link(href), "parent" to link("/api/v2/projects/${project.id}/metric-groups"))
        return json("_links" to links) + json.without(setOf("maintainerId")) +
            json("maintainer" to json("key" to maintainerId, "kind" to "member"), "metrics" to steps)
    }

    fun dependent(): JsonObject =
        json("key" to id, "name" to json["name"], "kind" to json["kind"], "_links" to json("self" to link(href)))

    private val href: String get() = "/api/v2/projects/${project.id}/metric-groups/$id"
}

internal fun Routes.Under.metricGroups(account: LaunchDarklyAccount) {
    get("projects/{project}/metric-groups") {
        requireBeta()
        val found = filtered(account.project(this).metricGroups, CONDITIONS)
        val keys = mapOf<String, ((MetricGroup) -> Comparable<*>)?>(
            "name" to { it.json.text("name").orEmpty() },
            "connectionCount" to { it.experiments.size },
            "createdAt" to null,
        )
        ok(itemsPage(sorted(found, keys), MAX_PAGE) { it.shown() })
    }
    post("projects/{project}/metric-groups") {
        requireBeta()
        Reply(201, account.newMetricGroup(account.project(this), jsonObject()).shown())
    }
    get("projects/{project}/metric-groups/{group}") {
        requireBeta()
        val group = account.project(this).metricGroups.require(this["group"])
        ok(group.shown() + connections(group.experiments, listed = false))
    }
    patch("projects/{project}/metric-groups/{group}") {
        requireBeta()
        val group = account.project(this).metricGroups.require(this["group"])
        val patched = JsonObject(patched(group.json, SETTABLE).filterValues { it !is JsonNull })
        val version = (group.json["_version"].integer() ?: 0) + 1
        group.json = patched + groupInput(group.project, patched) + json("_version" to version, "_lastModified" to account.now())
        ok(group.shown())
    }
    delete("projects/{project}/metric-groups/{group}") {
        requireBeta()
        val project = account.project(this)
        project.metricGroups.remove(project.metricGroups.require(this["group"]))
        Reply(204)
    }
}

internal fun LaunchDarklyAccount.newMetricGroup(project: Project, body: JsonObject): MetricGroup {
    val input = groupInput(project, body)
    val key = body.optionalText("key") ?: body.requiredText("name").lowercase().replace(GAPS, "-").trim('-')
    val made = json(
        "_id" to objectId("metric group"),
        "key" to key.asKey("metric group", LaunchDarklyLimits.FLAG_KEY),
        "_creationDate" to now(),
        "_lastModified" to now(),
        "_version" to 1,
    )
    return project.metricGroups.add(MetricGroup(made + input, project))
}

/** What the caller decides about a group of metrics, checked and whole. */
private fun groupInput(project: Project, body: JsonObject): JsonObject {
    val kind = body.requiredText("kind")
    if (kind !in KINDS) refuse(400, "kind must be one of $KINDS, is '$kind'")
    if (body["tags"].orAbsent() == null) refuse(400, "tags is required")
    val members = body.optionalObjects("metrics").orEmpty().ifEmpty { refuse(400, "metrics must be at least one") }
    val keys = members.map { it.requiredText("key") }
    if (keys.toSet().size < keys.size) refuse(400, "metrics: one is there twice")
    val described = body.optionalText("description")?.let { json("description" to it) }.orEmpty()
    return json(
        "name" to body.requiredText("name"),
        "kind" to kind,
        "maintainerId" to body.requiredText("maintainerId"),
        "tags" to tags(body),
        "metrics" to members.map { member(project, it, kind == "funnel") },
    ) + described
}

private fun member(project: Project, member: JsonObject, inFunnel: Boolean): JsonObject {
    val key = member.requiredText("key")
    val metric = project.metrics.find(key) ?: refuse(400, "metrics: there is no metric $key")
    if (inFunnel && metric.isNumeric) refuse(400, "metrics: $key is numeric, which a step of a funnel cannot be")
    return json("key" to key, "nameInGroup" to if (inFunnel) member.requiredText("nameInGroup") else member.text("nameInGroup").orEmpty())
}

private val CONDITIONS: Conditions<MetricGroup> = mapOf(
    "query equals" to { value -> value.words().let { words -> { group -> words.any { group.mentions(it, "name") } } } },
    "kind equals" to { value -> value.word().let { kind -> { it.json.text("kind") == kind } } },
    "hasConnections equals" to { value -> value.truth().let { connected -> { it.experiments.isNotEmpty() == connected } } },
    "experimentStatus equals" to { value ->
        val wanted = value.word().let { if (it == "started") setOf(RUNNING, STOPPED) else setOf(it) }
        val has: Condition<MetricGroup> = { group -> group.experiments.any { it.iterations.status in wanted } }
        has
    },
    "maintainerIds anyOf" to { value -> value.words().let { ids -> { it.maintainerId in ids } } },
)
