@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.split

import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.Scripted
import dev.tricolor.TransportException
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import java.io.IOException

private const val NOW = 1_513_357_833_000
private val BARE = event("page_load", "user", "k", NOW)

internal class EventsSpec : FunSpec({
    test("an event, and many, go to the place for events") {
        onEmulator {
            split.events.send(event("page_load", "user", "k", NOW) { environmentName = "Staging"; value = 0.8; property("GMV", true) })
            emulator.requests.last.body shouldBe """{"eventTypeId":"page_load","trafficTypeName":"user","key":"k","timestamp":$NOW,""" +
                """"environmentName":"Staging","value":0.8,"properties":{"GMV":true}}"""
            split.events.sendAll(listOf(BARE, BARE))
            emulator.requests.last.body shouldBe "[${BARE.toJson()},${BARE.toJson()}]"
            emulator.requests.all.map { "$it" } shouldContainExactly listOf("POST /api/events", "POST /api/events/bulk")
        }
    }

    test("what Split does not know is told in its own words") {
        onEmulator {
            shouldThrow<BadRequestException> { split.events.send(event("e", "horse", "k", NOW)) }.serverMessage shouldContain "horse"
            shouldThrow<BadRequestException> {
                split.events.sendAll(listOf(BARE, event("e", "user", "k", NOW) { environmentName = "Moon" }))
            }.serverMessage shouldContain "events[1].environmentName"
        }
    }

    test("no events, no request, and no silence about it") {
        runTest {
            val scripted = Scripted(this, handler = status(202))
            shouldThrow<IllegalArgumentException> { scripted.split.events.sendAll(emptyList()) }.message shouldBe
                "events are 0, must be at least 1"
            scripted.requests shouldHaveSize 0
        }
    }

    test("they go to Split's own host for them, with the token, unless another is said") {
        runTest {
            val scripted = Scripted(this, handler = status(202))
            scripted.split.events.send(BARE)
            scripted.requests.single().url.toString() shouldBe "https://events.split.io/api/events"
            scripted.requests.single().headers["Authorization"] shouldBe "Bearer canary-token"
            val elsewhere = Scripted(this, { eventsUrl = "https://proxy.example/split/" }, status(202))
            elsewhere.split.events.sendAll(listOf(BARE))
            elsewhere.requests.single().url.toString() shouldBe "https://proxy.example/split/events/bulk"
        }
    }

    context("whatever comes with a 2xx, the events have arrived") {
        withData(nameFn = { "<$it>" }, "", "{}", "true", "ok", "[1") { body ->
            runTest { Scripted(this, handler = status(202, body)).split.events.send(BARE) }
        }
    }

    test("what may have arrived is not sent again") {
        runTest {
            val broken = Scripted(this) { throw IOException("reset") }
            shouldThrow<TransportException> { broken.split.events.send(BARE) }.mayHaveBeenProcessed shouldBe true
            broken.requests shouldHaveSize 1
            val failing = Scripted(this, handler = status(503))
            shouldThrow<ApiException> { failing.split.events.sendAll(listOf(BARE)) }.status shouldBe 503
            failing.requests shouldHaveSize 1
        }
    }

    test("their limit is not the one of the rest") {
        runTest {
            var limited = true
            val scripted = Scripted(this) { request ->
                val events = request.url.host == "events.split.io"
                if (events && limited) {
                    limited = false
                    json("", 429, "X-RateLimit-Reset-Seconds-Org" to "60")
                } else {
                    json(if (events) "" else """{"objects":[]}""")
                }
            }
            val sending = async { scripted.split.events.send(BARE) }
            testScheduler.runCurrent()
            scripted.split.groups.list()
            currentTime shouldBe 0
            sending.await()
            currentTime shouldBeGreaterThanOrEqual 60_000
            scripted.requests shouldHaveSize 3
        }
    }
})
