package dev.tricolor.split

import ch.qos.logback.classic.Level
import dev.tricolor.LogCapture
import dev.tricolor.TransportException
import dev.tricolor.TricolorException
import dev.tricolor.emulator.Emulator
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Every call of the client that changes something, with what it takes for it to be possible. */
private val CHANGES: Map<String, suspend Emulated.() -> Any?> = mapOf(
    "workspaces.create" to { split.workspaces.create("new") },
    "workspaces.update" to { split.workspaces.update(workspaceId) { name = "new" } },
    "environments.create" to { split.environments.create(workspaceId, "new", production = false) },
    "environments.update" to { split.environments.update(workspaceId, environmentId) { allowKills = true } },
    "trafficTypes.create" to { split.trafficTypes.create(workspaceId, "new") },
    "attributes.save" to { split.attributes.save(workspaceId, trafficTypeId, "new") },
    "attributes.update" to { split.attributes.update(workspaceId, trafficTypeId, "attribute") { description = "new" } },
    "attributes.saveAll" to { split.attributes.saveAll(workspaceId, trafficTypeId) { attribute("new") } },
    "attributes.importCsv" to {
        split.attributes.importCsv(workspaceId, trafficTypeId, "ID,Name,Description,Type,SuggestedValues\nnew".byteInputStream())
    },
    "attributes.delete" to { split.attributes.delete(workspaceId, trafficTypeId, "attribute") },
    "identities.save" to { split.identities.save("user", environmentId, "known") },
    "identities.saveAll" to { split.identities.saveAll("user", environmentId) { identity("new") {} } },
    "identities.update" to { split.identities.update("user", environmentId, "known") { value("plan", "new") } },
    "identities.patch" to { split.identities.patch("user", environmentId, "known") { value("plan", "new") } },
    "identities.delete" to { split.identities.delete("user", environmentId, "known") },
    "flags.create" to { split.flags.create(workspaceId, "user", "new") },
    "flags.update" to { split.flags.update(workspaceId, "flag") { description = "new" } },
    "flags.updateDescription" to { split.flags.updateDescription(workspaceId, "flag", "new") },
    "flags.replaceTags" to { split.flags.replaceTags(workspaceId, "flag", listOf("new")) },
    "flags.archive" to { split.flags.archive(workspaceId, "flag") },
    "flags.delete" to { split.flags.delete(workspaceId, "flag") },
    "definitions.create" to { split.definitions.create(workspaceId, "Staging", "flag", ON_OFF) },
    "definitions.replace" to { split.definitions.replace(workspaceId, environmentId, "flag", ON_OFF) },
    "definitions.update" to { split.definitions.update(workspaceId, environmentId, "flag") { trafficAllocation = 1 } },
    "definitions.kill" to { split.definitions.kill(workspaceId, environmentId, "flag") },
    "definitions.restore" to { split.definitions.restore(workspaceId, environmentId, "flag") },
    "definitions.delete" to { split.definitions.delete(workspaceId, environmentId, "flag") },
    "flagSets.create" to { split.flagSets.create(workspaceId, "new") },
    "segments.create" to { split.segments.create(workspaceId, "user", "new") },
    "segments.delete" to { split.segments.delete(workspaceId, "segment") },
    "segmentDefinitions.create" to { split.segmentDefinitions.create("Staging", "segment") },
    "segmentKeys.upload" to { split.segmentKeys.upload(environmentId, "segment", listOf("new")) },
    "segmentKeys.remove" to { split.segmentKeys.remove(environmentId, "segment", listOf("old")) },
    "segmentKeys.uploadCsv" to { split.segmentKeys.uploadCsv(environmentId, "segment", "new".byteInputStream()) },
    "segmentKeys.uploadBareArray" to { split.segmentKeys.uploadBareArray(environmentId, "segment", listOf("new"), replace = true) },
    "segmentKeys.deleteBareArray" to { split.segmentKeys.deleteBareArray(environmentId, "segment", listOf("old")) },
    "ruleBasedSegments.create" to { split.ruleBasedSegments.create(workspaceId, "user", "new") },
    "ruleBasedSegments.delete" to { split.ruleBasedSegments.delete(workspaceId, "rules") },
    "ruleBasedSegmentDefinitions.create" to { split.ruleBasedSegmentDefinitions.create("Staging", "rules") },
    "ruleBasedSegmentDefinitions.replace" to {
        split.ruleBasedSegmentDefinitions.replace(workspaceId, environmentId, "rules", ruleBasedSegmentDefinition {})
    },
    "ruleBasedSegmentDefinitions.delete" to { split.ruleBasedSegmentDefinitions.delete(environmentId, "rules") },
    "largeSegments.create" to { split.largeSegments.create(workspaceId, "user", "new") },
    "largeSegments.delete" to { split.largeSegments.delete(workspaceId, "large") },
    "largeSegmentDefinitions.create" to { split.largeSegmentDefinitions.create("Staging", "large") },
    "largeSegmentDefinitions.delete" to { split.largeSegmentDefinitions.delete(environmentId, "large") },
    "largeSegmentDefinitions.upload" to {
        split.largeSegmentDefinitions.upload(workspaceId, environmentId, "large", "new".byteInputStream())
    },
    "largeSegmentDefinitions.removeAllMembers" to {
        split.largeSegmentDefinitions.removeAllMembers(workspaceId, environmentId, "large")
    },
    "events.send" to { split.events.send(event("e", "user", "k", 1)) },
    "events.sendAll" to { split.events.sendAll(listOf(event("e", "user", "k", 1))) },
    "groups.create" to { split.groups.create("new") },
)

private suspend fun Emulated.prepare() {
    split.identities.save("user", environmentId, "known")
    split.flags.create(workspaceId, "user", "flag")
    split.definitions.create(workspaceId, environmentId, "flag", ON_OFF)
    split.segments.create(workspaceId, "user", "segment")
    split.segmentDefinitions.create(environmentId, "segment")
    split.ruleBasedSegments.create(workspaceId, "user", "rules")
    split.ruleBasedSegmentDefinitions.create(environmentId, "rules")
    split.largeSegments.create(workspaceId, "user", "large")
    split.largeSegmentDefinitions.create(environmentId, "large")
    split.attributes.save(workspaceId, trafficTypeId, "attribute")
    emulator.requests.clear()
}

internal class SplitFaultsSpec : FunSpec({
    context("a connection that is cut in the middle of a change") {
        withData(CHANGES) { change ->
            onEmulator({ timeout = 5.seconds }) {
                prepare()
                emulator.faults.resetAfterCommit()
                val outcome = runCatching { change() }
                val method = emulator.requests.all.first().method
                withClue(method) {
                    when (method) {
                        // Repeated, and done, once or twice makes no difference.
                        "PUT", "DELETE" -> outcome.isSuccess shouldBe true
                        // Not repeated, because it may have been done: here it was.
                        else -> (outcome.exceptionOrNull() as TransportException).mayHaveBeenProcessed shouldBe true
                    }
                    emulator.requests.all.size shouldBe if (method in setOf("PUT", "DELETE")) 2 else 1
                }
            }
        }
    }

    test("a connection that is cut before anything was done is repeated only where that is harmless") {
        onEmulator {
            prepare()
            emulator.faults.resetBeforeCommit()
            split.flags.get(workspaceId, "flag").name shouldBe "flag"
            emulator.faults.resetBeforeCommit()
            shouldThrow<TransportException> { split.flags.create(workspaceId, "user", "once") }
            split.flags.find(workspaceId, "once") shouldBe null
        }
    }

    test("an answer that breaks off is no answer") {
        onEmulator({ retry { maxAttempts = 1 } }) {
            prepare()
            repeat(50) {
                emulator.faults.truncatedBody()
                shouldThrow<TransportException> { split.flags.get(workspaceId, "flag") }.mayHaveBeenProcessed shouldBe true
            }
        }
    }

    test("a server that says nothing is waited for as long as was said") {
        onEmulator({ timeout = 200.milliseconds; retry { maxAttempts = 1 } }) {
            emulator.faults.delay(10_000)
            shouldThrow<TransportException> { split.workspaces.list() }
        }
    }

    test("nobody there") {
        val port = Emulator.start().use { it.port }
        SplitClient("key") { baseUrl = "http://127.0.0.1:$port"; retry { maxAttempts = 1 } }.use { split ->
            runBlocking {
                shouldThrow<TransportException> { split.groups.create("new") }.mayHaveBeenProcessed shouldBe false
            }
        }
    }

    test("200 concurrent callers into one limit all get through, and few are refused") {
        onEmulator {
            emulator.faults.next(status = 429, headers = mapOf("X-RateLimit-Reset-Seconds-Org" to "1"))
            coroutineScope { List(200) { async { split.workspaces.list().items.size } }.awaitAll() }.toSet() shouldBe setOf(1)
            emulator.requests.all.size shouldBeLessThan 200 + 2
        }
    }

    test("the token is in no log at TRACE, and in no exception") {
        val logs = LogCapture(Level.TRACE)
        logs.use {
            onEmulator({ retry { maxAttempts = 3 } }) {
                prepare()
                emulator.faults.next(status = 500, body = "canary-token is not welcome")
                emulator.faults.next(status = 429, headers = mapOf("X-RateLimit-Reset-Seconds-Org" to "0"))
                split.flags.list(workspaceId)
                CHANGES.values.forEach { change ->
                    emulator.faults.next(status = 400, body = "<html>canary-token</html>")
                    shouldThrow<TricolorException> { change() }.stackTraceToString() shouldNotContain "canary"
                }
                split.toString() shouldNotContain "canary"
            }
        }
        logs.text() shouldNotContain "canary-token"
        withClue("what is logged, and nothing else") {
            logs.linesOf("dev.tricolor.split").first { "PUT" in it || "GET" in it }.replace(Regex("in \\d+ ms"), "in N ms") shouldBe
                "DEBUG GET workspaces answered 200 in N ms, attempt 1"
        }
    }
})
