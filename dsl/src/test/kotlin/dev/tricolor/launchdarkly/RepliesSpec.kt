package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.longOrNull

/** What each operation answers, or has in the `items` of its answer. */
private val ANSWERED: Map<String, DocumentType<*>> = mapOf(
    "getFeatureFlagStatusAcrossEnvironments" to FlagStatusAcrossEnvironments,
    "getFeatureFlagStatuses" to FlagStatuses,
    "getFeatureFlagStatus" to FlagStatus,
    "getFeatureFlags" to FeatureFlag,
    "getFeatureFlag" to FeatureFlag,
    "getDependentFlagsByEnv" to DependentFlag,
    "getDependentFlags" to DependentFlag,
    "getExpiringContextTargets" to ExpiringTargets,
    "patchExpiringTargets" to ExpiringTargets,
    "getMetrics" to Metric,
    "getMetric" to Metric,
    "getProjects" to Project,
    "getProject" to Project,
    "postProject" to Project,
    "getEnvironmentsByProject" to Environment,
    "getEnvironment" to Environment,
    "getExperiments" to Experiment,
    "getExperiment" to Experiment,
    "createIteration" to Iteration,
    "getExperimentationSettings" to ExperimentationSettings,
    "getFlagDefaultsByProject" to FlagDefaults,
    "putFlagDefaultsByProject" to FlagDefaults,
    "postMigrationSafetyIssues" to MigrationSafetyIssue,
    "getMetricGroups" to MetricGroup,
    "getMetricGroup" to MetricGroup,
    "getSegments" to Segment,
    "getSegment" to Segment,
    "getContextInstanceSegmentsMembershipByEnv" to SegmentMembership,
    "getSegmentMembershipForContext" to BigSegmentTarget,
    "getBigSegmentExport" to SegmentExport,
    "getBigSegmentImport" to SegmentImport,
    "getExpiringTargetsForSegment" to ExpiringTargets,
    "getExperimentResultsForMetricGroup" to MetricGroupResults,
    "getExperimentResults" to ExperimentResults,
    "getLegacyExperimentResults" to LegacyExperimentResults,
)

/** What the description leaves out; with everything in it too. */
private val BY_HAND: Map<String, Pair<DocumentType<*>, String>> = mapOf(
    "holdout" to (
        Holdout to """{"_id":"h","key":"k","name":"n","status":"running","description":"d","holdoutAmount":"10","isDirty":true,
            "createdAt":1,"updatedAt":2,"baseExperiment":{"key":"e"},"relatedExperiments":[{"key":"r"}],
            "experiments":[{"key":"x"}],"_links":{"self":{"href":"/h","type":"application/json"}}}"""
        ),
    "layer" to (
        Layer to """{"key":"k","name":"n","description":"d","createdAt":1,"randomizationUnit":"user",
            "environments":{"production":{"reservations":[{"experimentKey":"e","flagKey":"f","reservationPercent":10}]}}}"""
        ),
    "context kind" to (
        ContextKind to """{"key":"k","name":"n","description":"d","version":1,"creationDate":1,"lastModified":2,"lastSeen":3,
            "createdFrom":"default","hideInTargeting":false,"archived":false,"_links":{"parent":{"href":"/c","type":"t"}}}"""
        ),
    "context kind that was put" to (ContextKindPut to """{"status":"success","_links":{"parent":{"href":"/c","type":"t"}}}"""),
)

/** By what the vendor tells one thing from another: nothing else must be there. */
private val IDENTIFYING = setOf("key", "id", "_id", "action", "userKey", "contextKey")

internal class RepliesSpec : FunSpec({
    fun wholes(): Map<String, Pair<DocumentType<*>, JsonObject>> {
        val replies = Described.replies()
        return ANSWERED.mapValues { (id, type) -> type to item(replies.getValue(id), type) }
    }

    context("a reply that is not as documented") {
        withData(nameFn = { it }, BY_HAND.keys) { name ->
            val (type, text) = BY_HAND.getValue(name)
            type.survivesMutation(Json.parseToJsonElement(text).jsonObject)
        }
    }

    test("no reply that the vendor describes is read less kindly").config(enabledOrReasonIf = { Described.told("RepliesSpec") }) {
        wholes().forEach { (id, answered) ->
            withClue(id) { answered.first.survivesMutation(answered.second) }
        }
    }
})

/** A list is fuzzed by its only item. */
private fun item(reply: JsonElement, type: DocumentType<*>): JsonObject = when {
    reply is JsonArray -> reply.first().jsonObject
    type == ExpiringTargets || type == FlagStatuses || "items" !in reply.jsonObject -> reply.jsonObject
    else -> reply.jsonObject.getValue("items").jsonArray.first().jsonObject
}

/** Reads [whole] with each field missing, null, new, unknown or spelled in another way, and writes back what it has read. */
private fun DocumentType<*>.survivesMutation(whole: JsonObject) {
    readsBack(whole)
    whole.places().forEach { place ->
        withClue(place.path.joinToString(".")) { survivesMutation(whole, place) }
    }
}

private fun DocumentType<*>.survivesMutation(whole: JsonObject, place: Place) {
    val value = place.value
    val name = place.path.last()
    val absences = listOfNotNull(
        whole.changed(place.path) { null },
        // A list has no place for nothing: its indexes may mean something.
        whole.changed(place.path) { JsonNull }.takeIf { name is String },
    )
    if (name in IDENTIFYING) absences.forEach(::isToldOrRead) else absences.forEach(::readsBack)
    when {
        value is JsonObject -> {
            readsBack(whole.changed(place.path) { JsonObject(value + ("fromTheFuture" to value)) })
            isToldOrRead(whole.changed(place.path) { JsonObject(emptyMap()) })
        }
        value is JsonArray -> readsBack(whole.changed(place.path) { JsonArray(emptyList()) })
        value is JsonPrimitive && value.isString -> readsBack(whole.changed(place.path) { JsonPrimitive("from-the-future") })
        value is JsonPrimitive && value.longOrNull != null -> {
            readsBack(whole.changed(place.path) { Json.parseToJsonElement("50.0") })
            // Of variations there are not so many.
            if (name !in SMALL) readsBack(whole.changed(place.path) { JsonPrimitive(Long.MAX_VALUE) })
        }
    }
}

private val SMALL = setOf(
    "variation", "onVariation", "offVariation", "defaultVariation", "winningVariationIdx", "weight", "stageCount", "instructionIndex",
)

private fun DocumentType<*>.isToldOrRead(json: JsonElement) = try {
    readsBack(json)
} catch (told: SerializationException) {
    told.message.orEmpty() shouldEndWith ": is missing, must be text"
}

@Suppress("UNCHECKED_CAST") // What a type has read it can write.
private fun DocumentType<*>.readsBack(json: JsonElement) {
    val text = json.toString()
    Json.encodeToString(this as DocumentType<Document>, fromJson(text)) shouldBe text
}

internal class Place(val path: List<Any>, val value: JsonElement)

internal fun JsonElement.places(path: List<Any> = emptyList()): List<Place> = when (this) {
    is JsonObject -> entries.flatMap { (name, value) -> listOf(Place(path + name, value)) + value.places(path + name) }
    is JsonArray -> flatMapIndexed { index, value -> listOf(Place(path + index, value)) + value.places(path + index) }
    else -> emptyList()
}

/** This with another value at [path]; with none where [change] gives null. */
internal fun JsonElement.changed(path: List<Any>, change: (JsonElement) -> JsonElement?): JsonElement {
    if (path.isEmpty()) return change(this) ?: JsonNull
    val rest = path.drop(1)
    fun of(value: JsonElement) = if (rest.isEmpty()) change(value) else value.changed(rest, change)
    return when (this) {
        is JsonObject -> JsonObject(mapNotNull { (name, value) -> (if (name == path[0]) of(value) else value)?.let { name to it } }.toMap())
        is JsonArray -> JsonArray(mapIndexedNotNull { index, value -> if (index == path[0]) of(value) else value })
        else -> this
    }
}
