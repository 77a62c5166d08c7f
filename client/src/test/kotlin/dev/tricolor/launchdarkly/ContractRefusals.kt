package dev.tricolor.launchdarkly

import dev.tricolor.ConflictException
import dev.tricolor.Endpoint
import dev.tricolor.Operation
import dev.tricolor.Recording
import dev.tricolor.emulator.Emulator
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import java.io.File
import java.net.URI

private const val P = "default"
private const val E = "test"

/** What is there, by the names of the holes of templates. */
private val THERE = mapOf(
    "projectKey" to P, "environmentKey" to E, "featureFlagKey" to "f", "flagKey" to "f", "segmentKey" to "big", "metricKey" to "m",
    "metricGroupKey" to "g", "experimentKey" to "e", "contextKey" to "c", "userKey" to "u", "exportID" to "1", "importID" to "1",
)

/** Everything that the emulator is known to refuse, as a client of ours would not ask for it. */
internal class ContractRefusals(
    private val recording: Recording,
    private val emulator: Emulator,
    private val launchDarkly: LaunchDarklyClient,
    private val described: Map<Endpoint<*>, Operation>,
) {
    suspend fun provoke() {
        furnish()
        documented(401) { ask(it, "nowhere", token = null) shouldBe 401 }
        documented(404) { ask(it, "nowhere") shouldBe 404 }
        emulator.faults.rateLimit(0, 60_000)
        documented(429) { ask(it, "nowhere") shouldBe 429 }
        emulator.faults.clear()
        documented(400) { if (described.getValue(it).hasBody) ask(it, body = "{") shouldBe 400 }
        betas()
        conflicts()
    }

    /** What the emulator has no way to, a fault says in its stead, in the same shape as all that it refuses. */
    fun script(endpoint: Endpoint<*>, status: Int) {
        emulator.faults.next(status)
        ask(endpoint) shouldBe status
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

    private fun betas() = described.keys.filter { it.beta }.forEach { ask(it, beta = false) shouldBe 403 }

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

    private fun documented(status: Int, provoke: (Endpoint<*>) -> Unit) = described.filterValues { status in it.statuses }.keys
        .forEach { withClue("${it.label} $status") { provoke(it) } }

    /** Asks with the holes of the template filled by [everywhere], or by what is there; the status of the reply. */
    private fun ask(
        endpoint: Endpoint<*>,
        everywhere: String? = null,
        token: String? = "token",
        beta: Boolean = true,
        body: String = "{}",
    ): Int {
        val path = endpoint.template.split('/').joinToString("/") {
            if (it.startsWith('{')) everywhere ?: THERE.getValue(it.trim('{', '}')) else it
        }
        val bodied = endpoint.method.name !in setOf("GET", "DELETE")
        val headers = listOfNotNull(
            token?.let { "Authorization" to listOf(it) },
            ("LD-API-Version" to listOf("beta")).takeIf { beta },
            ("Content-Type" to listOf("application/json")).takeIf { bodied },
        )
        val uri = URI("${emulator.launchDarklyUrl}/api/v2/$path")
        val content = if (bodied) body.encodeToByteArray() else ByteArray(0)
        return recording.exchange(endpoint.method.name, uri, headers.toMap(), content).statusCode()
    }
}
