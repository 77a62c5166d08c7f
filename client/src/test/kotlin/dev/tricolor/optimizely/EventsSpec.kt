package dev.tricolor.optimizely

import dev.tricolor.NotFoundException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class EventsSpec : FunSpec({
    test("a custom event is made, found, changed and put away") {
        onOptimizely {
            val project = fullStack().id
            val made = optimizely.events.create(project, "add_to_cart") {
                category(EventCategory.ADD_TO_CART).eventProperty("price", EventPropertyType.NUMBER)
            }
            asked shouldBe "POST projects/$project/custom_events"
            said shouldBe
                """{"key":"add_to_cart","category":"add_to_cart","event_properties":[{"name":"price","data_type":"number"}]}"""
            made.eventType shouldBe EventType.CUSTOM
            made.eventProperties.single().dataType shouldBe EventPropertyType.NUMBER

            optimizely.events.find(project, "add_to_cart") shouldBe made
            optimizely.events.find(project, "buy").shouldBeNull()

            val changed = optimizely.events.update(project, made.id) { name = "Into the cart" }
            asked shouldBe "PATCH projects/$project/custom_events/${made.id}"
            changed.category shouldBe EventCategory.ADD_TO_CART

            repeat(2) { optimizely.events.archive(project, made.id) }
            asked shouldBe "DELETE projects/$project/custom_events/${made.id}"
            optimizely.events.get(made.id).archived shouldBe true
            shouldThrow<NotFoundException> { optimizely.events.archive(fullStack().id, made.id) }
        }
    }

    test("those of the classic platform come when they are asked for") {
        runTest {
            val page = """[{"id":7,"event_type":"classic_click","is_classic":true}]"""
            val scripted = ScriptedOptimizely(this, handler = { request ->
                status(200, if (request.url.encodedPath.endsWith("events")) page else """{"id":7}""")(request)
            })
            scripted.optimizely.events.listAll(3) { includeClassic(true).perPage(10) }.map { it.eventType }.toList() shouldContainExactly
                listOf(EventType.of("classic_click"))
            scripted.optimizely.events.get(7, includeClassic = true)
            scripted.optimizely.events.get(7)
            scripted.lines shouldContainExactly listOf(
                "GET events?project_id=3&include_classic=true&per_page=10&page=1",
                "GET events/7?include_classic=true",
                "GET events/7",
            )
        }
    }
})
