package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray

internal class AttributesSpec : FunSpec({
    val shop = shop()
    val api = shop.api

    fun create(key: String, project: String = shop.project) = api.post("attributes", """{"key":"$key","project_id":$project}""")

    test("an attribute is named like its key unless somebody says otherwise") {
        val made = create("plan")
        made.status shouldBe 201
        made.body.string("name") shouldBe "plan"
        made.body.keys shouldBe
            setOf("id", "last_modified", "archived", "condition_type", "description", "key", "name", "project_id")
        api.get("attributes/${made.id()}").body shouldBe made.body
    }

    test("a change leaves alone what it does not say, and what cannot be changed") {
        val made = create("old")
        val change = """{"key":"new","project_id":1,"id":2,"condition_type":"custom_dimension","name":null}"""
        val changed = api.patch("attributes/${made.id()}", change)
        changed.status shouldBe 200
        changed.body - "last_modified" shouldBe made.body - "last_modified" + ("key" to changed["key"]!!)
        changed.body.string("key") shouldBe "new"
        create("old").status shouldBe 201
    }

    test("a key is there once in a project, archived or not") {
        val made = create("once")
        create("once").shouldRefuse("key")
        create("once", shop.project("custom")).status shouldBe 201
        val other = create("twice")
        api.patch("attributes/${other.id()}", """{"key":"once"}""").shouldRefuse("key")
        repeat(2) {
            val deletion = api.delete("attributes/${made.id()}")
            deletion.status shouldBe 204
            deletion.text shouldBe ""
        }
        api.get("attributes/${made.id()}").body.string("archived") shouldBe "true"
        create("once").shouldRefuse("key")
        api.patch("attributes/${made.id()}", """{"archived":false}""").body.string("archived") shouldBe "false"
    }

    test("they are listed by project, archived ones too, 25 at a time") {
        val project = shop.project("android")
        repeat(27) { create("a$it", project) }
        api.delete("attributes/${api.get("attributes?project_id=$project").json.jsonArray.first().id()}")
        val first = api.get("attributes?project_id=$project")
        first.keys() shouldContainExactly (0..24).map { "a$it" }
        first.header("Link")!! shouldContain "page=2"
        api.get("attributes?project_id=$project&page=2").keys() shouldContainExactly listOf("a25", "a26")
        api.get("attributes").status shouldBe 400
        api.get("attributes?project_id=x").status shouldBe 400
        api.get("attributes?project_id=1").status shouldBe 404
    }

    context("what is wrong is refused by its member") {
        withData(
            """{"project_id":${shop.project}}""" to "key",
            """{"key":"k"}""" to "project_id",
            """{"key":"k","project_id":1}""" to "project_id",
            """{"key":"k","project_id":"x"}""" to "project_id",
            """{"key":"a/b","project_id":${shop.project}}""" to "key",
            """{"key":"${"x".repeat(65)}","project_id":${shop.project}}""" to "key",
            """{"key":7,"project_id":${shop.project}}""" to "key",
            """{"key":"k","project_id":${shop.project},"archived":"yes"}""" to "archived",
            """{"key":"k","project_id":${shop.project},"name":" "}""" to "name",
        ) { (body, member) -> api.post("attributes", body).shouldRefuse(member) }
    }

    test("what is not there is 404, and all that is wrong is told at once") {
        val answers = listOf(api.get("attributes/7"), api.patch("attributes/7", "{}"), api.delete("attributes/7"))
        answers.map { it.status } shouldBe listOf(404, 404, 404)
        api.post("attributes", """{"key":"","archived":1}""").shouldRefuse("key", "project_id", "archived")
    }
})
