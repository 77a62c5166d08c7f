package dev.tricolor.samples

import dev.tricolor.Secret
import dev.tricolor.emulator.Emulator
import dev.tricolor.harness.HarnessClient
import dev.tricolor.harness.Principal
import dev.tricolor.optimizely.OptimizelyClient
import dev.tricolor.optimizely.ProjectPlatform
import dev.tricolor.optimizely.ResultsAnswer
import dev.tricolor.optimizely.classic.OptimizelyClassicClient
import dev.tricolor.optimizely.classic.split
import dev.tricolor.optimizely.config.DatafileSource
import dev.tricolor.split.SplitClient
import dev.tricolor.split.attribute
import dev.tricolor.split.splitDefinition
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlin.time.Duration.Companion.seconds

/** What the README shows is code from here and from `ReadmeInJava`, compiled and run. */
class ReadmeSpec : FunSpec({
    test("every snippet stands in a source, line for line") {
        val sources = root.resolve("samples/src/test").walk().filter { it.isFile }.map { trimmed(it.readText()) }.toList()
        val snippets = Regex("```(?:kotlin|java)\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
            .findAll(root.resolve("README.md").readText()).map { trimmed(it.groupValues[1]) }.toList()

        snippets shouldHaveSize 8
        snippets.forEach { withClue(it) { sources.any { source -> it in source } shouldBe true } }
    }

    test("the snippets do what they say") {
        Emulator.start().use { vendors ->
            val client = SplitClient(Secret("any-key-will-do")) { baseUrl = vendors.splitUrl }
            rollOut(client)
            ReadmeInJava.ramp(vendors.splitUrl, "any-key-will-do", workspaceId(client))
            client.definitions.get(workspaceId(client), "Production", "new-checkout").run {
                trafficAllocation shouldBe 100
                killed shouldBe true
            }
            configured("any-key-will-do").close()
        }
    }

    test("survives the rate limit") {
        Emulator.start().use { vendors ->
            val split = SplitClient(Secret("any-key-will-do")) { baseUrl = vendors.splitUrl }
            vendors.faults.next(status = 429, headers = mapOf("X-RateLimit-Reset-Seconds-Org" to "1"))

            split.workspaces.find("Default")?.name shouldBe "Default"
            vendors.requests.all.map { it.method } shouldBe listOf("GET", "GET")
        }
    }

    test("gives access in Harness") {
        Emulator.start().use { vendors ->
            val harness = HarnessClient("any-token-will-do", "acme") {
                baseUrl = vendors.harnessUrl
                orgIdentifier = "default"
            }
            harness.roles.create("release_managers", "Release managers")
            val uuid = harness.users.listAll().first().user.uuid

            harness.roles.edit("release_managers") { permission("fme_fmefeatureflag_edit") }
            val shop = harness.within { projectIdentifier = "shop" } // another place is a view: no call has it as a parameter
            shop.roleAssignments.create("_fme_manager", "_all_project_level_resources", Principal.user(uuid))

            harness.roles.get("release_managers").role.permissions shouldBe listOf("fme_fmefeatureflag_edit")
            shop.roleAssignments.listAll().toList().map { it.roleAssignment.roleIdentifier } shouldContain "_fme_manager"
        }
    }

    test("measures at Optimizely, and hears of it in the datafile") {
        Emulator.start().use { vendors ->
            val optimizely = OptimizelyClient("any-token-will-do") { baseUrl = vendors.optimizelyUrl }
            val projectId = optimizely.projects.create("Shop") { platform = ProjectPlatform.CUSTOM }.id
            experimentWith(optimizely, projectId, optimizely.events.create(projectId, "done").id)
            val datafile = checkNotNull(optimizely.environments.find(projectId, "Production")?.datafile)
            read(checkNotNull(datafile.sdkKey), checkNotNull(datafile.url))
        }
    }

    test("measures at classic Optimizely") {
        Emulator.start().use { vendors ->
            val classic = OptimizelyClassicClient("any-token-will-do") { baseUrl = vendors.optimizelyClassicUrl }
            experimentWith(classic, classic.projects.create("Shop").id)
        }
    }

    test("the commands are there") {
        val readme = root.resolve("README.md").readText()
        listOf("samples/rollout", "samples/experiment", "samples/tutorial", "mvnw", "samples/java/run", "samples/scripts/run").forEach {
            readme shouldContain it
            root.resolve(it).canExecute() shouldBe true
        }
    }
})

private suspend fun workspaceId(split: SplitClient) = checkNotNull(split.workspaces.find("Default")).id

private suspend fun rollOut(split: SplitClient) {
    val workspace = split.workspaces.find("Default") ?: error("no such workspace")
    val production = split.environments.find(workspace.id, "Production") ?: error("no such environment")

    split.flags.create(workspace.id, trafficType = "user", name = "new-checkout")
    val definition = splitDefinition {
        treatment("on"); treatment("off")
        defaultTreatment("off"); baselineTreatment("off")
        trafficAllocation = 80
        rule { matcher(attribute("group") inList listOf("employees")); bucket("on", 50); bucket("off", 50) }
        defaultRule { bucket("off", 100) }
    }
    split.definitions.create(workspace.id, production.id, "new-checkout", definition)
}

private suspend fun experimentWith(optimizely: OptimizelyClient, projectId: Long, eventId: Long) {
    val audience = optimizely.audiences.create(projectId, "Canadians") {
        conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }
    }
    val experiment = optimizely.experiments.create(projectId, "checkout") {
        variation("control", 5_000); variation("one_page", 5_000)
        metric(unique, eventId)
        audienceConditions { audience(audience.id) }
    }
    optimizely.experiments.start(experiment.id)
    when (val answer = optimizely.experiments.results(experiment.id)) {
        is ResultsAnswer.Results -> println(answer.value.metrics.first().conclusion?.winner)
        ResultsAnswer.NotReady -> println("ask again later")
        ResultsAnswer.NoData -> println("it has never been started")
    }
}

private suspend fun read(sdkKey: String, datafileUrl: String) {
    DatafileSource(sdkKey) { url = datafileUrl }.use { source ->
        val config = source.first() // an OptimizelyConfig; OptimizelyConfig.from(text) makes one of any datafile
        println(config.experiments["checkout"]?.audiences) // "Canadians"
    }
}

private suspend fun experimentWith(classic: OptimizelyClassicClient, projectId: Long) {
    val experiment = classic.experiments.create(projectId, "Home page", editUrl = "https://example.com/") { percentageIncluded = 5_000 }
    classic.variations.split(experiment.id, "Original" to 5_000, "Big button" to 5_000) // reads, writes what differs, reads back
    val goal = classic.goals.create(projectId) { click("Add to cart", selector = "div.cart > button") }
    classic.experiments.addGoal(experiment.id, goal.id)
    classic.experiments.start(experiment.id)
    classic.experiments.stats(experiment.id).forEach { println("${it.variationName}: ${it.conversionRate}, ${it.statisticalSignificance}") }
}

private fun configured(key: String) =
    SplitClient(Secret(key)) {
        baseUrl = "https://app.harness.io/fme" // https://api.split.io unless set
        timeout = 10.seconds // of one attempt; 30 seconds unless set
        retry { maxAttempts = 3; maxWait = 60.seconds } // 5 attempts, 2 minutes of waiting unless set
    }

private fun trimmed(text: String) = text.lines().joinToString("\n") { it.trim() }.trim()
