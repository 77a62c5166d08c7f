package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

internal class GroupsSpec : FunSpec({
    val shop = shop()
    val api = shop.api

    test("a group is made, changed and put away") {
        val made = api.post("groups", """{"name":"Home","project_id":${shop.project}}""")
        made.status shouldBe 201
        made["entities"].toString() shouldBe "[]"
        val changed = api.patch("groups/${made.id()}", """{"name":"Front","project_id":7,"entities":[]}""")
        changed.body.string("name") to changed.body.string("project_id") shouldBe ("Front" to shop.project)
        repeat(2) { api.delete("groups/${made.id()}").status shouldBe 204 }
        api.get("groups/${made.id()}").body.string("archived") shouldBe "true"
        api.get("groups?project_id=${shop.project}").json.names() shouldBe listOf("Front")
        api.get("groups/7").status shouldBe 404
    }

    test("what is wrong is refused by its member") {
        fun create(entities: String) = api.post("groups", """{"name":"G","project_id":${shop.project},"entities":$entities}""")
        api.post("groups", "{}").shouldRefuse("name", "project_id")
        create("7").shouldRefuse("entities")
        create("""[{"id":1,"kind":"Experiment","weight":10001}]""").shouldRefuse("entities[0].weight", "entities")
        create("""[{"id":1,"kind":"Page","weight":1}]""").shouldRefuse("entities[0].kind")
        create("""[{"weight":1}]""").shouldRefuse("entities[0].id", "entities[0].kind")
        val half = """{"id":1,"kind":"Experiment","weight":5001}"""
        create("[$half,$half]").shouldRefuse("entities")
        create("""[{"id":1,"kind":"Experiment","weight":1}]""").shouldRefuse("entities[0].id")
    }
})
