package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.PayloadBuilder
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonPrimitive

private class Wrong(val builder: PayloadBuilder, vararg val problems: String)

internal class ProjectItemsSpec : FunSpec({
    context("what cannot be is refused, all of it") {
        val long = "x".repeat(65)
        withData(
            nameFn = { it.builder.payload },
            Wrong(
                AttributeBuilder(0, "a/b").name(" "),
                "name: is blank",
                "project_id: is 0, must be positive",
                "key: is \"a/b\", must be 1 to 64 letters, digits, spaces, '_', '-' and '.'",
            ),
            Wrong(AttributeUpdateBuilder(), "says nothing, must change something"),
            Wrong(
                EventBuilder(long).eventProperty("a", EventPropertyType.STRING).eventProperty("a", EventPropertyType.NUMBER)
                    .eventProperty("", EventPropertyType.BOOLEAN),
                "key: is \"$long\", must be 1 to 64 letters, digits, spaces, '_', '-' and '.'",
                "event_properties[1].name: is \"a\" again",
                "event_properties[2].name: is blank",
            ),
            Wrong(EventUpdateBuilder().key(""), "key: is \"\", must be 1 to 64 letters, digits, spaces, '_', '-' and '.'"),
            Wrong(
                EnvironmentBuilder(7, "my env", ""),
                "name: is blank",
                "key: is \"my env\", must be 1 to 64 letters, digits, '_' and '-'",
            ),
            Wrong(EnvironmentUpdateBuilder(), "says nothing, must change something"),
            Wrong(
                GroupBuilder(7, "g").experiment(1, 10_001).experiment(1, -1).campaign(1, 1).experiment(0, 0),
                "entities[0].weight: is 10001, must be 0 to 10000 (basis points)",
                "entities[1].weight: is -1, must be 0 to 10000 (basis points)",
                "entities[1].id: is 1 again",
                "entities[3].id: is 0, must be positive",
                "entities: have weights of 10001, must have at most 10000",
            ),
            Wrong(
                GroupBuilder(7, "g").apply { field("entities", JsonPrimitive(7)) },
                "entities: is 7, must be a list",
            ),
            Wrong(GroupUpdateBuilder(), "says nothing, must change something"),
        ) { wrong ->
            val failure = shouldThrow<InvalidPayloadException> { wrong.builder.build() }
            failure.problems.map { it.toString() } shouldContainExactly wrong.problems.toList()
        }
    }

    test("keys of attributes and events may have spaces and dots, those of environments may not") {
        AttributeBuilder(7, "a b-c_d.e").build().toString() shouldBe """{"project_id":7,"key":"a b-c_d.e"}"""
        EventBuilder("a b.c").build().toString() shouldBe """{"key":"a b.c"}"""
        EnvironmentBuilder(7, "a-b_c", "A").build().toString() shouldBe """{"project_id":7,"key":"a-b_c","name":"A"}"""
    }

    test("a group takes over what another one has, and can be emptied") {
        val group = Group.fromJson("""{"id":1,"entities":[{"id":2,"kind":"Experiment","weight":5000,"new":1}]}""")
        GroupUpdateBuilder().entities(group.entities).experiment(3, 5_000).build().toString() shouldBe
            """{"entities":[{"id":2,"kind":"Experiment","weight":5000,"new":1},{"id":3,"kind":"Experiment","weight":5000}]}"""
        GroupUpdateBuilder().entities(emptyList()).build().toString() shouldBe """{"entities":[]}"""
    }

    context("what is not known yet is read, and kept") {
        withData(
            nameFn = { it.first.javaClass.name.substringAfterLast('.').substringBefore('$') },
            Attribute to """{"id":9007199254740993,"condition_type":"mood","new":1.50}""",
            Event to """{"id":1,"event_type":"dance","event_properties":[{"name":"n","data_type":"date"}],"page_id":null}""",
            Environment to """{"id":1,"datafile":{"revision":2.0,"new":{}},"priority":3}""",
            Group to """{"id":1,"entities":[{"id":2,"kind":"Layer"}]}""",
        ) { (type, text) -> type.fromJson(text).toJson() shouldBe text }
    }

    test("what the vendor spells in a way of its own is read as what it is") {
        Attribute.fromJson("""{"id":1,"condition_type":"mood"}""").conditionType shouldBe AttributeConditionType.of("mood")
        val event = Event.fromJson("""{"id":1,"event_type":"classic_click","event_properties":[{"name":"n","data_type":"date"}]}""")
        event.eventType shouldBe EventType.of("classic_click")
        event.eventProperties.single().dataType shouldBe EventPropertyType.of("date")
        Environment.fromJson("""{"id":1,"datafile":{"revision":2.0}}""").datafile?.revision shouldBe 2
        Group.fromJson("""{"id":1,"entities":[{"id":2,"kind":"Layer"}]}""").entities.single().kind shouldBe GroupEntityKind.of("Layer")
    }
})
