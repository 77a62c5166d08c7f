package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.constant
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val LINKS = """"_links":{"self":{"href":"/api/v2/x","type":"application/json"}}"""

private const val ENVIRONMENT = """{$LINKS,"_id":"64","key":"e","name":"E","apiKey":"sdk-canary","mobileKey":"mob-canary","color":"417505",
    "defaultTtl":5,"secureMode":true,"defaultTrackEvents":false,"requireComments":true,"confirmChanges":false,"tags":["a"],"critical":true,
    "_access":{"denied":[],"allowed":[]},
    "approvalSettings":{"required":true,"bypassApprovalsForPendingChanges":false,"minNumApprovals":1,"canReviewOwnRequest":false,
        "canApplyDeclinedChanges":true,"autoApplyApprovedChanges":false,"serviceKind":"launchdarkly","serviceConfig":{"a":1},
        "requiredApprovalTags":[],"serviceKindConfigurationId":"s"},
    "resourceApprovalSettings":{"segment":{"required":false,"requiredApprovalTags":["t"]}}}"""

private const val PROJECT = """{$LINKS,"_id":"63","key":"p","name":"P","includeInSnippetByDefault":false,"tags":["a"],
    "defaultClientSideAvailability":{"usingMobileKey":true,"usingEnvironmentId":false},"defaultReleasePipelineKey":"r",
    "environments":{"totalCount":1,"items":[$ENVIRONMENT]}}"""

private const val EXPERIMENT =
    """{"key":"x","name":"X","environmentId":"64","environmentKey":"e","creationDate":1,"archivedDate":2,$LINKS}"""

private const val METRIC = """{$LINKS,"_id":"62","_versionId":"v","_version":3,"key":"m","name":"M","kind":"custom","description":"d",
    "category":"c","tags":["a"],"isNumeric":true,"eventKey":"e","selector":"s","urls":[{"kind":"exact","url":"u"}],"traceQuery":"q",
    "traceValueLocation":"l","successCriteria":"HigherThanBaseline","unit":"ms","analysisUnits":["user"],"randomizationUnits":["user"],
    "unitAggregationType":"sum","analysisType":"percentile","percentileValue":95,"eventDefault":{"disabled":false,"value":0.5},
    "filters":{"type":"group","op":"and","values":[{"type":"eventProperty","attribute":"a","op":"in","values":[1,"b"],"negate":true}],
        "negate":false,"contextKind":"user"},"windowStartOffset":0,"windowEndOffset":2592000000,"winsorLowerPercentile":0.5,
    "winsorUpperPercentile":99.5,"winsorIncludeImputed":true,"winsorExcludeImputed":false,
    "denominator":{"eventName":"n","isNumeric":false,"unitAggregationType":"count_distinct","unitAggregationField":"f",
        "dataSource":{"key":"k"},"filters":{"type":"contextAttribute","op":"in","values":[],"negate":false},"windowStartOffset":1,
        "windowEndOffset":2,"winsorLowerPercentile":1,"winsorUpperPercentile":2,"winsorIncludeImputed":true,"winsorExcludeImputed":true},
    "dataSource":{"key":"k","environmentKey":"e","_name":"n","_integrationKey":"snowflake"},"maintainerId":"569f",
    "_maintainer":{"_id":"569f","email":"a@b","role":"owner","firstName":"A","lastName":"B",$LINKS},"_creationDate":1,
    "lastModified":{"date":"2026-01-01T00:00:00Z"},"lastSeen":5,"archived":true,"archivedAt":6,"isActive":true,"_attachedFlagCount":1,
    "_attachedFeatures":[{"key":"f","name":"F",$LINKS}],"experimentCount":1,"metricGroupCount":1,"activeExperimentCount":1,
    "activeGuardedRolloutCount":1,"experiments":[$EXPERIMENT],"metricGroups":[{"key":"g","name":"G","kind":"funnel",$LINKS}],
    "lastUsedInExperiment":$EXPERIMENT,"lastUsedInGuardedRollout":{"_id":"r","flagKey":"f","flagName":"F","flagPurpose":"p",
        "environmentKey":"e","environmentName":"E","status":"s","creationDate":7,$LINKS},"_access":{"denied":[],"allowed":[]}}"""

private const val GROUP = """{$LINKS,"_id":"61","key":"g","name":"G","kind":"funnel","description":"d","tags":[],"metrics":[{"key":"m",
    "_versionId":"v","name":"M","nameInGroup":"Step","kind":"click","isNumeric":false,"unitAggregationType":"sum","analysisType":"mean",
    "eventKey":"e","analysisUnits":["user"],"randomizationUnits":["user"],$LINKS}],"maintainer":{"key":"569f","kind":"member",
    "_member":{"_id":"569f"},"_team":{"key":"t","name":"T"}},"_version":1,"_creationDate":1,"_lastModified":2,
    "experiments":[$EXPERIMENT],"experimentCount":1,"activeExperimentCount":1,"activeGuardedRolloutCount":0,
    "_access":{"denied":[],"allowed":[]}}"""

private const val HOLDOUT = """{"_id":"60","key":"h","name":"H","status":"running","description":"d","holdoutAmount":"5","isDirty":true,
    "createdAt":1,"updatedAt":2,"baseExperiment":{"key":"b"},"experiments":[{"key":"x","name":"X"}],"relatedExperiments":[{"key":"x"}]}"""

private val CAPTURED: Map<DocumentType<*>, String> = mapOf(
    Environment to ENVIRONMENT,
    Project to PROJECT,
    FlagDefaults to """{$LINKS,"key":"k","tags":["a"],"temporary":true,"defaultClientSideAvailability":{"usingMobileKey":true},
        "booleanDefaults":{"trueDisplayName":"a","falseDisplayName":"b","trueDescription":"c","falseDescription":"d","onVariation":0,
        "offVariation":1}}""",
    Metric to METRIC,
    MetricGroup to GROUP,
    ContextKind to """{$LINKS,"key":"user","name":"User","description":"","version":1,"creationDate":1,"lastModified":2,"lastSeen":3,
        "createdFrom":"auto-add","hideInTargeting":false,"archived":false}""",
    ContextKindPut to """{"status":"created",$LINKS}""",
    Holdout to HOLDOUT,
    Layer to """{"key":"l","name":"L","description":"d","createdAt":1,"randomizationUnit":"user","environments":{"e":{"reservations":[
        {"experimentKey":"x","flagKey":"f","reservationPercent":20}]}}}""",
)

private fun parsed(text: String) = Json.parseToJsonElement(text) as JsonObject

private fun <T : Document> DocumentType<T>.roundTrip(json: JsonElement) =
    Json.encodeToJsonElement(this, Json.decodeFromJsonElement(this, json))

private val ANYTHING: Arb<JsonElement> = Arb.choice(
    Arb.constant(JsonNull),
    Arb.boolean().map { JsonPrimitive(it) },
    Arb.long().map { JsonPrimitive(it) },
    Arb.string(0..8).map { JsonPrimitive(it) },
)

internal class SurroundingsSpec : FunSpec({
    context("what is read is written back as it was, whatever is added to it") {
        withData(nameFn = { (type, _) -> type.javaClass.name.removeSuffix("\$Companion") }, CAPTURED.entries.toList()) { (type, text) ->
            val json = parsed(text)
            type.roundTrip(json) shouldBe json
            checkAll(50, Arb.string(1..8), ANYTHING) { name, value ->
                val more = JsonObject(json + ("x-$name" to value))
                type.roundTrip(more) shouldBe more
            }
        }
    }

    context("every field but the key may be null or missing, and none may be of another kind") {
        withData(nameFn = { (type, _) -> type.javaClass.name.removeSuffix("\$Companion") }, CAPTURED.entries.toList()) { (type, text) ->
            val json = parsed(text)
            val optional = json.keys - "key"
            type.of(JsonObject(json.filterKeys { it == "key" }))
            optional.forEach { type.of(JsonObject(json + (it to JsonNull))) }
            optional.forEach { name ->
                val wrong = JsonPrimitive(if (json.getValue(name) is JsonPrimitive) "\u0000" else "text")
                val strings = (json.getValue(name) as? JsonPrimitive)?.isString == true
                val broken = JsonObject(json + (name to if (strings) JsonObject(emptyMap()) else wrong))
                shouldThrow<SerializationException> { type.of(broken) }.message shouldContain name
            }
        }
    }

    test("values from the future are kept, and numbers of milliseconds are whole") {
        val metric = Metric.fromJson(METRIC.replace("\"custom\"", "\"dream\"").replace("HigherThanBaseline", "Both"))
        metric.kind shouldBe MetricKind.of("dream")
        metric.successCriteria shouldBe SuccessCriteria.of("Both")
        metric.windowEndOffset shouldBe 2_592_000_000
        metric.denominator?.unitAggregationType shouldBe UnitAggregationType.COUNT_DISTINCT
        metric.filters?.members?.single()?.negate shouldBe true
        MetricGroup.fromJson(GROUP).let {
            it.metrics.single().nameInGroup shouldBe "Step"
            it.maintainer?.team?.key shouldBe "t"
        }
        Holdout.fromJson(HOLDOUT.replace("running", "paused")).status shouldBe HoldoutStatus.of("paused")
    }

    test("SDK keys do not print, wherever they stand") {
        val changed = Project.fromJson("""{"key":"p","environments":[$ENVIRONMENT]}""")
        listOf(Environment.fromJson(ENVIRONMENT), Project.fromJson(PROJECT), changed).forEach {
            "$it" shouldNotContain "canary"
            it.toJson() shouldContain "canary"
        }
    }
})
