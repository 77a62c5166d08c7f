package dev.tricolor.optimizely

import dev.tricolor.ContractSpec
import dev.tricolor.Refused
import dev.tricolor.Replied
import dev.tricolor.emulator.Emulator
import io.kotest.matchers.string.shouldContain
import io.ktor.client.engine.HttpClientEngine

/** Every request of the client and every reply of the emulator, held to Optimizely's own description of both. */
internal class OptimizelyContractSpec : ContractSpec<OptimizelyClient>("optimizely", "optimizely-v2-openapi.json", "/v2/") {
    override val leftOut = OF_OTHERS.associateWith { "another resource, which is reached by raw" } + mapOf(
        "GET /v2/experiments/{experiment_id}/sections" to SECTIONS,
        "POST /v2/experiments/{experiment_id}/sections" to SECTIONS,
        "GET /v2/experiments/{experiment_id}/sections/{section_id}" to SECTIONS,
        "PATCH /v2/experiments/{experiment_id}/sections/{section_id}" to SECTIONS,
        "DELETE /v2/experiments/{experiment_id}/sections/{section_id}" to SECTIONS,
        "GET /v2/projects/{project_id}/webhooks" to WEBHOOKS,
        "POST /v2/projects/{project_id}/webhooks" to WEBHOOKS,
        "GET /v2/export/campaigns/{campaign_id}/results/csv" to "of campaigns, which are reached by raw",
        "GET /v2/export/projects/{project_id}/holdouts/{holdout_id}/results/csv" to "of holdouts, of which the file has nothing else",
        "GET /v2/export/credentials" to "for the export of raw events, which is no part of the admin API's resources",
        "GET /v2/export/credentials/gcp" to "for the export of raw events, which is no part of the admin API's resources",
    )

    override fun client(emulator: Emulator, engine: HttpClientEngine) = OptimizelyClient(TOKEN) {
        baseUrl = emulator.optimizelyUrl
        this.engine = engine
        retry { maxAttempts = 1 }
    }

    override suspend fun tell(emulator: Emulator, client: OptimizelyClient) = ContractStory(emulator, client).tell()

    override fun refusals(refused: Refused, client: OptimizelyClient) = ContractRefusals(refused, client)

    init {
        held("what does not keep to it is found") {
            val json = mapOf("Authorization" to "Bearer $TOKEN", "Content-Type" to "application/json")
            val wrong = Replied(200, "application/json", """{"name": "Shop", "status": "asleep", "confidence_threshold": "0.9"}""")
            problems("GET", "projects/1", json, "", wrong).let {
                it shouldContain "status"
                it shouldContain "confidence_threshold"
            }
            problems("GET", "nowhere", json, "", wrong) shouldContain "No API path found"
            problems("GET", "attributes", json, "", Replied(200, "application/json", "[]")) shouldContain "project_id"
            problems("POST", "attributes", json, """{"key": 1, "project_id": 1}""", Replied(418, "text/html", "")) shouldContain "key"
        }
    }

    private companion object {
        const val SECTIONS = "of multivariate tests on the web, which are reached by raw"
        const val WEBHOOKS = "of webhooks, which are reached by raw"
        val OF_OTHERS = listOf(
            "attribution", "billing", "campaigns", "changes", "collaborators", "extensions", "internal-subject-access-requests", "invitations",
            "list_attributes", "me", "pages", "plan", "recommendations", "scheduled-jobs", "search", "subject-access-requests", "webhooks",
        )
    }
}
