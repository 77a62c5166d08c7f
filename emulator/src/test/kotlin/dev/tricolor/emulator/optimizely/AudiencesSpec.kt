package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith

private const val GOLD = """["or", {"type":"custom_attribute","name":"plan","value":"gold","match_type":"exact"}]"""

internal class AudiencesSpec : FunSpec({
    val shop = shop()
    val api = shop.api

    fun create(vararg members: Pair<String, Any>) =
        api.post("audiences", json("project_id" to shop.project.toLong(), *members).toString())

    test("conditions come back as the server writes them") {
        val made = create("name" to "Gold", "conditions" to GOLD)
        made.status shouldBe 201
        val written = """["or", {"match_type": "exact", "name": "plan", "type": "custom_attribute", "value": "gold"}]"""
        made.body.string("conditions") shouldBe written
        made.body.string("experiment_count") shouldBe "0"
        api.get("audiences/${made.id()}").body shouldBe made.body
        val odd = """["or",{"type":"custom_attribute","name":"a \"b\", \u00e9: c","value":1.50}]"""
        api.patch("audiences/${made.id()}", json("conditions" to odd).toString()).body.string("conditions") shouldBe
            """["or", {"name": "a \"b\", é: c", "type": "custom_attribute", "value": 1.50}]"""
    }

    test("a change leaves the rest alone; there is no deletion, but archived ones can be left out of a list") {
        val project = shop.project("custom")
        val ids = listOf("a", "b").map { api.post("audiences", """{"name":"$it","project_id":$project}""").id() }
        val put = api.patch("audiences/${ids[0]}", """{"archived":true,"is_classic":true}""")
        listOf("archived", "is_classic", "name", "conditions").map { put.body.string(it) } shouldContainExactly
            listOf("true", "false", "a", "[]")
        api.get("audiences?project_id=$project").json.names() shouldContainExactly listOf("a", "b")
        api.get("audiences?project_id=$project&archived=false").json.names() shouldContainExactly listOf("b")
        api.get("audiences?project_id=$project&archived=true").json.names() shouldContainExactly listOf("a")
        api.get("audiences?project_id=$project&for_journey=true").json.names() shouldBe emptyList()
        api.get("audiences?project_id=$project&archived=maybe").status shouldBe 400
        api.delete("audiences/${ids[0]}").status shouldBe 405
    }

    context("what is wrong is refused by its member") {
        withData(
            nameFn = { it.first.toString() },
            mapOf("conditions" to "[") to "conditions",
            mapOf("conditions" to """["not"]""") to "conditions",
            mapOf("conditions" to """["or",{"name":"plan"}]""") to "conditions",
            mapOf("conditions" to 7) to "conditions",
            mapOf("segmentation" to "no") to "segmentation",
            mapOf("name" to "") to "name",
        ) { (members, member) -> create(*members.toList().toTypedArray()).shouldRefuse(member) }

        test("which is named once") {
            create("conditions" to "[").body.string("message") shouldStartWith "conditions: is "
        }
    }
})
