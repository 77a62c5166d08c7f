package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.documents
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of an exclusion group, new or not. */
public abstract class GroupFields<Self : GroupFields<Self>> internal constructor(payload: String) : ItemFields<Self>(payload) {
    /**
     * Adds an experiment.
     *
     * @param weight which share of the group's visitors it gets, in basis points; all shares together are at most 10,000
     */
    public fun experiment(experimentId: Long, weight: Int): Self = entity(GroupEntityKind.EXPERIMENT, experimentId, weight)

    /**
     * Adds a campaign.
     *
     * @param weight which share of the group's visitors it gets, in basis points; all shares together are at most 10,000
     */
    public fun campaign(campaignId: Long, weight: Int): Self = entity(GroupEntityKind.CAMPAIGN, campaignId, weight)

    /** Adds all of [entities], such as those of another group. With none of them, and nothing else added, the group is emptied. */
    public fun entities(entities: Collection<GroupEntity>): Self = adding(entities.map { it.json })

    private fun entity(kind: GroupEntityKind, id: Long, weight: Int): Self = adding(
        listOf(JsonObject(mapOf("id" to JsonPrimitive(id), "kind" to JsonPrimitive(kind.value), "weight" to JsonPrimitive(weight)))),
    )

    private fun adding(entities: List<JsonElement>): Self = self().apply {
        fields["entities"] = JsonArray((fields["entities"] as? JsonArray).orEmpty() + entities)
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        val entities = json.documents("entities", ::GroupEntity)
        entities.forEachIndexed { index, entity ->
            problems.requireId("entities[$index].id", entity.id)
            problems.requireShare("entities[$index].weight", entity.weight)
            val isFirst = entities.indexOfFirst { it.id == entity.id && it.kind == entity.kind } == index
            problems.require(isFirst, "entities[$index].id") { "is ${entity.id} again" }
        }
        val sum = entities.sumOf { (it.weight ?: 0).toLong() }
        problems.require(sum <= OptimizelyLimits.WHOLE, "entities") { "have weights of $sum, must have at most ${OptimizelyLimits.WHOLE}" }
    }
}

/**
 * Builds a new exclusion group.
 *
 * @param projectId the project that it is to belong to
 * @param name what people call it
 */
public class GroupBuilder(projectId: Long, name: String) : GroupFields<GroupBuilder>("group") {
    init {
        fields["project_id"] = JsonPrimitive(projectId)
        fields["name"] = JsonPrimitive(name)
    }
}

/** Builds a change of an exclusion group: what is not said stays as it is. What is said to be in it replaces all that was. */
public class GroupUpdateBuilder : GroupFields<GroupUpdateBuilder>("group update") {
    /** What people call it. */
    public var name: String by text("name")

    /** Sets [GroupUpdateBuilder.name]. */
    public fun name(name: String): GroupUpdateBuilder = apply { this.name = name }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}
