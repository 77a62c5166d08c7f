package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.emulator.Emulator
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val NEVER = 404L
private const val PAGE = 7L

/** Of a page; what may be in it is the vendor's affair. */
private val CHANGE = JsonObject(mapOf("type" to JsonPrimitive("custom_css"), "value" to JsonPrimitive("b { color: red }")))

/** Every operation of the client, carried out at least once, with all that can be said. */
internal class ContractStory(private val emulator: Emulator, private val optimizely: OptimizelyClient) {
    private var project = NEVER
    private var attribute = NEVER
    private var event = NEVER
    private var audience = NEVER
    private var experiment = NEVER
    private lateinit var feature: Feature

    suspend fun tell() {
        projects()
        environments()
        attributes()
        events()
        audiences()
        features()
        experiments()
        results()
        moreExperiments()
        groups()
        web()
        goodbye()
    }

    private suspend fun projects() {
        project = optimizely.projects.create("Shop") {
            platform(ProjectPlatform.CUSTOM).sdks("java", "python").description("d").confidenceThreshold(0.9).status(ProjectStatus.ACTIVE)
        }.id
        optimizely.projects.create("Site") {
            webSnippet { excludeNames(false).ipFilter("^10").library("none").projectJavascript("//").includeJquery(false) }
        }
        optimizely.projects.listAll { perPage(1) }.toList()
        checkNotNull(optimizely.projects.find("Shop"))
        optimizely.projects.update(project) { name("Shop 2").dcpServiceId(7) }
        optimizely.projects.get(project)
    }

    private suspend fun environments() {
        val stage = optimizely.environments.create(project, "stage", "Stage") {
            description("d").hasRestrictedPermissions(true).priority(3)
        }
        optimizely.environments.update(stage.id) { name("Staging").key("staging").archived(false) }
        optimizely.environments.get(stage.id)
        optimizely.environments.listAll(project) { perPage(2) }.toList()
        optimizely.environments.datafile(stage.id)
    }

    private suspend fun attributes() {
        attribute = optimizely.attributes.create(project, "plan") { name("Plan").description("d") }.id
        optimizely.attributes.create(project, "Customer tier")
        optimizely.attributes.listAll(project) { perPage(1) }.toList()
        optimizely.attributes.update(attribute) { name("Tariff") }
        optimizely.attributes.get(attribute)
    }

    private suspend fun events() {
        event = optimizely.events.create(project, "bought") {
            name("Bought").category(EventCategory.PURCHASE).description("d").eventProperty("gift", EventPropertyType.BOOLEAN)
        }.id
        optimizely.events.create(project, "left")
        optimizely.events.listAll(project) { includeClassic(true).perPage(1) }.toList()
        optimizely.events.update(project, event) { category(EventCategory.CONVERT).name("Paid") }
        optimizely.events.get(event, includeClassic = true)
    }

    private suspend fun audiences() {
        audience = optimizely.audiences.create(project, audience("Gold") { attribute("plan") eq "gold" }).id
        optimizely.audiences.create(project, "Others") { description("d").segmentation(true).forJourney(true) }
        optimizely.audiences.update(audience) { conditions { attribute("plan") eq "gold" or not(attribute("plan").exists()) } }
        optimizely.audiences.get(audience)
        optimizely.audiences.listAll(project) { archived(false).forJourney(false).perPage(1) }.toList()
        optimizely.audiences.archive(audience)
        optimizely.audiences.unarchive(audience)
    }

    private suspend fun features() {
        val made = optimizely.features.create(project, "search") {
            name("Search").description("d").variable("page", FeatureVariableType.INTEGER, "10") { description("items") }
            variable("words", FeatureVariableType.JSON, "[]")
            listOf("Production", "Development", "staging").forEach { key ->
                environment(key) {
                    rolloutRule {
                        enabled().percentageIncluded(2_500).audienceConditions { audience(audience) }.variableValue("page", "20")
                    }
                }
            }
        }
        optimizely.features.update(made.id) {
            name("Search 2").variable(made.variables.first()) { defaultValue("20") }
            variable("deep", FeatureVariableType.BOOLEAN, "true")
        }
        feature = optimizely.features.get(made.id)
        optimizely.features.listAll(project) { perPage(1) }.toList()
    }

    private suspend fun experiments() {
        val made = optimizely.experiments.create(project, "search-size") {
            description("d").feature(feature).trafficAllocation(8_000).audienceConditions { audience(audience) }
            metric(unique, event) { winningDirection(WinningDirection.INCREASING).scope(MetricScope.VISITOR) }
            metric(sum, event) {
                field(MetricField.REVENUE).displayTitle("Money").scope(MetricScope.SESSION)
                allOf { property("gift", MetricOperator.EQUAL_TO, true) }
            }
            metric(ratio) { timeWindow("2d").metric(sum, event) { field(MetricField.REVENUE) }.metric(unique, event) }
            multivariateTrafficPolicy("full_factorial")
            variation("few", 5_000) { featureEnabled(true).description("as it was").variableValue("page", "10") }
            variation("many", 5_000) { featureEnabled(true).status(VariationStatus.ACTIVE).variableValue("page", "50") }
            action(ExperimentAction.PUBLISH)
        }
        experiment = made.id
        optimizely.experiments.results(experiment) shouldBe ResultsAnswer.NoData
        optimizely.experiments.timeseries(experiment) shouldBe ResultsAnswer.NoData
        optimizely.experiments.resultsCsv(experiment).toList()
        optimizely.experiments.edit(experiment) { description("D").weight("few", 4_000).weight("many", 6_000).whitelist("ann", "many") }
        optimizely.experiments.start(experiment)
        emulator.optimizelyApp.beginChange(experiment)
        optimizely.experiments.update(experiment) { description("E").overrideChanges() }
    }

    private suspend fun results() {
        emulator.optimizelyResults.of(experiment).notReady(1)
        optimizely.experiments.results(experiment) shouldBe ResultsAnswer.NotReady
        optimizely.experiments.results(experiment)
        emulator.optimizelyResults.of(experiment)
            .conversions("few", samples = 10_000, conversions = 500).conversions("many", samples = 10_000, conversions = 900)
            .values("few", samples = 500, total = 5_000.0, variance = 20.0, metric = 1)
        val baseline = checkNotNull(optimizely.experiments.get(experiment).variations.last().variationId)
        everywhere { baselineVariationId(baseline) }
        everywhere { startTime("2020-01-01T00:00:00Z").endTime("2100-01-01T00:00:00Z") }
        everywhere { browser(ResultsBrowser.FIREFOX) }
        everywhere { device(VisitorDevice.TABLET) }
        everywhere { source(TrafficSource.SEARCH) }
        everywhere { attribute(attribute, "gold") }
        everywhere { segmentConditions { attribute(attribute) startsWith "g" } }
        optimizely.experiments.resultsCsvText(experiment)
        optimizely.experiments.resultsShareLink(experiment)
    }

    private suspend fun everywhere(block: Block<ResultsQuery>) {
        optimizely.experiments.results(experiment, block)
        optimizely.experiments.timeseries(experiment, block)
        optimizely.experiments.report(experiment, block)
        optimizely.experiments.resultsCsv(experiment, block).toList()
    }

    private suspend fun moreExperiments() {
        optimizely.experiments.pause(experiment)
        optimizely.experiments.resume(experiment)
        optimizely.experiments.publish(experiment)
        optimizely.experiments.create(project, "layout") {
            variation("a", 10_000)
            environment("staging", ExperimentStatus.RUNNING)
        }
        optimizely.experiments.listAll(project) { perPage(1) }.toList()
        val campaign = checkNotNull(optimizely.experiments.find(project, "search-size")?.campaignId)
        optimizely.experiments.listAllOfCampaign(campaign) { perPage(1) }.toList()
        optimizely.experiments.listAllSummaries(project) {
            sortByLastModified(descending = true).archived(false).status(ExperimentStatus.RUNNING).perPage(1)
        }.toList()
        optimizely.experiments.listSummaries(project)
    }

    private suspend fun groups() {
        val group = optimizely.groups.create(project, "Only one") { description("d").experiment(experiment, 4_000) }
        optimizely.groups.update(group.id) { name("One at a time") }
        optimizely.groups.get(group.id)
        optimizely.groups.listAll(project) { perPage(1) }.toList()
        optimizely.groups.archive(group.id)
    }

    private suspend fun web() {
        val site = checkNotNull(optimizely.projects.find("Site")).id
        val banner = optimizely.experiments.createWeb(site, "Banner") {
            holdback(500).namedVariation("Blue", 5_000).namedVariation("Red", 5_000) { action(PAGE, CHANGE) }
            urlTargeting("https://shop.example/") { key("shop").conditions("[]").activationType("callback").activationCode("go") }
            changes(CHANGE)
            schedule { startTime("2030-01-01T10:00").stopTime("2030-02-01T10:00").timeZone("Europe/Berlin") }
        }
        optimizely.experiments.get(banner.id)
        optimizely.experiments.createWeb(site, "Cart") { pageIds(PAGE).namedVariation("Big", 10_000) }
    }

    private suspend fun goodbye() {
        optimizely.experiments.archive(experiment)
        optimizely.experiments.unarchive(experiment)
        optimizely.features.archive(feature.id)
        optimizely.attributes.archive(attribute)
        optimizely.events.archive(project, event)
        optimizely.environments.archive(checkNotNull(optimizely.environments.find(project, "staging")).id)
        optimizely.projects.archive(project)
    }
}
