package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.arbitrary.positiveLong
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

internal class EventSpec : FunSpec({
    test("an event says what was needed, and what else was said") {
        event("page_load", "user", "k", 1_513_357_833_000).toJson() shouldBe
            """{"eventTypeId":"page_load","trafficTypeName":"user","key":"k","timestamp":1513357833000}"""
        event("page_load", "user", "k", 1) {
            environmentName = "Staging"
            value = 0.8
            property("vertical", "restaurant")
            property("GMV", true)
            property("items", 3)
            property("none", null)
        }.toJson() shouldBe """{"eventTypeId":"page_load","trafficTypeName":"user","key":"k","timestamp":1,"environmentName":"Staging",""" +
            """"value":0.8,"properties":{"vertical":"restaurant","GMV":true,"items":3,"none":null}}"""
    }

    test("what is built is read back") {
        val text = Arb.string(1..12).filter { it.isNotBlank() }
        checkAll(text, Arb.positiveLong(), Arb.numericDouble(), text) { key, timestamp, value, name ->
            val built = event("e", "user", key, timestamp) {
                value(value)
                property(name, key)
            }
            val read = Event.fromJson(built.toJson())
            read shouldBe built
            read.key shouldBe key
            read.timestamp shouldBe timestamp
            read.value shouldBe value
            read.properties shouldBe mapOf(name to JsonPrimitive(key))
        }
    }

    test("of an event that was read, only what it is of must be there") {
        val read = Event.fromJson("""{"eventTypeId":"e","trafficTypeName":"user","key":"k","value":null,"properties":{"x":null}}""")
        read.timestamp.shouldBeNull()
        read.value.shouldBeNull()
        read.environmentName.shouldBeNull()
        read.properties shouldBe mapOf("x" to JsonNull)
    }

    test("all that is wrong with an event is said at once") {
        shouldThrow<InvalidPayloadException> {
            event(" ", "", "\t", 0) {
                environmentName = " "
                value = Double.NaN
                property("inf", Float.NEGATIVE_INFINITY)
                property(" ", 1)
            }
        }.problems.map { it.toString() } shouldContainExactly listOf(
            "eventTypeId: is \" \", must be a letter or a digit, then letters, digits, \"-\", \"_\" and \".\", at most 80",
            "trafficTypeName: is blank",
            "key: is blank",
            "timestamp: is 0, must be positive: milliseconds since 1970",
            "environmentName: is blank",
            "value: is NaN, must be a finite number",
            "properties.inf: is -Infinity, must be a finite number",
            "properties: have one of a blank name",
        )
        shouldThrow<InvalidPayloadException> { event("e", "user", "k", 1) { field("properties", JsonArray(emptyList())) } }
            .problems.single().toString() shouldBe "properties: is [], must be an object"
    }

    context("types of events") {
        withData("a", "7", "page_load", "page.load-2", "x".repeat(80)) { event(it, "user", "k", 1).eventTypeId shouldBe it }
        withData("_a", ".a", "page load", "é", "x".repeat(81)) {
            shouldThrow<InvalidPayloadException> { event(it, "user", "k", 1) }.problems.single().path shouldBe "eventTypeId"
        }
    }
})
