package dev.tricolor.emulator.optimizely

import com.optimizely.ab.config.DatafileProjectConfig
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.maps.shouldContainKeys
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import com.optimizely.ab.Optimizely as Sdk

private const val USERS = 2_000
private val REQUIRED = arrayOf(
    "accountId", "projectId", "version", "revision", "experiments", "groups", "events", "attributes", "audiences",
)

private val QUIET = listOf(OptimizelyDecideOption.DISABLE_DECISION_EVENT)

private fun PlantedProject.sdk(environment: String = "Production"): Sdk =
    Sdk.builder().withDatafile(datafile(environment).toString()).build()

private fun Sdk.decide(flag: String, attributes: Map<String, Any> = emptyMap(), user: String = "u") =
    createUserContext(user, attributes).decide(flag, QUIET)

/** Which variation of [experiment] how many users see; null is none. */
private fun Sdk.shares(experiment: String): Map<String?, Int> =
    (1..USERS).groupingBy { getVariation(experiment, "user $it", emptyMap<String, Any>())?.key }.eachCount()

private fun variations(first: Int, second: Int, more: String = "") =
    """[{"variation_id":11,"key":"a","weight":$first$more},{"variation_id":12,"key":"b","weight":$second}]"""

private fun JsonElement.only(list: String): JsonElement = member(list)!!.jsonArray.single()

/** The judge is the vendor's own SDK. */
internal class DatafileWriterSpec : FunSpec({
    test("an empty project is a datafile already") {
        val datafile = PlantedProject().datafile()
        datafile.shouldContainKeys(*REQUIRED)
        DatafileProjectConfig.Builder().withDatafile(datafile.toString()).build().version shouldBe "4"
        PlantedProject().sdk().isValid shouldBe true
    }

    test("an experiment gives each variation its share of those who are in it") {
        val shop = PlantedProject()
        shop.experiment(
            """{"id":10,"key":"e","status":"running","traffic_allocation":5000,"audience_conditions":"everyone",
                "variations":${variations(2_500, 7_500)},"whitelist":[{"user_id":"Ada","variation_id":12}]}""",
        )
        val shares = shop.sdk().shares("e")
        shares.getValue(null).shouldBeBetween(900, 1_100)
        shares.getValue("a").shouldBeBetween(200, 300)
        shares.getValue("b").shouldBeBetween(650, 850)
        shop.sdk().getVariation("e", "Ada", emptyMap<String, Any>())?.key shouldBe "b"
        shop.datafile().only("experiments").member("trafficAllocation").toString() shouldBe
            """[{"entityId":"11","endOfRange":1250},{"entityId":"12","endOfRange":5000}]"""
    }

    test("a holdback is kept out; a paused variation keeps its range, and nobody sees it") {
        val shop = PlantedProject()
        shop.experiment(
            """{"id":10,"key":"e","status":"running","holdback":2000,"variations":${variations(5_000, 5_000, ""","status":"paused"""")}}""",
        )
        shop.datafile().only("experiments").member("trafficAllocation").toString() shouldBe
            """[{"entityId":"","endOfRange":4000},{"entityId":"12","endOfRange":8000}]"""
        shop.sdk().shares("e").keys shouldBe setOf(null, "b")
    }

    test("each environment has its own status, whatever the case of its key; what is archived is not told") {
        val shop = PlantedProject()
        val variations = """"variations":${variations(5_000, 5_000)}"""
        shop.experiment(
            """{"id":10,"key":"e","status":"not_started","environments":{"development":{"status":"running"}},$variations}""",
        )
        shop.experiment("""{"id":20,"key":"p","status":"paused",$variations}""")
        shop.experiment("""{"id":30,"key":"gone","status":"archived",$variations}""")
        fun statuses(environment: String) =
            shop.datafile(environment)["experiments"]!!.jsonArray.associate { it.string("key") to it.string("status") }
        statuses("Production") shouldContainExactly mapOf("e" to "Not started", "p" to "Paused")
        statuses("Development") shouldContainExactly mapOf("e" to "Running", "p" to "Not started")
        shop.sdk("Production").shares("e").keys shouldBe setOf(null)
        shop.sdk("Development").shares("e").keys shouldBe setOf("a", "b")
    }

    test("audiences let in whom they mean, typed or not, archived or not where they are in use") {
        val shop = PlantedProject()
        shop.attribute(1, "plan")
        shop.audience(100, """["or", {"name": "plan", "type": "custom_attribute", "value": "gold"}]""", json("archived" to true))
        shop.audience(200, """["or", {"match_type": "ge", "name": "age", "type": "custom_attribute", "value": 18}]""")
        shop.audience(300, "[]", json("archived" to true))
        shop.audience(400, "[]")
        shop.audience(500, """{"type": "location", "value": "US"}""")
        fun experiment(id: Int, conditions: String) = shop.experiment(
            json("id" to id, "key" to "e$id", "status" to "running", "audience_conditions" to conditions).toString().dropLast(1) +
                ""","variations":${variations(5_000, 5_000)}}""",
        )
        experiment(10, """["or",{"audience_id":100},{"audience_id":200}]""")
        experiment(20, """["and",{"audience_id":100},["not",{"audience_id":200}]]""")
        experiment(30, """["or",{"audience_id":500}]""")
        val sdk = shop.sdk()
        fun seen(experiment: String, vararg attributes: Pair<String, Any>) =
            sdk.getVariation(experiment, "u", attributes.toMap()) != null
        listOf(
            seen("e10"), seen("e10", "plan" to "gold"), seen("e10", "age" to 18),
            seen("e20", "plan" to "gold", "age" to 17), seen("e20", "plan" to "gold", "age" to 18), seen("e30", "plan" to "gold"),
        ) shouldContainExactly listOf(false, true, true, true, false, false)

        val datafile = shop.datafile()
        datafile["audiences"]!!.jsonArray.map { it.string("id") } shouldContainExactly listOf("100", "400", "\$opt_dummy_audience")
        datafile["typedAudiences"]!!.jsonArray.map { it.toString() } shouldContainExactly listOf(
            """{"id":"200","name":"audience 200","conditions":["or",{"match":"ge","name":"age","type":"custom_attribute","value":18}]}""",
            """{"id":"500","name":"audience 500","conditions":{"type":"location","value":"US"}}""",
        )
        datafile["experiments"]!!.jsonArray.map { it.member("audienceIds").toString() } shouldContainExactly
            listOf("""["100","200"]""", """["${'$'}opt_dummy_audience"]""", """["500"]""")
    }

    test("a feature test switches the feature, and puts values in the place of the default ones") {
        val shop = PlantedProject()
        shop.feature(
            """{"id":50,"key":"f","variables":[
                {"id":1,"key":"text","type":"string","default_value":"x"},{"id":2,"key":"more","type":"json","default_value":"{\"a\":1}"},
                {"id":3,"key":"old","type":"integer","default_value":"1","archived":true}]}""",
        )
        shop.experiment(
            """{"id":10,"key":"e","status":"running","feature_id":50,"variations":[
                {"variation_id":11,"key":"on","weight":10000,"feature_enabled":true,"variable_values":{"text":"y","old":"2"}}]}""",
        )
        val decision = shop.sdk().decide("f")
        decision.enabled shouldBe true
        decision.ruleKey to decision.variationKey shouldBe ("e" to "on")
        decision.variables.toMap() shouldBe mapOf("text" to "y", "more" to mapOf("a" to 1))
        shop.datafile().only("featureFlags").member("variables").toString() shouldBe
            """[{"id":"1","key":"text","type":"string","defaultValue":"x"},""" +
            """{"id":"2","key":"more","type":"string","defaultValue":"{\"a\":1}","subType":"json"}]"""
    }

    test("a rollout is for those whom its rule means, as many of them as it says, in its environment") {
        val shop = PlantedProject()
        shop.audience(100, """["or", {"name": "plan", "type": "custom_attribute", "value": "gold"}]""")
        shop.feature(
            """{"id":50,"key":"f","variables":[{"id":1,"key":"text","type":"string","default_value":"x"}],"environments":{
                "Production":{"rollout_rules":[
                    {"enabled":true,"percentage_included":2500,"audience_ids":[100],"variable_values":{"text":"y"}}]},
                "Development":{"rollout_rules":[{"enabled":false,"percentage_included":10000,"audience_conditions":"everyone"}]}}}""",
        )
        fun on(environment: String, attributes: Map<String, Any>) =
            shop.sdk(environment).let { sdk -> (1..USERS).map { sdk.decide("f", attributes, "user $it") }.filter { it.enabled } }
        val gold = on("Production", mapOf("plan" to "gold"))
        gold.size.shouldBeBetween(400, 600)
        gold.map { it.variables.toMap() }.toSet() shouldBe setOf(mapOf("text" to "y"))
        on("Production", mapOf("plan" to "iron")).size shouldBe 0
        on("Development", emptyMap()).size shouldBe 0
    }

    test("of the experiments of a group a user sees one at most, each of them as often as its weight says") {
        val shop = PlantedProject()
        listOf(10, 20).forEach {
            val variation = """{"variation_id":${it + 1},"key":"v","weight":10000}"""
            shop.experiment("""{"id":$it,"key":"e$it","status":"running","variations":[$variation]}""")
        }
        shop.experiment("""{"id":30,"key":"free","status":"running","variations":${variations(5_000, 5_000)}}""")
        val entities = listOf(10 to 2_000, 99 to 1_000, 20 to 6_000)
            .joinToString { (id, weight) -> """{"id":$id,"kind":"Experiment","weight":$weight}""" }
        shop.group("""{"id":70,"name":"g","entities":[$entities]}""")
        val sdk = shop.sdk()
        fun sees(user: Int, experiment: String) = sdk.getVariation(experiment, "user $user", emptyMap<String, Any>()) != null
        val seen = (1..USERS).map { user -> listOf("e10", "e20").filter { sees(user, it) } }
        seen.count { it == listOf("e10") }.shouldBeBetween(330, 470)
        seen.count { it == listOf("e20") }.shouldBeBetween(1_100, 1_300)
        seen.count { it.size > 1 } shouldBe 0
        shop.datafile().only("experiments").string("key") shouldBe "free"
    }

    test("events know who measures them") {
        val shop = PlantedProject()
        shop.event(1, "buy")
        shop.event(2, "look")
        shop.experiment(
            """{"id":10,"key":"e","status":"running","variations":${variations(5_000, 5_000)},
                "metrics":[{"aggregator":"ratio","metrics":[{"event_id":1,"aggregator":"sum"}]}]}""",
        )
        shop.datafile()["events"]!!.jsonArray.map { it.string("key") to it.member("experimentIds").toString() } shouldContainExactly
            listOf("buy" to """["10"]""", "look" to "[]")
    }
})
