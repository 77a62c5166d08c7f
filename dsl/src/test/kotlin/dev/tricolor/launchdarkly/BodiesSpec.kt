package dev.tricolor.launchdarkly

import dev.tricolor.JsonPatch
import dev.tricolor.Place
import dev.tricolor.changed
import dev.tricolor.places
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.element
import io.kotest.property.checkAll
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** What each operation that takes a body is sent. */
private val SENT: Map<String, List<KSerializer<*>>> = mapOf(
    "postFeatureFlag" to listOf(LaunchDarklyFlag),
    "patchFeatureFlag" to listOf(SemanticPatch, PatchWithComment, MergePatchWithComment, JsonPatch),
    "copyFeatureFlag" to listOf(FlagCopy),
    "patchExpiringTargets" to listOf(SemanticPatch),
    "patchExpiringUserTargets" to listOf(SemanticPatch),
    "postMetric" to listOf(Metric),
    "patchMetric" to listOf(JsonPatch),
    "postProject" to listOf(NewProject),
    "patchProject" to listOf(JsonPatch),
    "postEnvironment" to listOf(NewEnvironment),
    "patchEnvironment" to listOf(JsonPatch),
    "createExperiment" to listOf(NewExperiment),
    "patchExperiment" to listOf(SemanticPatch),
    "createIteration" to listOf(NewIteration),
    "getContextInstanceSegmentsMembershipByEnv" to listOf(ContextInstance),
    "putExperimentationSettings" to listOf(ExperimentationSettings),
    "putFlagDefaultsByProject" to listOf(FlagDefaults),
    "patchFlagDefaultsByProject" to listOf(JsonPatch),
    "postMigrationSafetyIssues" to listOf(SemanticPatch),
    "createMetricGroup" to listOf(NewMetricGroup),
    "patchMetricGroup" to listOf(JsonPatch),
    "postSegment" to listOf(NewSegment),
    "patchSegment" to listOf(SemanticPatch, PatchWithComment, MergePatchWithComment, JsonPatch),
    "updateBigSegmentContextTargets" to listOf(BigSegmentTargets),
    "updateBigSegmentTargets" to listOf(BigSegmentTargets),
    "patchExpiringTargetsForSegment" to listOf(SemanticPatch),
    "patchExpiringUserTargetsForSegment" to listOf(SemanticPatch),
)

/** As people write them: in any order, with nulls, with numbers as they like, with fields and words that nobody here knows. */
private val BODIES: List<Pair<KSerializer<*>, String>> = listOf(
    LaunchDarklyFlag to """{"name":"Dark mode","key":"dark-mode","clientSideAvailability":{"usingMobileKey":true,"usingEnvironmentId":true},
        "variations":[{"value":1.50,"name":"a"},{"value":{"b":null}},{"value":1e3}],"defaults":{"onVariation":0.0,"offVariation":1},
        "customProperties":{"jira":{"name":"Jira","value":["A-1"]}},"maintainerId":null,"temporary":false}""",
    LaunchDarklyFlag to """{"key":"move","purpose":"migration","migrationSettings":{"stageCount":6,"contextKind":"device"}}""",
    JsonPatch to """[{"op":"replace","path":"/description","value":null},{"value":0.10,"path":"/a~1b","op":"test"},{"op":"dance"}]""",
    JsonPatch to """[]""",
    PatchWithComment to """{"comment":"why","patch":[{"op":"add","path":"/tags/-","value":"x"}]}""",
    MergePatchWithComment to """{"merge":{"environments":{"production":{"on":true,"offVariation":null}}},"comment":"why"}""",
    FlagCopy to """{"comment":"c","excludedActions":["updateOn","updateMoods"],"source":{"key":"a","currentVersion":9007199254740993},
        "target":{"key":"b"}}""",
    NewExperiment to """{"name":"Shorter","description":"d","maintainerId":"569fdeadbeef1644facecafe","key":"shorter","iteration":{
        "hypothesis":"h","canReshuffleTraffic":true,"metrics":[{"key":"m","isGroup":true,"primary":true}],
        "primarySingleMetricKey":"m","primaryFunnelKey":"f","treatments":[{"name":"t","baseline":true,"allocationPercent":"10",
        "parameters":[{"flagKey":"flag","variationId":"v"}]}],"flags":{"flag":{"ruleId":"r","flagConfigVersion":12,
        "notInExperimentVariationId":"v"}},"randomizationUnit":"user","reallocationFrequencyMillis":2592000000,"attributes":["os"]},
        "holdoutId":"h","tags":[],"methodology":"tarot","analysisConfig":{"bayesianThreshold":"10"},"dataSource":"excel","type":"mab"}""",
    NewIteration to """{"hypothesis":"h","metrics":[],"treatments":[],"flags":{}}""",
    ExperimentationSettings to
        """{"randomizationUnits":[{"randomizationUnit":"user","default":true,"standardRandomizationUnit":"user"}]}""",
    Metric to """{"key":"m","kind":"custom","isNumeric":true,"unit":"USD","eventKey":"paid","successCriteria":"HigherThanBaseline",
        "tags":["a"],"filters":{"type":"group","op":"and","values":[{"type":"eventProperty","op":"in","values":[1.0]},"x"],
        "negate":false},"eventDefault":{"disabled":false,"value":0},"windowEndOffset":604800000,"denominator":{"eventName":"seen"}}""",
    Metric to """{"kind":"click","key":"c","selector":".buy","urls":[{"kind":"substring","substring":"/shop"},{"kind":"smell"}]}""",
    NewMetricGroup to """{"name":"Funnel","kind":"funnel","maintainerId":"","tags":[],"metrics":[{"key":"a","nameInGroup":"1"}]}""",
    NewSegment to """{"name":"Beta","key":"beta","unbounded":false,"unboundedContextKind":"device","tags":null,"description":""}""",
    BigSegmentTargets to """{"included":{"add":["a"],"remove":[]},"excluded":{"remove":["b"]},"ignored":{"add":["c"]}}""",
    ContextInstance to """{"kind":"multi","user":{"key":"u","address":{"street":"s"},"age":30.0},"device":{"key":"d"}}""",
    ContextInstance to """{"key":"u","jobFunction":"doctor"}""",
    NewProject to """{"name":"Web","key":"web","environments":[{"name":"P","key":"p","color":"f5a623","defaultTtl":5,
        "source":{"key":"t","version":3}}],"namingConvention":{"case":"kebabCase","prefix":"x-"},"tags":["b","a"]}""",
    NewEnvironment to """{"color":"DADBEE","key":"e","name":"E","critical":true,"approvalSettings":{"required":true}}""",
    FlagDefaults to """{"tags":["t"],"temporary":true,"booleanDefaults":{"trueDisplayName":"Yes","falseDisplayName":"No",
        "trueDescription":"","falseDescription":"","onVariation":0,"offVariation":1},
        "defaultClientSideAvailability":{"usingMobileKey":true,"usingEnvironmentId":false}}""",
    NewContextKind to """{"name":"Device","description":"d","hideInTargeting":false,"archived":false,"version":1}""",
    NewHoldout to """{"name":"H","key":"h","randomizationunit":"user","attributes":["os"],"holdoutamount":"10","primarymetrickey":"m",
        "metrics":[{"key":"m","isGroup":false}],"prerequisiteflagkey":"f","maintainerId":"x"}""",
    NewHoldout to "{}",
    Layer to """{"key":"l","name":"L","description":"d"}""",
)

/** Values that a sloppy reader would spell anew. */
private val UNKNOWN =
    listOf("null", "1.0", "1e3", "-0", "9223372036854775807", "123456789012345678901234567890", "0.10", "\"\\u00e9\\/\"", "[{}]")
        .map(Json::parseToJsonElement)

internal class BodiesSpec : FunSpec({
    context("a body is read, and written as it was") {
        withData(nameFn = { (type, text) -> "${type.javaClass.name} $text" }, BODIES) { (type, text) ->
            type.readsBack(Json.parseToJsonElement(text))
        }
    }

    test("so is one with fields that nobody knows, anywhere") {
        val bodies = BODIES.map { (type, text) -> type to Json.parseToJsonElement(text) }
            .filter { (_, body) -> body.objects().isNotEmpty() }
        checkAll(2_000, Arb.element(bodies), Arb.element(UNKNOWN)) { (type, body), unknown ->
            val place = body.objects().random(randomSource().random)
            type.readsBack(body.changed(place) { JsonObject(it as JsonObject + ("nobodyKnows" to unknown)) })
        }
    }

    test("every body that the vendor describes has a model").config(enabledOrReasonIf = { Described.told("BodiesSpec") }) {
        val described = Described.bodies()
        described.keys shouldBe SENT.keys
        described.forEach { (id, bodies) ->
            val types = SENT.getValue(id)
            withClue(id) {
                bodies.size shouldBe types.size
                types.zip(bodies).forEach { (type, body) -> type.readsBack(body) }
            }
        }
    }
})

private fun JsonElement.objects(): List<List<Any>> =
    (listOf(Place(emptyList(), this)) + places()).filter { it.value is JsonObject }.map { it.path }

@Suppress("UNCHECKED_CAST") // What a type has read it can write.
private fun KSerializer<*>.readsBack(json: JsonElement) {
    val type = this as KSerializer<Any>
    Json.encodeToString(type, Json.decodeFromString(type, json.toString())) shouldBe json.toString()
}
