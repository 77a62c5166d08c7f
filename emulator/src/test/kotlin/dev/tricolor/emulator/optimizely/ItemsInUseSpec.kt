package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** What items are to the experiments and features that use them. */
internal class ItemsInUseSpec : FunSpec({
    test("an audience knows how many experiments use it") {
        val shop = PlantedProject()
        shop.audience(100, "[]")
        shop.audience(200, "[]")
        val conditions = listOf("""["and",{"audience_id":100},["not",{"audience_id":100}]]""", """{"audience_id":100}""", "everyone")
        conditions.forEachIndexed { id, said -> shop.experiment(json("id" to id, "audience_conditions" to said).toString()) }
        shop.ask("GET", "audiences?project_id=1").jsonArray.map { it.string("experiment_count") } shouldContainExactly listOf("2", "0")
        shop.ask("GET", "audiences/100").string("experiment_count") shouldBe "2"
    }

    test("a group holds experiments of its own project, and the campaigns that they are in") {
        val shop = PlantedProject()
        shop.experiment("""{"id":10,"key":"a","campaign_id":77}""")
        fun create(kind: String, id: Int) = shop.ask(
            "POST",
            "groups",
            json("name" to "g", "project_id" to 1, "entities" to listOf(json("id" to id, "kind" to kind, "weight" to 10_000))),
        ).jsonObject
        create("Experiment", 10).getValue("entities").toString() shouldBe """[{"id":10,"kind":"Experiment","weight":10000}]"""
        create("Campaign", 77).string("name") shouldBe "g"
        create("Experiment", 77).getValue("messages").toString() shouldBe """{"entities[0].id":"project 1 has no Experiment 77"}"""
    }

    test("features and experiments follow an environment to its new key") {
        val shop = PlantedProject()
        val id = shop.account.environment(shop.project, "production")!!.id
        val environments = """"environments":{"Production":{"status":"running"},"Development":{"status":"paused"}}"""
        val experiment = shop.experiment("""{"id":10,"key":"a","status":"running",$environments}""")
        shop.ask("PATCH", "environments/$id", json("key" to "live", "name" to "Live")).string("key") shouldBe "live"
        experiment.json["environments"]!!.jsonObject.keys.toList() shouldContainExactly listOf("live", "Development")
        shop.datafile("LIVE").string("environmentKey") shouldBe "live"
    }
})
