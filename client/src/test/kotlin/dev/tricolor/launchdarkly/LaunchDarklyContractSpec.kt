package dev.tricolor.launchdarkly

import dev.tricolor.Contract
import dev.tricolor.Exchanged
import dev.tricolor.Recording
import dev.tricolor.Replied
import dev.tricolor.emulator.Emulator
import dev.tricolor.guard.House
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.collections.shouldHaveAtLeastSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive

private val FILE = House.root.resolve("../shared/contracts/launchdarkly-openapi.json").canonicalFile

/** The file is kept beside the project, not in it. */
private val PRESENT: Enabled = if (FILE.isFile) Enabled.enabled else Enabled.disabled("$FILE is not there")

/** Where the file is wrong, or speaks of less than the vendor does. */
private val DEVIATIONS = mapOf(Regex("/context-kinds.*path.missing") to "the file is an excerpt, which leaves context kinds out")

/** Every request of the client and every reply of the emulator, held to the vendor's own description of both. */
internal class LaunchDarklyContractSpec : FunSpec({
    test("projects, flags, segments and experiments are as the vendor says").config(enabledOrReasonIf = { PRESENT.also(::tell) }) {
        val exchanged = Recording().use { recording ->
            Emulator.start().use { emulator ->
                LaunchDarklyClient("api-token") {
                    baseUrl = emulator.launchDarklyUrl
                    engine = recording.engine
                }.use { launchDarkly -> runBlocking { story(launchDarkly) } }
            }
            recording.exchanged.toList()
        }
        exchanged shouldHaveAtLeastSize 20
        val contract = Contract(FILE, DEVIATIONS)
        exchanged.flatMap(contract::problems).distinct().joinToString("\n") shouldBe ""
    }

    test("what does not keep to it is found").config(enabledOrReasonIf = { PRESENT }) {
        val contract = Contract(FILE, DEVIATIONS)
        fun problems(method: String, target: String, body: String, reply: Replied) =
            contract.problems(Exchanged(method, "/api/v2/$target", mapOf("Authorization" to listOf("t"), JSON), body, reply))
        val empty = Replied(200, "application/json", "{}")
        problems("GET", "projects/web", "", empty).joinToString() shouldContain "missing required properties"
        problems("GET", "nowhere", "", empty).joinToString() shouldContain "No API path found"
        val created = Replied(418, "application/json", "{}")
        problems("POST", "projects", """{"key":1}""", created).joinToString().let {
            it shouldContain "name"
            it shouldContain "418"
        }
    }
})

private val JSON = "Content-Type" to listOf("application/json")

private fun tell(enabled: Enabled) {
    if (!enabled.isEnabled) println("LaunchDarklyContractSpec is skipped: ${enabled.reason}")
}

private suspend fun story(launchDarkly: LaunchDarklyClient) {
    launchDarkly.projects.create("web", "Web") {
        environment("production", "Production", "417505")
        environment("test", "Test", "F5A623")
        tags("shop")
    }
    launchDarkly.projects.listAll().toList()
    launchDarkly.projects.get("web")
    launchDarkly.projects.update("web") { name = "Web shop" }
    launchDarkly.environments.listAll("web").toList()
    launchDarkly.environments.create("web", "stage", "Stage", "000000")
    launchDarkly.environments.get("web", "stage")
    launchDarkly.environments.delete("web", "stage")
    launchDarkly.metrics.create("web", "done") { custom("checkout-done") }
    launchDarkly.metrics.listAll("web").toList()
    launchDarkly.metrics.get("web", "done")
    launchDarkly.contextKinds.put("web", "device", "Device")
    launchDarkly.contextKinds.list("web")
    flags(launchDarkly)
    segments(launchDarkly)
    val flag = launchDarkly.flags.get("web", "layout")
    launchDarkly.experimentationSettings.get("web")
    launchDarkly.experiments.create("web", "production", "layout-test", "One page?") {
        hypothesis = "One page converts better"
        metric("done", primary = true)
        onFallthrough("layout", flag.version("production"))
        treatment("One page", allocation = 50) { serves("layout", flag.variationId("true")) }
        treatment("Classic", allocation = 50, baseline = true) { serves("layout", flag.variationId("false")) }
    }
    launchDarkly.experiments.listAll("web", "production").toList()
    launchDarkly.experiments.listAllAnyEnvironment("web").toList()
    launchDarkly.experiments.update("web", "production", "layout-test") { startIteration() }
    val running = launchDarkly.experiments.get("web", "production", "layout-test") { expand(ExperimentField.TREATMENTS) }
    launchDarkly.experiments.update("web", "production", "layout-test") {
        stopIteration(running.currentIteration?.treatments?.first()?.id, reason = "95 %")
        archive()
    }
}

private suspend fun flags(launchDarkly: LaunchDarklyClient) {
    launchDarkly.flags.create("web", "layout", "Layout") { tags("checkout") }
    launchDarkly.flags.create("web", launchDarklyFlag("banner", "Banner") { environment("test") { on() } })
    launchDarkly.flags.update("web", "layout") { inEnvironment("production") { turnOn() } }
    launchDarkly.flags.patchJson("web", "banner") { replace("/description", JsonPrimitive("d")) }
    launchDarkly.flags.listAll("web") { env("production") }.toList()
    launchDarkly.flags.status("web", "production", "layout")
    launchDarkly.flags.statuses("web", "production")
    launchDarkly.flags.copy("web", "banner", "test", "production")
    launchDarkly.flags.archive("web", "banner")
    launchDarkly.flags.delete("web", "banner")
}

private suspend fun segments(launchDarkly: LaunchDarklyClient) {
    launchDarkly.segments.create("web", "production", "beta", "Beta") { include("user", "ann", "bob") }
    launchDarkly.segments.update("web", "production", "beta") { addExcludedTargets("user", "eve") }
    launchDarkly.segments.listAll("web", "production").toList()
    launchDarkly.segments.get("web", "production", "beta")
    launchDarkly.segments.delete("web", "production", "beta")
}
