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

    override val deviations = mapOf(
        Regex("""[?&]override_changes=true .*query\.unexpected""") to "the file has it only in what it says of 409",
        Regex("""^GET /v2/export/.* answered 200: .*body\.unexpected""") to "the file has its columns in prose, and nothing of its type",
    )

    override val deviationsOfRefusals = mapOf(
        Regex("""^GET /v2/projects/\d+ answered 429: .*status\.unknown""") to
            "requests are limited everywhere; of this operation the file lists neither that nor what else may go wrong",
        Regex("""^GET /v2/export/.* answered 429: .*contentType""") to "the file says that errors are text/csv, too",
    )

    override val unanswered = mapOf(
        "Project.socket_token" to "of mobile apps, by SDKs that are no more",
        "Project.third_party_platform" to "null of all projects but those of accounts with a special feature",
        "WebSnippet.visitor_id_locator_name" to "a beta of the vendor's",
        "WebSnippet.visitor_id_locator_type" to "a beta of the vendor's",
        "Event.config" to "of the events of web pages, which are reached by raw",
        "Event.page_id" to "of the events of web pages, which are reached by raw",
        "Experiment.results_token" to "for other parts of the vendor's product",
        "CompoundSubMetric.event_type" to "the file does not say what it is, and nothing that is sent tells",
        "VariantResults.experiment_id" to SEVERAL_EXPERIMENTS,
        "VariantTimeseries.experiment_id" to SEVERAL_EXPERIMENTS,
        "Datapoint.end_of_epoch" to "where stats_config has epoch_enabled, which is not so here",
        "SharedCodeChange" to "the emulator keeps what it is told of changes, and the client writes none of its own",
        "Change" to "the emulator keeps what it is told of changes, and the client writes none of its own",
        "Action.share_link" to "of a web page's preview",
        "URLTargeting.page_id" to "of the web page that the vendor makes of it",
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
        const val SEVERAL_EXPERIMENTS = "if applicable, says the file: in results of more than one experiment, as a campaign's are"
        const val WEBHOOKS = "of webhooks, which are reached by raw"
        val OF_OTHERS = listOf(
            "attribution", "billing", "campaigns", "changes", "collaborators", "extensions", "internal-subject-access-requests",
            "invitations", "list_attributes", "me", "pages", "plan", "recommendations", "scheduled-jobs", "search",
            "subject-access-requests", "webhooks",
        )
    }
}
