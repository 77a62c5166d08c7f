package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

internal class EventsSpec : FunSpec({
    val shop = shop()
    val api = shop.api
    val path = "projects/${shop.project}/custom_events"

    test("a custom event has a name and a category, said or not") {
        val made = api.post(path, """{"key":"add_to_cart","event_properties":[{"name":"price","data_type":"number"}]}""")
        made.status shouldBe 201
        made.body.string("name") shouldBe "add_to_cart"
        made.body.string("category") shouldBe "other"
        made.body.string("project_id") shouldBe shop.project
        api.get("events/${made.id()}").body shouldBe made.body
        api.post(path, """{"key":"add_to_cart"}""").shouldRefuse("key")
    }

    test("a change leaves the rest alone, and a deletion puts away") {
        val made = api.post(path, """{"key":"buy","category":"purchase"}""")
        val changed = api.patch("$path/${made.id()}", """{"key":"bought","event_type":"custom","description":"d"}""")
        listOf("key", "category", "description", "name").map { changed.body.string(it) } shouldContainExactly
            listOf("bought", "purchase", "d", "buy")
        repeat(2) { api.delete("$path/${made.id()}").status shouldBe 204 }
        api.get("events/${made.id()}").body.string("archived") shouldBe "true"
    }

    test("an event is changed in its own project only, and listed there") {
        val made = api.post(path, """{"key":"mine"}""")
        val elsewhere = shop.project("custom")
        api.patch("projects/$elsewhere/custom_events/${made.id()}", "{}").status shouldBe 404
        api.delete("projects/$elsewhere/custom_events/${made.id()}").status shouldBe 404
        api.get("events?project_id=$elsewhere").keys() shouldBe emptyList()
        api.get("events?project_id=${shop.project}&include_classic=true").keys().contains("mine") shouldBe true
        api.get("events?project_id=${shop.project}&include_classic=1").status shouldBe 400
        api.get("events/7").status shouldBe 404
        api.get("$path/${made.id()}").status shouldBe 405
    }

    context("what is wrong is refused by its member") {
        withData(
            """{}""" to "key",
            """{"key":"a:b"}""" to "key",
            """{"key":"k","category":"dance"}""" to "category",
            """{"key":"k","event_type":"click"}""" to "event_type",
            """{"key":"k","event_properties":[{"name":"n","data_type":"date"}]}""" to "event_properties[0].data_type",
            """{"key":"k","event_properties":[{"data_type":"number"}]}""" to "event_properties[0].name",
        ) { (body, member) -> api.post(path, body).shouldRefuse(member) }
    }
})
