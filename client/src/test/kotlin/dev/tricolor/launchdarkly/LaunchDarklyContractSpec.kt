package dev.tricolor.launchdarkly

import dev.tricolor.ContractSpec
import dev.tricolor.Refused
import dev.tricolor.Replied
import dev.tricolor.emulator.Emulator
import io.kotest.matchers.string.shouldContain
import io.ktor.client.engine.HttpClientEngine

/** Every request of the client and every reply of the emulator, held to LaunchDarkly's own description of both. */
internal class LaunchDarklyContractSpec :
    ContractSpec<LaunchDarklyClient>("launchdarkly", "launchdarkly-openapi.json", "/api/v2/") {

    override val notDescribed = listOf("context-kinds", "flags/evaluate", "holdouts", "layers")

    override val unsaid = mapOf(
        "GET /api/v2/projects/{projectKey}/metric-groups?expand" to "reserved by the vendor, who does not support it yet",
    )

    override val deviations = mapOf(
        Regex("/(${notDescribed.joinToString("|")}).*path.missing") to "the file is an excerpt, which leaves these resources out",
        Regex("""^PATCH .*body\.schema\.anyOf.* in \{(?!.*"(instructions|patch|merge)":)""") to
            "the vendor's own example of a merge patch is the bare object; the file has only the form with a comment",
        Regex("""[?&]env=\w+&env=.*collection\.invalid.*'env'""") to "the vendor's prose has env several times; the file has one text",
        Regex("""[?&]summary=0&.*schema\.type.*integer.*boolean""") to
            "the vendor's prose says summary=0; the file says that it is a boolean",
    )

    override val deviationsOfRefusals = mapOf(
        Regex("""^POST .*/(metric-groups|segments/\w+/\w+|experiments) answered 409: .*status\.unknown""") to
            "a key that is taken is 409 (key_exists) everywhere; the file does not list it for these three",
    )

    override fun client(emulator: Emulator, engine: HttpClientEngine) = LaunchDarklyClient(TOKEN) {
        baseUrl = emulator.launchDarklyUrl
        this.engine = engine
        retry { maxAttempts = 1 }
    }

    override suspend fun tell(emulator: Emulator, client: LaunchDarklyClient) = ContractStory(client).tell()

    override fun refusals(refused: Refused, client: LaunchDarklyClient) = ContractRefusals(refused, client)

    init {
        held("what does not keep to it is found") {
            val json = mapOf("Authorization" to TOKEN, "Content-Type" to "application/json")
            val empty = Replied(200, "application/json", "{}")
            problems("GET", "projects/web", json, "", empty) shouldContain "missing required properties"
            problems("GET", "nowhere", json, "", empty) shouldContain "No API path found"
            problems("POST", "projects", json, """{"key":1}""", Replied(418, "application/json", "{}")).let {
                it shouldContain "name"
                it shouldContain "418"
            }
        }
    }
}
