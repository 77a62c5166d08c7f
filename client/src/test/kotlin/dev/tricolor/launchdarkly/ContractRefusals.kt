package dev.tricolor.launchdarkly

import dev.tricolor.ConflictException
import dev.tricolor.ContractSpec
import dev.tricolor.Refusals
import dev.tricolor.Refused
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import java.io.File

private const val P = "default"
private const val E = "test"

internal class ContractRefusals(refused: Refused, private val launchDarkly: LaunchDarklyClient) :
    Refusals(refused, mapOf("Authorization" to ContractSpec.TOKEN, "LD-API-Version" to "beta")) {

    override val there = mapOf(
        "projectKey" to P, "environmentKey" to E, "featureFlagKey" to "f", "flagKey" to "f", "segmentKey" to "big", "metricKey" to "m",
        "metricGroupKey" to "g", "experimentKey" to "e", "contextKey" to "c", "userKey" to "u", "exportID" to "1", "importID" to "1",
    )

    override suspend fun provoke() {
        furnish()
        documented(401) { ask(it, "nowhere", without = "Authorization") shouldBe 401 }
        documented(404) { ask(it, "nowhere") shouldBe 404 }
        emulator.faults.rateLimit(0, 60_000)
        documented(429) { ask(it, "nowhere") shouldBe 429 }
        emulator.faults.clear()
        documented(400) { if (described.getValue(it).hasBody) ask(it, body = "{") shouldBe 400 }
        betas()
        conflicts()
    }

    private suspend fun furnish() {
        val flag = launchDarkly.flags.create(P, "f")
        launchDarkly.metrics.create(P, "m") { custom("m") }
        launchDarkly.metricGroups.create(P, "G", MetricGroupKind.STANDARD, "569f183514f4432160000007") { key("g").metric("m") }
        launchDarkly.segments.create(P, E, "big", "Big") { unbounded = true }
        launchDarkly.segments.create(P, E, "used", "Used") { include("user", "ann") }
        launchDarkly.flags.create(P, launchDarklyFlag("top", "Top") {
            environment(E) {
                prerequisite("f", flag.variationId("true"))
                rule { clause(inSegment("used")).serve("true") }
            }
        })
        launchDarkly.experiments.create(P, E, experiment(flag))
    }

    private fun experiment(flag: FeatureFlag) = experiment("e", "E") {
        hypothesis("h").metric("m", true).onFallthrough("f", flag.version(E)).treatment("A", 100, true) {
            serves("f", flag.variation("true"))
        }
    }

    private fun betas() = described.keys.filter { it.beta }.forEach { ask(it, without = "LD-API-Version") shouldBe 403 }

    private suspend fun conflicts() {
        refused { projects.create(P, "Default") }
        refused { environments.create(P, E, "Test", "000000") }
        refused { environments.create(P, "copy", "Copy", "000000") { source(E, 99) } }
        refused { flags.create(P, "f") }
        refused { flags.delete(P, "f") }
        refused { flags.copy(P, "f", E, "production") { sourceVersion(99) } }
        refused { metrics.create(P, "m") { custom("m") } }
        refused { metricGroups.create(P, "G", MetricGroupKind.STANDARD, "569f183514f4432160000007") { key("g").metric("m") } }
        refused { segments.create(P, E, "big", "Big") }
        refused { segments.delete(P, E, "used") }
        refused { experiments.create(P, E, experiment(launchDarkly.flags.get(P, "f"))) }
        val csv = File.createTempFile("keys", ".csv").apply { deleteOnExit(); writeText("a\n") }
        launchDarkly.segments.createImport(P, E, "big", SegmentImportMode.MERGE, csv) { waitOnApprovals(true) }
        refused { segments.createImport(P, E, "big", SegmentImportMode.MERGE, csv) }
    }

    private suspend fun refused(call: suspend LaunchDarklyClient.() -> Unit) {
        shouldThrow<ConflictException> { launchDarkly.call() }
    }
}
