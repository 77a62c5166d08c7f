package dev.tricolor.emulator

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonPrimitive
import java.io.IOException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.measureTime

class FaultsSpec : FunSpec({
    val clock = SettableClock()
    val emulator = autoClose(Emulator.start(clock = clock))
    val faults = emulator.faults
    val wire = Wire("${emulator.splitUrl}/internal/api/v2")

    fun groups(): Int = wire.get("groups")["totalCount"]!!.jsonPrimitive.content.toInt()

    fun create(name: String): Exchange = wire.post("groups", """{"name":"$name"}""")

    afterEach { faults.clear() }

    test("the next answers, in order, with their own headers and bodies, and nothing changes") {
        faults.next(status = 503, headers = mapOf("Retry-After" to "2"))
        faults.next(status = 502, times = 2, headers = mapOf("Content-Type" to "text/html"), body = "<h1>Bad gateway</h1>")
        val before = 1
        create("never").let {
            it.status shouldBe 503
            it.header("Retry-After") shouldBe "2"
            it["code"].toString() shouldBe "503"
        }
        repeat(2) {
            create("never").let {
                it.status shouldBe 502
                it.text shouldBe "<h1>Bad gateway</h1>"
                it.header("Content-Type") shouldBe "text/html"
            }
        }
        groups() shouldBe before
    }

    test("a reset before the commit changes nothing, one after it does") {
        faults.matching("POST").resetBeforeCommit()
        shouldThrow<IOException> { create("before") }
        wire.get("groups")["objects"].names() shouldContainExactly listOf("Administrators")

        faults.matching("POST").resetAfterCommit()
        shouldThrow<IOException> { create("after") }
        wire.get("groups")["objects"].names() shouldContainExactly listOf("Administrators", "after")
    }

    test("a truncated body ends before it should") {
        faults.truncatedBody()
        shouldThrow<IOException> { wire.get("groups") }
        wire.get("groups").status shouldBe 200
    }

    test("a delay is counted apart from the answer that follows it") {
        faults.delay(50, times = 2).next(418)
        measureTime { wire.get("groups").status shouldBe 418 } shouldBeGreaterThanOrEqualTo 50.milliseconds
        measureTime { wire.get("groups").status shouldBe 200 } shouldBeGreaterThanOrEqualTo 50.milliseconds
    }

    test("a delayed request does not hold up the others") {
        faults.matching(path = "slow").delay(60_000)
        val slow = Thread { runCatching { wire.get("groups/slow") } }.apply { isDaemon = true }
        emulator.requests.clear()
        slow.start()
        await { emulator.requests.count == 1 }
        wire.get("groups").status shouldBe 200
    }

    context("only what matches is met") {
        listOf(
            Triple("GET", "/groups", 500),
            Triple("get", null, 500),
            Triple(null, "v2/gro", 500),
            Triple("POST", "/groups", 200),
            Triple("GET", "/users", 200),
        ).forEach { (method, path, status) ->
            test("$method $path -> $status") {
                faults.matching(method, path).next(500)
                wire.get("groups").status shouldBe status
            }
        }
    }

    test("a rate limit lets so many pass per window, and says when the next one opens") {
        faults.rateLimit(2, 10_000)
        clock.now += 3_500
        List(3) { wire.get("groups").status } shouldContainExactly listOf(200, 200, 429)
        val limited = wire.get("groups")
        limited["code"].toString() shouldBe "429"
        listOf("Org", "IP").forEach {
            limited.header("X-RateLimit-Remaining-$it") shouldBe "0"
            limited.header("X-RateLimit-Reset-Seconds-$it") shouldBe "7"
        }
        clock.now += 6_500
        List(3) { wire.get("groups").status } shouldContainExactly listOf(200, 200, 429)
        faults.clear()
        wire.get("groups").status shouldBe 200
    }

    test("impossible scripts are refused") {
        listOf<() -> Unit>(
            { faults.next(100) },
            { faults.next(500, times = 0) },
            { faults.delay(-1) },
            { faults.rateLimit(-1, 1_000) },
            { faults.rateLimit(1, 0) },
        ).forEach { shouldThrow<IllegalArgumentException>(it) }
    }
})
