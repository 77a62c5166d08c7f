package dev.tricolor.launchdarkly

import dev.tricolor.DocumentType
import dev.tricolor.survivesMutation
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

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

/** Of variations there are not so many. */
private val SMALL = setOf(
    "variation", "onVariation", "offVariation", "defaultVariation", "winningVariationIdx", "weight", "stageCount", "instructionIndex",
)

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

private fun DocumentType<*>.survivesMutation(whole: JsonObject) = survivesMutation(whole, IDENTIFYING, SMALL)
