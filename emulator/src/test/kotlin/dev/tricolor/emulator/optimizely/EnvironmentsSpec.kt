package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

internal class EnvironmentsSpec : FunSpec({
    val shop = shop()
    val api = shop.api

    fun create(key: String, project: String = shop.project) =
        api.post("environments", """{"key":"$key","name":"E","project_id":$project}""")

    test("a project has two environments at first, the first of which is primary; one for the web has none") {
        val project = shop.project("ios")
        shop.environments(project).map { it.string("key") to it.string("is_primary") } shouldContainExactly
            listOf("Production" to "true", "Development" to "false")
        shop.environments(shop.project("web")) shouldBe emptyList()
    }

    test("an environment tells where its datafile is") {
        val made = create("staging")
        made.status shouldBe 201
        val datafile = made["datafile"]!!
        val sdkKey = datafile.string("sdk_key")
        datafile.string("url") shouldBe "${shop.emulator.url}/datafiles/$sdkKey.json"
        val text = shop.cdn.get("$sdkKey.json")
        datafile.string("latest_file_size") shouldBe text.text.encodeToByteArray().size.toString()
        datafile.string("revision") shouldBe text.body.string("revision")
        api.get("environments/${made.id()}").body shouldBe made.body
        api.get("environments/${made.id()}/datafile").text shouldBe text.text
        shop.environments().map { it.member("datafile").string("sdk_key") }.toSet().size shouldBe 3
    }

    test("keys are the same in capitals and without, and there once in a project") {
        val project = shop.project("custom")
        create("production", project).shouldRefuse("key")
        val made = create("qa", project)
        api.patch("environments/${made.id()}", """{"key":"DEVELOPMENT"}""").shouldRefuse("key")
        api.patch("environments/${made.id()}", """{"key":"QA","is_primary":true}""").body.let {
            it.string("key") to it.string("is_primary") shouldBe ("QA" to "false")
        }
        create("qa", project).shouldRefuse("key")
        create("a b", project).shouldRefuse("key")
        api.post("environments", "{}").shouldRefuse("key", "name", "project_id")
    }

    test("a deletion puts away") {
        val made = create("gone")
        repeat(2) { api.delete("environments/${made.id()}").status shouldBe 204 }
        api.get("environments/${made.id()}").body.string("archived") shouldBe "true"
        api.get("environments/7/datafile").status shouldBe 404
        made.body.string("archived") shouldNotBe "true"
    }
})
