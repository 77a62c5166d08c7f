package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Writes what SDKs are told of [environment]: a datafile of version 4. Numbers are texts in it, and what is archived is not in it. */
internal class DatafileWriter(private val account: OptimizelyAccount, private val environment: Environment) {
    private val project = environment.project
    private val features = account.features.live()
    private val experiments = account.experiments.live()
    private val groups = DatafileGroups(account.groups.live(), experiments)
    private val experimentWriter = DatafileExperiments(environment, features)
    private val rollouts = features.associateWith { DatafileRollout(it, environment) }

    fun write(): JsonObject {
        val audiences = DatafileAudiences(account.audiences.of(project), experiments, rollouts.values)
        return json(
            "version" to "4",
            "accountId" to project.json["account_id"].number(),
            "projectId" to project.id,
            "sdkKey" to environment.sdkKey,
            "environmentKey" to environment.key,
            "revision" to project.revision.toString(),
            "anonymizeIP" to ((project.json["web_snippet"] as? JsonObject)?.get("ip_anonymization").boolean() == true),
            "botFiltering" to false,
            "attributes" to account.attributes.live().map { json("id" to it.id, "key" to it.json["key"]) },
            "audiences" to audiences.untyped(),
            "typedAudiences" to audiences.typed(),
            "events" to account.events.live().map(::event),
            "experiments" to experiments.filter { groups.groupOf(it) == null }.map(experimentWriter::write),
            "groups" to groups.write(experimentWriter::write),
            "featureFlags" to features.map(::featureFlag),
            "rollouts" to rollouts.values.map { it.write() },
        )
    }

    private fun event(event: Item): JsonObject {
        val measuring = experiments.filter { experiment -> experiment.json.objects("metrics").any { it.counts(event.id) } }
        return json("id" to event.id, "key" to event.json["key"], "experimentIds" to measuring.map { it.id })
    }

    private fun JsonObject.counts(event: String): Boolean =
        this["event_id"].number() == event || objects("metrics").any { it.counts(event) }

    private fun featureFlag(feature: Item): JsonObject = json(
        "id" to feature.id,
        "key" to feature.json["key"],
        "rolloutId" to rollouts.getValue(feature).id,
        "experimentIds" to experiments.filter { it.json["feature_id"].number() == feature.id }.map { it.id },
        "variables" to feature.liveVariables().map(::variable),
    )

    private fun variable(variable: JsonObject): JsonObject {
        val subType = if (variable.text("type") == "json") json("subType" to "json") else json()
        val type = if (subType.isEmpty()) variable["type"] else JsonPrimitive("string")
        val own = json(
            "id" to variable["id"].number(),
            "key" to variable["key"],
            "type" to type,
            "defaultValue" to variable["default_value"],
        )
        return JsonObject(own + subType)
    }

    private fun <T : Item> List<T>.live() = filter { it.project === project && !it.json.isArchived() }
}

internal fun JsonObject.isArchived(): Boolean = this["archived"].boolean() == true || text("status") == "archived"

/** The digits of a number, as a datafile has ids. */
internal fun JsonElement?.number(): String? = (orAbsent() as? JsonPrimitive)?.takeUnless { it.isString }?.content

/** Variables of this feature that SDKs know. */
internal fun Item.liveVariables(): List<JsonObject> = json.objects("variables").filterNot { it.isArchived() }

/** What [values], by the keys of this feature's variables, put in the place of default values. */
internal fun Item.overrides(values: JsonElement?): List<JsonObject> = liveVariables().mapNotNull { variable ->
    val value = (values as? JsonObject)?.get(variable.text("key")) as? JsonPrimitive
    value?.let { json("id" to variable["id"].number(), "value" to it.content) }
}

/**
 * Which part of a range of 10,000 goes to whom: each of [shares] follows upon the one before, and all of them are shrunk to [whole]. What
 * goes to nobody is under an empty name.
 */
internal fun allocation(shares: List<Pair<String, Long>>, whole: Long = WHOLE): List<JsonObject> {
    val ends = shares.runningFold(0L) { end, (_, share) -> end + share }.drop(1)
    return shares.zip(ends) { (entity, _), end -> json("entityId" to entity, "endOfRange" to end * whole / WHOLE) }
}

internal const val WHOLE = 10_000L
