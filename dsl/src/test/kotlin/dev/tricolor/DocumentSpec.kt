package dev.tricolor

import dev.tricolor.launchdarkly.DependentFlag
import dev.tricolor.launchdarkly.ExpiringTargets
import dev.tricolor.launchdarkly.FeatureFlag
import dev.tricolor.launchdarkly.FlagStatusAcrossEnvironments
import dev.tricolor.launchdarkly.FlagStatuses
import dev.tricolor.launchdarkly.LaunchDarklyFlag
import dev.tricolor.launchdarkly.MigrationSafetyIssue
import dev.tricolor.split.ApiKey
import dev.tricolor.split.Attribute
import dev.tricolor.split.Environment
import dev.tricolor.split.Flag
import dev.tricolor.split.FlagSet
import dev.tricolor.split.MatcherType
import dev.tricolor.split.Restriction
import dev.tricolor.split.Segment
import dev.tricolor.split.SegmentDefinition
import dev.tricolor.split.SplitDefinition
import dev.tricolor.split.TrafficType
import dev.tricolor.split.User
import dev.tricolor.split.Workspace
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private val CAPTURED = listOf<Pair<DocumentType<*>, String>>(
    Workspace to """{"name":"Default","type":"workspace","id":"ws-1","organizationIdentifier":"o","requiresTitleAndComments":false}""",
    Environment to """{"id":"env-9","type":"environment","name":"stage","changePermissions":{"areApprovalsRequired":true,"editors":null,
        "approvalSkippableBy":[{"id":"g-1","name":"Administrators","type":"group"}]},"dataExportPermissions":{},
        "creationTime":1658765348027,
        "apiTokens":[{"name":"server-side","type":"api_key","id":"k-2","apiKeyType":"sdk"}]}""",
    TrafficType to """{"id":"tt-1","name":"user","displayAttributeId":""}""",
    Flag to """{"id":"fl-1","name":"f","description":"d","trafficType":{"id":"tt-1","name":"user"},"creationTime":1645214274838,
        "rolloutStatus":{"id":"rs-1","name":"Pre-Production"},"tags":null,"owners":[{"id":"g","type":"group"}]}""",
    Attribute to """{"id":"someAttr","organizationId":"org-1","trafficTypeId":"tt-1","displayName":"Some Attribute","description":"d",
        "dataType":"STRING","isSearchable":true,"suggestedValues":["A","B"]}""",
    FlagSet to """{"id":"fs-1","name":"mobile","description":null,"workspace":{"id":"ws-1","type":"WORKSPACE"},
        "createdAt":"2026-11-21T09:51:00Z","type":"FLAG_SET"}""",
    Segment to """{"name":"friendly","description":"d","trafficType":{"id":"t","name":"account"},"creationTime":1,"tags":[{"name":"a"}]}""",
    SegmentDefinition to """{"name":"friendly","environment":{"id":"e","name":"P"},"creationTime":1646150507341}""",
    ApiKey to """{"id":"k","name":"n","type":"api_key","apiKeyType":"admin","roles":["API_ADMIN","NEW"],"createdAt":1646150507341,
        "organization":{"id":"o","type":"organization"},"createdBy":{"type":"user","id":"u","name":"u"},"workspace":null,
        "environments":[{"type":"environment","id":"e"}]}""",
    User to """{"id":"u","type":"user","name":"email","email":"email@address.com","status":"PENDING","2fa":false,
        "groups":[{"id":"g","type":"group"}]}""",
    Restriction to """{"id":"r","type":"restriction","resource":{"id":"w","name":"w","type":"workspace"},"operations":{"view":true},
        "resourcePermissions":{"view":[{"id":"g","name":"Administrators","type":"group"},{"id":"k","type":"api_key"}]}}""",
    SplitDefinition to """{"id":"fl-1","name":"n","environment":{"id":"env-2","name":"S"},"trafficType":{"id":"tt-1"},"killed":false,
        "treatments":[{"name":"on"},{"name":"off","keys":["one"],"segments":["qa"],"configurations":"{\"color\":\"blue\"}"}],
        "defaultTreatment":"off","baselineTreatment":"off","trafficAllocation":100,
        "rules":[{"buckets":[{"treatment":"on","size":100}],"condition":{"combiner":"AND","matchers":[
            {"type":"IN_SEGMENT","string":"employees"},{"type":"BETWEEN_NUMBER","attribute":"a","between":{"from":1,"to":2}},
            {"type":"IN_SPLIT","depends":{"splitName":"o","treatment":"on"},"negate":true},{"type":"FUTURE","number":1.50}]}}],
        "defaultRule":[{"treatment":"on","size":50},{"treatment":"off","size":50}],"flagSets":[{"id":"fs","type":"FLAG_SET"}],
        "creationTime":1645220815555,"lastUpdateTime":1645220815555}""",
    FeatureFlag to """{"name":"Checkout","kind":"boolean","description":"d","key":"checkout","_version":3,"creationDate":1718956465000,
        "includeInSnippet":true,"clientSideAvailability":{"usingMobileKey":true,"usingEnvironmentId":false},
        "variations":[{"_id":"v-0","value":true,"name":"On","valueHash":"h"},{"_id":"v-1","value":{"a":[1.50,null]},"description":"d"}],
        "temporary":true,"tags":["beta"],"_links":{"self":{"href":"/api/v2/flags/web/checkout","type":"application/json"}},
        "maintainerId":"569f183514f4432160000007","_maintainer":{"_id":"m","email":"e","role":"admin","firstName":"A","_links":{}},
        "maintainerTeamKey":"team-1","_maintainerTeam":{"key":"team-1","name":"Team","_links":{}},"goalIds":["g"],
        "experiments":{"baselineIdx":0,"items":[]},"customProperties":{"jira":{"name":"Jira","value":["A-1"]}},"archived":false,
        "archivedDate":1718956465000,"deprecated":false,"deprecatedDate":1718956465000,"defaults":{"onVariation":0,"offVariation":1},
        "_purpose":"migration","migrationSettings":{"contextKind":"user","stageCount":6},
        "environments":{"production":{"on":true,"archived":false,"salt":"s","sel":"t","lastModified":1718956465000,"version":7,
            "targets":[{"values":["u"],"variation":0,"contextKind":"user"}],
            "contextTargets":[{"values":["o"],"variation":1,"contextKind":"organization"}],
            "rules":[{"_id":"r","disabled":false,"variation":0,"clauses":[{"_id":"c","attribute":"country","op":"in","values":["ES",1,true],
                "contextKind":"user","negate":false}],"trackEvents":false,"description":"d","ref":"x"},
                {"clauses":[],"trackEvents":true,"rollout":{"variations":[{"variation":0,"weight":60000,"_untracked":true},
                    {"variation":1,"weight":40000}],"experimentAllocation":{"defaultVariation":1,"canReshuffle":true},
                    "seed":9007199254740993,"bucketBy":"key","contextKind":"user"}}],
            "fallthrough":{"variation":0},"offVariation":1,"prerequisites":[{"key":"other","variation":0}],
            "_site":{"href":"/web/production/features/checkout","type":"text/html"},"_access":{"allowed":[],"denied":[]},
            "_environmentName":"Production","trackEvents":false,"trackEventsFallthrough":false,"_debugEventsUntilDate":1718956465000,
            "_summary":{"variations":{"0":{"rules":1,"nullRules":0,"targets":2,"contextTargets":0,"isFallthrough":true,"isOff":true,
                "rollout":60000,"bucketBy":"key"}},"prerequisites":0},
            "evaluation":{"contextKinds":["user"]},"migrationSettings":{"checkRatio":1}}}}""",
    LaunchDarklyFlag to """{"key":"k","name":"n","description":"d","variations":[{"value":1},{"value":2,"name":"two"}],"temporary":false,
        "defaults":{"onVariation":0,"offVariation":1},"tags":["a"],"purpose":"holdout","migrationSettings":{"stageCount":6},
        "clientSideAvailability":{"usingEnvironmentId":true,"usingMobileKey":false},"customProperties":{"c":{"name":"C","value":["x"]}},
        "maintainerId":"m","maintainerTeamKey":"t","initialPrerequisites":[{"key":"o","variationId":"v"}],"isFlagOn":true,
        "environments":{"test":{"on":true,"fallthrough":{"rollout":{"variations":[{"variation":0,"weight":100000}]}}}}}""",
    FlagStatuses to """{"_links":{"self":{"href":"/api/v2/flag-statuses/web/test"}},"items":[{"name":"launched","default":null,
        "lastRequested":"2020-02-05T18:17:01.514Z","_links":{"self":{"href":"/api/v2/flag-statuses/web/test/checkout"}}}]}""",
    FlagStatusAcrossEnvironments to """{"key":"checkout","environments":{"test":{"name":"new","default":{"a":1}}},"_links":{}}""",
    ExpiringTargets to """{"items":[{"_id":"e","_version":1,"expirationDate":1718956465000,"contextKind":"user","contextKey":"u",
        "variationId":"v","targetType":"included","_resourceId":{"kind":"flag","projectKey":"p","environmentKey":"e","key":"k"}}],
        "totalInstructions":2,"successfulInstructions":1,"failedInstructions":1,
        "errors":[{"instructionIndex":1,"message":"no such target"}],"_links":{}}""",
    DependentFlag to """{"key":"k","name":"n","environments":[{"key":"e","name":"E","_links":{},"_site":{"href":"h","type":"t"}}],
        "_links":{},"_site":{"href":"h","type":"t"}}""",
    MigrationSafetyIssue to """{"causingRuleId":"r","affectedRuleIds":["fallthrough"],"issue":"i","oldSystemAffected":true}""",
)

private val ANYTHING = listOf(
    JsonNull, JsonPrimitive(true), JsonPrimitive(12345678901234567), JsonPrimitive("text"),
    JsonArray(listOf(JsonNull, JsonObject(emptyMap()))), JsonObject(mapOf("nested" to JsonNull)),
)

/** Every object in [element], changed by [change] one at a time. */
private fun variants(element: JsonElement, change: (JsonObject) -> JsonObject): List<JsonElement> = when (element) {
    is JsonObject -> listOf(change(element)) +
        element.flatMap { (key, value) -> variants(value, change).map { JsonObject(element + (key to it)) } }
    is JsonArray -> element.indices.flatMap { index ->
        variants(element[index], change).map { JsonArray(element.toMutableList().apply { set(index, it) }) }
    }
    is JsonPrimitive -> emptyList()
}

private fun <T : Document> DocumentType<T>.roundTrip(json: JsonElement) =
    Json.encodeToJsonElement(this, Json.decodeFromJsonElement(this, json))

internal class DocumentSpec : FunSpec({
    context("nothing that the vendor said is lost: any key, anywhere, and any optional null") {
        withData(nameFn = { it.second.take(40) }, CAPTURED) { (type, text) ->
            val captured = Json.parseToJsonElement(text)
            type.roundTrip(captured) shouldBe captured
            checkAll(20, Arb.string(0..12), arbitrary { ANYTHING[it.random.nextInt(ANYTHING.size)] }) { key, value ->
                variants(captured) { if (key in it) it else JsonObject(it + ("x$key" to value)) }.forEach { type.roundTrip(it) shouldBe it }
            }
        }
    }

    test("the order of keys and the spelling of numbers stay") {
        val text = """{"zeta":1.50,"name":"n","alpha":1e3,"id":"i"}"""
        Json.encodeToString(Workspace, Workspace.fromJson(text)) shouldBe text
    }

    test("a whole number is one however it is spelled, and keeps its spelling") {
        val text = """{"trafficAllocation":5.0e1,"creationTime":1.645220815555E12}"""
        SplitDefinition.fromJson(text).trafficAllocation shouldBe 50
        SplitDefinition.fromJson(text).creationTime shouldBe 1645220815555
        SplitDefinition.fromJson(text).toJson() shouldBe text
        listOf("50.5", "1e400", "1e999999999", "9223372036854775808").forEach {
            shouldThrow<SerializationException> { SplitDefinition.fromJson("""{"creationTime":$it}""") }
        }
    }

    test("only what identifies a thing is needed to read it") {
        Flag.fromJson("""{"name":"f"}""").tags shouldBe emptyList()
        shouldThrow<SerializationException> { Flag.fromJson("""{"id":"f"}""") }.message shouldBe "name: is missing, must be text"
    }

    test("a field of another kind is told with its path") {
        shouldThrow<SerializationException> {
            SplitDefinition.fromJson("""{"rules":[{"buckets":[]},{"buckets":[{"treatment":"on","size":"half"}]}]}""")
        }.message shouldBe """rules[1].buckets[0].size: is "half", must be a whole number"""
        shouldThrow<SerializationException> { SplitDefinition.fromJson("""{"rules":{}}""") }.message shouldBe "rules: is {}, must be a list"
        shouldThrow<SerializationException> { SplitDefinition.fromJson("[]") }
    }

    test("documents are equal when class and JSON are, and print as what they are") {
        Flag.fromJson("""{"name":"f"}""") shouldBe Flag.fromJson("""{ "name" : "f" }""")
        Flag.fromJson("""{"name":"f"}""") shouldNotBe Segment.fromJson("""{"name":"f"}""")
        Flag.fromJson("""{"name":"f"}""").toString() shouldBe """Flag{"name":"f"}"""
    }

    test("an open enum compares by its text, known or not") {
        MatcherType.of("IN_SEGMENT") shouldBe MatcherType.IN_SEGMENT
        MatcherType.of("NEW") shouldBe MatcherType.of("NEW")
        MatcherType.of("NEW").hashCode() shouldBe MatcherType.of("NEW").hashCode()
        MatcherType.of("NEW").toString() shouldBe "NEW"
    }
})
