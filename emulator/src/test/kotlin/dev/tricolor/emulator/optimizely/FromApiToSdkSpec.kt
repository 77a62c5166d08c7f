package dev.tricolor.emulator.optimizely

import com.optimizely.ab.Optimizely
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray

/** What is said over the API is what the vendor's own SDK does. */
internal class FromApiToSdkSpec : FunSpec({
    fun TestShop.create(path: String, body: JsonObject): JsonObject = api.post(path, body.toString()).also { it.status shouldBe 201 }.body

    fun sdk(datafile: String): Optimizely = Optimizely.builder().withDatafile(datafile).build()

    fun TestShop.sdk(): Optimizely = sdk(cdn.get("${datafile().string("sdk_key")}.json").text)

    fun Optimizely.decide(flag: String, vararg attributes: Pair<String, Any>) =
        createUserContext("u", attributes.toMap()).decide(flag, listOf(OptimizelyDecideOption.DISABLE_DECISION_EVENT))

    test("a feature test that is started shows in the SDK, and no longer when it is paused") {
        TestShop().use { shop ->
            val project = shop.project.toLong()
            val gold = """["or", {"type":"custom_attribute","name":"plan","value":"gold"}]"""
            val audience = shop.create("audiences", json("project_id" to project, "name" to "Gold", "conditions" to gold))
            val rule = json("audience_ids" to listOf(audience["id"]), "enabled" to true, "percentage_included" to 10_000)
            val variable = json("key" to "color", "type" to "string", "default_value" to "grey")
            val feature = shop.create(
                "features",
                json(
                    "project_id" to project,
                    "key" to "checkout",
                    "environments" to json("production" to json("rollout_rules" to listOf(rule))),
                    "variables" to listOf(variable),
                ),
            )
            shop.sdk().decide("checkout").enabled shouldBe false
            shop.sdk().decide("checkout", "plan" to "gold").enabled shouldBe true

            val experiment = shop.create(
                "experiments",
                json(
                    "project_id" to project,
                    "type" to "feature",
                    "key" to "red_test",
                    "feature_id" to feature["id"],
                    "variations" to listOf(
                        json("key" to "red", "weight" to 10_000, "feature_enabled" to true, "variable_values" to json("color" to "red")),
                    ),
                ),
            )
            fun seen() = shop.sdk().decide("checkout").let { it.ruleKey to it.variables.toMap()?.get("color") }
            seen().second shouldBe "grey"
            shop.api.patch("experiments/${experiment.id()}?action=start", "{}").status shouldBe 200
            seen() shouldBe ("red_test" to "red")
            shop.api.patch("experiments/${experiment.id()}?action=pause", "{}").status shouldBe 200
            seen().second shouldBe "grey"
            shop.api.get("audiences/${audience.id()}").body.string("experiment_count") shouldBe "0"
        }
    }

    test("an environment that was made later begins with nothing on, and follows its own switches") {
        TestShop().use { shop ->
            val project = shop.project.toLong()
            val feature = shop.create("features", json("project_id" to project, "key" to "checkout"))
            val environment = shop.create("environments", json("project_id" to project, "key" to "qa", "name" to "QA"))
            fun sdk() = sdk(shop.api.get("environments/${environment.id()}/datafile").text)
            sdk().decide("checkout").enabled shouldBe false
            val rules = listOf(json("enabled" to true, "percentage_included" to 10_000))
            val on = json("environments" to json("QA" to json("rollout_rules" to rules)))
            shop.api.patch("features/${feature.id()}", on.toString()).status shouldBe 200
            sdk().decide("checkout").enabled shouldBe true
            shop.sdk().decide("checkout").enabled shouldBe false
        }
    }

    test("experiments of a group exclude each other as soon as they are in it") {
        TestShop().use { shop ->
            val project = shop.project.toLong()
            val variations = listOf(json("key" to "v", "weight" to 10_000))
            val ids = listOf("a", "b").map {
                shop.create("experiments?action=start", json("project_id" to project, "key" to it, "variations" to variations))["id"]
            }
            fun seen() = shop.sdk().let { sdk -> listOf("a", "b").count { sdk.getVariation(it, "u", emptyMap<String, Any>()) != null } }
            seen() shouldBe 2
            val entities = ids.map { json("id" to it, "kind" to "Experiment", "weight" to 5_000) }
            val group = shop.create("groups", json("project_id" to project, "name" to "g", "entities" to entities))
            seen() shouldBe 1
            shop.api.delete("groups/${group.id()}").status shouldBe 204
            seen() shouldBe 2
            shop.environments().first().member("datafile")!!.string("revision") shouldBe shop.sdk().optimizelyConfig!!.revision
            shop.api.get("experiments?project_id=${shop.project}").json.jsonArray.size shouldBe 2
        }
    }
})
