package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.optimizely.Conditions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
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
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val EXPERIMENT = """{"id":10834392320,"project_id":1234,"percentage_included":10000,"display_goal_order_lst":[7,8],
    "is_multivariate":false,"variation_ids":[800227656,800227657],"status":"Not started","url_conditions":[{"index":0,
    "match_type":"simple","created":"2014-04-12T19:10:53.806640Z","value":"https://example.com","last_modified":"2014","negate":false}],
    "description":"Home page","last_modified":"2014-04-12T19:10:53.806650Z","activation_mode":"immediate","details":"h",
    "conditional_code":"true","custom_css":"","created":"2014-04-12T19:10:53.588450Z","custom_js":"","primary_goal_id":7,
    "experiment_type":"ab","shareable_results_link":"https://example.com/r","edit_url":"https://example.com/","audience_ids":[5]}"""

private const val ROW = """"variation_id":"925781903_1","variation_name":"A,B","goal_id":820360058,"goal_name":"Engagement",
    "baseline_id":"924521605","begin_time":"2014-07-25T20:30:00Z","end_time":"2014-07-25T20:38:09Z","visitors":853,"conversions":204,
    "conversion_rate":0.239,"status":"inconclusive","improvement":0.014,"difference":0.014,"is_revenue":false,"revenue":1.5,
    "revenue_per_visitor":0.002"""

private const val STAT = """{$ROW,"statistical_significance":0.631,"difference_confidence_interval_min":0.008,
    "difference_confidence_interval_max":0.020,"visitors_until_statistically_significant":100}"""

private const val GOAL = """{"id":543071054,"project_id":547944643,"title":"Clicks","description":"d","goal_type":0,"archived":false,
    "addable":true,"is_editable":true,"experiment_ids":[561450169],"event":"nav","selector":".nav > a","target_to_experiments":true,
    "target_urls":["https://a"],"target_url_match_types":[4],"urls":["https://b"],"url_match_types":[3],
    "created":"2014-01-09T23:47:51.042343Z","last_modified":"2014-12-08T12:33:27.045543ZZ"}"""

private const val AUDIENCE = """{"description":"People from Canada","project_id":1234,"id":567,"name":"Canadians","created":"2014-05-24",
    "conditions":"[\"and\", {\"type\":\"browser\", \"value\":\"gc\"}, {\"type\":\"query\", \"name\":\"utm_campaign\", \"value\":\"true\"}]",
    "last_modified":"2014-06-10T22:12:21.707170Z","segmentation":false,"archived":false}"""

private val CAPTURED: Map<DocumentType<*>, String> = mapOf(
    Project to """{"id":1234,"account_id":123456789,"code_revision":12,"project_name":"P","project_status":"Active","created":"2014",
        "last_modified":"2014","library":"jquery-1.6.4-trim","include_jquery":false,"js_file_size":23693,"project_javascript":"f()",
        "enable_force_variation":false,"exclude_disabled_experiments":false,"exclude_names":true,"ip_anonymization":false,
        "ip_filter":"1.2.3.4","socket_token":"s","dcp_service_id":3}""",
    Experiment to EXPERIMENT,
    ExperimentResult to """{$ROW,"confidence":0.631}""",
    ExperimentStat to STAT,
    Schedule to """{"status":"ACTIVE","start_time":"2015-01-01T08:00:00Z","stop_time":"2015-01-02T08:00:00Z","experiment_id":1,"id":2}""",
    Variation to """{"is_paused":false,"description":"V","weight":5000,"created":"2014","section_id":4,"js_component":"alert(1);",
        "experiment_id":854484703,"project_id":859720118,"id":859611684}""",
    Goal to GOAL,
    Audience to AUDIENCE,
    Dimension to """{"name":"D","last_modified":"2015","client_api_name":"d","project_id":1234,"id":5678,"description":"x"}""",
    UploadedList to """{"name":"List_1","description":"d","list_type":2,"key_fields":"user_id","id":123,"project_id":456,"account_id":789,
        "format":"csv"}""",
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

private val JsonObject.identity: String get() = if ("variation_id" in this) "variation_id" else "id"

internal class ClassicDocumentsSpec : FunSpec({
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

    context("every field but the id may be null or missing, and none may be of another kind") {
        withData(nameFn = { (type, _) -> type.javaClass.name.removeSuffix("\$Companion") }, CAPTURED.entries.toList()) { (type, text) ->
            val json = parsed(text)
            val identity = json.identity
            val optional = json.keys - identity
            type.of(JsonObject(json.filterKeys { it == identity }))
            optional.forEach { type.of(JsonObject(json + (it to JsonNull))) }
            shouldThrow<SerializationException> { type.of(JsonObject(json - identity)) }.message shouldContain identity
            (json.keys - "conditions").forEach { name ->
                val strings = (json.getValue(name) as? JsonPrimitive)?.isString == true
                val broken = JsonObject(json + (name to if (strings) JsonObject(emptyMap()) else JsonPrimitive("text")))
                shouldThrow<SerializationException> { type.of(broken) }.message shouldContain name
            }
        }
    }

    test("ids are longer than 32 bits, and times are kept as they were written") {
        val experiment = Experiment.fromJson(EXPERIMENT)
        experiment.id shouldBe 10_834_392_320
        experiment.variationIds shouldContainExactly listOf(800227656, 800227657)
        experiment.urlConditions.single().matchType shouldBe UrlMatchType.SIMPLE
        Goal.fromJson(GOAL).lastModified shouldBe "2014-12-08T12:33:27.045543ZZ"
        Goal.fromJson(GOAL.replace("543071054", "9007199254740993")).id shouldBe 9_007_199_254_740_993
    }

    test("values from the future are kept") {
        Experiment.fromJson(EXPERIMENT.replace("Not started", "Dreaming")).status shouldBe ExperimentStatus.of("Dreaming")
        Goal.fromJson(GOAL.replace("\"goal_type\":0", "\"goal_type\":17")).goalType shouldBe GoalType.of(17)
        Goal.fromJson(GOAL).run { goalType to targetUrlMatchTypes } shouldBe (GoalType.CLICK to listOf(GoalUrlMatchType.SUBSTRING))
        Goal.fromJson(GOAL.replace("[4]", "[9]")).targetUrlMatchTypes.single().number shouldBe 9
        ExperimentStat.fromJson(STAT.replace("inconclusive", "vanished")).status shouldBe OutcomeStatus.of("vanished")
    }

    test("the visitors that are still needed are read by either of their names") {
        val other = "visitors_until_significance"
        ExperimentStat.fromJson(STAT).visitorsUntilSignificance shouldBe 100
        ExperimentStat.fromJson(STAT.replace("visitors_until_statistically_significant", other)).visitorsUntilSignificance shouldBe 100
        ExperimentStat.fromJson(STAT.dropLast(1) + ""","$other":7}""").visitorsUntilSignificance shouldBe 100
    }

    context("conditions never fail a read") {
        test("they are a tree, and the text that it came as") {
            val audience = Audience.fromJson(AUDIENCE)
            audience.conditionsJson?.take(7) shouldBe """["and","""
            audience.conditions shouldBe dev.tricolor.optimizely.conditions { browser("gc") and query("utm_campaign", "true") }
        }

        test("nobody is nobody") {
            Audience.fromJson("""{"id":1,"conditions":"[]"}""").conditions shouldBe Conditions.fromJson("[]")
            Audience.fromJson("""{"id":1}""").conditions.shouldBeNull()
            Audience.fromJson("""{"id":1,"conditions":null}""").run { conditions ?: conditionsJson }.shouldBeNull()
        }

        withData(nameFn = { it.take(30) }, "\"not JSON\"", "\"[5]\"", "17", "\"${"[".repeat(100_000)}\"") { text ->
            val audience = Audience.fromJson("""{"id":1,"conditions":$text}""")
            audience.conditions.shouldBeNull()
            audience.conditionsJson shouldBe text.trim('"')
        }

        test("they may come as they are, and not in text") {
            val leaf = """{"type":"browser","value":"gc"}"""
            Audience.fromJson("""{"id":1,"conditions":["and",$leaf]}""").conditions?.simplified() shouldBe Conditions.fromJson(leaf)
        }
    }

    test("a list in which there is something else is told by its place") {
        val broken = JsonObject(parsed(EXPERIMENT) + ("audience_ids" to JsonArray(listOf(JsonPrimitive(1), JsonPrimitive("2")))))
        shouldThrow<SerializationException> { Experiment.of(broken) }.message shouldBe "audience_ids[1]: is \"2\", must be a whole number"
    }
})
