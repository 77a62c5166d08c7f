package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.optimizely.OptimizelyConditions.attribute
import dev.tricolor.optimizely.OptimizelyConditions.browser
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal class AudienceSpec : FunSpec({
    test("an audience is said in one line") {
        val audience = audience("Canadians") { browser("gc") and query("utm_campaign", "true") }
        audience.name shouldBe "Canadians"
        audience.toJson() shouldBe """{"name":"Canadians","conditions":""" +
            """"[\"and\",{\"type\":\"browser\",\"value\":\"gc\"},{\"type\":\"query\",\"name\":\"utm_campaign\",\"value\":\"true\"}]"}"""
        audience("Canadians", browser("gc")).json["conditions"].toString() shouldBe """"{\"type\":\"browser\",\"value\":\"gc\"}""""
    }

    test("a name that would break JSON which is strung together breaks nothing") {
        val name = """a "b\", ["or"""
        val audience = audience("odd") { attribute(name) eq "\"" }
        val read = Audience.fromJson(audience.toJson().replaceFirst("{", """{"id":7,"""))
        (read.conditions as Condition).name shouldBe name
    }

    test("all that is wrong is told at once") {
        shouldThrow<InvalidPayloadException> {
            audience(" ") { attribute("") eq 1 }
        }.problems.map { it.path } shouldContainExactly listOf("conditions.name", "name")
        shouldThrow<InvalidPayloadException> { AudienceUpdateBuilder().build() }.problems.single().message shouldBe
            "says nothing, must change something"
    }

    test("conditions that were set again count as they are now") {
        AudienceBuilder("a").conditions { attribute("") eq 1 }.conditions(attribute("age").eq(1)).audience().json["conditions"].toString()
            .contains("age") shouldBe true
    }

    context("conditions that nobody understands keep nothing from being read") {
        withData(nameFn = { it.take(10) }, "[", "everything", "[\"not\"]", "{}", "7", "[".repeat(10_000)) { conditions ->
            val audience = Audience.of(JsonObject(mapOf("id" to JsonPrimitive(7), "conditions" to JsonPrimitive(conditions))))
            audience.conditions.shouldBeNull()
            audience.conditionsJson shouldBe conditions
        }
    }

    test("what is not known yet is read, and kept") {
        val text = """{"id":9007199254740993,"conditions":["or",{"type":"moon","phase":"full"}],"new":[1.50]}"""
        val audience = Audience.fromJson(text)
        audience.id shouldBe 9_007_199_254_740_993
        audience.conditions!!.readable() shouldBe """{"type":"moon","phase":"full"}"""
        audience.toJson() shouldBe text
        Audience.fromJson("""{"id":1,"conditions":null}""").conditions.shouldBeNull()
    }
})
