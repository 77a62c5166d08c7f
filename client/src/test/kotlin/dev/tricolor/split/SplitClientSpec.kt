package dev.tricolor.split

import dev.tricolor.UnauthorizedException
import dev.tricolor.emulator.Emulator
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonArray

internal class SplitClientSpec : FunSpec({
    test("whatever a name or a key holds, it arrives as it was said") {
        onEmulator {
            split.segments.create(workspaceId, "user", "a/b & c?d#e f%g é")
            split.segments.get(workspaceId, "a/b & c?d#e f%g é").name shouldBe "a/b & c?d#e f%g é"
            checkAll(200, Arb.string(1..20).filter { it.isNotBlank() && it != "." && it != ".." }) { text ->
                emulator.requests.clear()
                split.segments.find(workspaceId, text)
                split.flags.list(workspaceId) { tag(text) }
                val (get, list) = emulator.requests.all
                get.pathSegments.last() shouldBe text
                get.pathSegments shouldHaveSize 7
                list.query("tag") shouldBe text
            }
        }
    }

    test("a wrong token is refused with the vendor's own words, which do not hold it") {
        Emulator.start(tokens = listOf("right")).use { emulator ->
            SplitClient("canary-token") { baseUrl = emulator.splitUrl }.use { split ->
                runBlocking {
                    val failure = shouldThrow<UnauthorizedException> { split.workspaces.list() }
                    failure.status shouldBe 401
                    failure.serverMessage.isNotEmpty() shouldBe true
                }
            }
        }
    }

    test("many callers share one client") {
        onEmulator {
            coroutineScope {
                List(200) { async { split.flags.create(workspaceId, "user", "f$it") } }.awaitAll()
            }
            split.flags.listAll(workspaceId).toList().map { it.name }.toSet() shouldHaveSize 200
            split.raw("GET", "trafficTypes/ws/$workspaceId")?.jsonArray?.size shouldBe 1
        }
    }
})
