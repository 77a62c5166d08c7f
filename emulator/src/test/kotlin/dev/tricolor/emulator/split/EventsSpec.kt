package dev.tricolor.emulator.split

import dev.tricolor.emulator.Wire
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

private const val GOOD = """{"eventTypeId":"page.load","environmentName":"Staging","trafficTypeName":"user","key":"k","timestamp":1513357833000,
    "value":0.8,"properties":{"vertical":"restaurant","GMV":true,"n":1,"none":null}}"""
private const val BARE = """{"eventTypeId":"e","trafficTypeName":"user","key":"k"}"""

class EventsSpec : FunSpec({
    val account = account()
    val api = Wire("${account.emulator.splitUrl}/api")

    test("one event, or many, is taken in with 202 and nothing else") {
        listOf(GOOD, BARE, """{"eventTypeId":"e","trafficTypeName":"user","key":"k","timestamp":"1645557823","value":null}""").forEach {
            api.post("events", it).run { "$status$text" } shouldBe "202"
        }
        api.post("events/bulk", "[$GOOD,$BARE]").status shouldBe 202
    }

    context("refuses") {
        listOf(
            """{"trafficTypeName":"user","key":"k"}""" to "events[0].eventTypeId: is no event type: null",
            GOOD.replace("page.load", "page load") to "eventTypeId: is no event type",
            GOOD.replace("page.load", "x".repeat(81)) to "eventTypeId: is no event type",
            GOOD.replace("user", "horse") to "trafficTypeName: there is no traffic type horse",
            GOOD.replace("Staging", "Moon") to "environmentName: there is no environment Moon",
            GOOD.replace("\"k\"", "\" \"") to "key: is required",
            GOOD.replace("1513357833000", "-1") to "timestamp: must be milliseconds",
            GOOD.replace("1513357833000", "\"now\"") to "timestamp: must be milliseconds",
            GOOD.replace("0.8", "\"much\"") to "value: must be a number",
            GOOD.replace("true", "[]") to "properties: must be an object of strings",
            "[]" to "must be a JSON object",
        ).forEach { (event, problem) ->
            test(problem + event.length) { api.post("events", event).run { status to message.contains(problem) } shouldBe (400 to true) }
        }
        test("a batch of which one is wrong, or that is none") {
            val refused = api.post("events/bulk", """[$GOOD,{"eventTypeId":"","trafficTypeName":"user","key":"k"},7]""")
            refused.status shouldBe 400
            refused.message shouldContain "events[1].eventTypeId"
            refused.message shouldContain "events[2]: must be an object, is 7"
            refused.message shouldNotContain "events[0]"
            listOf("[]", "{}", "7").forEach { api.post("events/bulk", it).status shouldBe 400 }
        }
        test("nobody's token, and any other method") {
            Wire("${account.emulator.splitUrl}/api", emptyMap()).post("events", GOOD).status shouldBe 401
            api.get("events").status shouldBe 405
            api.put("events/bulk", "[$GOOD]").status shouldBe 405
        }
    }
})
